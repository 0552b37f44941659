"""Stage 6: the model card. `python -m training.card --work DIR --to FOLDER --machine TEXT [--readme README.md]`

Writes FOLDER/README.md from WORK/evaluation.json, WORK/train/state.pt and the attribution table below,
and the short form of the figures into the README's part between BEGIN and END. Knows how the figures are
told: weak spots first, every number with its set and size. Invents none.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from shared.engine.confidence import CONFIDENCE_FILE
from training.attribution import attribution
from training.figures import evaluation, into_readme, short
from training.runs import STATE, network, saved

ABOUT = """# Blackbar embedded checkpoint

A small detector of personal data in the format of OpenAI's Privacy Filter (architecture
`openai_privacy_filter`, 33 BIOES labels), trained by this project from scratch, so that a machine
without a network has a working detector at once. It holds no weights of OpenAI's model. The official
`openai/privacy-filter` is far better; use it where you can.

**Detection is never complete. A person should look before anything is shared.**

## What it is

{parameters:.2f} million parameters ({megabytes:.1f} MB): {layers} layers, width {hidden}, {heads} query and {key_heads}
key/value heads of {head}, one dense expert of {inner} (`num_local_experts` 1), byte-level BPE of {vocabulary:,} pieces
that never cross letters, digits, punctuation or scripts (Han and Hangul: one character a piece; digits in pairs).
The matrices are stored in eight bits (float8 e4m3), which costs no loss that can be measured; transformers reads them
in whatever precision it is asked for.
Attention reaches {window} tokens to each side in each layer, so a decision sees {reach} tokens on either side, about
{context} characters of Latin text; this keeps the overlap between windows small and inference cheap.
Trained for {total:,} steps of at most 1,024 tokens, 61,500 with four layers, 36,500 with six and the others with
{layers}, on processor cores. Until the last 89,600 it had 16,384 pieces, then 32,768, and in the last 68,000 those it
has now; new ones began as the mean of the pieces they are made of. The weights are a mean of means: round after round,
two runs of {step:,} to 10,000 steps, each on text of its own, went on from what the round before had left, and what is
published lies halfway between that and their mean. Templates and the corpora's share grew on the way: only these last
steps saw what the stages make now.

`viterbi_calibration.json` holds three operating points, `default`, `precision` and `recall`, chosen on development
documents, not on the evaluation sets. Of the pairs of biases that are as good as the best by one standard error,
`default` takes the one that leaks least. It decides twice: sparingly everywhere, and more generously near what it
found surely (`beside_findings`), since a needless character costs less there than in a text about nobody. Readers that
know one set of biases a point see the sparing one, and find less.

{scores}
"""

LIMITS = """## Limits, in plain words

- It was trained for about twenty hours on one or two shared processor cores. It misses things, in every language.
- Names in running text are its weakest side, above all single first or last names, names that are also
  words, names in lower case, and languages and scripts that are thin in the corpora.
- Korean, Turkish, Arabic, Polish and Italian running text came from written templates alone, no real corpus;
  Spanish has one of clinical notes only.
- It covers too much where nothing is personal: firms, places and diseases named after people, titles in capitals,
  order numbers. The operating point `precision` covers far less of that, and misses about twice as much.
- The harmless set was written before the training sentences were known, and the rules were mended while it was looked
  at; after one look at the model's hits, hashes, commit ids and loopback addresses were added to the training text.
- The second harmless set was written blind by somebody who saw neither training text nor findings, and nobody who wrote
  training text or rules has read it. A fifth of its lines is prose full of firms, prizes and illnesses named after
  people, and most false findings are there. Once a judge told by kinds, without a word of the text, what is falsely
  found in it, and rules about dates and telephones were mended by those kinds. The third was written after that, as
  blindly, and first measured when the rules stood as they were; since then the kinds of its false findings, not its
  text, have led to rules about dates and to training text about package metadata and certificates. Names that the
  sets use are kept out of the templates by code; shards made before the third was written had no such guard for it.
- How much a leak weighs against what is covered needlessly, when the operating points are chosen, is a decision: 2 for
  a leak, 2 for a needless character in a text with anybody's data, 10 in one with nobody's. Several were tried and
  seen on the sets below, with earlier weights of the network, before these were taken, and so was the second look
  itself. The points are chosen on development documents alone.
- It knows languages outside the sixteen only by chance.
- Dates in prose that belong to nobody, company names that look like people, and long numbers that
  identify nobody are sometimes covered too.
- Forms and templates in the evaluation are our own: other words and layouts than in training, but the
  same generators of names and numbers. Expect lower figures on your documents.
- The English, Korean and OCR sets have values of their own too, and were written by somebody who had
  not seen the training texts (whoever wrote those saw some lines of names and formats of the English set, in a
  linter's output). When they were measured first, the kinds of their errors, not their texts, led to rules for Korean
  numbers and for a misread @. The OCR pages are drawn and spoilt, then really read by Tesseract; no handwriting.
- Some held-out figures flatter: Croatian and Serbian news are translations of one another, so that a held-out
  sentence of one can have been met in the other; clinical notes and court decisions are much alike.

"""


CURVE = "How often a finding of a given score is right is told by `confidence_calibration.json`, found in the same way."
NO_CURVE = """A score is about how often a finding like it is right: on development documents the two were 1.3 % apart
on average (2,120 findings). The curve that `training.calibrate` fits made that no less, so there is none."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="train")
    parser.add_argument("--machine", default="two shared processor cores")
    parser.add_argument("--readme", type=Path, help="a README with a place for the short figures")
    options = parser.parse_args()
    state = saved(options.work / options.name / STATE)
    model = network(state)
    parameters = sum(parameter.numel() for parameter in model.parameters())
    shape = model.shape
    about = ABOUT.format(
        parameters=parameters / 1e6,
        megabytes=(options.to / "model.safetensors").stat().st_size / 1e6,
        step=state["step"],
        scores=CURVE if (options.to / CONFIDENCE_FILE).exists() else NO_CURVE,
        total=2 * state["step"] + state.get("before", 0),
        reach=shape.layers * shape.window,
        context=round(shape.layers * shape.window * 2.5 / 10) * 10,
        **shape.as_dict(),
    )
    content = json.loads((options.work / "evaluation.json").read_text(encoding="utf-8"))
    command = "python -m training.evaluate --data DIR --model shared/engine/embedded"
    licence = "## Licence\n\nApache-2.0, as the project. How it is made, stage by stage: `training/README.md`.\n"
    text = "\n".join((about, LIMITS + evaluation(content, options.machine, command), attribution(), licence))
    (options.to / "README.md").write_text(text, encoding="utf-8")
    if options.readme:
        readme = into_readme(options.readme.read_text(encoding="utf-8"), short(content, options.machine))
        options.readme.write_text(readme, encoding="utf-8")


if __name__ == "__main__":
    main()
