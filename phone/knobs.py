"""How the phone's webhooks behave, or misbehave (contract, sections 1.4 and 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from phone.errors import CommandError

SIGNATURES = ("right", "wrong", "missing")


def _retries() -> list[float]:
    return [0.5, 2, 5, 15, 60, 300, 1800, 3600, *[6 * 3600.0] * 27]


@dataclass(frozen=True)
class Knobs:
    """Every knob with its everyday setting.

    Args:
        signature: `right`, `wrong` or `missing`.
        duplicates: further copies of each POST, one after the other.
        concurrent: further copies of each POST at the same moment.
        batch: so many messages wait for each other and go in one POST.
        reorder: so many messages wait for each other and go last first.
        batch_statuses: so many statuses wait for each other and go in one POST.
        ghost: an `unsupported` (131060) with the same id goes before each message.
        bsuid_only: citizens have a user name and show no phone number.
        milliseconds: timestamps are in milliseconds.
        extra_fields: every object carries a field that nobody has heard of.
        media_url: webhooks carry the address of a medium beside its id.
        status_before_response: `sent` arrives before the answer to the request that caused it.
        delivered_then_failed: a `failed` follows each `delivered`.
        sent_after, delivered_after, read_after: seconds between statuses; null leaves one out.
        retry_after: seconds before each new attempt of a POST not answered with 200; everyday: 7 days.
        timeout: seconds after which a webhook counts as not answered.
    """

    signature: str = "right"
    duplicates: int = 0
    concurrent: int = 0
    batch: int = 1
    reorder: int = 1
    batch_statuses: int = 1
    ghost: bool = False
    bsuid_only: bool = False
    milliseconds: bool = False
    extra_fields: bool = False
    media_url: bool = True
    status_before_response: bool = False
    delivered_then_failed: bool = False
    sent_after: float | None = 0.05
    delivered_after: float | None = 0.15
    read_after: float | None = 0.4
    retry_after: list[float] = field(default_factory=_retries)
    timeout: float = 10.0


_NAMES = {one.name for one in fields(Knobs)}
_NUMBER_OR_NULL = {"sent_after", "delivered_after", "read_after"}


def turned(knobs: Knobs, wanted: Mapping[str, Any]) -> Knobs:
    """Return `knobs` with the wanted settings; raises `CommandError` for an unknown knob or a wrong value."""
    for name, value in wanted.items():
        if name not in _NAMES:
            raise CommandError(f"There is no knob {name}; there are {', '.join(sorted(_NAMES))}.")
        if not _fits(name, value):
            raise CommandError(f"{value!r} is no setting of the knob {name}.")
    return replace(knobs, **wanted)


def _fits(name: str, value: Any) -> bool:
    if name == "signature":
        return value in SIGNATURES
    if name == "retry_after":
        return isinstance(value, list) and all(_is_number(one) for one in value)
    if name in _NUMBER_OR_NULL or name == "timeout":
        return _is_number(value) or (value is None and name in _NUMBER_OR_NULL)
    usual = getattr(Knobs(), name)
    return type(value) is type(usual) and value >= 0


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0
