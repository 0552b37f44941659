"""`./run detect`, `./run redact` and `./run space`: the command line of Blackbar."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from apps.cli.detect import find_lines, read_utf8
from apps.cli.redact import redact_bytes, redact_file
from apps.cli.space import FACES, lay_out_space
from shared.errors import BlackbarError
from shared.policy import Clause, Condition, Policy, Treatment
from shared.settings import Settings
from shared.spans import LABELS

_REPLACEMENTS = ("placeholder", "mask", "remove", "last", "initials", "hash", "fake")
"""The replacements that need no options; the others are for policies."""

EXIT_CODES = """\
exit codes:
  0  everything was done
  1  some inputs could not be done; each is named on standard error (detect: and has an "error" line)
  2  the arguments or the input as a whole are wrong; nothing was done
  3  the engine could not be loaded
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; gives the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BlackbarError as error:
        _say(error.message)
        return 2
    except KeyboardInterrupt:
        _say("Stopped.")
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left; Python would complain on the way out
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run", epilog=EXIT_CODES, formatter_class=_Raw)
    commands = parser.add_subparsers(required=True)

    detect = commands.add_parser(
        "detect",
        help="findings in JSON lines",
        description='Reads {"id", "text"} lines on standard input, writes {"id", "spans", "engine"} lines.',
        epilog=EXIT_CODES,
        formatter_class=_Raw,
    )
    _add_model(detect)
    detect.set_defaults(run=_detect)

    redact = commands.add_parser(
        "redact",
        help="redacted copies of text files",
        description="Writes a copy of each text file with its findings replaced. Without files: stdin to stdout.",
        epilog=EXIT_CODES,
        formatter_class=_Raw,
    )
    redact.add_argument("files", nargs="*", type=Path, metavar="FILE")
    redact.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where the copies go")
    redact.add_argument("--overwrite", action="store_true", help="replace copies that are already there")
    redact.add_argument(
        "--replace", choices=_REPLACEMENTS, default="placeholder", help="what stands in a finding's place"
    )
    redact.add_argument(
        "--only", type=_labels, default=LABELS, metavar="LABEL,…", help=f"which categories: {', '.join(LABELS)}"
    )
    redact.add_argument("--min-score", type=float, default=0.0, metavar="0–1", help="leave findings below this score")
    _add_model(redact)
    redact.set_defaults(run=_redact)

    space = commands.add_parser("space", help="the folder of a Hugging Face Space", formatter_class=_Raw)
    space.add_argument("face", choices=FACES)
    space.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    space.set_defaults(run=_space)
    return parser


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of the table of exit codes."""


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default=None, help="auto, embedded, a checkpoint folder, or a name on the Hub")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _labels(text: str) -> tuple[str, ...]:
    labels = tuple(label.strip().lower() for label in text.split(","))
    if unknown := [label for label in labels if label not in LABELS]:
        raise argparse.ArgumentTypeError(f"no such category: {', '.join(unknown)}")
    return labels


def _settings(options: argparse.Namespace) -> Settings:
    return Settings() if options.model is None else Settings(model=options.model)


def _open_engine(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    from shared.engine.local import load_engine

    try:
        settings = _settings(options)
        return load_engine(settings.model, settings.device, settings.threads, zero_gpu=settings.zero_gpu)
    except BlackbarError as error:
        _say(error.message)
        raise SystemExit(3) from None


def _detect(options: argparse.Namespace) -> int:
    engine = _open_engine(options)
    failed = done = 0
    for answer in find_lines(read_utf8(sys.stdin.buffer), engine):
        failed += "error" in answer
        done += 1
        print(json.dumps(answer, ensure_ascii=False))
        if not options.quiet and done % 100 == 0:
            _say(f"{done} texts")
    sys.stdout.flush()
    if not options.quiet:
        _say(f"{done} texts, {failed} of them could not be read; engine: {engine.name}")
    return 1 if failed else 0


def _redact(options: argparse.Namespace) -> int:
    if options.files and not options.output:
        _say("Please say where the copies go: -o FOLDER.")
        return 2
    settings, policy = _settings(options), _policy(options)
    engine = _open_engine(options)
    if not options.files:
        redacted, _ = redact_bytes(sys.stdin.buffer.read(settings.max_document_bytes + 1), engine, policy, settings)
        sys.stdout.buffer.write(redacted)
        sys.stdout.flush()
        return 0
    options.output.mkdir(parents=True, exist_ok=True)
    failed = 0
    for number, path in enumerate(options.files, 1):
        try:
            _, detection = redact_file(path, options.output, engine, policy, settings, overwrite=options.overwrite)
            if not options.quiet:
                _say(f"[{number}/{len(options.files)}] {path.name}: {len(detection.spans)} findings")
        except BlackbarError as error:
            failed += 1
            _say(f"[{number}/{len(options.files)}] {path.name}: {error.message}")
    if not options.quiet:
        _say(f"engine: {engine.name}. Detection is never complete: please have a person look.")
    return 1 if failed else 0


def _policy(options: argparse.Namespace) -> Policy:
    sure = (Condition("confidence", ">=", options.min_score),)
    treatment = Treatment(options.replace, conditions=sure)
    return Policy("command line", tuple(Clause(label, (treatment,)) for label in options.only))


def _space(options: argparse.Namespace) -> int:
    files = lay_out_space(options.face, options.output)
    _say(f"{len(files)} files. Push the folder to a Space of the Gradio kind, with git or `hf upload`.")
    return 0


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
