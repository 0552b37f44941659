"""The Document Privacy Explorer's place on a server: its endpoints and its page.

`python -m apps.documents` serves it alone; on a Hugging Face Space this file is the `app_file`.
"""

if __package__ in (None, ""):  # started as a script, as Spaces does: stand in the repository root
    import sys
    from pathlib import Path

    sys.path[0] = str(Path(__file__).resolve().parents[2])

from typing import Any

from apps.documents.api import analyze, analyze_again, redact, suffix_of
from apps.documents.desk import Desk, Kept
from apps.documents.export import Asked
from apps.documents.routes import add_routes
from shared.errors import NotFound
from shared.formats import warm
from shared.services import Services
from shared.web import FileData, Server, endpoint, frontend, progress, run_alone, take_upload


def install(server: Server, services: Services) -> None:
    """Put the face on this server."""
    settings = services.settings
    desk = Desk(settings.max_open_documents_bytes)
    services.parts.append(desk)

    def still_open(name: str, file: FileData | None) -> Kept | None:
        """The open document of this name. Raises NotFound where there is none and no file to read instead."""
        try:
            return desk.get(name) if name else None
        except NotFound:
            if file is None:
                raise
            return None

    @endpoint(server, "analyze_document")
    def analyze_document(
        file: FileData | None = None,
        policy: str = "default",
        password: str = "",
        ocr: str = "auto",
        operating_point: str = "",
        document: str = "",
    ) -> dict[str, Any]:
        """The text of a PDF, Word, text or Markdown file, its structure, and where its personal data stands.

        `operating_point` is how the model decides: default, recall (rather too much) or precision (rather too little).
        `document` names one that is still open here: it is looked through again, by another policy or operating point,
        without its file.
        """
        chosen = services.policy(policy, operating_point)
        if kept := still_open(document, file):
            return analyze_again(kept, services, progress(), desk, chosen)
        data = take_upload(file, settings, settings.max_document_bytes)
        return analyze(data, suffix_of(file), services, progress(), desk, chosen, password, ocr)

    @endpoint(server, "redact_document")
    def redact_document(
        file: FileData | None = None,
        decisions: list[Any] | dict[str, Any] | None = None,
        policy: str = "default",
        document: str = "",
        password: str = "",
        ocr: str = "auto",
    ) -> dict[str, Any]:
        """A copy with what was decided, or all that is found, gone; checked before it leaves. `document` names one that
        `analyze_document` has left open, and spares its file."""
        chosen = services.policy(policy)
        if kept := still_open(document, file):
            return redact(Asked(chosen, decisions, kept=kept), services, progress())
        data = take_upload(file, settings, settings.max_document_bytes)
        asked = Asked(chosen, decisions, data, suffix_of(file), password, ocr)
        return redact(asked, services, progress())

    add_routes(server, services, desk)
    frontend(server, "documents", "Document Privacy Explorer")
    warm()


def main() -> None:
    """Serve this face alone, as the settings say."""
    run_alone(install)


if __name__ == "__main__":
    main()
