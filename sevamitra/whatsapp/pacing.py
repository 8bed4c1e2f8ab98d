"""Meta's two speeds: messages to one person (contract 5.4, strict reading) and messages of one number."""

from __future__ import annotations

from collections import defaultdict

BURST = 45  # messages to one person inside one window
EARLY = 1.0  # seconds by which a burst ends early for us: the way to Meta takes time
LATE = 0.2  # and by which a pause ends late
PER_SECOND = 80  # messages of one number
LADDER = (4.0, 16.0, 64.0, 256.0)


def next_burst(at: float, count: int, now: float, pair_seconds: float) -> tuple[float, float, int]:
    """Say when one more message to a person may go.

    A burst of n messages must be followed by silence until n times `pair_seconds` after its first message.

    Args:
        at: when the last burst began, epoch seconds.
        count: how many messages it has had.
        now: epoch seconds.
        pair_seconds: 6 at Meta; 0 switches the pause off.

    Returns:
        Seconds to wait (0: it may go now), and the burst as it then is.
    """
    free_at = at + pair_seconds * count + (LATE if count else 0)
    if not pair_seconds or now >= free_at:
        return 0.0, now, 1
    if now - at < pair_seconds - EARLY and count < BURST:
        return 0.0, at, count + 1
    return free_at - now, at, count


class NumberPace:
    """Spreads the messages of each number over time, and pauses a number that WhatsApp told to slow down."""

    def __init__(self) -> None:
        self._next: dict[str, float] = defaultdict(float)
        self._strikes: dict[str, int] = defaultdict(int)
        self._closed_until: dict[str, float] = defaultdict(float)

    def pause(self, number: str, now: float) -> float:
        """Return the seconds until this number's next message may go, and reserve that moment.

        Args:
            now: of a clock that never goes back.
        """
        closed = self._closed_until[number] - now
        if closed > 0:
            return max(closed, 1.01)
        slot = max(self._next[number], now)
        self._next[number] = slot + 1 / PER_SECOND
        return slot - now

    def slow_down(self, number: str, asked: float | None, now: float) -> float:
        """Close a number for a while, longer each time; return the seconds."""
        strikes = self._strikes[number]
        self._strikes[number] = strikes + 1
        return self.hold(number, max(LADDER[min(strikes, len(LADDER) - 1)], asked or 0), now)

    def hold(self, number: str, seconds: float, now: float) -> float:
        """Close a number for these seconds."""
        self._closed_until[number] = max(self._closed_until[number], now + seconds)
        return seconds

    def went_well(self, number: str) -> None:
        """Forget old strikes."""
        self._strikes[number] = 0
