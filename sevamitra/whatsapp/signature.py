"""Signatures over raw request bodies, as Meta and our own desk make them (contract 1.3)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

PREFIX = "sha256="
DIGEST_LENGTH = 64


def sign(body: bytes, key: bytes) -> str:
    """Return the header value for `body`: ``sha256=`` and 64 hex digits."""
    return PREFIX + hmac.new(key, body, hashlib.sha256).hexdigest()


def verify(body: bytes, header: str, keys: Iterable[bytes]) -> bool:
    """Tell whether `header` signs these very bytes with one of `keys`.

    Args:
        body: the request body as received, never re-serialised.
        header: the signature header's value.
        keys: one key, or two while a secret is being rotated.
    """
    if len(header) != len(PREFIX) + DIGEST_LENGTH or not header.isascii():
        return False
    return any([hmac.compare_digest(header, sign(body, key)) for key in keys])
