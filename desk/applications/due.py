"""The last day of the law's limit."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from config.jurisdictions import Calendar, jurisdictions


def due_on(jurisdiction: str, start: date, days: int, counted: str) -> date:
    """Return the day by which an application must be decided.

    The day of filing is not counted. With `days` 0 ("at once") it is the day of filing itself or,
    counting working days, the next day the office works.

    Args:
        jurisdiction: whose calendar counts.
        start: day of filing, in India.
        days: the law's limit.
        counted: `working` or `calendar`.
    """
    if counted == "calendar":
        return start + timedelta(days=days)
    calendar = jurisdictions()[jurisdiction].calendar
    day = start
    for _ in range(days):
        day = _next_working_day(calendar, day + timedelta(days=1))
    return _next_working_day(calendar, day)


def is_working(calendar: Calendar, day: date) -> bool:
    """Return whether the office is open on a day."""
    if day.weekday() in calendar.weekly_off or day in _holidays(calendar.holidays, day.year):
        return False
    return (day.day - 1) // 7 + 1 not in calendar.monthly_off.get(day.weekday(), ())


def _next_working_day(calendar: Calendar, day: date) -> date:
    while not is_working(calendar, day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=32)
def _holidays(subdivision: str, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("IN", subdiv=subdivision, years=year)
