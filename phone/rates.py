"""How fast a number may send: 80 a second in all, and little to one person (contract, sections 5.4 and 9)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from phone.errors import GraphError

STEP = timedelta(seconds=6)
BURST = 45
PER_SECOND = 80


@dataclass
class _Burst:
    start: datetime
    sent: int = 0


def strict(burst: _Burst | None, now: datetime) -> _Burst | None:
    """Meta's words: up to 45 within 6 s, then nothing until the normal rate would have allowed as many.

    Returns the burst with this message in it, or nothing if it must be refused.
    """
    if burst is None or now >= burst.start + STEP * burst.sent:
        return _Burst(now, 1)
    if now < burst.start + STEP and burst.sent < BURST:
        return _Burst(burst.start, burst.sent + 1)
    return None


def lenient(bucket: _Burst | None, now: datetime) -> _Burst | None:
    """A bucket of 45 that fills again by one every 6 s; `sent` counts what is missing in it."""
    if bucket is None:
        return _Burst(now, 1)
    back = int((now - bucket.start) / STEP)
    start, missing = bucket.start + STEP * back, max(0, bucket.sent - back)
    return None if missing >= BURST else _Burst(start if missing else now, missing + 1)


MODELS: dict[str, Callable[[_Burst | None, datetime], _Burst | None]] = {"strict": strict, "lenient": lenient}


class Rates:
    """Counts what was sent and refuses what is too much.

    Args:
        model: `strict`, `lenient` or `off` for the pair limit.
        per_second: most messages a second for one number; 0 is without limit.
    """

    def __init__(self, model: str = "strict", per_second: int = PER_SECOND) -> None:
        self.model, self.per_second = model, per_second
        self._pairs: dict[tuple[str, str], _Burst] = {}
        self._seconds: dict[str, deque[datetime]] = {}

    def take(self, number_id: str, recipient: str, now: datetime) -> None:
        """Count one message; raises `GraphError` 130429 (number) or 131056 (pair) and counts nothing then."""
        seconds = self._seconds.setdefault(number_id, deque())
        while seconds and now - seconds[0] >= timedelta(seconds=1):
            seconds.popleft()
        if self.per_second and len(seconds) >= self.per_second:
            raise GraphError(130429, "Cloud API message throughput has been reached.", "number rate")
        self._take_pair((number_id, recipient), now)
        seconds.append(now)

    def _take_pair(self, pair: tuple[str, str], now: datetime) -> None:
        if self.model == "off":
            return
        burst = MODELS[self.model](self._pairs.get(pair), now)
        if burst is None:
            raise GraphError(131056, "Too many messages sent to this number in a short time.", "pair rate")
        self._pairs[pair] = burst
