"""Events on their way to the bot."""

from __future__ import annotations

import uuid

from django.db import models

from sevamitra import clock


def new_id() -> str:
    """Return an id by which the bot knows a repeated event."""
    return uuid.uuid4().hex


class Event(models.Model):
    """A message to a citizen's conversation, kept until the bot has it."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id)
    citizen = models.CharField(max_length=64, db_index=True)
    intent = models.CharField(max_length=64)
    entities = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=clock.now, db_index=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.id} {self.intent} {self.entities}"
