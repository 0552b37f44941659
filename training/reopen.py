"""A checkpoint to go on from. `python -m training.reopen --from FOLDER --work DIR --to RUN`

What the stages make on the way is large and is not published; the checkpoint is. Turns its weights back into a run, at
step 0 and with the optimizer fresh, so that learning can go on: with more text, or with your own. Reads FOLDER, writes
WORK/RUN/state.pt and WORK/tokenizer.json.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from safetensors.torch import load_file

from training import runs
from training.model import Filter, Shape


def reopened(folder: Path) -> Filter:
    """The network of a checkpoint folder, in the precision that training has."""
    shape = Shape.of(json.loads((folder / "config.json").read_text(encoding="utf-8")))
    return Filter(shape).load_library_weights(load_file(folder / "model.safetensors"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="folder", type=Path, default=Path("shared/engine/embedded"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", default="published", help="folder of the new run inside WORK")
    parser.add_argument("--steps", type=int, default=0, help="how many steps it has learned, for the model card")
    options = parser.parse_args()
    target = options.work / options.to / runs.STATE
    if target.exists():
        return
    runs.begin(target.parent, reopened(options.folder), before=options.steps)
    shutil.copyfile(options.folder / "tokenizer.json", options.work / "tokenizer.json")
    print(f"{options.folder} can go on learning: {target}")


if __name__ == "__main__":
    main()
