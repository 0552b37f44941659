"""Where pastes, policies and contexts lie: sealed records in a database that cannot read them.

`sealing` locks and unlocks what the owner of a link may see; `PasteStore` keeps the locked bytes until they
expire. `PolicyStore`, `ContextStore`, `AlertStore` and `Answers` seal under the server's own key, a file beside the
database. None of them knows what is inside.
"""

from shared.store.alerts import AlertStore
from shared.store.answers import Answers
from shared.store.contexts import ContextStore
from shared.store.pastes import AlreadyAnswered, PasteStore, SealedAnswer, SealedPaste
from shared.store.policies import PolicyStore, StoredPolicy

__all__ = [
    "AlertStore",
    "AlreadyAnswered",
    "Answers",
    "ContextStore",
    "PasteStore",
    "PolicyStore",
    "SealedAnswer",
    "SealedPaste",
    "StoredPolicy",
]
