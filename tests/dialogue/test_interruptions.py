"""An answer that fits the question is an answer; only what is clear interrupts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sevamitra.dialogue.interruptions import command_of, interrupts
from sevamitra.dialogue.message import Turn
from sevamitra.fields import FieldSpec

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['question']['kind']}-{case['text'][:20]}")
def test_what_a_message_does(case: dict[str, Any]) -> None:
    spec = FieldSpec(id="x", **case["question"])
    turn = Turn(
        citizen="mp-jhabua:x",
        jurisdiction="mp-jhabua",
        language="hi",
        intent=case["intent"],
        confidence=case["confidence"],
        text=case["text"],
    )
    other = "interrupt" if interrupts(spec, turn) else "answer"
    assert ("command" if command_of(spec, turn) else other) == case["does"]
