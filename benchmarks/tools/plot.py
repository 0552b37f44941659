"""Speed against length as a picture for a page: SVG, from plain numbers."""

import math
from pathlib import Path

Point = tuple[int, float, float | None]
"""Tokens; what Blackbar and transformers do of them in a second, None where the latter cannot."""


def plot(rows: list[Point], path: Path) -> None:
    """Tokens a second against length, both on a logarithmic scale, as a picture for a page."""
    left, top, width, height = 70, 20, 560, 300
    lengths = [math.log2(tokens) for tokens, _, _ in rows]
    speeds = [speed for _, *both in rows for speed in both if speed]
    low, high = math.floor(math.log10(min(speeds))), math.ceil(math.log10(max(speeds)))

    def place(tokens: float, speed: float) -> tuple[float, float]:
        across = (math.log2(tokens) - lengths[0]) / ((lengths[-1] - lengths[0]) or 1)
        up = (math.log10(speed) - low) / ((high - low) or 1)
        return round(left + width * across, 1), round(top + height * (1 - up), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 120} {top + height + 50}" '
        'font-family="sans-serif" font-size="13">',
        "<title>Tokens a second against the length of the text</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for power in range(low, high + 1):
        _, y = place(rows[0][0], 10**power)
        parts.append(f'<path d="M{left} {y}H{left + width}" stroke="#ccc"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end" fill="#333">{10**power:,}</text>')
    for tokens, _, _ in rows:
        x, _ = place(tokens, 10**low)
        parts.append(f'<text x="{x}" y="{top + height + 20}" text-anchor="middle" fill="#333">{tokens:,}</text>')
    parts.append(
        f'<text x="{left}" y="{top + height + 42}" fill="#333">tokens of one text; upwards: tokens a second</text>'
    )
    for name, color, values in (
        ("Blackbar", "#0b5cad", [(tokens, ours) for tokens, ours, _ in rows]),
        ("transformers", "#a14a00", [(tokens, theirs) for tokens, _, theirs in rows]),
    ):
        points = [place(tokens, speed) for tokens, speed in values if speed]
        if points:
            line = " ".join(f"{x},{y}" for x, y in points)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2.5"/>')
            parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{color}"/>' for x, y in points]
            parts.append(f'<text x="{points[-1][0] + 8}" y="{points[-1][1] + 4}" fill="{color}">{name}</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")
