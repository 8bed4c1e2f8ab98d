"""What every test of the field library needs: a key, and a day that stands still."""

import os

import pytest

os.environ.setdefault("SEVAMITRA_SECRET_KEY", "only-for-tests-" + "0" * 32)


@pytest.fixture(autouse=True)
def _july_2026(monkeypatch):
    monkeypatch.setenv("SEVAMITRA_NOW", "2026-07-05T10:00:00+05:30")
