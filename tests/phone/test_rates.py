"""How fast one may send, on a clock that only the test moves."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from phone.errors import GraphError
from phone.rates import Rates

from .live import AP, JHABUA, KAMLA, VENKAT, Live, outbound

START = datetime(2026, 11, 21, 4, 30, tzinfo=timezone.utc)


def codes(rates: Rates, seconds: list[float], who: str = KAMLA) -> list[int]:
    """Return what each message at these seconds gets: 200 or a code."""
    found = []
    for second in seconds:
        try:
            rates.take(JHABUA, who, START + timedelta(seconds=second))
            found.append(200)
        except GraphError as error:
            found.append(error.code)
    return found


CASES = [
    ("one every 6 s", "strict", [0, 6, 12, 18], [200] * 4),
    ("two at once, then too early", "strict", [0, 0, 6, 11.9, 12], [200, 200, 131056, 131056, 200]),
    ("three within 6 s owe 18 s", "strict", [0, 1, 5.9, 17.9, 18], [200, 200, 200, 131056, 200]),
    ("45 at once", "strict", [0.0] * 46, [200] * 45 + [131056]),
    ("45 owe 270 s", "strict", [0.0] * 45 + [269.9, 270], [200] * 45 + [131056, 200]),
    ("a refusal costs nothing", "strict", [0, 0, 7, 8, 9, 12], [200, 200, 131056, 131056, 131056, 200]),
    ("45 at once, leniently", "lenient", [0.0] * 46, [200] * 45 + [131056]),
    (
        "one more after 6 s, leniently",
        "lenient",
        [0.0] * 45 + [5.9, 6, 6],
        [200] * 45 + [131056, 200, 131056],
    ),
    ("a full bucket after a pause", "lenient", [0.0] * 45 + [270.0] * 46, [200] * 90 + [131056]),
    ("no pair limit", "off", [0.0] * 60, [200] * 60),
]


@pytest.mark.parametrize(("name", "model", "seconds", "expected"), CASES, ids=[one[0] for one in CASES])
def test_the_pair_limit(name: str, model: str, seconds: list[float], expected: list[int]) -> None:
    assert codes(Rates(model), seconds) == expected


def test_the_number_sends_80_in_any_second() -> None:
    rates = Rates("off")
    assert codes(rates, [0.5] * 81) == [200] * 80 + [130429]
    assert codes(rates, [1.4]) == [130429]
    assert codes(rates, [1.5]) == [200]


def test_people_and_numbers_do_not_hold_each_other_up(live: Live) -> None:
    live.sim("clock", {"at": START.isoformat()})
    for _ in range(45):
        assert live.graph(outbound("text", {"body": "x"})).status_code == 200
    refused = live.graph(outbound("text", {"body": "x"}))
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, 131056)
    assert live.graph(outbound("text", {"body": "x"}, to=f"+{VENKAT}")).status_code == 200
    assert live.graph(outbound("text", {"body": "x"}), f"{AP}/messages").status_code == 200


def test_a_refused_body_does_not_count(live: Live) -> None:
    live.graph(outbound("text", {"body": ""}))
    live.graph(outbound("text", {"body": "x"}))
    live.sim("clock", {"advance_seconds": 6})
    assert live.graph(outbound("text", {"body": "x"})).status_code == 200


def test_the_pair_limit_can_be_put_off(live: Live) -> None:
    live.sim("rates", {"model": "off", "per_second": 0})
    assert {live.graph(outbound("text", {"body": "x"})).status_code for _ in range(50)} == {200}
    assert live.http.post("/_sim/rates", json={"model": "sometimes"}).status_code == 400
