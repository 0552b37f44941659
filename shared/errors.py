"""Every error a user may meet. Each message is one plain sentence or two: what, why, what to do.

Messages are safe to show and to log: they never repeat a user's text, file name or token. Whatever is
not in this tree becomes a fixed sentence at the edge, and the log gets its class name alone::

    BlackbarError            500
    ├── BadInput             400  the request itself is wrong
    │   ├── EmptyInput       400  nothing in it
    │   ├── BadValue         400  a value out of its range
    │   ├── WrongType        415  not a format we read
    │   ├── TooLarge         413  past a limit; the message names the number
    │   ├── Damaged          422  claims to be a format, cannot be read as it
    │   ├── Locked           422  locked, in a way that no password given here opens
    │   │   ├── PasswordNeeded   422
    │   │   └── PasswordWrong    422
    │   ├── TooComplex       422  took more time or memory than a file may
    │   └── AskedOtherwise   422  its Idempotency-Key came with something else before
    ├── Forbidden            403
    ├── NotFound             404
    ├── Full                 409  as much is kept as may be; something must go first
    ├── TooMany              429  too often; it knows when to come back
    ├── Busy                 503  come back in a moment
    ├── OutOfSpace           507  no room to keep anything more
    ├── Unavailable          503  a part is missing on this machine (Tesseract, say)
    ├── Abandoned            500  nobody waits for it any more
    ├── Unverified           500  a result that could not be proven clean, so not given out
    └── BadSetup             500  settings, checkpoint or machine; for the person who starts the program
"""


class BlackbarError(Exception):
    """Anything that goes wrong in a way we can name. `status` is its HTTP status; `reason` a short word for programs,
    the class's name: `too_large`, `password_needed`."""

    status = 500
    reason = "error"

    def __init_subclass__(cls) -> None:
        cls.reason = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__)[1:]

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(BlackbarError):
    """The request itself is wrong, and sending it again will not help."""

    status = 400


class EmptyInput(BadInput):
    """There is nothing in it."""


class BadValue(BadInput):
    """A value that is not one of those it may be."""


class WrongType(BadInput):
    """Not a format we read."""

    status = 415


class TooLarge(BadInput):
    """Past a limit; the message names the number."""

    status = 413


class Damaged(BadInput):
    """It claims to be a format and cannot be read as it."""

    status = 422


class Locked(BadInput):
    """It is locked, and no password given here opens it."""

    status = 422


class PasswordNeeded(Locked):
    """It opens with a password, and none was given."""


class PasswordWrong(Locked):
    """It opens with another password than the one that was given."""


class AskedOtherwise(BadInput):
    """A key that makes a request happen once came before with another request."""

    status = 422


class TooComplex(BadInput):
    """It took more time or memory than one file may."""

    status = 422


class Forbidden(BlackbarError):
    """Not for this caller."""

    status = 403


class NotFound(BlackbarError):
    """Not here, or no longer."""

    status = 404


class Full(BlackbarError):
    """As much is kept as may be; something must go before more can come."""

    status = 409


class TooMany(BlackbarError):
    """The same client asked too often; `retry_after_seconds` is when it may ask again."""

    status = 429

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class Busy(BlackbarError):
    """Too much at once; the same request may succeed in a moment."""

    status = 503


class OutOfSpace(BlackbarError):
    """There is no room to keep anything more; there is again when something has gone."""

    status = 507


class Unavailable(BlackbarError):
    """A part that this needs is missing on this machine."""

    status = 503


class Abandoned(BlackbarError):
    """Nobody waits for the result any more; seen by no one."""


class Unverified(BlackbarError):
    """A result that could not be proven clean and so is not given out."""


class BadSetup(BlackbarError):
    """Settings, checkpoint or machine are not as they must be."""
