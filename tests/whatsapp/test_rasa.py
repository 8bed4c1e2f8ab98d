"""What touches Rasa itself: the patch, the tracker, the tracker store."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import jsonschema
import pytest
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from sevamitra import rasa_patches
from sevamitra.whatsapp.dialogue import RasaDialogue
from sevamitra.whatsapp.turns import CannotForget

VALID = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "timestamp": None, "name": "a", "value": 1}], "responses": [{"text": "x"}]},
    {"events": [{"event": "bot", "text": "x", "data": {}}, {"event": "action", "name": "a"}]},
]
INVALID = [
    [],
    {"events": {}},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "no such event"}]},
    {"responses": "x"},
    {"responses": ["x"]},
]
ACTION = RemoteAction("action_x", None)


def test_the_patch_is_in_and_stays_in():
    rasa_patches.apply()
    rasa_patches.apply()
    assert RemoteAction._validate_action_result is rasa_patches._validate_action_result


@pytest.mark.parametrize("result", VALID)
def test_a_valid_answer_passes(result):
    jsonschema.validate(result, RemoteAction.action_response_format_spec())
    assert ACTION._validate_action_result(result) is True


@pytest.mark.parametrize("result", INVALID)
def test_an_invalid_answer_is_refused_with_the_same_error(result):
    with pytest.raises(jsonschema.ValidationError) as before:
        jsonschema.validate(result, RemoteAction.action_response_format_spec())
    with pytest.raises(jsonschema.ValidationError) as now:
        ACTION._validate_action_result(result)
    assert now.value.message.startswith(before.value.message)
    assert list(now.value.path) == list(before.value.path)
    assert "Failed to validate Action server response from API" in now.value.message


def test_the_schema_itself_is_checked_once_at_most(monkeypatch):
    ACTION._validate_action_result({})
    kind = type(rasa_patches._validator())

    def never(*_args, **_kwargs):
        raise AssertionError("The schema was checked again.")

    monkeypatch.setattr(kind, "check_schema", never)
    assert ACTION._validate_action_result(VALID[2]) is True
    with pytest.raises(jsonschema.ValidationError):
        ACTION._validate_action_result(INVALID[2])


def test_another_rasa_is_refused(monkeypatch):
    monkeypatch.setattr(rasa, "__version__", "3.6.22")
    with pytest.raises(rasa_patches.WrongRasa, match=r"3\.6\.22"):
        rasa_patches.apply()


DOMAIN = Domain.empty()
EVENTS = [
    UserUttered("hi", {"name": "greet"}, message_id="wamid.1", timestamp=10.0),
    BotUttered("Hello", {"buttons": [{"title": "Yes", "payload": "/affirm"}]}),
    BotUttered(None, {"custom": {"forget": True}}),
    UserUttered("again", {"name": "greet"}, message_id="wamid.2", timestamp=20.0),
    UserUttered.create_external("application_event"),
    BotUttered("Approved"),
]


def stores(tmp_path) -> dict[str, TrackerStore]:
    return {
        "sql": SQLTrackerStore(DOMAIN, db=str(tmp_path / "t.db")),
        "memory": InMemoryTrackerStore(DOMAIN),
    }


def dialogue_over(store: TrackerStore) -> RasaDialogue:
    locks = SimpleNamespace(lock=lambda citizen: asyncio.Lock())
    agent = SimpleNamespace(tracker_store=FailSafeTrackerStore(store), lock_store=locks)
    return RasaDialogue(SimpleNamespace(ctx=SimpleNamespace(agent=agent)), None)


async def save(store: TrackerStore, citizen: str) -> None:
    await store.save(DialogueStateTracker.from_events(citizen, EVENTS, []))


@pytest.mark.parametrize("kind", ["sql", "memory"])
async def test_the_tracker_tells_what_was_said_to_a_message(tmp_path, kind):
    store = stores(tmp_path)[kind]
    await save(store, "ap:one")
    dialogue = dialogue_over(store)
    said = await dialogue.said("ap:one", "wamid.1")
    assert [response["text"] for response in said] == ["Hello", None]
    assert said[0]["buttons"][0]["payload"] == "/affirm" and said[1]["custom"] == {"forget": True}
    assert await dialogue.said("ap:one", "wamid.2") == []
    assert await dialogue.said("ap:one", "wamid.3") is None
    assert await dialogue.said("ap:nobody", "wamid.1") is None
    (approved,) = await dialogue.triggered("ap:one", "application_event", since=0)
    assert approved["text"] == "Approved"
    assert await dialogue.triggered("ap:one", "application_event", since=9e12) is None


@pytest.mark.parametrize("kind", ["sql", "memory"])
async def test_a_conversation_is_erased_and_no_other(tmp_path, kind):
    store = stores(tmp_path)[kind]
    await save(store, "ap:one")
    await save(store, "ap:two")
    await dialogue_over(store).forget("ap:one")
    assert await store.retrieve("ap:one") is None
    assert len((await store.retrieve("ap:two")).events) == len(EVENTS)


async def test_a_store_that_cannot_forget_says_so():
    with pytest.raises(CannotForget, match="TrackerStore"):
        await dialogue_over(TrackerStore(DOMAIN)).forget("ap:one")
