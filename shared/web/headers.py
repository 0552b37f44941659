"""What every answer carries: no script, style or connection from elsewhere, no frame, nothing kept in a cache.

This module knows the headers of one answer and nothing of who asked.
"""

from collections.abc import Iterable, Mapping

from shared.settings import Settings


def security_headers(settings: Settings) -> dict[bytes, bytes]:
    """What every answer carries. On a Space the page lives in Hugging Face's frame, elsewhere in none."""
    ancestors = "https://huggingface.co" if settings.space_host else "'none'"
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        f"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    headers = {
        b"content-security-policy": policy.encode(),
        b"referrer-policy": b"no-referrer",
        b"x-content-type-options": b"nosniff",
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-embedder-policy": b"require-corp",
        b"cross-origin-resource-policy": b"same-origin",
        b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        b"x-robots-tag": b"noindex, nofollow, noarchive",
        b"cache-control": b"no-store",
    }
    if not settings.space_host:
        headers[b"x-frame-options"] = b"DENY"
    return headers


SANDBOX = b"default-src 'none'; sandbox; frame-ancestors 'none'"
"""A stricter policy that an inner answer may choose: what strangers wrote, shown as it is, can do nothing at all."""

_REPLACEABLE = (b"cache-control", b"referrer-policy")
"""The two headers that an inner answer may set itself: statics are kept, the sign-in page tells its origin."""


def with_headers(
    security: Mapping[bytes, bytes], path: str, headers: Iterable[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    """The headers of an answer as they leave: nothing inside may weaken them, nor let another site read the answer."""
    kept = [(name, value) for name, value in headers if not name.lower().startswith(b"access-control-")]
    own = {name.lower() for name, _ in kept} & set(_REPLACEABLE)
    own |= {name.lower() for name, value in kept if value == SANDBOX}
    if path.startswith(("/gradio_api", "/config", "/api")):
        own.discard(b"cache-control")
    kept = [(name, value) for name, value in kept if name.lower() not in security or name.lower() in own]
    return kept + [(name, value) for name, value in security.items() if name not in own]
