"""What every service pack says must be understood is understood by the trained model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sevamitra.catalog import Catalog
from sevamitra.nlu.parse import Parser, understood

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models" / "sevamitra.tar.gz"


def cases() -> Iterator[object]:
    """Yield jurisdiction, service, what is said and what is meant, from the packs' `tests:`."""
    catalog = Catalog.load(ROOT)
    for jurisdiction in ("mp-jhabua", "ap"):
        for service in catalog.services(jurisdiction):
            for test in service.tests:
                yield pytest.param(
                    jurisdiction, service.id, test.said, test.intent, id=f"{service.id}: {test.said}"
                )


@pytest.fixture(scope="session")
def parser() -> Parser:
    """Return the model that `sevamitra train` made."""
    return Parser(MODEL)


@pytest.mark.parametrize(("jurisdiction", "service", "said", "intent"), cases())
def test_a_pack_is_understood(
    parser: Parser, jurisdiction: str, service: str, said: str, intent: str
) -> None:
    found = understood(parser.parse(said, jurisdiction))
    assert (found["intent"], found["service_1"]) == (intent, service)
