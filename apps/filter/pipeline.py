"""From a request to its result: the policy by its name, the context's key, the filtering, the alerts.

This module knows no HTTP; `shared.filtering` knows how texts and PDFs are done.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from apps.filter import wire
from apps.filter.metrics import Metrics
from apps.filter.wire import Asked
from shared.decision import Surroundings
from shared.filtering import Filtered, Progress, filter_text
from shared.filtering_pdf import filter_pdf, redacted_pdf
from shared.formats.raster import Form
from shared.library import Library
from shared.policy import Policy
from shared.services import Services
from shared.store import AlertStore, ContextStore


@dataclass(frozen=True, slots=True)
class Answer:
    """A redacted PDF, or a ZIP of its pages."""

    data: bytes = field(repr=False)
    keeps_text: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What the face works with."""

    services: Services
    library: Library
    contexts: ContextStore
    alerts: AlertStore
    metrics: Metrics

    def ask(self, context: str, document_id: str, policy_name: str) -> Asked:
        """The request with its policy. Raises NotFound or BadValue for a policy that cannot be had."""
        return Asked(context, document_id, policy_name, self.library.policy(policy_name))

    def text(self, text: str, asked: Asked, progress: Progress | None = None) -> Filtered:
        """A text, filtered. Raises Busy while the engine loads: a program asks again, it need not hang on."""
        engine = self.services.engine(wait_seconds=0)
        filtered = filter_text(text, asked.policy, engine, self._around(asked), progress)
        self._note("text", [filtered], asked)
        return filtered

    def pdf(self, data: bytes, asked: Asked, form: Form, progress: Progress | None = None) -> Answer:
        """A PDF, filtered: one that keeps its text where that is proven clean, or pictures of its pages; a ZIP always
        holds pictures."""
        engine, settings, around = self.services.engine(wait_seconds=0), self.services.settings, self._around(asked)
        if form == "zip":
            made, filtered = filter_pdf(data, asked.policy, engine, form, settings, around, progress)
            keeps_text = False
        else:
            made, filtered, keeps_text = redacted_pdf(data, asked.policy, engine, settings, around, progress)
        self._note("pdf", filtered, asked)
        return Answer(made, keeps_text)

    def raised(self) -> list[dict[str, Any]]:
        """The alerts that are kept, the oldest first."""
        return [json.loads(alert) for alert in self.alerts.every()]

    def _around(self, asked: Asked) -> Surroundings:
        key = self.contexts.key(asked.context) if _remembers(asked.policy) else None
        return Surroundings(context=key, context_name=asked.context)

    def _note(self, kind: str, filtered: list[Filtered], asked: Asked) -> None:
        self.alerts.add((alert["id"], json.dumps(alert).encode()) for alert in wire.alerts(filtered, asked))
        types = [asked.policy.type_name(r.span) for one in filtered for r in one.decision.redactions]
        self.metrics.filtered(kind, types, sum(one.detection.seconds for one in filtered))


def _remembers(policy: Policy) -> bool:
    """Whether anything in it is the same for all documents of a context: only then a key is made and kept."""
    return any(treatment.scope == "context" for clause in policy.clauses for treatment in clause.treatments)
