"""Numbers that people read out."""

from __future__ import annotations

import pytest
from stdnum import verhoeff

from applications.numbers import next_number, normalise


@pytest.mark.django_db
def test_series_by_jurisdiction_and_year(monkeypatch):
    assert [next_number("mp-jhabua")[:12], next_number("mp-jhabua")[:12]] == ["SMJ26-000001", "SMJ26-000002"]
    assert next_number("ap").startswith("SMA26-000001-")
    assert next_number("ap", "SH").startswith("SHA26-000001-")
    monkeypatch.setenv("SEVAMITRA_NOW", "2026-12-31T18:31:00+00:00")
    assert next_number("mp-jhabua").startswith("SMJ27-000001-"), "in India it is 2027 already"


@pytest.mark.django_db
def test_check_digit():
    number = next_number("mp-jhabua")
    digits = "".join(filter(str.isdigit, number))
    assert verhoeff.is_valid(digits)
    assert not verhoeff.is_valid(digits[:5] + "9" + digits[6:])


@pytest.mark.parametrize("typed", ["smj26-000123-4", " SMJ26 000123 4", "SMJ260001234", "smj26–000123–4"])
def test_normalise(typed):
    assert normalise(typed) == "SMJ26-000123-4"
