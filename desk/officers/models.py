"""Where an officer sits."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Posting(models.Model):
    """Whose applications an officer sees: a jurisdiction and a department, empty meaning every one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="postings")
    jurisdiction = models.CharField(max_length=32, blank=True)
    department = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "jurisdiction", "department"], name="one_posting_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.jurisdiction or '*'}/{self.department or '*'}"
