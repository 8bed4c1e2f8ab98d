"""Numbers that people read out: series, serial, check digit."""

from __future__ import annotations

import re

from django.db.models import F
from stdnum import verhoeff

from applications.models import Serial
from config.jurisdictions import jurisdictions
from sevamitra import clock


def next_number(jurisdiction: str, kind: str = "SM") -> str:
    """Return a number that was never given before, e.g. `SMJ26-000123-4`; call it inside a transaction.

    Args:
        jurisdiction: id of the jurisdiction, which has its own series every year.
        kind: `SM` for what is filed, `SH` for requests for help.
    """
    year = clock.today().year % 100
    series = f"{kind}{jurisdictions()[jurisdiction].letter}{year:02d}"
    serial = f"{_next_serial(series):06d}"
    return f"{series}-{serial}-{verhoeff.calc_check_digit(f'{year:02d}{serial}')}"


def _next_serial(series: str) -> int:
    """Count up under the row's lock, which the caller's transaction holds until it ends."""
    Serial.objects.bulk_create([Serial(series=series)], ignore_conflicts=True)
    Serial.objects.filter(series=series).update(last=F("last") + 1)
    return Serial.objects.get(series=series).last


def normalise(number: str) -> str:
    """Return a number as it is stored, whatever case, spaces or dashes it was typed with."""
    plain = re.sub(r"[\s\-–—]", "", number).upper()
    found = re.fullmatch(r"(S[MH][A-Z]\d{2})(\d{6,})(\d)", plain)
    return "-".join(found.groups()) if found else number.strip().upper()
