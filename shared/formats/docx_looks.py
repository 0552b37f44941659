"""How the words of a Word file look: bold, struck out, raised, set like code, part of a link.

A run says some of it itself; its character style and the style of its paragraph say the rest, each inheriting from
another. Knows nothing of the text.
"""

from dataclasses import dataclass, field
from typing import Any

from shared.formats.docx_inline import W
from shared.formats.looks import Styled

_MOST_ANCESTORS = 20

_TOGGLES = {"b": "bold", "i": "italic", "caps": "caps", "smallCaps": "small_caps", "strike": "strike"}
"""What a character style in a paragraph style turns round: bold within bold is not bold."""

_MONOSPACED = ("courier", "consolas", "lucida console", "menlo", "monaco", "mono", "code", "typewriter", "terminal")
_OFF = ("0", "false", "off", "none")

Marks = frozenset[str]


@dataclass(slots=True)
class _Style:
    parent: str = ""
    said: dict[str, bool] = field(default_factory=dict)
    is_link: bool = False


class Looks:
    """The looks of runs, by the styles of the file."""

    def __init__(self, styles: Any | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for style in () if styles is None else styles.iter(W + "style"):
            name = style.find(W + "name")
            style_id = style.get(W + "styleId", "")
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default = style_id
            self._styles[style_id] = _Style(
                _value(style, "basedOn"),
                _said(style.find(W + "rPr")),
                name is not None and name.get(W + "val", "").lower() in ("hyperlink", "followedhyperlink"),
            )
        self._known: dict[str, dict[str, bool]] = {}

    def marks(self, properties: Any | None, paragraph_style: str, is_linked: bool = False) -> tuple[str, ...]:
        """The marks of a run with these properties (its `w:rPr`)."""
        own = _said(properties)
        character_style = _value(properties, "rStyle") if properties is not None else ""
        if not own and not character_style and not paragraph_style and not is_linked:
            return ()
        around = self._inherited(paragraph_style) if paragraph_style and paragraph_style != self._default else {}
        within = self._inherited(character_style) if character_style else {}
        marks = set()
        for mark in around.keys() | within.keys() | own.keys():
            if mark in own:
                is_on = own[mark]
            elif mark in _TOGGLES.values():
                is_on = around.get(mark, False) != within.get(mark, False)
            else:
                is_on = within.get(mark, around.get(mark, False))
            if is_on:
                marks.add(mark)
        if is_linked or self._is_link(character_style):
            marks.discard("underline")  # a link is underlined as it is
            marks.add("link")
        return tuple(sorted(marks))

    def _is_link(self, style_id: str) -> bool:
        style = self._styles.get(style_id)
        return style is not None and style.is_link

    def _inherited(self, style_id: str) -> dict[str, bool]:
        if style_id in self._known:
            return self._known[style_id]
        said: dict[str, bool] = {}
        at = style_id
        for _ in range(_MOST_ANCESTORS):
            style = self._styles.get(at)
            if style is None or at == self._default:
                break
            said = style.said | said
            at = style.parent
        self._known[style_id] = said
        return said


class Book:
    """The styled stretches of a text as it grows; those that follow one another and look alike are one."""

    def __init__(self) -> None:
        self.styled: list[Styled] = []

    def add(self, start: int, end: int, marks: tuple[str, ...]) -> None:
        if not marks or start >= end:
            return
        last = self.styled[-1] if self.styled else None
        if last and last.end == start and last.marks == marks:
            self.styled[-1] = Styled(last.start, end, marks)
        else:
            self.styled.append(Styled(start, end, marks))

    def without(self, mark: str, start: int) -> None:
        """Take one mark from whatever begins at `start` or later: a heading is bold by itself."""
        at = len(self.styled)
        while at and self.styled[at - 1].start >= start:
            at -= 1
        late, self.styled[at:] = self.styled[at:], []
        for one in late:
            self.add(one.start, one.end, tuple(name for name in one.marks if name != mark))


def _said(properties: Any | None) -> dict[str, bool]:
    """What these properties say themselves, on or off."""
    said: dict[str, bool] = {}
    if properties is None:
        return said
    for element in properties:
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            continue
        name, value = element.tag.removeprefix(W), element.get(W + "val", "")
        if name in _TOGGLES:
            said[_TOGGLES[name]] = value not in _OFF
        elif name == "dstrike":
            said["strike"] = value not in _OFF
        elif name == "u":
            said["underline"] = value not in _OFF
        elif name == "vertAlign":
            said["super"], said["sub"] = value == "superscript", value == "subscript"
        elif name == "vanish":
            said["hidden"] = value not in _OFF
        elif name == "rFonts":
            font = (element.get(W + "ascii") or element.get(W + "hAnsi") or "").lower()
            said["code"] = any(word in font for word in _MONOSPACED)
    return said


def _value(element: Any, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else str(child.get(W + "val", ""))
