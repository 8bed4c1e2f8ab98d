"""Papers that citizens send."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings
from django.db import models

from sevamitra import clock


def new_id() -> str:
    """Return a file id that nobody can guess (128 bits)."""
    return secrets.token_urlsafe(16)


class StoredFile(models.Model):
    """A paper: its particulars here, its bytes under `var/files/`."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id)
    citizen = models.CharField(max_length=64, db_index=True, blank=True)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.name} ({self.content_type}, {self.size} bytes)"

    @property
    def path(self) -> Path:
        """Where the bytes are; the name on disk is ours, never the sender's."""
        return Path(settings.VAR_DIR) / "files" / self.id[:2] / self.id

    def as_json(self) -> dict[str, object]:
        """Return the particulars as the API gives them."""
        return {
            "id": self.id,
            "name": self.name,
            "content_type": self.content_type,
            "size": self.size,
            "sha256": self.sha256,
        }
