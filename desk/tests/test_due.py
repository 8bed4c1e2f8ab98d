"""The law's limit on the calendars of both jurisdictions."""

from __future__ import annotations

from datetime import date

import pytest

from applications.due import due_on

THURSDAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("jurisdiction", "start", "days", "counted", "due", "why"),
    [
        ("mp-jhabua", THURSDAY, 1, "working", date(2026, 11, 20), "the day of filing does not count"),
        ("mp-jhabua", THURSDAY, 3, "working", date(2026, 11, 25), "Saturday, Sunday, Guru Nanak Jayanti"),
        ("mp-jhabua", THURSDAY, 3, "calendar", date(2026, 11, 22), "calendar days run on"),
        ("mp-jhabua", THURSDAY, 0, "working", THURSDAY, "at once"),
        ("mp-jhabua", date(2026, 11, 21), 0, "working", date(2026, 11, 23), "at once, but it is Saturday"),
        ("ap", THURSDAY, 2, "working", date(2026, 11, 21), "the third Saturday is worked"),
        ("ap", date(2026, 11, 12), 2, "working", date(2026, 11, 16), "the second Saturday is not"),
        ("ap", date(2026, 8, 27), 1, "working", date(2026, 8, 28), "Raksha Bandhan is no holiday there"),
        ("mp-jhabua", date(2026, 8, 27), 1, "working", date(2026, 8, 31), "but here it is"),
        ("ap", date(2026, 12, 31), 1, "working", date(2027, 1, 1), "across the year"),
    ],
)
def test_due(jurisdiction, start, days, counted, due, why):
    assert due_on(jurisdiction, start, days, counted) == due, why
