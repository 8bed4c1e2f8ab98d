"""What the catalogue knows, as values: services and departments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from sevamitra.fields.spec import FieldSpec

LANGUAGES = ("hi", "te", "en")
JURISDICTIONS = {"mp-jhabua": "hi", "ap": "te"}
"""Each jurisdiction with its first language."""

Translations = Mapping[str, str]
"""One text in the three languages: `{"hi": …, "te": …, "en": …}`."""


@dataclass(frozen=True)
class Law:
    """What the law promises; unless `confirmed`, `days` may only be called usual, never a legal limit.

    `days` within which it must be done, None if unknown; `counted` is working or calendar;
    `appeal_days` within which one may appeal; `source` is an address or `memory`.
    """

    days: int | None
    counted: str
    confirmed: bool
    officer: Translations | None
    appeal_officer: Translations | None
    appeal_days: int | None
    source: str


@dataclass(frozen=True)
class Fee:
    """What a citizen pays in rupees (0: free); unless `confirmed` it is only a usual amount."""

    rupees: int
    confirmed: bool
    source: str


@dataclass(frozen=True)
class Document:
    """A paper to send with an application, and what it proves."""

    id: str
    name: Translations
    proves: Translations
    required: bool


@dataclass(frozen=True)
class Certificate:
    """The desk's certificate template for a service; `valid_years` is None if it is valid for life."""

    template: str
    valid_years: int | None


@dataclass(frozen=True)
class Booking:
    """Turns that can be booked: every `weekday` (monday …) from `start` to `end` in Indian time.

    `minutes` a turn, `seats` citizens in one turn, bookable up to `days_ahead` days from today.
    """

    weekday: str
    start: time
    end: time
    minutes: int
    seats: int
    days_ahead: int
    place: Translations


@dataclass(frozen=True)
class Said:
    """A sentence of a citizen and the intent that must be understood in it."""

    said: str
    intent: str


@dataclass(frozen=True)
class Service:
    """A government service: its pack, see `docs/adding-a-service.md`.

    `everyday` and `examples` have the keys hi, hi-Latn, te, te-Latn and en; `file` is relative to the root.
    """

    id: str
    jurisdiction: str
    department: str
    category: str
    names: Translations
    everyday: Mapping[str, tuple[str, ...]]
    about: Translations
    actions: tuple[str, ...]
    law: Law | None
    fee: Fee | None
    eligibility: Translations | None
    office: Translations | None
    documents: tuple[Document, ...]
    ask: tuple[FieldSpec, ...]
    certificate: Certificate | None
    booking: Booking | None
    examples: Mapping[str, tuple[str, ...]]
    tests: tuple[Said, ...]
    file: str


@dataclass(frozen=True)
class Officer:
    """An officer of a department by the title that people use."""

    id: str
    title: Translations


@dataclass(frozen=True)
class Department:
    """A department; `back_end["adapter"]` names how it is reached, the other keys are that adapter's own."""

    id: str
    jurisdiction: str
    names: Translations
    officers: tuple[Officer, ...]
    back_end: Mapping[str, Any]
    file: str
