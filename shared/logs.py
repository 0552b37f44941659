"""What may be written down: events, counts and class names, never what anybody sent.

An exception's message and a traceback's lines can carry a user's text, so a log line of ours, of uvicorn or
of gradio names the exception's class and nothing more. This module knows nothing of what is logged.
"""

import logging
import sys


class _ClassNameOnly(logging.Formatter):
    """Formats an exception as the name of its class."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have left the whole traceback there
        record.stack_info = None
        return super().format(record)

    def formatException(self, ei: object) -> str:
        kind = ei[0] if isinstance(ei, tuple) else None
        return f"({kind.__name__})" if isinstance(kind, type) else "(an error)"


class _OurHandler(logging.Handler):
    """Writes to whatever standard error is at the moment. A class of ours, so that configuring twice adds nothing."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr, flush=True)


def configure_logs() -> None:
    """One handler on standard error for everybody: what we say, and what others warn of."""
    root = logging.getLogger()
    if not any(isinstance(handler, _OurHandler) for handler in root.handlers):
        handler = _OurHandler()
        handler.setFormatter(_ClassNameOnly("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S"))
        root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in ("shared", "apps"):
        logging.getLogger(name).setLevel(logging.INFO)


def take_over_uvicorn() -> None:
    """uvicorn sets up handlers of its own whenever a server is made; and no access log: addresses carry tokens."""
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
        logging.getLogger(__name__).error("A call failed (%s).", kind.__name__ if kind else "unknown")
