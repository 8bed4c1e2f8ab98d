"""Simple limits on how often something may be tried, counted in this process."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """At most `times` within `seconds`, for each of whatever is limited."""

    name: str
    times: int
    seconds: int

    def count(self, what: str) -> bool:
        """Count one try; return whether it is still within the limit."""
        key = f"limit:{self.name}:{what}"
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.times
        except ValueError:  # ran out between the two lines
            return True

    def exceeded(self, what: str) -> bool:
        """Return whether nothing more may be tried."""
        return bool(cache.get(f"limit:{self.name}:{what}", 0) >= self.times)


def caller(request: HttpRequest) -> str:
    """Return the address that a request came from."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    return str(request.META["REMOTE_ADDR"])
