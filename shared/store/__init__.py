"""Where pastes lie: sealed records in a database that cannot read them.

`sealing` locks and unlocks what the owner of a link may see; `PasteStore` keeps the locked bytes until they
expire. Neither knows what is inside a paste.
"""

from shared.store.pastes import PasteStore, SealedPaste

__all__ = ["PasteStore", "SealedPaste"]
