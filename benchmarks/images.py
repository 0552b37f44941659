"""How well and how fast pictures are read: ink left readable on pages with exact truth, and seconds a screenshot.

    python -m benchmarks.images [--json]                                  seconds, beside plain pytesseract
    python -m benchmarks.images --quality [--pages scoring] [--only mail] [--folder SHOTS] [--json]

The quality run draws the pages of `tests/pictures` in Chromium (or takes a folder that `tests.pictures.draw` has
filled) and counts twice: given the true strings, and end to end with the model. The pages `tuning` are those the reader
was tuned on, the pages `scoring` share no page, font, name or street with them. Times are by the clock; beside
them stands the processor's, which is the honest number on a busy machine.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.formats.image import Picture
    from tests.pictures.truth import Shot

SIZES = {"1080p": (1920, 1080, 16), "4K": (3840, 2160, 32)}
"""Width, height, and how high the letters are: the same page on a plain and on a sharp screen."""

ALONE = "plain pytesseract, one thread"

_WORDS = "invoice for Amelia Hart due 14 May 2026 call +1 202 555 0142 or mail amelia.hart@example.com about order 4711"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quality", action="store_true", help="count ink instead of seconds")
    parser.add_argument("--pages", choices=("scoring", "tuning"), default="scoring")
    parser.add_argument("--only", default="", help="pictures whose name contains this")
    parser.add_argument("--folder", type=Path, help="pictures that were drawn before")
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    measured = quality(options) if options.quality else speed(options.repeat)
    if options.json:
        print(json.dumps(measured, indent=2))


def quality(options: argparse.Namespace) -> dict[str, Any]:
    """Both scores, screens and photographs apart, by category."""
    from shared.engine.local import load_engine
    from shared.formats.ocr import read_words
    from shared.pictures import bars_of, detect_in_views
    from tests.pictures.score import Score, given_strings, picture_of

    engine = load_engine(options.model, "cpu", 0, zero_gpu=False)
    names = ("given the true strings", "end to end")
    scores = {(name, kind): Score() for name in names for kind in ("screens", "photographs")}
    for shot in _shots(options):
        kind = "photographs" if "-photo-" in shot.name else "screens"
        picture = picture_of(shot)
        words = read_words(picture, "eng", 300)
        scores[names[0], kind].add(shot, given_strings(shot, words))
        scores[names[1], kind].add(shot, bars_of(words, detect_in_views(words, engine), picture))
        missed = [one for one in scores[names[1], kind].items if one.shot == shot.name and not one.is_covered]
        if not options.json:
            labels = ", ".join(one.item.label for one in missed)
            print(f"{shot.name:28} {len(shot.items):3} items, {len(missed)} not covered {labels}", flush=True)
    told: dict[str, Any] = {"pages": options.pages, "engine": engine.name}
    for (name, kind), score in scores.items():
        if not score.items:
            continue
        told[f"{name}, {kind}"] = {
            "items": len(score.items),
            "fully_covered": round(score.fully, 4),
            "ink_left": round(score.ink_left, 5),
            "covered_needlessly": round(score.over, 4),
            "by_label": {label: round(part.fully, 4) for label, part in score.by_label().items()},
        }
        if not options.json:
            print(f"{name}, {kind}: {score.line()}")
            for label, part in score.by_label().items():
                print(f"    {label:18} {part.fully:7.2%} of {len(part.items)}")
    return told


def _shots(options: argparse.Namespace) -> "Iterator[Shot]":
    from tests.pictures.truth import load

    if options.folder:
        for path in sorted(options.folder.glob("*.zip")):
            if options.only in path.name:
                yield load(path)
        return
    from tests.pictures.draw import draw

    with tempfile.TemporaryDirectory() as folder:  # Playwright's loop and threads do not go together: draw first
        for shot in draw(options.pages, options.only):
            shot.save(Path(folder))
        for path in sorted(Path(folder).glob("*.zip")):
            yield load(path)


def speed(repeat: int) -> dict[str, Any]:
    """Seconds by recipe, size and cores."""
    from shared.formats.ocr import read_for_review

    recipes: dict[str, Callable[[Picture], object]] = {
        "plain pytesseract": _plain,
        ALONE: _plain_alone,
        "Blackbar": lambda picture: read_for_review(picture, "eng", 300),
    }
    every = sorted(os.sched_getaffinity(0))
    told: dict[str, Any] = {}
    for size, (width, height, letters) in SIZES.items():
        picture = _page(width, height, letters)
        for cores in sorted({1, 2, len(every)} & set(range(1, len(every) + 1))):
            os.sched_setaffinity(0, every[:cores])
            for name, recipe in recipes.items():
                if cores == 1 and recipe is _plain:
                    continue  # its threads wait for one another for minutes
                clock, processor = min(_timed(recipe, picture) for _ in range(repeat))
                told[f"{size}, {cores} cores, {name}"] = {"seconds": round(clock, 2), "processor": round(processor, 2)}
                print(f"{size:6} {cores} cores  {name:30} {clock:6.2f} s   processor {processor:6.2f} s", flush=True)
            ours, plain = (told[f"{size}, {cores} cores, {name}"] for name in ("Blackbar", ALONE))
            ours["times_one_plain_look"] = round(ours["seconds"] / plain["seconds"], 2)
            print(f"{size:6} {cores} cores  {ours['times_one_plain_look']:.2f} times one plain look with one thread")
        os.sched_setaffinity(0, every)
    return told


def _plain(picture: "Picture") -> object:
    import pytesseract
    from PIL import Image

    image = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    return pytesseract.image_to_data(image, output_type=pytesseract.Output.DICT)


def _plain_alone(picture: "Picture") -> object:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        return _plain(picture)
    finally:
        del os.environ["OMP_THREAD_LIMIT"]


def _timed(recipe: "Callable[[Picture], object]", picture: "Picture") -> tuple[float, float]:
    started, before = time.perf_counter(), _processor()
    recipe(picture)
    return time.perf_counter() - started, _processor() - before


def _processor() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _page(width: int, height: int, letters: int) -> "Picture":
    """A full page of log lines, half of it dark."""
    from PIL import Image, ImageDraw, ImageFont

    from shared.formats.image import Picture

    image = Image.new("RGB", (width, height), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height // 2, width, height), fill="#15181d")
    font = ImageFont.load_default(letters)
    for row, top in enumerate(range(letters, height - 2 * letters, 2 * letters)):
        ink = "#d7dde6" if top > height // 2 else "#20242b"
        draw.text((2 * letters, top), f"{row:03} {_WORDS}", fill=ink, font=font)
    return Picture(width, height, image.tobytes())


if __name__ == "__main__":
    main()
