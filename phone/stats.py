"""What was asked, what was refused and how fast the bot answered."""

from __future__ import annotations

from collections import Counter
from typing import Any

from phone.errors import GraphError


class Stats:
    """Counters for `/_sim/stats`."""

    def __init__(self) -> None:
        self._requests: Counter[str] = Counter()
        self._refusals: Counter[tuple[int, str]] = Counter()
        self._webhooks: Counter[int] = Counter()
        self._retries = 0
        self._seconds: list[float] = []

    def request(self, place: str) -> None:
        """Count a Graph request at `place`."""
        self._requests[place] += 1

    def refusal(self, error: GraphError) -> None:
        """Count a refusal by its code and the parameter at fault."""
        self._refusals[error.code, error.where] += 1

    def webhook(self, status: int, seconds: float) -> None:
        """Count a webhook by the status it got (0: none) and how long that took."""
        self._webhooks[status] += 1
        if status:
            self._seconds.append(seconds)

    def retry(self) -> None:
        """Count a webhook sent again."""
        self._retries += 1

    def as_json(self) -> dict[str, Any]:
        """Return everything counted."""
        shapes = [
            {"code": code, "where": where, "count": count}
            for (code, where), count in self._refusals.most_common()
        ]
        return {
            "requests": dict(self._requests),
            "refused": {"total": sum(self._refusals.values()), "by_shape": shapes},
            "webhooks": {
                "by_status": {str(status): count for status, count in self._webhooks.items()},
                "retries": self._retries,
                "p50_ms": self._percentile(0.50),
                "p99_ms": self._percentile(0.99),
            },
        }

    def _percentile(self, share: float) -> float | None:
        ordered = sorted(self._seconds)
        return round(ordered[int(share * (len(ordered) - 1))] * 1000, 1) if ordered else None
