"""The pipeline's components as Rasa runs them: trained, kept, loaded, and fed with messages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.slots import AnySlot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sevamitra.nlu import embedding
from sevamitra.nlu.components import (
    Gate,
    IntentClassifier,
    LanguageIdentifier,
    Normaliser,
    SightsFeaturizer,
    ValueExtractor,
)
from sevamitra.nlu.gazetteer import Gazetteer

SENTENCES = """
version: "3.1"
nlu:
- intent: ask_fee
  metadata: {language: hi-Latn}
  examples: |
    - kitna paisa lagega bhai
    - iski fees kitni hai
    - kitne rupaye dene padenge
    - paisa kitna lagta hai isme
- intent: greet
  metadata: {language: te-Latn}
  examples: |
    - namaskaram andi bagunnara
    - ela unnaru andi meeru
    - bagunnara sir meeru
    - namaskaram ela unnaru
- intent: talk_to_human
  metadata: {language: en}
  examples: |
    - i want to talk to a person
    - please connect me to an officer
    - let me speak with some officer
    - i want a human person please
"""
NUMBER = {"id": "mobile", "kind": "mobile"}


@pytest.fixture(scope="module")
def data() -> TrainingData:
    return RasaYAMLReader().reads(SENTENCES)


@pytest.fixture(scope="module")
def pipeline(data: TrainingData, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    return build(data, tmp_path_factory.mktemp("model"))


def build(data: TrainingData, folder: Path) -> list[Any]:
    """Train what learns, load it again from storage, and line it up as `config.yml` does."""
    storage = LocalModelStorage.create(folder)
    context = ExecutionContext(GraphSchema({}))
    trained = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEVAMITRA_VAR", str(folder / "var"))
        for kind in (LanguageIdentifier, IntentClassifier):
            resource = kind.create({}, storage, Resource(kind.__name__), context).train(data)
            trained.append(kind.load({}, storage, resource, context))
    language, intent = trained
    return [Normaliser(), Gate(), language, SightsFeaturizer(), intent, ValueExtractor(Gazetteer(iter(())))]


def understand(pipeline: list[Any], text: str, tracker: DialogueStateTracker | None = None) -> Message:
    message = Message({"text": text, "metadata": {"jurisdiction": "mp-jhabua"}})
    for component in pipeline:
        names = component.process.__code__.co_varnames[: component.process.__code__.co_argcount]
        extra = {"tracker": tracker} if "tracker" in names else {}
        component.process([message], **extra)
    return message


def conversation(*events: Any, citizen: str = "mp-jhabua:someone") -> DialogueStateTracker:
    slots = [TextSlot("language", [{}]), AnySlot("draft", [{}], influence_conversation=False)]
    return DialogueStateTracker.from_events(citizen, list(events), slots)


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts that get an embedding, which stays real."""
    texts: list[str] = []
    real = embedding.embed

    def counted(text: str) -> np.ndarray | None:
        texts.append(text)
        return real(text)

    monkeypatch.setattr(embedding, "embed", counted)
    yield texts


def test_a_message_gets_intent_language_and_ranking(pipeline: list[Any]) -> None:
    message = understand(pipeline, "Kitna paisa lagega??")
    said = message.as_dict(only_output_properties=True)
    assert message.get("text") == "Kitna paisa lagega??"
    assert said["intent"]["name"] == "ask_fee"
    assert said["language"]["code"] == "hi"
    assert [one["confidence"] for one in said["intent_ranking"]] == sorted(
        (one["confidence"] for one in said["intent_ranking"]), reverse=True
    )


def test_other_scripts_are_understood_from_latin_sentences(pipeline: list[Any]) -> None:
    assert understand(pipeline, "कितना पैसा लगेगा").get("intent")["name"] == "ask_fee"


def test_two_trainings_give_the_same_answers(data: TrainingData, pipeline: list[Any], tmp_path: Path) -> None:
    again = build(data, tmp_path)
    for text in ("fees batao", "ela unnaru", "officer please", "xyz"):
        assert understand(again, text).get("intent_ranking") == understand(pipeline, text).get(
            "intent_ranking"
        )


def test_without_the_embedder_the_sparse_sights_still_answer(
    pipeline: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "embed", lambda text: None)
    assert understand(pipeline, "kitne paise lagenge").get("intent")["name"] == "ask_fee"


def test_our_own_messages_pass_untouched(pipeline: list[Any], embedded: list[str]) -> None:
    message = understand(pipeline, '/apply{"service": "mp_income_certificate"}')
    assert not embedded
    assert not message.get("intent")
    assert not message.get("entities")


@pytest.mark.parametrize(
    ("text", "intent", "cost"), [("९८७६५४३२१०", "inform", 0), ("kitna paisa lagega", "ask_fee", 1)]
)
def test_an_answer_that_fits_the_question_costs_no_embedding(
    pipeline: list[Any], embedded: list[str], text: str, intent: str, cost: int
) -> None:
    tracker = conversation(ActiveLoop("application_form"), SlotSet("draft", {"expects": NUMBER}))
    message = understand(pipeline, text, tracker)
    assert (message.get("intent")["name"], len(embedded)) == (intent, cost)


def test_the_same_answer_outside_a_form_is_understood_as_any_text(
    pipeline: list[Any], embedded: list[str]
) -> None:
    understand(pipeline, "9876543210", conversation(SlotSet("draft", {"expects": NUMBER})))
    assert len(embedded) == 1


SPOKEN = [
    # citizen, language so far, in a form, text, language afterwards
    ("mp-jhabua:a", None, False, "?", "hi"),
    ("ap:a", None, False, "ok", "te"),
    ("ap:a", None, False, "kitna paisa lagega bhai", "hi"),
    ("mp-jhabua:a", "hi", False, "నమస్కారం", "te"),
    ("mp-jhabua:a", "hi", True, "గుంటూరు", "te"),
    ("mp-jhabua:a", "hi", False, "i want to talk to an officer please", "en"),
    ("mp-jhabua:a", "hi", True, "i want to talk to an officer please", "hi"),
    ("mp-jhabua:a", "hi", False, "officer", "hi"),
    ("ap:a", "en", False, "9876543210", "en"),
    ("ap:a", "te", False, "/apply", "te"),
]


@pytest.mark.parametrize(("citizen", "before", "form", "text", "after"), SPOKEN)
def test_the_conversation_follows_the_citizens_language(
    pipeline: list[Any], citizen: str, before: str | None, form: bool, text: str, after: str
) -> None:
    events = [SlotSet("language", before)] + ([ActiveLoop("application_form")] if form else [])
    tracker = conversation(*events, citizen=citizen)
    message = Message({"text": text})
    for component in pipeline[:3]:
        component.process([message], tracker) if isinstance(component, (Gate, LanguageIdentifier)) else (
            component.process([message])
        )
    assert tracker.get_slot("language") == after


def test_values_stand_in_the_original_text(pipeline: list[Any]) -> None:
    text = "मेरी शिकायत SMJ26-000123-4 …"
    (entity,) = understand(pipeline, text).get("entities")
    assert text[entity["start"] : entity["end"]] == "SMJ26-000123-4"
    assert entity["entity"] == "application_no"
