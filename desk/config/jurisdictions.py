"""Jurisdictions as `jurisdictions.yml` declares them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Calendar:
    """Which days an office works; weekdays count from Monday = 0."""

    holidays: str
    weekly_off: frozenset[int]
    monthly_off: dict[int, frozenset[int]]


@dataclass(frozen=True)
class Jurisdiction:
    """A district or State with its number letter, local language, names and calendar."""

    id: str
    letter: str
    language: str
    names: dict[str, str]
    calendar: Calendar


@cache
def jurisdictions() -> dict[str, Jurisdiction]:
    """Return all jurisdictions by id."""
    rows = yaml.safe_load(Path(__file__).with_name("jurisdictions.yml").read_text("utf-8"))
    return {
        key: Jurisdiction(key, row["letter"], row["language"], row["names"], _calendar(row["calendar"]))
        for key, row in rows.items()
    }


def _calendar(row: dict) -> Calendar:
    monthly = {WEEKDAYS.index(day): frozenset(which) for day, which in row["monthly_off"].items()}
    return Calendar(row["holidays"], frozenset(map(WEEKDAYS.index, row["weekly_off"])), monthly)
