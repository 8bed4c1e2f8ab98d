"""The language that the citizen writes."""

from collections.abc import Iterator, Mapping

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sevamitra.nlu.components.base import SETTLED, Trained, jurisdiction_of, normal_text, sentence_key
from sevamitra.nlu.language import Guess, first_language, identify, is_latin, plainly
from sevamitra.nlu.linear import LinearClassifier
from sevamitra.nlu.sights import glance

SLOT = "language"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageIdentifier(Trained):
    """Tells the language of every message and keeps the conversation's language.

    Latin letters are told apart by a model trained on the NLU sentences, whose blocks carry
    `metadata: {language: hi-Latn}`.
    """

    _latin: LinearClassifier | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns Latin spelling from the sentences of the keys hi-Latn, te-Latn and en."""
        pairs = sorted(set(_latin_sentences(training_data)))
        codes = [code for _, code in pairs]
        if len(set(codes)) < 2:
            return self.persist({})
        return self.persist(LinearClassifier.fit([glance(text) for text, _ in pairs], codes).arrays())

    def restore(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Takes up the model, if there was anything to learn."""
        self._latin = LinearClassifier.from_arrays(arrays) if arrays else None

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Sets output property `language`, and slot `language` when the citizen plainly writes another."""
        for message in messages:
            if message.get(SETTLED) and (message.get("text") or "").startswith("/"):
                continue
            normal = normal_text(message)
            jurisdiction = jurisdiction_of(message, tracker)
            guess = identify(normal, None if message.get(SETTLED) else self._latin, jurisdiction)
            found = {"code": guess.code, "script": guess.script, "confidence": round(guess.confidence, 4)}
            message.set("language", found, add_to_output=True)
            if tracker is not None and SLOT in tracker.slots:
                _keep(tracker, guess, normal, jurisdiction)
        return messages


def _keep(tracker: DialogueStateTracker, guess: Guess, normal: str, jurisdiction: str | None) -> None:
    current = tracker.get_slot(SLOT)
    code = plainly(guess, normal, in_form=tracker.active_loop_name is not None)
    code = code or current or first_language(jurisdiction)
    if code != current:
        # On purpose: Rasa's slot mappings see intents and entities, never the language of a whole message,
        # and a slot set by an action would come too late for this turn's answer.
        tracker.update(SlotSet(SLOT, code))


def _latin_sentences(training_data: TrainingData) -> Iterator[tuple[str, str]]:
    for message in training_data.intent_examples:
        key, normal = sentence_key(message), normal_text(message)
        if key and (key == "en" or key.endswith("-Latn")) and is_latin(normal):
            yield normal, key.partition("-")[0]
