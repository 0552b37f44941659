"""SmartRedact Paste's place on a server: its endpoint, the pages behind its links, its compose page.

`python -m apps.paste` serves it alone; on a Hugging Face Space this file is the `app_file`.
"""

if __package__ in (None, ""):  # started as a script, as Spaces does: stand in the repository root
    import sys
    from pathlib import Path

    sys.path[0] = str(Path(__file__).resolve().parents[2])

from apps.paste import api
from apps.paste.bodies import MOST_FORM_BYTES
from apps.paste.links import link_routes
from shared.errors import BadSetup
from shared.services import Services
from shared.settings import Settings
from shared.web import Server, frontend, run_alone

SWEEP_SECONDS = 30.0

_LOOKS = ("paste.css", "view.js", "delete.js", "copying.js", "handover.js", "words.js")
"""What the page behind a link is made of. Links are for people who have no key; making one needs it."""


def install(server: Server, services: Services) -> None:
    """Put the face on this server."""
    if services.store is None:
        raise BadSetup("The paste app needs a store. Open the services with one.")
    _take_whole_texts(server, services.settings)
    server.body_limits["/view"] = MOST_FORM_BYTES
    api.install(server, services, services.store)
    server.include_router(link_routes(services.settings, services.store))
    frontend(server, "paste", "SmartRedact Paste")
    server.open_links += ["/view/", "/api/paste/", *(f"/paste/{name}" for name in _LOOKS)]
    services.store.sweep_every(SWEEP_SECONDS)


def _take_whole_texts(server: Server, settings: Settings) -> None:
    """Bodies may be as large as the longest paste makes them: 4 bytes a character, 12 where JSON escapes it."""
    for path, bytes_each in (("/api/paste", 12), ("/gradio_api/queue/join", 4), ("/gradio_api/call", 4)):
        server.body_limits[path] = max(settings.max_json_bytes, bytes_each * settings.max_paste_characters + 65_536)


def main() -> None:
    """Serve this face alone, as the settings say."""
    run_alone(install)


if __name__ == "__main__":
    main()
