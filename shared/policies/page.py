"""What a policy says about the pages of a PDF: rectangles that are always covered, and how pages are drawn.

This module knows no PDF; whoever draws one reads these.
"""

from shared.policies.reading import Entry
from shared.policy import Area, Drawing

COLORS = ("black", "red", "yellow", "white", "blue", "green", "gray", "grey")
_FARTHEST = 100_000.0


def read_areas(top: Entry) -> tuple[Area, ...]:
    """`graphical.boundingBoxes`."""
    graphical = top.entry("graphical") or Entry({}, "graphical")
    areas = [area for entry in graphical.entries("boundingBoxes") if (area := _area(entry)) is not None]
    graphical.finish()
    return tuple(areas)


def _area(entry: Entry) -> Area | None:
    area = Area(
        entry.whole("page", 1, 1, 1_000_000),
        entry.number("x", 0, -_FARTHEST, _FARTHEST),
        entry.number("y", 0, -_FARTHEST, _FARTHEST),
        entry.number("w", 0, 0, _FARTHEST),
        entry.number("h", 0, 0, _FARTHEST),
        read_color(entry, "color", "black"),
        entry.text("mimeType", "application/pdf"),
    )
    # Its schema gives a box the keys of all filters; there is nothing in a rectangle that they could speak of.
    for key in ("ignored", "ignoredFiles"):
        entry.texts(key)
    entry.each("ignoredPatterns", lambda _: None, "pattern")
    entry.whole("windowSize", 5, 0, 1_000)
    entry.whole("priority", 0, -1_000_000, 1_000_000)
    enabled = entry.flag("enabled", True)
    entry.finish()
    return area if enabled else None


def read_drawing(config: Entry) -> Drawing:
    """`config.pdf`."""
    entry = config.entry("pdf") or Entry({}, "config.pdf")
    # Philter 2 misnamed the key of the color.
    misnamed = read_color(entry, "enabled", "black") if entry.is_text("enabled") else "black"
    drawing = Drawing(
        read_color(entry, "redactionColor", misnamed),
        entry.flag("showReplacement", False),
        entry.text("replacementFont") or "helvetica",
        entry.number("replacementMaxFontSize", 12.0, 1, 400),
        read_color(entry, "replacementFontColor", "white"),
        entry.number("scale", 1.0, 0.01, 10),
        entry.whole("dpi", 150, 20, 600),
        entry.number("compressionQuality", 1.0, 0, 1),
        entry.flag("preserveUnredactedPages", False),
    )
    entry.finish()
    return drawing


def read_color(entry: Entry, key: str, default: str) -> str:
    """A color that pages can be drawn with."""
    return entry.choice(key, COLORS, default) if entry.text(key) else default
