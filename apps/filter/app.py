"""The Filter API's place on a server: Philter's routes, and a page that lists them.

`python -m apps.filter` serves it alone.
"""

if __package__ in (None, ""):  # started as a script, as Spaces does: stand in the repository root
    import sys
    from pathlib import Path

    sys.path[0] = str(Path(__file__).resolve().parents[2])

from apps.filter.api import metrics_route, routes
from apps.filter.metrics import Metrics
from apps.filter.pipeline import Desk
from shared.services import Services
from shared.store import AlertStore, ContextStore
from shared.web import Server, frontend, run_alone

PATHS = tuple(
    f"/api/{name}" for name in ("filter", "explain", "policies", "profiles", "alerts", "contexts", "replacements")
)
"""Where Philter's clients look; they show the body of a refusal as it is."""


def install(server: Server, services: Services) -> None:
    """Put the face on this server."""
    settings = services.settings
    contexts = ContextStore(settings.store_url, settings.server_key)
    alerts = AlertStore(settings.store_url, settings.server_key)
    services.parts += [contexts, alerts]
    desk = Desk(services, services.library, contexts, alerts, Metrics())
    for path in ("/api/filter", "/api/explain"):
        server.body_limits[path] = settings.max_filter_bytes
    server.plain_refusals += PATHS
    server.include_router(routes(desk, settings))
    if settings.metrics:
        server.include_router(metrics_route(desk))
    frontend(server, "filter", "Filter API")


def main() -> None:
    """Serve this face alone, as the settings say."""
    run_alone(install)


if __name__ == "__main__":
    main()
