"""What may be written down: events, counts and class names, never what anybody sent.

An exception's message and a traceback's lines can carry a user's text, so a log line of ours, of uvicorn or
of gradio names the exception's class and nothing more.
"""

import logging
import sys


class _ClassNameOnly(logging.Formatter):
    """Formats an exception as the name of its class."""

    def formatException(self, ei: object) -> str:
        kind = ei[0] if isinstance(ei, tuple) else None
        return f"({kind.__name__})" if isinstance(kind, type) else "(an error)"

    def formatStack(self, stack_info: str) -> str:
        return ""


def configure_logs() -> None:
    """One handler on standard error for everybody, and no access log: addresses can carry tokens."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_ClassNameOnly("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("blackbar").setLevel(logging.INFO)
    quiet_uvicorn()


def quiet_uvicorn() -> None:
    """uvicorn sets up its own handlers whenever a server is made; take them back."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"
    logging.getLogger("uvicorn.access").disabled = True


class QuietTraceback:
    """Stands in for the `traceback` module where gradio prints whole tracebacks to standard error."""

    @staticmethod
    def print_exc(*_: object, **__: object) -> None:
        kind = sys.exc_info()[0]
        logging.getLogger("blackbar").error("A call failed (%s).", kind.__name__ if kind else "unknown")
