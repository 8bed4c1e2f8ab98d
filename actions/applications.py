"""Actions about what was filed: where it stands, news of a decision, filing once more."""

from __future__ import annotations

import asyncio

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import begin, catalog, in_form, office, say, slots_of, task_of, turn_of
from sevamitra.departments import DepartmentError, Unavailable
from sevamitra.dialogue import applications, beginning, endings, menu
from sevamitra.dialogue.message import Message
from sevamitra.dialogue.outcome import Outcome
from sevamitra.dialogue.task import Task


class ActionStatus(Action):
    """Tells where applications stand."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_status"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Tell of the application named, or of all; inside a task no number is asked for."""
        return await begin(dispatcher, tracker, _own if in_form(tracker) else beginning.ask_status)


def _own(task: Task) -> Outcome:
    own = task.office(None).applications(task.turn.citizen)
    return Outcome(None, (applications.listing(task.catalog, own, task.turn.language),))


class ActionLooseValue(Action):
    """Makes the best of a bare value outside a task: a number that we gave is looked up."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_loose_value"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Look an application number up; ask what is wanted for anything else."""
        turn = turn_of(tracker)
        if turn.values.get("application_no"):
            return await begin(dispatcher, tracker, beginning.ask_status)
        old = turn.tap is not None or turn.file is not None
        said = [Message("utter_nothing_open")] if old else menu.not_sure(task_of(tracker))
        say(dispatcher, *said)
        return [SlotSet("asking", False)]


class ActionApplicationEvent(Action):
    """Brings news of a decision without being asked."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_application_event"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Fetch the application as it stands now and tell what was decided.

        Raises:
            Unavailable: the office does not answer; the connector runs the turn again later.
        """
        turn = turn_of(tracker)
        back = office(None)
        try:
            found = await asyncio.to_thread(back.application, str(turn.values["number"]), turn.citizen)
        except Unavailable:
            raise
        except DepartmentError:
            return []
        say(dispatcher, *applications.decided(catalog(), found, turn.language))
        return []


class ActionRetrySubmission(Action):
    """Files again what the office could not take."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_retry_submission"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Try again; the draft's id keeps it from being filed twice."""
        task = task_of(tracker)
        outcome = await asyncio.to_thread(endings.retry, task)
        say(dispatcher, *outcome.messages)
        if outcome.draft is None and task.draft.flow:
            return [SlotSet(name, value) for name, value in outcome.slots.items()]
        return slots_of(outcome)
