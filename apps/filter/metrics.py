"""How much was filtered and what was found, as counters for Prometheus. Numbers only: no text, no names of documents.

This module knows nothing of HTTP.
"""

import threading
from collections import Counter
from collections.abc import Iterable

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_TOTAL = "philter_total_documents_processed_total"
_DOCUMENTS = "philter_documents_processed_total"
_FINDINGS = "philter_redactions_total"
_SECONDS = "philter_filter_seconds"


class Metrics:
    """Counters of one process since it started. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._documents: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()
        self._seconds = 0.0

    def filtered(self, kind: str, types: Iterable[str], seconds: float) -> None:
        """One text or PDF went through, and findings of these types were replaced in it."""
        with self._lock:
            self._documents[kind] += 1
            self._findings.update(types)
            self._seconds += seconds

    def text(self) -> str:
        """Everything in Prometheus's format."""
        with self._lock:
            documents, findings, seconds = dict(self._documents), dict(self._findings), self._seconds
        total = sum(documents.values())
        lines = [
            *_counter(_TOTAL, "Texts and PDFs filtered since the start.", {"": total}),
            *_counter(_DOCUMENTS, "The same, by kind.", {f'kind="{kind}"': n for kind, n in documents.items()}),
            *_counter(_FINDINGS, "Findings replaced, by type.", {f'type="{_safe(t)}"': n for t, n in findings.items()}),
            f"# HELP {_SECONDS} Time spent on filtering.",
            f"# TYPE {_SECONDS} summary",
            f"{_SECONDS}_sum {seconds:.6f}",
            f"{_SECONDS}_count {total}",
        ]
        return "\n".join(lines) + "\n"


def _counter(name: str, about: str, values: dict[str, int]) -> list[str]:
    samples = [
        f"{name}{{{labels}}} {value}" if labels else f"{name} {value}" for labels, value in sorted(values.items())
    ]
    return [f"# HELP {name} {about}", f"# TYPE {name} counter", *samples]


def _safe(type_name: str) -> str:
    """A type's name comes from a policy."""
    return type_name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
