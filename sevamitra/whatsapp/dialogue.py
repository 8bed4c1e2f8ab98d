"""The way into Rasa: a turn in, its responses out; and what the tracker already knows of a turn."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from .turns import CannotForget, Responses

logger = logging.getLogger(__name__)

CHANNEL = "whatsapp"


class Collector(OutputChannel):
    """Keeps all responses of a turn, whole, for one message."""

    def __init__(self) -> None:
        self.responses: Responses = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, as response variations know it."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a response."""
        self.responses.append(dict(message))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Keep a text that an action sent past `send_response`."""
        self.responses.append({"text": text})


class RasaDialogue:
    """Runs turns in the agent of a Rasa server.

    Args:
        app: Rasa's Sanic app; its `ctx.agent` is the agent.
        on_new_message: Rasa's handler for messages of this channel.
    """

    def __init__(self, app: Sanic, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
        self._app, self._on_new_message = app, on_new_message

    @property
    def _agent(self) -> Any:
        return getattr(self._app.ctx, "agent", None)

    def ready(self) -> bool:
        """Tell whether a model is loaded: until then messages wait in the inbox."""
        return self._agent is not None and self._agent.is_ready()

    async def say(self, citizen: str, text: str, message_id: str, metadata: dict[str, Any]) -> Responses:
        """Run the turn of a citizen's message and return its responses."""
        output = Collector()
        await self._on_new_message(
            UserMessage(
                text=text,
                output_channel=output,
                sender_id=citizen,
                input_channel=CHANNEL,
                message_id=message_id,
                metadata=metadata,
            )
        )
        return output.responses

    async def trigger(self, citizen: str, intent: str, entities: dict[str, Any]) -> Responses:
        """Run a turn that nobody asked for, such as a decision of the desk, and return its responses."""
        agent, output = self._agent, Collector()
        async with agent.lock_store.lock(citizen):
            tracker = await agent.processor.fetch_tracker_and_update_session(citizen, output)
            found = [{"entity": name, "value": value} for name, value in entities.items()]
            await agent.trigger_intent(intent, found, output, tracker)
        return output.responses

    async def said(self, citizen: str, message_id: str) -> Responses | None:
        """Return the responses that the tracker holds for a message, or None if it does not know it."""
        return await self._recorded(citizen, lambda event: event.message_id == message_id)

    async def triggered(self, citizen: str, intent: str, since: float) -> Responses | None:
        """Return the responses that the tracker holds for an intent triggered since then (epoch seconds)."""
        return await self._recorded(
            citizen, lambda event: event.intent_name == intent and event.timestamp >= since
        )

    async def language(self, citizen: str) -> str | None:
        """Return the language in which the citizen speaks with us, if the conversation knows it."""
        tracker = await self._agent.tracker_store.retrieve(citizen)
        return tracker.get_slot("language") if tracker and "language" in tracker.slots else None

    async def forget(self, citizen: str) -> None:
        """Erase the citizen's conversation.

        Raises:
            CannotForget: the tracker store is neither in SQL nor in memory.
        """
        async with self._agent.lock_store.lock(citizen):
            for store in _stores(self._agent.tracker_store):
                _delete(store, citizen)

    async def _recorded(self, citizen: str, is_it: Callable[[UserUttered], bool]) -> Responses | None:
        tracker = await self._agent.tracker_store.retrieve_full_tracker(citizen)
        return recorded(tracker, is_it) if tracker else None


def recorded(tracker: DialogueStateTracker, is_it: Callable[[UserUttered], bool]) -> Responses | None:
    """Return what the bot said after the last user event that `is_it`, up to the next user event."""
    responses: Responses | None = None
    inside = False
    for event in tracker.events:
        if isinstance(event, UserUttered):
            inside = is_it(event)
            responses = [] if inside else responses
        elif inside and isinstance(event, BotUttered) and responses is not None:
            responses.append(event.message())
    return responses


def _stores(store: Any) -> list[Any]:
    """Return the tracker stores inside Rasa's wrappers."""
    inner = getattr(store, "_tracker_store", None)
    fallback = getattr(store, "_fallback_tracker_store", None)
    return [found for part in (inner, fallback) if part for found in _stores(part)] if inner else [store]


def _delete(store: Any, citizen: str) -> None:
    if isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == citizen).delete()
            session.commit()
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(citizen, None)
    else:
        raise CannotForget(f"Conversations in a {type(store).__name__} cannot be erased.")
