"""The pictures to try it with: what they show, and their bytes. `draw.py` draws them; nobody in them exists."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """A picture that comes with the program. `alt` says what is to be seen on it."""

    name: str
    title: str
    alt: str
    width: int
    height: int

    def png(self) -> bytes:
        return (FOLDER / f"{self.name}.png").read_bytes()


EXAMPLES = {
    example.name: example
    for example in (
        Example("chat", "Chat", "A conversation about a move, with names, an address, a phone number", 860, 1380),
        Example("receipt", "Receipt", "A pharmacy's receipt, with a customer and a card number", 920, 1300),
        Example("dashboard", "Dashboard", "A customer table, with names, emails and phone numbers", 1920, 1200),
        Example("terminal", "Terminal", "A terminal, with keys, a connection string and a log", 1720, 1060),
    )
}
"""By name, in the order in which they are shown. Nothing else is ever read from the folder."""
