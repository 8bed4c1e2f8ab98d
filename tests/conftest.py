"""What tests of the whole share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stack import Stack

NOW = "2026-11-23T10:30:00+05:30"
"""A Monday morning in India, at which the clock of golden conversations stands."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which rewrites golden files from what the bot says now."""
    parser.addoption("--update", action="store_true", help="rewrite golden conversations")


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything running, with the clock stopped."""
    running = Stack(tmp_path_factory.mktemp("stack"), SEVAMITRA_NOW=NOW)
    try:
        yield running.start()
    finally:
        running.stop()
