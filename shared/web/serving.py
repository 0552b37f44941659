"""Which server answers the request at hand: the gate says it, and pages ask it what is installed."""

from contextvars import ContextVar
from typing import Any

serving: ContextVar[Any] = ContextVar("serving")
