"""The figures of an evaluation as tables: by set, by category, by language, beside the peers.

Knows how figures are told, weak spots first, for the model card and in short for the README. Invents none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from training.evaluate import percent
from training.phrases import LANGUAGES


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def figures(result: dict[str, Any], part: str, names: tuple[str, ...] | None = None) -> str:
    """By category or language; over-redaction belongs to no category, so it stands with the languages only."""
    keys = ("relaxed", "exact", "leak", "over") if part == "languages" else ("relaxed", "exact", "leak")
    heads = {"relaxed": "relaxed F1", "exact": "exact F1", "leak": "leak %", "over": "over-redaction %"}
    rows = [
        (name, str(values["gold"]), *(percent(values[key]) for key in keys))
        for name, values in sorted(result[part].items(), key=lambda item: item[1]["relaxed"])
        if names is None or name in names
    ]
    return table(("", "spans", *(heads[key] for key in keys)), rows)


FINDERS = {
    "product": "Model and rules together, as the product uses them",
    "model": "Model alone",
}
PEERS = {
    "product": "Blackbar (model and rules)",
    "rules": "Blackbar, rules alone",
    "presidio": "Presidio 2.2.366, pattern recognizers",
    "detect-secrets": "detect-secrets 1.5.0",
}


TOGETHER = "harmless text, all of it together"


def together(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The harmless sets as one, since so few characters of each are covered that one line more or less shows."""
    harmless = [one for one in results if not one["gold"]]
    if len(harmless) < 2:
        return []
    sums = {name: sum(one["counts"][name] for one in harmless) for name in harmless[0]["counts"]}
    return [
        harmless[0]
        | {
            "set": TOGETHER,
            "pieces": sum(one["pieces"] for one in harmless),
            "over": sums["covered"] / max(1, sums["harmless"]),
            "touched": sums["touched"] / max(1, sums["lines"]),
        }
    ]


def sets_table(results: Sequence[dict[str, Any]]) -> str:
    rows = []
    for result in [*sorted(results, key=lambda one: one["relaxed"] if one["gold"] else 2), *together(results)]:
        low, high = result["interval"]
        shown = f"{percent(result['relaxed'])} ({percent(low)}-{percent(high)})" if result["gold"] else "-"
        exact, leak = (percent(result["exact"]), percent(result["leak"])) if result["gold"] else ("-", "-")
        rows.append(
            (
                result["set"],
                str(result["pieces"]),
                str(result["gold"]),
                shown,
                exact,
                leak,
                percent(result["over"]),
                percent(result["touched"]),
            )
        )
    return table(
        ("set", "documents", "spans", "relaxed F1", "exact F1", "leak %", "over-redaction %", "lines touched %"), rows
    )


def is_beside_peers(one: dict[str, Any]) -> bool:
    """Whether a set labels more than persons, so that detectors of patterns have something to find."""
    return len(one["judged"]) > 1 or "secret" in one["judged"]


def peers_table(found: dict[str, list[dict[str, Any]]]) -> str:
    """Side by side on the sets that label more than persons."""
    rows = [
        (
            result["set"],
            PEERS[finder],
            percent(result["relaxed"]) if result["gold"] else "-",
            percent(result["leak"]) if result["gold"] else "-",
            percent(result["over"]),
            percent(result["touched"]),
        )
        for index, one in enumerate(found["product"])
        if is_beside_peers(one)
        for finder in PEERS
        if finder in found
        for result in (found[finder][index],)
    ]
    return table(("set", "detector", "relaxed F1", "leak %", "over-redaction %", "lines touched %"), rows)


def evaluation(content: dict[str, Any], machine: str, command: str) -> str:
    found = content["results"]
    own = found["product"][0]
    parts = [
        "## Figures\n",
        f"{content['date']}, {machine}, operating point `default`; `{command}`.",
        "relaxed F1: label right and spans overlap (95 % bootstrap interval over documents); exact: both ends",
        "right; leak: share of gold characters that nothing covers; over-redaction: share of the other",
        "characters that is covered. The corpora are documents held out by id and label persons only (MEDDOCAN:",
        "all but secrets), so other categories count neither way. Weakest first.\n",
    ]
    for finder, said in FINDERS.items():
        rate = content["characters"] / max(1e-9, content["seconds"][finder])
        parts += [f"{said} ({rate:,.0f} characters a second):\n", sets_table(found[finder])]
    if "presidio" in found:
        parts += [
            "Beside detectors that need no model either, on the same texts in the same run:\n",
            peers_table(found),
        ]
    parts += [
        "Own documents by category, model and rules together:\n",
        figures(own, "categories"),
        "Own documents by language (`mx` is Mexican Spanish):\n",
        figures(own, "languages", LANGUAGES),
    ]
    for one in found["product"][1:]:
        if one["gold"] and "secret" in one["judged"] and len(one["judged"]) > 2:
            parts += [f"{one['set']}, by category:\n", figures(one, "categories")]
            if len(one["languages"]) > 1:
                parts += ["By language:\n", figures(one, "languages")]
    return "\n".join(parts)


BEGIN, END = "<!-- figures: written by training.card -->", "<!-- end of figures -->"


def weakest(result: dict[str, Any], part: str, names: Sequence[str], count: int) -> str:
    found = sorted((values["relaxed"], name) for name, values in result[part].items() if name in names)
    return ", ".join(f"{name} {percent(value)}" for value, name in found[:count])


MOST_PEOPLE = 5
"""How many of the sets that label persons alone the README shows, the weakest; the card has them all."""


def short_table(found: dict[str, list[dict[str, Any]]]) -> str:
    """A row for each set, the weakest first: Blackbar, and in one cell each what the peers do on the same texts."""
    found = {finder: [*results, *together(results)] for finder, results in found.items()}
    product = found["product"]
    peers = [finder for finder in PEERS if finder in found and finder != "product"]
    order = sorted(range(len(product)), key=lambda place: (not product[place]["gold"], product[place]["relaxed"]))
    people = [place for place in order if not is_beside_peers(product[place])]
    hidden = people[MOST_PEOPLE:]
    rows = []
    for place in order:
        if place in hidden:
            continue
        one, alone = product[place], place in people
        cells = ("-" if alone else " / ".join(shares(found[finder][place])) for finder in peers)
        rows.append(("people, " * alone + one["set"], *shares(one), *cells))
    heads = (PEERS[finder].removeprefix("Blackbar, ") for finder in peers)
    return table(("set", "relaxed F1", "leak %", "over-redaction %", *heads), rows)


def shares(one: dict[str, Any]) -> tuple[str, str, str]:
    """Relaxed F1, leak and over-redaction; where nothing is personal, the last alone."""
    sought = (percent(one["relaxed"]), percent(one["leak"])) if one["gold"] else ("-", "-")
    return (*sought, percent(one["over"]))


def short(content: dict[str, Any], machine: str) -> str:
    """The README's part: a short table, the weakest first, and where the own documents are weakest."""
    found = content["results"]
    own = found["product"][0]
    languages = weakest(own, "languages", LANGUAGES, 5)
    categories = weakest(own, "categories", list(own["categories"]), 3)
    return "\n".join(
        (
            BEGIN,
            f"Measured {content['date']} on {machine}: embedded checkpoint, model and rules together, weakest first.",
            "“People, held out” is published text with people alone labelled, held out of training by document;",
            "the columns of others give their relaxed F1 / leak % / over-redaction % on the same texts.\n",
            short_table(found),
            "relaxed F1: label right and spans overlap; leak: share of the personal characters that stay readable;",
            f"over-redaction: share of the others that are covered. Of the {own['pieces']:,} own documents the weakest",
            f"languages are {languages}",
            f"and the weakest categories {categories} (relaxed F1).",
            "Every set, its size and its intervals are in the [model card](shared/engine/embedded/README.md);",
            "`make -C training evaluate DATA=… WORK=…` repeats the run ([training/README.md](training/README.md)).",
            END,
        )
    )


def into_readme(readme: str, part: str) -> str:
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"Put the lines {BEGIN} and {END} where the figures belong.")
    return before + part + after
