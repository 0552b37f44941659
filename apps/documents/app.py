"""The Document Privacy Explorer's place on a server: its endpoints and its page.

`python -m apps.documents` serves it alone; on a Hugging Face Space this file is the `app_file`.
"""

if __package__ in (None, ""):  # started as a script, as Spaces does: stand in the repository root
    import sys
    from pathlib import Path

    sys.path[0] = str(Path(__file__).resolve().parents[2])

from typing import Any

from apps.documents.api import analyze, redact, suffix_of
from shared.formats import warm
from shared.services import Services
from shared.web import FileData, Server, endpoint, frontend, progress, run_alone, take_upload


def install(server: Server, services: Services) -> None:
    """Put the face on this server."""
    settings = services.settings

    @endpoint(server, "analyze_document")
    def analyze_document(file: FileData) -> dict[str, Any]:
        """The text of a PDF, Word, text or Markdown file, its structure, and where its personal data stands."""
        data = take_upload(file, settings, settings.max_document_bytes)
        return analyze(data, suffix_of(file), services, progress())

    @endpoint(server, "redact_document")
    def redact_document(file: FileData, decisions: list[Any] | None = None, policy: str = "default") -> dict[str, Any]:
        """A copy in the same format with what was decided, or all that is found, gone; checked before it leaves."""
        data = take_upload(file, settings, settings.max_document_bytes)
        return redact(data, suffix_of(file), decisions, policy, services, progress())

    frontend(server, "documents", "Document Privacy Explorer")
    warm()


def main() -> None:
    """Serve this face alone, as the settings say."""
    run_alone(install)


if __name__ == "__main__":
    main()
