"""What every page may say about the installation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return whether this is a demonstration, for the line that says so."""
    return {"demo": settings.DEMO}
