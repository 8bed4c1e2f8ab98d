"""Ids that come in the same order every time."""

from __future__ import annotations

from collections import Counter


class Ids:
    """Sequences of message, media and trace ids.

    Args:
        run: what all ids of one run have in common. A bot that outlives the phone would take repeated ids for
            duplicates; only tests with a fresh bot want an empty one.
    """

    def __init__(self, run: str) -> None:
        self.run = run
        self._last: Counter[str] = Counter()

    def wamid(self) -> str:
        """Return the next message id."""
        return f"wamid.SIM{self.run}{self._next('wamid'):08d}"

    def media(self) -> str:
        """Return the next media id, digits only as Meta's are."""
        run = int(self.run, 36) if self.run.isascii() and self.run.isalnum() else 0
        return f"{run % 10**9 + 10**9}{self._next('media'):06d}"

    def trace(self) -> str:
        """Return the next `fbtrace_id`."""
        return f"T{self._next('trace'):010d}"

    def citizen(self) -> str:
        """Return the `wa_id` of the next new citizen."""
        return f"919999{self._next('citizen') + 200:06d}"

    def _next(self, kind: str) -> int:
        self._last[kind] += 1
        return self._last[kind]
