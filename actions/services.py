"""Actions about services: the menu, what a service is, and beginning one."""

from __future__ import annotations

import os

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import begin, in_form, say, task_of
from sevamitra.dialogue import beginning, menu


class ActionMenu(Action):
    """Greets and shows what can be done."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_menu"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Say the greeting with the list of services; inside a task, say how to steer it."""
        task = task_of(tracker)
        demonstration = os.environ.get("SEVAMITRA_DEMO") == "1"
        say(dispatcher, *menu.messages(task, in_task=in_form(tracker), demonstration=demonstration))
        return []


class ActionStartService(Action):
    """Begins applying, complaining or booking."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_start_service"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Begin the service that is meant."""
        return await begin(dispatcher, tracker, beginning.begin)


class ActionServiceInfo(Action):
    """Answers a question about a service."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_service_info"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Answer; outside a task ask which service is meant where that is not clear."""
        if in_form(tracker):
            answered = menu.answer_in_task(task_of(tracker))
            say(dispatcher, answered)
            return [SlotSet("asking", True)]
        topic = tracker.get_slot("topic")
        return await begin(dispatcher, tracker, lambda task: beginning.begin(task, topic))


class ActionNotSure(Action):
    """Says honestly that it did not understand, and offers what is likeliest."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_not_sure"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Offer the likeliest services, the menu and a person."""
        task = task_of(tracker)
        said = menu.outside(task) if task.turn.intent == "out_of_scope" else menu.not_sure(task)
        say(dispatcher, *said)
        return []


class ActionNotYet(Action):
    """Says what cannot be done in the chat yet, and where it can."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_not_yet"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Name the office of the service meant, or show what can be done here."""
        say(dispatcher, *menu.not_yet(task_of(tracker)))
        return []


class ActionResume(Action):
    """Goes on with what was left."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_resume"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Open the draft that was left last."""
        return await begin(dispatcher, tracker, beginning.resume)


class ActionAppealHow(Action):
    """Says how to appeal."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_appeal_how"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Name the appeal officer of the service meant, if one is."""
        task = task_of(tracker)
        say(dispatcher, menu.appeal(task, tracker.get_slot("topic")))
        return []
