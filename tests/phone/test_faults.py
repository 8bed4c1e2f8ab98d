"""Faults on demand."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .live import JHABUA, TOKEN, Live, outbound, until

TEXT = outbound("text", {"body": "x"})
IN_JSON = [
    (190, 401),
    (131056, 400),
    (130429, 400),
    (131000, 500),
    (131016, 500),
    (2, 503),
    (80007, 400),
    (131048, 400),
    (132001, 404),
]


@pytest.mark.parametrize(("code", "http"), IN_JSON)
def test_the_next_messages_fail_with_a_code(live: Live, code: int, http: int) -> None:
    live.sim("faults", {"code": code, "times": 2})
    answers = [live.graph(TEXT) for _ in range(3)]
    assert [one.status_code for one in answers] == [http, http, 200]
    assert answers[0].json()["error"]["code"] == code
    assert [one["by"] for one in live.chat()] == ["number"]


@pytest.mark.parametrize(("code", "content"), [(429, "text/plain"), (500, "text/html")])
def test_a_gateway_answers_without_json(live: Live, code: int, content: str) -> None:
    live.sim("faults", {"code": code})
    answer = live.graph(TEXT)
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (code, content)
    assert live.chat() == []


def test_a_code_may_come_with_another_status_and_more_keys(live: Live) -> None:
    live.sim("faults", {"code": 131056, "http": 429, "extra": {"is_transient": True}})
    answer = live.graph(TEXT)
    assert answer.status_code == 429 and answer.json()["error"]["is_transient"] is True


@pytest.mark.parametrize("code", [131026, 131047, 131049, 131053])
def test_late_codes_come_as_a_status(live: Live, code: int) -> None:
    live.say()
    live.sim("faults", {"code": code})
    assert live.graph(TEXT).status_code == 200
    until(lambda: live.bot.items("statuses"))
    assert live.bot.items("statuses")[0]["errors"][0]["code"] == code


def test_an_answer_may_come_too_late_although_the_message_went_out(live: Live) -> None:
    live.say()
    live.sim("faults", {"kind": "accept_then_hang", "seconds": 2})
    with pytest.raises(httpx.ReadTimeout):
        live.http.post(
            f"/v25.0/{JHABUA}/messages", json=TEXT, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=0.3
        )
    assert [one["by"] for one in live.chat()] == ["citizen", "number"]
    assert live.sim("sent", method="GET")[0]["status"] is None


@pytest.mark.parametrize(("kind", "bubbles"), [("reset", 0), ("accept_then_reset", 1)])
def test_a_connection_may_break_before_or_after(live: Live, kind: str, bubbles: int) -> None:
    live.sim("faults", {"kind": kind})
    with pytest.raises(httpx.TransportError):
        live.graph(TEXT)
    assert len(live.chat()) == bubbles
    assert live.graph(TEXT).status_code == 200


def test_a_slow_answer_is_a_good_one(live: Live) -> None:
    live.sim("faults", {"kind": "slow", "seconds": 0.05})
    assert live.graph(TEXT).status_code == 200


def test_faults_hit_only_what_they_are_meant_for(live: Live) -> None:
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": live.say()["id"]}
    live.sim("faults", {"code": 131000})
    assert live.graph(read).status_code == 200
    assert live.upload(b"%PDF", "application/pdf").status_code == 200
    live.sim("faults", {"code": 131000, "on": "media"})
    live.sim("faults", {"code": 2, "on": "read"})
    assert live.upload(b"%PDF", "application/pdf").json()["error"]["code"] == 131000
    assert live.graph(read).json()["error"]["code"] == 2
    assert live.graph(TEXT).json()["error"]["code"] == 131000


def test_faults_can_be_seen_and_taken_back(live: Live) -> None:
    live.sim("faults", {"code": 131000, "times": 5})
    live.graph(TEXT)
    assert [(one["code"], one["times"]) for one in live.sim("faults", method="GET")] == [(131000, 4)]
    live.sim("faults", method="DELETE")
    assert live.graph(TEXT).status_code == 200


@pytest.mark.parametrize("fault", [{"kind": "flood"}, {"on": "moon"}, {"times": 0}, {"colour": "red"}])
def test_a_fault_that_is_none_is_refused(live: Live, fault: dict[str, Any]) -> None:
    assert live.http.post("/_sim/faults", json=fault).status_code == 400
    assert live.sim("faults", method="GET") == []
