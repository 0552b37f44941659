"""Decides which checkpoint works, and says why: the official one where it is at hand, else the embedded one.

Reads only small things: names, config.json and the tables of contents of the weight files. The network is
used for one thing alone, a checkpoint of the Hub that was asked for by its name. This module knows neither
torch nor what a checkpoint does.
"""

import json
import math
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.engine.original_names import ORIGINAL_MODEL_TYPE
from shared.errors import BadSetup

OFFICIAL = "openai/privacy-filter"
EMBEDDED = Path(__file__).resolve().parent / "embedded"
"""The checkpoint that comes with the program."""

MODEL_TYPE = "openai_privacy_filter"
_WEIGHTS = "model.safetensors"
_SHARDS = "model.safetensors.index.json"
_FILES = (
    *("config.json", "tokenizer.json", "viterbi_calibration.json", "confidence_calibration.json"),
    *(_SHARDS, "model*.safetensors"),
)
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_LONGEST_HEADER = 100_000_000  # bytes; the limit of the safetensors format


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint folder that has all its parts. `reason` says, in a sentence, why it is this one."""

    path: Path
    name: str
    reason: str
    weights: tuple[Path, ...]
    parameters: int
    tokenizer: Path
    is_original: bool = False


def find_checkpoint(model: str, embedded: Path = EMBEDDED, cache: Path | None = None) -> Checkpoint:
    """The checkpoint that `model` means: `auto`, `embedded`, a folder, or a name on the Hub.

    `cache` is the Hub's cache folder, by default the usual one. Raises BadSetup with what is wrong.
    """
    if model == "auto":
        return _automatic(embedded, cache)
    if model == "embedded":
        return _open(embedded, "embedded", "the embedded checkpoint was asked for")
    folder = Path(model).expanduser()
    if model and folder.is_dir():
        return _open(folder.resolve(), folder.resolve().name, "this folder was asked for")
    if model.startswith((".", "/", "~")) or not _HUB_NAME.fullmatch(model):
        raise BadSetup(
            "There is no such checkpoint folder; --model takes auto, embedded, a folder, or a name on the Hub"
            f" such as {OFFICIAL}."
        )
    cached = _in_cache(model, cache)
    if cached:
        try:
            return _open(cached, model, "asked for by name and already on this machine")
        except BadSetup:  # a download that broke off: go on with it
            cached = None
    return _open(_download(model, cache), model, "asked for by name and downloaded from the Hub")


def find_tables(model: str, cache: Path | None = None) -> tuple[Path, str]:
    """The folder and name of a checkpoint whose weights are elsewhere: its config.json and tokenizer.json are enough.

    `model` is a folder, or a name in the Hub's cache; nothing is downloaded. Raises BadSetup with what is missing.
    """
    folder = Path(model).expanduser()
    name = folder.resolve().name if folder.is_dir() else model
    found = folder if folder.is_dir() else _in_cache(model, cache) if _HUB_NAME.fullmatch(model) else None
    if found is None or not (found / "tokenizer.json").is_file():
        raise BadSetup(
            "The tables of the checkpoint that the server holds are not on this machine; please set"
            " BLACKBAR_ENGINE_CHECKPOINT to a folder with its config.json and tokenizer.json."
        )
    if _read_json(found / "config.json").get("model_type") != MODEL_TYPE:
        raise BadSetup(f'This is no Privacy Filter checkpoint: its config.json does not say "{MODEL_TYPE}".')
    return found, name


def _automatic(embedded: Path, cache: Path | None) -> Checkpoint:
    cached = _in_cache(OFFICIAL, cache)
    why_not = "the official checkpoint is not on this machine"
    if cached:
        try:
            return _open(cached, OFFICIAL, "the official checkpoint is already on this machine")
        except BadSetup as error:
            why_not = f"the official checkpoint on this machine is not usable ({error.message.rstrip('.')})"
    return _open(embedded, "embedded", f"{why_not}, so the embedded one works")


def _in_cache(name: str, cache: Path | None) -> Path | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, cache_dir=cache, allow_patterns=list(_FILES), local_files_only=True))
    except (LocalEntryNotFoundError, OSError, ValueError):
        return None


def _download(name: str, cache: Path | None) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, cache_dir=cache, allow_patterns=list(_FILES)))
    except Exception as error:  # the Hub's client raises errors of several libraries
        raise BadSetup(
            f"The checkpoint could not be downloaded from the Hub ({type(error).__name__});"
            " check its name and the network, or give a folder."
        ) from error


def _open(folder: Path, name: str, reason: str) -> Checkpoint:
    kind = _read_json(folder / "config.json").get("model_type")
    if kind not in (MODEL_TYPE, ORIGINAL_MODEL_TYPE):
        raise BadSetup(f'This is no Privacy Filter checkpoint: its config.json does not say "{MODEL_TYPE}".')
    tokenizer = _original_tokenizer(folder) if kind == ORIGINAL_MODEL_TYPE else folder / "tokenizer.json"
    if not tokenizer.is_file():
        raise BadSetup("The checkpoint is not complete: tokenizer.json is missing. Copy or download it again.")
    weights = _weights(folder, kind)
    return Checkpoint(
        folder, name, reason, weights, sum(map(_count_parameters, weights)), tokenizer, kind == ORIGINAL_MODEL_TYPE
    )


def _original_tokenizer(folder: Path) -> Path:
    """The original release only names its tokenizer; on the Hub it is a folder inside the checkpoint that has one."""
    places = [folder / "tokenizer.json"]
    if (folder.parent / "config.json").is_file() and _read_json(folder.parent / "config.json").get("model_type") == (
        MODEL_TYPE
    ):
        places.append(folder.parent / "tokenizer.json")
    for place in places:
        if place.is_file():
            return place
    raise BadSetup(
        "This checkpoint of the original release names its tokenizer, o200k_base, and does not bring it; please put"
        f" the tokenizer.json of {OFFICIAL} into its folder."
    )


def _weights(folder: Path, kind: str) -> tuple[Path, ...]:
    if (folder / _WEIGHTS).is_file():
        return (folder / _WEIGHTS,)
    if kind == ORIGINAL_MODEL_TYPE and (parts := sorted(folder.glob("*.safetensors"))):  # it has no list of them
        return tuple(parts)
    if not (folder / _SHARDS).is_file():
        raise BadSetup(f"The checkpoint is not complete: {_WEIGHTS} is missing. Copy or download it again.")
    where = _read_json(folder / _SHARDS).get("weight_map")
    names = sorted({str(name) for name in where.values()}) if isinstance(where, dict) else []
    if not names or any("/" in name or "\\" in name or not (folder / name).is_file() for name in names):
        raise BadSetup("The checkpoint is not complete: a part of its weights is missing. Copy or download it again.")
    return tuple(folder / name for name in names)


def _count_parameters(weights: Path) -> int:
    """How many numbers a safetensors file holds; raises BadSetup when it is cut short."""
    try:
        with weights.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > _LONGEST_HEADER:
                raise ValueError("not a safetensors file")
            header = json.loads(file.read(length))
        tensors = [entry for name, entry in header.items() if name != "__metadata__"]
        if weights.stat().st_size != 8 + length + max(entry["data_offsets"][1] for entry in tensors):
            raise ValueError("cut short")
        # MXFP4 comes as bytes of two numbers each.
        return sum(math.prod(entry["shape"]) * (2 if entry["dtype"] == "U8" else 1) for entry in tensors)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, struct.error) as error:
        raise BadSetup("The checkpoint's weights are damaged or cut short; copy or download it again.") from error


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadSetup(f"The checkpoint is not complete: {path.name} is missing. Copy or download it again.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise BadSetup(f"The checkpoint's {path.name} cannot be read; copy or download it again.") from error
    if not isinstance(content, dict):
        raise BadSetup(f"The checkpoint's {path.name} cannot be read; copy or download it again.")
    return content
