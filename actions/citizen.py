"""Actions about the citizen: language, data, a person to talk to."""

from __future__ import annotations

import asyncio

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import begin, office, say, turn_of
from sevamitra.departments import Unavailable
from sevamitra.dialogue import beginning, languages
from sevamitra.dialogue.message import Message

HELPLINES = {"mp-jhabua": "181", "ap": "1100"}


class ActionChangeLanguage(Action):
    """Changes the language of the answers."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_change_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Change to the language named, or ask which."""
        named = languages.named(turn_of(tracker).text)
        if named is None:
            return await begin(dispatcher, tracker, beginning.ask_language)
        return await begin(dispatcher, tracker, lambda task: languages.changed(task, named))


class ActionPrivacy(Action):
    """Says what is kept and offers to delete it."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_privacy"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Ask whether to delete."""
        return await begin(dispatcher, tracker, beginning.ask_deletion)


class ActionTalkToHuman(Action):
    """Passes the citizen on to a person."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_talk_to_human"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Put the citizen on the office's list; the message's id keeps it from being asked twice."""
        turn = turn_of(tracker)
        request = {
            "key": turn.message_id or turn.citizen,
            "citizen": turn.citizen,
            "jurisdiction": turn.jurisdiction,
            "language": turn.language,
            "about": tracker.get_slot("topic") or "",
        }
        try:
            number = await asyncio.to_thread(office(None).ask_for_help, request)
        except Unavailable:
            say(dispatcher, Message("say_department_down_ask"))
            return []
        say(
            dispatcher,
            Message("say_person_asked", {"number": number, "helpline": HELPLINES[turn.jurisdiction]}),
        )
        return []
