"""Taking, reading and removing papers."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from config.api import DeskError
from files.models import StoredFile

MEGABYTE = 1024 * 1024
# Kind by the first bytes, never by what the sender says: (beginning, content type, largest size).
KINDS: tuple[tuple[bytes, str, int], ...] = (
    (b"\xff\xd8\xff", "image/jpeg", 5 * MEGABYTE),
    (b"\x89PNG\r\n\x1a\n", "image/png", 5 * MEGABYTE),
    (b"%PDF-", "application/pdf", 16 * MEGABYTE),
    (b"OggS", "audio/ogg", 16 * MEGABYTE),
)


class NotTaken(DeskError):
    """A file of a kind or size that the desk does not take."""


def take(upload: UploadedFile, citizen: str) -> StoredFile:
    """Store an uploaded paper.

    Args:
        upload: the file as it came.
        citizen: whose it is.

    Raises:
        NotTaken: codes `empty`, `too_large` or `wrong_type`.
    """
    data = upload.read()
    stored = StoredFile(
        citizen=citizen,
        name=clean_name(upload.name or ""),
        content_type=content_type_of(data),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    write(stored.path, data)
    stored.save(force_insert=True)
    return stored


def content_type_of(data: bytes) -> str:
    """Return the content type of the bytes.

    Raises:
        NotTaken: nothing in it, not one of `KINDS`, or too large for its kind.
    """
    if not data:
        raise NotTaken("empty", 400)
    for beginning, content_type, largest in KINDS:
        if data.startswith(beginning):
            if len(data) > largest:
                raise NotTaken("too_large", 413)
            return content_type
    raise NotTaken("wrong_type", 415)


def clean_name(name: str) -> str:
    """Return a file name without folders, control characters and excess length."""
    base = re.sub(r"[\x00-\x1f\x7f\"\\]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return base[-120:] or "file"


def write(path: Path, data: bytes) -> None:
    """Write bytes that only this user may read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
