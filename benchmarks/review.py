"""How smoothly a long document is reviewed: work that keeps the page from answering, with 1,200 findings on 300 pages.

    python -m benchmarks.review [--pages 300] [--view pages|reading]

Starts the Document Privacy Explorer in a process of its own and presses its keys in Chromium, once the document is all
there. "longest" is the longest task of the page's own thread after a key, "long" how many took over 50 ms, "each" all
for one key: by the processor's time, which other work on the machine lengthens far less than the clock's.
"""

import argparse
import json
import os
import shutil
from typing import Any

from benchmarks.editor import serving

LONG_MILLISECONDS = 50
"""What Chromium's own observer calls a long task: whatever a person does meanwhile waits."""

KEYS = {
    "next finding": (["n"], 20),
    "redact, and go on": (["a"], 20),
    "keep, and go on": (["x"], 20),
    "undo": (["u"], 20),
    "redo": (["U"], 20),
    "category off, on": (["c", "u"], 3),
    "other view, and back": (["v", "v"], 2),
    "as it will be, and back": (["b", "b"], 2),
}


def tasks_of(trace: dict[str, Any]) -> list[float]:
    """The tasks of the busiest page's thread, in milliseconds of the processor."""
    events = trace["traceEvents"]
    mains = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == "CrRendererMain"}
    found: dict[tuple[int, int], list[float]] = {main: [0.0] for main in mains}
    for event in events:
        if event["name"].endswith("RunTask") and (event["pid"], event["tid"]) in found:
            found[event["pid"], event["tid"]].append(event.get("tdur", 0) / 1000)
    return max(found.values(), key=sum)


def main() -> None:
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.conftest import CHROMIUM_ARGUMENTS
    from tests.shared.formats import pdfs

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--view", choices=("pages", "reading"), default="pages")
    given = parser.parse_args()
    lines = [(72, 100 + 20 * row, f"Line {row} was signed by Jane Doe.") for row in range(4)]
    data = pdfs.written(*[lines] * given.pages)
    with serving("documents") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(300_000)
        expect.set_options(timeout=300_000)
        page.goto(f"{address}/documents/")
        page.set_input_files("#file", files=[{"name": "long.pdf", "mimeType": "application/pdf", "buffer": data}])
        expect(page.locator("#count")).to_contain_text("findings")
        expect(page.locator(".leaf").first).to_have_attribute("data-drawn", "")
        if given.view == "reading":
            page.keyboard.press("v")
        page.wait_for_timeout(3000)
        print(f"{page.text_content('#count')}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; milliseconds")
        print(f"{'':20} {'longest':>8} {'long':>6} {'each':>8}")
        page.keyboard.press("n")
        for what, (keys, times) in KEYS.items():
            presses = [key for _ in range(times) for key in keys]
            browser.start_tracing(page=page, categories=["toplevel"])
            for key in presses:
                page.keyboard.press(key)
                page.wait_for_timeout(100)
            page.wait_for_timeout(400)
            tasks = tasks_of(json.loads(browser.stop_tracing()))
            long = sum(task > LONG_MILLISECONDS for task in tasks)
            print(f"{what:20} {max(tasks):8.0f} {long:6} {sum(tasks) / len(presses):8.0f}")
        browser.close()


if __name__ == "__main__":
    main()
