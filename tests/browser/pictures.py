"""`python -m tests.browser.pictures docs`: the README's pictures, taken from the running product with its own model."""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from apps.all.__main__ import install_faces, installed_faces
from shared.services import open_services
from shared.settings import Settings
from shared.web import build_server
from tests.browser.conftest import CHROMIUM_ARGUMENTS

SIZE = {"width": 1240, "height": 820}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(port=0, data=Path(data), model="embedded")
        services = open_services(settings)
        services.engine()
        server = build_server(settings, services)
        install_faces(server, services, installed_faces())
        url = server.start().rstrip("/")
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS)
                for name, take in {"documents": documents, "images": images, "paste": paste}.items():
                    take(page := new_page(browser), url)
                    page.screenshot(path=folder / f"{name}.png")
                browser.close()
        finally:
            server.stop()
            services.close()


def new_page(browser: Browser) -> Page:
    page = browser.new_page(viewport=SIZE, device_scale_factor=1)
    page.set_default_timeout(60_000)
    return page


def documents(page: Page, url: str) -> None:
    page.goto(f"{url}/documents/")
    page.click("#example")
    expect(page.locator("#paper mark").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("#paper mark:focus")).to_be_visible()


def images(page: Page, url: str) -> None:
    page.goto(f"{url}/images/")
    page.locator("#examples button, #examples a").first.click()
    expect(page.locator("#workspace")).to_be_visible()


def paste(page: Page, url: str) -> None:
    page.goto(f"{url}/paste/")
    page.click("#example")
    page.click("#send")
    expect(page.locator("#result")).to_be_visible()
    page.goto(url + str(page.locator("#open-public").get_attribute("href")))
    expect(page.locator("mark").first).to_be_visible()


if __name__ == "__main__":
    main()
