"""The form's action after an emergency: it takes the conversation back without a word."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.form import FORM, QUESTION, ValidateApplicationForm
from sevamitra.dialogue.draft import Draft

REJECTED = {"event": "action_execution_rejected", "name": FORM}


def interrupted_by(intent: str) -> Tracker:
    """Return a conversation whose open task a message has just interrupted, after a rule has answered."""
    message = {"text": "…", "intent": {"name": intent, "confidence": 1.0}, "entities": []}
    slots: dict[str, Any] = {
        "draft": Draft(id="d", flow="language", asked="language").to_dict(),
        "requested_slot": QUESTION,
        "language": "en",
    }
    events = [{"event": "user", "text": "…"}, REJECTED]
    return Tracker("ap:someone", slots, message, events, False, None, {"name": FORM}, "utter")


async def said_after(intent: str) -> list[Any]:
    """Return what the form says when it is called again, and hold that its question stays open."""
    dispatcher = CollectingDispatcher()
    events = await ValidateApplicationForm().run(dispatcher, interrupted_by(intent), {})
    assert ("requested_slot", QUESTION) in [(one["name"], one["value"]) for one in events]
    return dispatcher.messages


@pytest.mark.parametrize("intent", ["emergency", "retry_submission"])
async def test_no_question_stands_under_some_answers(intent: str) -> None:
    assert await said_after(intent) == []


async def test_the_question_follows_any_other() -> None:
    assert len(await said_after("thank")) == 1
