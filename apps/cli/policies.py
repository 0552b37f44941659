"""Which policy `--policy` means: one that is ready, a file, or one that the Filter API has stored.

This module knows nothing of arguments or of what is redacted.
"""

from pathlib import Path

from shared.decision import Surroundings
from shared.errors import BadInput, NotFound
from shared.policies import READY, Sources, read_policy, ready_policy
from shared.policies.reading import MOST_BYTES
from shared.policy import Policy
from shared.settings import Settings, policy_key


def find_policy(wanted: str, settings: Settings) -> Policy:
    """The policy of that name or in that file. Raises BadInput that says what is wrong with it."""
    if wanted in READY:
        return ready_policy(wanted)
    sources = Sources(settings.lists, policy_key)
    path = Path(wanted)
    if path.is_file():
        try:
            with path.open("rb") as file:
                return read_policy(file.read(MOST_BYTES + 1), sources)
        except OSError:
            raise BadInput("The policy's file cannot be read. Please look at its permissions.") from None
    return read_policy(_stored(wanted, settings), sources)


def _stored(name: str, settings: Settings) -> str:
    missing = NotFound(
        f"There is no such policy: neither a file, nor a stored one, nor one of these: {', '.join(READY)}."
    )
    if not settings.server_key.is_file():  # nothing was ever stored, and looking does not make a database
        raise missing
    from shared.store import PolicyStore

    store = PolicyStore(settings.store_url, settings.server_key)
    try:
        return store.get(name).text
    except NotFound:
        raise missing from None
    finally:
        store.close()


def surroundings(context: str, settings: Settings) -> Surroundings:
    """What makes replacements agree: the key of the context, or a random one where none is named."""
    if not context:
        return Surroundings()
    from shared.services import prepare_data
    from shared.store import ContextStore

    prepare_data(settings)
    store = ContextStore(settings.store_url, settings.server_key)
    try:
        key = store.key(context)
    finally:
        store.close()
    if key is None:
        raise BadInput("A context needs a name other than that. Leave --context out for none.")
    return Surroundings(context=key, context_name=context)


def forget(context: str, settings: Settings) -> bool:
    """Delete a context; whether there was one. What became of what in it cannot be told any more."""
    if not settings.server_key.is_file():
        return False
    from shared.store import ContextStore

    store = ContextStore(settings.store_url, settings.server_key)
    try:
        return store.delete(context)
    finally:
        store.close()
