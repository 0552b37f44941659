"""`./run detect`, `redact`, `reidentify`, `forget`, `verify`, `space` and `paste takedown`: the command line."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from apps.cli.detect import find_lines, read_utf8
from apps.cli.explain import explain
from apps.cli.parser import make_parser
from apps.cli.passwords import Passwords, passwords
from apps.cli.policies import find_policy, forget, surroundings
from apps.cli.progress import Progress
from apps.cli.redact import Task, check_target, inputs, read_file, redact_bytes, redact_file, write_whole
from apps.cli.reidentify import restore
from apps.cli.review import carry_out, read_review
from apps.cli.space import lay_out_space
from apps.cli.takedown import take_down
from shared.errors import BadInput, BlackbarError
from shared.policy import Clause, Condition, Policy, Treatment
from shared.settings import Settings, read_settings
from shared.spans import LABELS

_STDIN = Path("-")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; gives the exit code."""
    options = make_parser(COMMANDS).parse_args(arguments)
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


def _settings(options: argparse.Namespace) -> Settings:
    return read_settings(model=options.model)


def _open_engine(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    from shared.services import engine_of

    try:
        return engine_of(_settings(options))
    except BlackbarError as error:
        _say(error.message)
        raise SystemExit(3) from None


def _detect(options: argparse.Namespace) -> int:
    engine = _open_engine(options)
    failed = done = 0
    for answer in find_lines(read_utf8(sys.stdin.buffer), engine, options.operating_point):
        failed += "error" in answer
        done += 1
        print(json.dumps(answer, ensure_ascii=False))
        if not options.quiet and done % 100 == 0:
            _say(f"{done} texts")
    sys.stdout.flush()
    if not options.quiet:
        _say(f"{done} in, {done - failed} read, {failed} failed. Engine: {engine.name}.")
    return 1 if failed else 0


def _redact(options: argparse.Namespace) -> int:
    files = [path for path in options.files if path != _STDIN]
    if files and (len(files) < len(options.files) or not options.output):
        _say("Please say where the copies go: -o FOLDER. (- stands alone.)")
        return 2
    if options.password_stdin and not files:
        _say("Standard input is the text to redact here. Pass --password-file FILE instead.")
        return 2
    settings, policy = _settings(options), _policy(options)
    if options.operating_point:
        policy = replace(policy, operating_point=options.operating_point)
    opened_by = passwords(options.password_file, options.password_stdin)
    if options.decisions or options.style:
        return _carry_out(options, files, policy, opened_by, settings)
    around = surroundings(options.context, settings)
    engine = _open_engine(options)
    marks = {"codes": options.codes, "faces": not options.no_faces, "pictures_as": options.pictures_as}
    task = Task(engine, policy, settings, around, options.explain, options.overwrite, passwords=opened_by, **marks)
    if files:
        return _redact_files(files, options.output, task, quiet=options.quiet)
    redacted = redact_bytes(sys.stdin.buffer.read(settings.max_document_bytes + 1), task)
    answer = explain(redacted.parts, policy).encode() + b"\n" if options.explain else redacted.data
    sys.stdout.buffer.write(answer)
    sys.stdout.flush()
    return 0


def _carry_out(
    options: argparse.Namespace, files: Sequence[Path], policy: Policy, opened_by: Passwords, settings: Settings
) -> int:
    """A review of one file."""
    if not options.decisions or len(files) != 1 or files[0].is_dir() or options.explain or options.context:
        raise BadInput(
            "--decisions FILE is the review of one file: name that file and -o FOLDER, and leave out --explain and "
            "--context. --style goes with it."
        )
    [path] = files
    target = options.output / path.name
    check_target(path, target, overwrite=options.overwrite)
    data = opened_by.unlocked(read_file(path, settings), settings)
    review = read_review(options.decisions)
    made = carry_out(data, path.suffix[1:], review, options.style, policy, lambda: _open_engine(options), settings)
    options.output.mkdir(parents=True, exist_ok=True)
    write_whole(target, made.data)
    if not options.quiet:
        _say(f"{made.verdict.removed:,} taken out, as the review says. Checked: {', '.join(made.verdict.checks)}.")
        for note in made.verdict.notes:
            _say(note)
    return 0


def _redact_files(paths: Sequence[Path], output: Path, task: Task, *, quiet: bool) -> int:
    output.mkdir(parents=True, exist_ok=True)
    every = list(inputs(paths, output))
    failed = 0
    taken: set[Path] = set()
    with Progress(len(every), sys.stderr, quiet=quiet) as progress:
        for path, target in every:
            try:
                if target in taken:
                    raise BadInput("Another input has the same name, and one copy would replace the other.")
                taken.add(target)
                redacted = redact_file(path, target, task)
                progress.done(path.name, redacted.summary)
            except BlackbarError as error:
                failed += 1
                progress.failed(path.name, error.message)
            except OSError as error:
                failed += 1
                progress.failed(path.name, f"The copy could not be written ({error.strerror}).")
    if not quiet:
        _say(f"{len(every)} in, {len(every) - failed} redacted, {failed} failed. Engine: {task.engine.name}.")
        _say("Detection is never complete: please have a person look.")
    return 1 if failed else 0


def _policy(options: argparse.Namespace) -> Policy:
    own = (options.replace, options.only, options.min_score)
    if options.policy is not None:
        if any(option is not None for option in own):
            raise BadInput("A policy says itself what is replaced: leave out --replace, --only and --min-score.")
        return find_policy(options.policy, _settings(options))
    sure = (Condition("confidence", ">=", options.min_score or 0.0),)
    treatment = Treatment(options.replace or "placeholder", conditions=sure)
    return Policy("command line", tuple(Clause(label, (treatment,)) for label in options.only or LABELS))


def _reidentify(options: argparse.Namespace) -> int:
    settings = read_settings()
    policy = find_policy(options.policy, settings)
    from_stdin = options.file in (None, _STDIN)
    data = sys.stdin.buffer.read() if from_stdin else read_file(options.file, settings)
    explanation = read_file(options.explanation, settings).decode("utf-8", "replace") if options.explanation else None
    try:
        restored = restore(data.decode("utf-8"), policy, explanation)
    except UnicodeDecodeError:
        raise BadInput("This is not UTF-8 text, as redacted texts are.") from None
    if options.output:
        write_whole(options.output, restored.text.encode())
    else:
        sys.stdout.buffer.write(restored.text.encode())
        sys.stdout.flush()
    if not options.quiet:
        _say(f"{restored.restored} restored, {restored.failed} not encrypted with this policy's key.")
    return 1 if restored.failed else 0


def _verify(options: argparse.Namespace) -> int:
    from shared.engine.yardstick import compare_with_transformers

    found = compare_with_transformers(_settings(options).model)
    print(
        f"{found.checkpoint}: {found.tokens} tokens; largest difference of a logit {found.largest_difference:.1e} "
        f"(largest logit {found.largest_logit:.1f}); equal labels {found.equal_labels:.1%}"
    )
    _say("The same as transformers." if found.agrees else "NOT the same as transformers. Please report this.")
    return 0 if found.agrees else 1


def _forget(options: argparse.Namespace) -> int:
    gone = forget(options.context, read_settings())
    _say("The context is forgotten." if gone else "There is no such context.")
    return 0 if gone else 1


def _space(options: argparse.Namespace) -> int:
    files = lay_out_space(options.face, options.output)
    _say(f"{len(files)} files. Push the folder to a Space of the Gradio kind, with git or `hf upload`.")
    return 0


def _take_down(options: argparse.Namespace) -> int:
    was_there = take_down(options.address, read_settings(data=options.data, store=options.store))
    _say("The paste is gone, and with it all its links." if was_there else "There is no paste at this address.")
    return 0 if was_there else 1


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


COMMANDS = {
    "detect": _detect,
    "redact": _redact,
    "reidentify": _reidentify,
    "verify": _verify,
    "forget": _forget,
    "space": _space,
    "paste takedown": _take_down,
}


if __name__ == "__main__":
    sys.exit(main())
