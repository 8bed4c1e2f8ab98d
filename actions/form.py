"""The form's one action: it takes the answer, checks it and asks the next question in a single call."""

from __future__ import annotations

import asyncio

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import say, slots_of, task_of
from sevamitra.dialogue.outcome import Outcome
from sevamitra.dialogue.task import Task

FORM = "application_form"
QUESTION = "answer"
SILENT = {"emergency", "retry_submission"}
"""Interruptions under which the question is not asked again: danger comes first; nobody wrote the other."""


class ValidateApplicationForm(Action):
    """Takes one step of the task at hand."""

    def name(self) -> str:
        """Return the name that Rasa calls for `application_form`."""
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Take the answer or ask again.

        Without an event the form is rejected, and a rule answers the interruption; Rasa then calls again.
        """
        task = task_of(tracker)
        if not task.draft.flow or task.draft.state != "open":
            return [SlotSet("requested_slot", None)]
        is_answer = _is_answer(tracker)
        if task.turn.intent in SILENT and not is_answer:
            return [SlotSet("requested_slot", QUESTION)]
        outcome = await asyncio.to_thread(_step, task, is_answer)
        if outcome is None:
            return []
        say(dispatcher, *outcome.messages)
        requested = QUESTION if outcome.open else None
        return [*slots_of(outcome), SlotSet(QUESTION, None), SlotSet("requested_slot", requested)]


def _step(task: Task, is_answer: bool) -> Outcome | None:
    return task.take() if is_answer else task.ask()


def _is_answer(tracker: Tracker) -> bool:
    """Tell whether the message answers a question: it did not begin the form, nor interrupt it."""
    if tracker.get_slot("requested_slot") != QUESTION:
        return False
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return True
        if event["event"] == "action_execution_rejected" and event["name"] == FORM:
            return False
    return False
