"""From Rasa's tracker to a task, and from what comes of it back to Rasa."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from sevamitra.catalog import Catalog, Service
from sevamitra.catalog.model import JURISDICTIONS
from sevamitra.departments import BackEnd, Unavailable, back_end
from sevamitra.dialogue.draft import Draft
from sevamitra.dialogue.message import Message, Turn
from sevamitra.dialogue.outcome import Outcome
from sevamitra.dialogue.task import Task

ROOT = Path(__file__).parent.parent
DEFAULT_ADAPTER = "desk"
DEFAULT_JURISDICTION = next(iter(JURISDICTIONS))


@cache
def catalog() -> Catalog:
    """Return the catalogue, read once a process."""
    return Catalog.load(ROOT)


@cache
def _back_end(adapter: str) -> BackEnd:
    return back_end(adapter)


def office(service: Service | None) -> BackEnd:
    """Return the back end that a service's department declares; the desk where none is named."""
    if service is None:
        return _back_end(DEFAULT_ADAPTER)
    department = catalog().department(service.jurisdiction, service.department)
    return _back_end(str(department.back_end["adapter"]))


def turn_of(tracker: Tracker) -> Turn:
    """Return what came in with the latest message."""
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    text = message.get("text") or ""
    entities = {one["entity"]: one["value"] for one in message.get("entities") or []}
    jurisdiction = jurisdiction_of(tracker)
    services = [one["id"] for one in message.get("services") or []]
    if entities.get("service"):
        services = [entities["service"]]
    return Turn(
        citizen=tracker.sender_id,
        jurisdiction=jurisdiction,
        language=tracker.get_slot("language") or JURISDICTIONS[jurisdiction],
        message_id=message.get("message_id"),
        intent=(message.get("intent") or {}).get("name") or "nlu_fallback",
        confidence=(message.get("intent") or {}).get("confidence") or 0.0,
        text="" if text.startswith(("/", "EXTERNAL: ")) else text,
        tap=entities.get("tap"),
        file=metadata.get("file"),
        location=metadata.get("location"),
        services=tuple(services),
        sure="service" in entities or message.get("service_decision") == "sure",
        values=entities,
    )


def jurisdiction_of(tracker: Tracker) -> str:
    """Return the jurisdiction: the prefix of the citizen's id, else what the channel says, else the first."""
    prefix = tracker.sender_id.partition(":")[0]
    said = (tracker.latest_message.get("metadata") or {}).get("jurisdiction")
    return next((one for one in (prefix, said) if one in JURISDICTIONS), DEFAULT_JURISDICTION)


def task_of(tracker: Tracker) -> Task:
    """Return the citizen's task at this turn."""
    draft = Draft.from_dict(tracker.get_slot("draft"))
    return Task(
        catalog=catalog(),
        office=office,
        turn=turn_of(tracker),
        draft=draft or Draft(id="", flow=""),
        consented=bool(tracker.get_slot("consent")),
        paused=tuple(tracker.get_slot("paused") or ()),
    )


def say(dispatcher: CollectingDispatcher, *messages: Message) -> None:
    """Hand messages to Rasa."""
    for message in messages:
        dispatcher.utter_message(
            response=message.response,
            text=message.text,
            buttons=list(message.buttons) or None,
            json_message=dict(message.custom) or None,
            **message.values,
        )


def slots_of(outcome: Outcome) -> list[EventType]:
    """Return the slots that an outcome changes."""
    draft = outcome.draft.to_dict() if outcome.draft else None
    return [SlotSet("draft", draft), *(SlotSet(name, value) for name, value in outcome.slots.items())]


async def begin(
    dispatcher: CollectingDispatcher, tracker: Tracker, step: Callable[[Task], Outcome]
) -> list[EventType]:
    """Run a step that may begin a task, in a thread because it may call an office.

    Where it opens a question, slot `asking` lets the rules go on into the form, which asks it.
    """
    task = task_of(tracker)
    try:
        outcome = await asyncio.to_thread(step, task)
    except Unavailable:
        outcome = Outcome(None, (Message("say_department_down_ask"),))
    said = outcome.messages[:-1] if outcome.open else outcome.messages
    say(dispatcher, *said)
    if outcome.draft is None and task.draft.flow:  # nothing new began: the task at hand goes on
        outcome = replace(outcome, draft=task.draft)
    return [*slots_of(outcome), SlotSet("asking", outcome.open or in_form(tracker))]


def in_form(tracker: Tracker) -> bool:
    """Tell whether a task's question is open."""
    return bool(tracker.active_loop.get("name"))
