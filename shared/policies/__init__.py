"""Policies as people write them: Philter's JSON, read whole, and some that are ready to use.

`read_policy` reads any text into a `Policy` or says in one sentence which key is wrong; `ready_policy` gives one of
`READY`. This room knows nothing of texts, files to redact, or HTTP.
"""

from shared.policies.describing import describe
from shared.policies.identifiers import filter_type
from shared.policies.philter import NO_SOURCES, read_policy
from shared.policies.ready import READY, ready_policy, ready_text
from shared.policies.sources import Sources

__all__ = ["NO_SOURCES", "READY", "Sources", "describe", "filter_type", "read_policy", "ready_policy", "ready_text"]
