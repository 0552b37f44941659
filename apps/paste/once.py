"""A paste that is asked for twice under one key, because the first answer was lost on the way, is made once.

Knows what is asked for and what is answered; how an answer is kept is the store's.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from apps.paste.pastes import Links, Paste, Remember
from apps.paste.replies import created_reply
from shared.errors import Busy
from shared.store import AlreadyAnswered, Answers, SealedAnswer

Make = Callable[[Remember | None], tuple[Links, Paste]]


def make_once(answers: Answers, key: str, asked: Mapping[str, object], make: Make) -> dict[str, Any]:
    """What the sender is told of the paste that `make` makes, or was told when the same was `asked` under this key.

    Without a key every request is a new one. Raises AskedOtherwise where the key came before with something else. Of
    several at once under one key, one is kept and all are told of it.
    """
    if not key:
        return created_reply(*make(None))
    request = json.dumps(asked, sort_keys=True).encode()
    found = answers.find(key, request)
    if found is None:

        def remember(links: Links, paste: Paste) -> SealedAnswer:
            reply = json.dumps(created_reply(links, paste)).encode()
            return answers.sealed(key, request, reply, paste.expires)

        try:
            return created_reply(*make(remember))
        except AlreadyAnswered:
            found = answers.find(key, request)
    if found is None:
        raise Busy("The same was asked for at this very moment. Try again.")
    reply: dict[str, Any] = json.loads(found)
    return reply
