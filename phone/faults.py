"""Faults on demand: what goes wrong with the next requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from phone.errors import CommandError, GraphError, meaning

KINDS = ("error", "html", "plain", "slow", "accept_then_hang", "reset", "accept_then_reset", "status")
PLACES = ("messages", "read", "media", "media_url", "blob", "any")


@dataclass
class Fault:
    """What happens to the next `times` requests at `on`.

    Args:
        kind: `error` (Meta's JSON), `html` (a gateway's page), `plain` (no JSON), `slow` (answers late),
            `accept_then_hang` (sent, but the answer comes too late), `reset` (closed, nothing sent),
            `accept_then_reset` (sent, then closed), `status` (accepted, then fails with `code`).
        code: Meta's error code.
        times: how many requests.
        on: `messages`, `read`, `media`, `media_url`, `blob` or `any`.
        http: HTTP status; without it the one of Meta's table.
        seconds: how late for `slow` and `accept_then_hang`.
        extra: further keys of the error object, e.g. `{"is_transient": true}`.
    """

    kind: str = "error"
    code: int = 131000
    times: int = 1
    on: str = "messages"
    http: int | None = None
    seconds: float = 30.0
    extra: dict[str, Any] | None = None

    def error(self) -> GraphError:
        """Return the refusal that this fault stands for."""
        return GraphError(self.code, meaning(self.code).title, "fault", http=self.http, extra=self.extra)


def from_request(body: Mapping[str, Any]) -> Fault:
    """Return the fault described; raises `CommandError`. Codes 429 and 500: no JSON, an HTML page."""
    given = {"kind": _kind(body.get("code")), **body}
    if given.get("code") in (429, 500):
        given.setdefault("http", given["code"])
    try:
        fault = Fault(**given)
    except TypeError as error:
        raise CommandError(f"A fault has {', '.join(Fault.__dataclass_fields__)}.") from error
    if fault.kind not in KINDS or fault.on not in PLACES or fault.times < 1:
        raise CommandError(f"kind is one of {KINDS}, on one of {PLACES}, times at least 1.")
    return fault


def _kind(code: Any) -> str:
    if code in (429, 500):
        return {429: "plain", 500: "html"}[code]
    return "status" if isinstance(code, int) and meaning(code).later else "error"


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let `fault` happen after those that wait already."""
        self._waiting.append(fault)

    def take(self, place: str) -> Fault | None:
        """Return the fault for a request at `place`, counting it down."""
        for fault in self._waiting:
            if fault.on in (place, "any"):
                fault.times -= 1
                self._waiting = [one for one in self._waiting if one.times > 0]
                return fault
        return None

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._waiting.clear()

    def waiting(self) -> list[dict[str, Any]]:
        """Return the faults still to come, as JSON."""
        return [asdict(fault) for fault in self._waiting]
