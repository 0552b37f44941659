"""What every face needs to be a page and an API: the hardened server, uploads, errors, pages, the key.

In come `Settings` and `Services`, out comes a running server. gradio is imported in this room alone, and only
after the environment is hardened, because gradio reads it at import: faces take `FileData` from here.
"""

from shared.settings import harden_environment

harden_environment()

from gradio.data_classes import FileData  # noqa: E402

from shared.web.clients import address_of, caller, came_by_https, client_of, is_page_visit  # noqa: E402
from shared.web.endpoints import Workers, endpoint, is_abandoned, progress  # noqa: E402
from shared.web.headers import SANDBOX  # noqa: E402
from shared.web.pages import frontend, render  # noqa: E402
from shared.web.rates import Rate  # noqa: E402
from shared.web.running import run, run_alone, serve  # noqa: E402
from shared.web.server import Server, build_server  # noqa: E402
from shared.web.uploads import take_upload  # noqa: E402

__all__ = [
    "SANDBOX",
    "FileData",
    "Rate",
    "Server",
    "Workers",
    "address_of",
    "build_server",
    "caller",
    "came_by_https",
    "client_of",
    "endpoint",
    "frontend",
    "is_abandoned",
    "is_page_visit",
    "progress",
    "render",
    "run",
    "run_alone",
    "serve",
    "take_upload",
]
