"""What may be typed behind `./run detect`, `redact` and so on, and what each word means; not how it is done."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias, get_args

from apps.cli.space import FACES
from shared.engine import OPERATING_POINTS
from shared.formats.image_bars import FORMS
from shared.pictures import Codes
from shared.policies import READY
from shared.reviews.decisions import STYLES
from shared.spans import LABELS

Command = Callable[[argparse.Namespace], int]
"""Does what was typed; gives the exit code."""

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a command is added to the others."""

_REPLACEMENTS = ("placeholder", "mask", "remove", "last", "initials", "hash", "fake")
"""The replacements that need no options; the others are for policies."""

EXIT_CODES = """\
exit codes:
  0  everything was done
  1  some inputs could not be done; each is named on standard error (detect: and has an "error" line)
  2  the arguments or the input as a whole are wrong; nothing was done
  3  the engine could not be loaded
"""


def make_parser(actions: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of it all; what each command does is told by its name."""
    parser = argparse.ArgumentParser(prog="./run", epilog=EXIT_CODES, formatter_class=_Raw)
    commands = parser.add_subparsers(required=True)
    adders: dict[str, Callable[[Commands], argparse.ArgumentParser]] = {
        "detect": _add_detect,
        "redact": _add_redact,
        "reidentify": _add_reidentify,
        "verify": _add_verify,
        "forget": _add_forget,
        "space": _add_space,
        "paste takedown": _add_takedown,
    }
    for name, add in adders.items():
        add(commands).set_defaults(run=actions[name])
    return parser


def _add_detect(commands: Commands) -> argparse.ArgumentParser:
    detect = commands.add_parser(
        "detect",
        help="findings in JSON lines",
        description='Reads {"id", "text"} lines on standard input, writes {"id", "spans", "engine"} lines.',
        epilog=EXIT_CODES,
        formatter_class=_Raw,
    )
    _add_model(detect)
    _add_operating_point(detect)
    return detect


def _add_redact(commands: Commands) -> argparse.ArgumentParser:
    redact = commands.add_parser(
        "redact",
        help="redacted copies of text, Word and PDF files and of pictures",
        description="Writes a copy of each text or Word file with its findings replaced, and of each PDF with bars:\n"
        "with its text where that is proven clean, else as pictures of its pages. A picture gets bars. Folders are\n"
        "gone through. Without files, or with -: stdin to stdout.",
        epilog=EXIT_CODES,
        formatter_class=_Raw,
    )
    redact.add_argument("files", nargs="*", type=Path, metavar="FILE|FOLDER|-")
    redact.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where the copies go")
    redact.add_argument("--overwrite", action="store_true", help="replace copies that are already there")
    redact.add_argument(
        "--policy",
        metavar="NAME|FILE",
        help=f"a policy's JSON file, the name of a stored one, or one of: {', '.join(READY)}",
    )
    redact.add_argument(
        "--context",
        default="",
        metavar="NAME",
        help="files of one context get the same stand-ins, where the policy says so",
    )
    redact.add_argument(
        "--explain",
        action="store_true",
        help="also write FILE.explain.json; for stdin, the explanation instead of the text",
    )
    _add_kinds_of_file(redact)
    redact.add_argument("--replace", choices=_REPLACEMENTS, help="what stands in a finding's place (placeholder)")
    redact.add_argument("--only", type=_labels, metavar="LABEL,…", help=f"which categories: {', '.join(LABELS)}")
    redact.add_argument("--min-score", type=float, metavar="0–1", help="leave findings below this score")
    _add_model(redact)
    _add_operating_point(redact)
    return redact


def _add_kinds_of_file(parser: argparse.ArgumentParser) -> None:
    """What counts for pictures alone, for a review, or for a PDF."""
    parser.add_argument(
        "--codes",
        choices=get_args(Codes),
        default="always",
        help="on pictures, cover QR codes and barcodes: all, those that say something personal, or none (always)",
    )
    parser.add_argument("--no-faces", action="store_true", help="on pictures, leave faces as they are")
    parser.add_argument(
        "--pictures-as",
        choices=tuple(FORMS),
        default="",
        help="write pictures as this; tiff and pdf hold every page of a TIFF (the kind they are)",
    )
    parser.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help="carry out a review of one file as the Documents page saved it, and find nothing anew",
    )
    parser.add_argument(
        "--style", choices=STYLES, default="", help="with --decisions: what stands in each place (what the policy says)"
    )
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="a PDF's password, on the first line")
    parser.add_argument("--password-stdin", action="store_true", help="a PDF's password, on standard input")


def _add_reidentify(commands: Commands) -> argparse.ArgumentParser:
    reidentify = commands.add_parser(
        "reidentify",
        help="the originals of what was encrypted",
        description="Puts the originals back into a redacted text, by the key of the policy that it was redacted with.",
        epilog=EXIT_CODES,
        formatter_class=_Raw,
    )
    reidentify.add_argument("file", nargs="?", type=Path, metavar="FILE|-")
    reidentify.add_argument("--policy", required=True, metavar="NAME|FILE", help="the policy that encrypted")
    reidentify.add_argument(
        "--explanation", type=Path, metavar="FILE", help="what `redact --explain` wrote; needed for FPE_ENCRYPT_REPLACE"
    )
    reidentify.add_argument("-o", "--output", type=Path, metavar="FILE", help="where the text goes, instead of stdout")
    reidentify.add_argument("--quiet", action="store_true", help="no count on standard error")
    return reidentify


def _add_verify(commands: Commands) -> argparse.ArgumentParser:
    verify = commands.add_parser(
        "verify",
        help="our forward pass against transformers', on your checkpoint",
        description="Runs a few texts through this program and through transformers; the results must be the same.",
        formatter_class=_Raw,
    )
    _add_model(verify)
    return verify


def _add_forget(commands: Commands) -> argparse.ArgumentParser:
    forgets = commands.add_parser(
        "forget",
        help="a context is deleted",
        description="Deletes a context: the same texts get other stand-ins from now on, and nobody can tell any more\n"
        "what became of what in it.",
        formatter_class=_Raw,
    )
    forgets.add_argument("context", metavar="CONTEXT")
    return forgets


def _add_space(commands: Commands) -> argparse.ArgumentParser:
    space = commands.add_parser("space", help="the folder of a Hugging Face Space", formatter_class=_Raw)
    space.add_argument("face", choices=FACES)
    space.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    return space


def _add_takedown(commands: Commands) -> argparse.ArgumentParser:
    paste = commands.add_parser("paste", help="what the operator does with a paste")
    doings = paste.add_subparsers(required=True, metavar="takedown")
    down = doings.add_parser(
        "takedown",
        help="deletes a paste by its public address",
        description="Deletes a paste, whoever made it, while the server runs or not. Nothing of the paste is read.",
        epilog="exit codes: 0 it is gone; 1 there was none at this address; 2 this is no address of a paste",
    )
    down.add_argument("address", metavar="URL", help="the public link, or any other of the paste's links")
    down.add_argument("--data", type=Path, metavar="FOLDER", help="the folder that holds all state")
    down.add_argument("--store", metavar="URL", help="the paste store; BLACKBAR_STORE keeps its password out of sight")
    return down


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of the table of exit codes."""


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default=None, help="auto, embedded, a checkpoint folder, or a name on the Hub")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _add_operating_point(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--operating-point",
        choices=OPERATING_POINTS,
        default="",
        help="how the model decides: as usual, rather finding too much, or rather too little",
    )


def _labels(text: str) -> tuple[str, ...]:
    labels = tuple(label.strip().lower() for label in text.split(","))
    if unknown := [label for label in labels if label not in LABELS]:
        raise argparse.ArgumentTypeError(f"no such category: {', '.join(unknown)}")
    return labels
