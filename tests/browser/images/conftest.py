"""What the journeys of the Image Anonymizer share: the chat opened, each picture read once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from apps.images import pipeline
from apps.images.examples import FOLDER
from shared.formats import ocr
from shared.formats.image import Picture
from shared.formats.ocr import PictureText, ocr_available
from tests.browser.images.easel import Easel


@pytest.fixture(scope="package", autouse=True)
def read_once() -> Iterator[None]:
    """Each picture is read by Tesseract once in these tests, not once in each of them."""
    if not ocr_available()[0]:
        pytest.skip("Tesseract is not installed")
    known: dict[tuple[int, bytes], PictureText] = {}

    def read_for_review(picture: Picture, *rest: object) -> PictureText:
        key = (picture.width, picture.pixels)
        if key not in known:
            known[key] = ocr.read_for_review(picture, *rest)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "read_for_review", read_for_review)
        yield


@pytest.fixture(scope="package", autouse=True)
def patience() -> Iterator[None]:
    """A picture is read, drawn and packed; a machine at work on other things takes its time for it."""
    expect.set_options(timeout=60_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(scope="package")
def found(live, read_once) -> dict:
    """What the server finds on the chat; the same picture gives the same boxes."""
    from gradio_client import Client, handle_file

    client = Client(live, analytics_enabled=False, verbose=False)
    return client.predict(image=handle_file(str(FOLDER / "chat.png")), api_name="/anonymize_screenshot")


@pytest.fixture
def easel(page, live, found) -> Easel:
    return Easel(page, live, found)
