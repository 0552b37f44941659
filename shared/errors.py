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
    │   ├── Locked           422  needs a password
    │   └── TooComplex       422  took more time or memory than a file may
    ├── Forbidden            403
    ├── NotFound             404
    ├── TooMany              429  too often; it knows when to come back
    ├── Busy                 503  come back in a moment
    ├── Unavailable          503  a part is missing on this machine (Tesseract, say)
    ├── Unverified           500  a result that could not be proven clean, so not given out
    └── BadSetup             500  settings, checkpoint or machine; for the person who starts the program
"""


class BlackbarError(Exception):
    """Anything that goes wrong in a way we can name. `status` is its HTTP status."""

    status = 500

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
    """It needs a password."""

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


class TooMany(BlackbarError):
    """The same client asked too often; `retry_after_seconds` is when it may ask again."""

    status = 429

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class Busy(BlackbarError):
    """Too much at once; the same request may succeed in a moment."""

    status = 503


class Unavailable(BlackbarError):
    """A part that this needs is missing on this machine."""

    status = 503


class Unverified(BlackbarError):
    """A result that could not be proven clean and so is not given out."""


class BadSetup(BlackbarError):
    """Settings, checkpoint or machine are not as they must be."""
