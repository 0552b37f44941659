"""The bars that a person decided on, as a client sends them back: each checked, none silently left out.

Knows neither how a picture is read nor what is personal on it.
"""

from collections.abc import Sequence
from typing import Any

from shared.errors import BadValue
from shared.formats.image import Picture
from shared.formats.image_bars import Cover
from shared.formats.shapes import MOST_CORNERS, area, box_around, on_picture
from shared.formats.textmap import Box, Corners
from shared.pictures import color_of
from shared.policy import Policy
from shared.spans import CUSTOM, Span

MOST_DECISIONS = 10_000

Numbered = tuple[int, dict[str, Any]]
"""A decision and its place in the list, counted from 1."""


def by_page(decisions: Sequence[Any], pages: int) -> dict[int, list[Numbered]]:
    """The decisions of each page; without one they are for the first. Raises BadValue that says which is wrong."""
    if len(decisions) > MOST_DECISIONS:
        raise BadValue(f"There are {len(decisions):,} decisions; the most that are taken is {MOST_DECISIONS:,}.")
    found: dict[int, list[Numbered]] = {}
    for number, given in enumerate(decisions, 1):
        if not isinstance(given, dict):
            raise _no_box(number)
        page = given.get("page", 1)
        if not isinstance(page, int) or isinstance(page, bool) or not 1 <= page <= pages:
            raise BadValue(f"Decision {number} is for a page that is not there: this file has {pages}.")
        found.setdefault(page, []).append((number, given))
    return found


def decided(decisions: Sequence[Numbered], picture: Picture, policy: Policy) -> tuple[list[Cover], list[str]]:
    """What is covered on a page, and the label of each bar. Raises BadValue that says which decision is wrong."""
    covers, labels = [], []
    for number, given in decisions:
        numbers = [edge for edge in map(given.get, "xywh") if isinstance(edge, int) and not isinstance(edge, bool)]
        if len(numbers) < 4 or numbers[2] <= 0 or numbers[3] <= 0:
            raise _no_box(number)
        x, y, w, h = numbers
        if x >= picture.width or y >= picture.height or x + w <= 0 or y + h <= 0:
            raise BadValue(
                f"Decision {number} lies beside the picture, which is {picture.width} by {picture.height} pixels."
            )
        label = given.get("label")
        label = label if isinstance(label, str) and label else CUSTOM
        span = Span(0, 1, label[:64], str(given.get("kind", ""))[:64], 1.0, "person")
        box = Box(0, max(0, x), max(0, y), min(picture.width, x + w), min(picture.height, y + h))
        polygon = _polygon(given.get("polygon"), box, picture, number)
        words = word_of(span.label) if policy.drawing.show_replacement else ""
        covers.append(Cover(box, color_of(span, policy), polygon, words))
        labels.append(span.label)
    return covers, labels


def word_of(label: str) -> str:
    """What is written on a bar of this category: "EMAIL", "ACCOUNT NUMBER"."""
    return label.removeprefix("private_").replace("_", " ").upper()


def _no_box(number: int) -> BadValue:
    return BadValue(f"Decision {number} must be a box with x, y, w and h in whole pixels.")


def _polygon(given: Any, box: Box, picture: Picture, number: int) -> Corners:
    """A slanted bar's own shape. One that is none is refused: covering less than was asked for would be a leak."""
    if given is None:
        return ()
    points = given if isinstance(given, list) and 3 <= len(given) <= MOST_CORNERS else []
    corners = tuple((float(x), float(y)) for x, y in points) if all(map(_is_point, points)) else ()
    polygon = on_picture(corners, picture.width, picture.height) if corners else ()
    around = box_around(polygon, picture.width, picture.height) if polygon and area(polygon) >= 1 else None
    if around is None or not (
        around.left >= box.left and around.top >= box.top and around.right <= box.right and around.bottom <= box.bottom
    ):
        raise BadValue(f"Decision {number}: its polygon must be a list of [x, y] corners within its box.")
    return polygon


def _is_point(point: Any) -> bool:
    is_pair = isinstance(point, list) and len(point) == 2
    return is_pair and all(isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < 1e6 for v in point)
