"""Certificates issued."""

from __future__ import annotations

import base64
import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from sevamitra import clock


def new_id() -> str:
    """Return the id in the QR code: 80 random bits as 16 base32 characters."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii")


class Certificate(models.Model):
    """An issued certificate; the PDF lies in the row so that row and paper appear in one transaction."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="certificate"
    )
    holder = models.CharField(max_length=200)
    filename = models.CharField(max_length=200)
    issued_on = models.DateField(default=clock.today)
    valid_until = models.DateField(null=True, blank=True)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.application_id} {self.id}"

    @property
    def verify_url(self) -> str:
        """The address in the QR code."""
        return settings.DESK_URL + reverse("verify", args=[self.id])

    def standing(self, on: date) -> str:
        """Return `valid`, `revoked` or `expired` as of a day in India."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.valid_until and self.valid_until < on else "valid"

    def as_json(self, number: str) -> dict[str, object]:
        """Return what the API says of it; `number` is the application's."""
        return {
            "number": number,
            "url": settings.DESK_URL + reverse("certificate", args=[number]),
            "filename": self.filename,
            "valid_until": self.valid_until and self.valid_until.isoformat(),
            "verify_url": self.verify_url,
        }
