"""The Image Anonymizer's place on a server: its endpoint, its examples, its page.

`python -m apps.images` serves it alone; on a Hugging Face Space this file is the `app_file`.
"""

if __package__ in (None, ""):  # started as a script, as Spaces does: stand in the repository root
    import sys
    from pathlib import Path

    sys.path[0] = str(Path(__file__).resolve().parents[2])

from typing import Any

from fastapi import Response

from apps.images.api import anonymize, list_examples, redact
from apps.images.examples import EXAMPLES
from shared.errors import NotFound
from shared.formats.image import warm
from shared.services import Services
from shared.web import FileData, Server, endpoint, frontend, progress, run_alone, take_upload

AT_ONCE = 2
"""Each call keeps two cores busy while Tesseract reads."""


def install(server: Server, services: Services) -> None:
    """Put the face on this server."""
    settings = services.settings

    @endpoint(server, "anonymize_screenshot", limit=AT_ONCE)
    def anonymize_screenshot(
        image: FileData, codes: str = "always", faces: bool = True, policy: str = "default", page: int = 1,
        operating_point: str = "",
    ) -> dict[str, Any]:  # fmt: skip
        """A picture, upright and without metadata, with a box for every line of personal data, code and face on it.

        `operating_point` is how the model decides: default, recall (rather too much) or precision (rather too little).
        """
        data = take_upload(image, settings, settings.max_image_bytes)
        return anonymize(
            data, services, progress(), codes, faces=faces, policy=policy, page=page, operating_point=operating_point
        )

    @endpoint(server, "redact_image", limit=AT_ONCE)
    def redact_image(
        image: FileData, decisions: list[Any] | None = None, policy: str = "default", format: str = "png",
        codes: str = "always", faces: bool = True, page: int = 1,
    ) -> dict[str, Any]:  # fmt: skip
        """The picture as PNG, JPEG or WebP, or every page of it as TIFF or PDF, with opaque bars over these boxes, or
        over all that the policy names."""
        data = take_upload(image, settings, settings.max_image_bytes)
        return redact(data, decisions, policy, format, services, progress(), codes, faces=faces, page=page)

    def examples() -> list[dict[str, Any]]:
        return list_examples()

    def example(name: str) -> Response:
        if name not in EXAMPLES:
            raise NotFound("There is no example of this name. GET /examples/ lists them all.")
        return Response(EXAMPLES[name].png(), media_type="image/png")

    server.add_api_route("/examples/", examples, methods=["GET", "HEAD"], include_in_schema=False)
    server.add_api_route("/examples/{name}.png", example, methods=["GET", "HEAD"], include_in_schema=False)
    frontend(server, "images", "Image Anonymizer")
    warm()


def main() -> None:
    """Serve this face alone, as the settings say."""
    run_alone(install)


if __name__ == "__main__":
    main()
