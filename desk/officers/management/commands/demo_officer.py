"""`manage.py demo_officer`: the account that a demonstration comes with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from officers.accounts import create

NAME = "demo"


class Command(BaseCommand):
    """Create the officer `demo`, or set his password again."""

    help = "Create the officer of the demonstration (only with SEVAMITRA_DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account and print how to log in."""
        if not settings.DEMO:
            raise CommandError("SEVAMITRA_DEMO is not 1: use `manage.py officer NAME` instead.")
        user = User.objects.filter(username=NAME).first()
        if user is None:
            create(NAME, settings.DEMO_PASSWORD)
        else:
            user.set_password(settings.DEMO_PASSWORD)
            user.save()
        self.stdout.write(f"{settings.DESK_URL}  name: {NAME}  password: {settings.DEMO_PASSWORD}")
