"""A real Chromium for the journeys, that fails a test on the first request to anybody else.

`live` is the address of all faces with the fake engine; `page` a page that fails on a foreign request, on a
violation of the Content-Security-Policy and on an uncaught error; `axe(page)` finds barriers.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

pytest.importorskip("playwright.sync_api", reason="tests/requirements.txt is not installed")

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

expect.set_options(timeout=20_000)  # what is expected comes at once, or late on a machine that has other work

CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    "--host-resolver-rules=MAP app.example.org 127.0.0.1",
]

OURS = ("127.0.0.1", "localhost", "[::1]", "app.example.org")
"""The names of our servers; the last is loopback too, but no browser trusts it as it trusts localhost."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def live(all_faces) -> str:
    """Where all faces are, with the fake engine; without a slash at the end."""
    return all_faces.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys: Debian's, or the one `CHROMIUM` names."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("Chromium is not installed; ./test installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


class Watch:
    """What a page did that it must not do."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.requests: list[Request] = []

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        text = message.text
        if "Content Security Policy" in text or "TrustedHTML" in text or "Trusted Type" in text:
            self.problems.append(f"policy: {text}")

    def request(self, request: Request) -> None:
        self.requests.append(request)
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc.rpartition(":")[0] not in OURS:
            self.problems.append(f"foreign request: {request.url}")


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`new_page(color_scheme="dark", viewport={"width": 360, "height": 740})`: a watched page in a fresh profile."""
    watch = Watch()
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.on("request", watch.request)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        watch.follow(page)
        page.watch = watch
        return page

    yield make
    for context in contexts:
        context.close()
    assert not watch.problems, "\n".join(watch.problems)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A watched page, 1280 by 900, light. `page.watch.requests` is everything it asked for."""
    return new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)` fails on any barrier that WCAG 2.2 AA names and axe can see."""
    from axe_playwright_python.sync_playwright import Axe

    checker = Axe()

    def check(page: Page, *, without: tuple[str, ...] = ()) -> None:
        options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}
        results = checker.run(page, options=options)
        found = [
            f"{one['id']}: {one['help']}: " + "; ".join(str(node["target"]) for node in one["nodes"][:5])
            for one in results.response["violations"]
            if one["id"] not in without
        ]
        assert not found, "\n".join(found)

    return check
