"""Citizens who ask for a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sevamitra import clock


class HelpRequest(models.Model):
    """A citizen wants to speak with a person."""

    number = models.CharField(max_length=20, unique=True)
    key = models.CharField(max_length=64, unique=True)
    citizen = models.CharField(max_length=64, db_index=True)
    jurisdiction = models.CharField(max_length=32)
    language = models.CharField(max_length=2)
    about = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return self.number
