"""How smoothly the picture editor goes: frames while bars are dragged or the view changes, 300 bars on a 4K picture.

    python -m benchmarks.editor [--width 1280] [--height 900] [--scale 1] [--frames 180]

Starts the Image Anonymizer in a process of its own and drives its own modules in Chromium, with 1,500 words for edges
to settle beside. "frame" is the time from one frame to the next, "work" what the page itself does for one: the
pointer's move and the drawing. Chromium draws without a graphics card here; with one a frame costs less.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = Path(__file__).with_name("editor.js")


def main() -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM_ARGUMENTS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--frames", type=int, default=180)
    given = parser.parse_args()
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS)
        screen = {"width": given.width, "height": given.height}
        page = browser.new_page(viewport=screen, device_scale_factor=given.scale)
        page.set_default_timeout(300_000)
        page.goto(f"{address}/images/")
        page.locator(".thumb").first.wait_for()
        measured = page.evaluate(SCRIPT.read_text(encoding="utf-8"), given.frames)
        browser.close()
    width, height = measured["size"]
    print(f"canvas {width} x {height} pixels; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; milliseconds")
    print(f"{'':20} {'frame, median':>14} {'95 %':>8} {'work, median':>14} {'95 %':>8}")
    for what, times in measured["results"].items():
        (frame, slow_frame), (work, slow_work) = times["frame"], times["work"]
        print(f"{what:20} {frame:14.1f} {slow_frame:8.1f} {work:14.2f} {slow_work:8.2f}")


@contextmanager
def serving(face: str = "images") -> Iterator[str]:
    """The address of a face that runs alone, with the model that comes along."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", f"apps.{face}", "--port", "0", "--data", data, "--model", "embedded"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert process.stdout is not None
            yield process.stdout.readline().rpartition(" ")[2].strip().rstrip("/")
        finally:
            process.terminate()
            process.wait(timeout=15)


if __name__ == "__main__":
    main()
