"""Keys for one purpose each, derived from the installation's secret."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MIN_SECRET_LENGTH = 32


class MissingSecret(RuntimeError):
    """The installation has no usable secret."""


def derive(purpose: str, length: int = 32) -> bytes:
    """Return the key for `purpose` (HKDF-SHA256 of `SEVAMITRA_SECRET_KEY`).

    Args:
        purpose: what the key is for, e.g. ``desk-api``; different purposes give unrelated keys.
        length: bytes wanted.

    Raises:
        MissingSecret: `SEVAMITRA_SECRET_KEY` is absent or shorter than 32 characters.
    """
    secret = os.environ.get("SEVAMITRA_SECRET_KEY", "")
    if len(secret) < MIN_SECRET_LENGTH:
        raise MissingSecret(
            f"Set SEVAMITRA_SECRET_KEY to a random text of at least {MIN_SECRET_LENGTH} characters."
        )
    return HKDF(hashes.SHA256(), length, salt=None, info=purpose.encode()).derive(secret.encode())
