"""Which service the message is about."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sevamitra.nlu.components.base import (
    SETTLED,
    SIGHTS,
    Trained,
    embedding_cache,
    jurisdiction_of,
    training_text,
)
from sevamitra.nlu.linker import Linker, Links
from sevamitra.nlu.phrases import phrases
from sevamitra.nlu.sights import Text, see_many

# Messages of these intents name no service: from them the linker learns when none is meant.
STRANGERS = ("greet", "goodbye", "thank", "affirm", "deny", "out_of_scope", "help", "bot_challenge", "inform")
STRANGERS_EACH = 40


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ServiceLinker(Trained):
    """Ranks the services of the citizen's jurisdiction by the packs' names, everyday names and examples."""

    _linker: Linker | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`root`: the folder that holds `services/` and `departments/`."""
        return {"root": "."}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The packs' contents: without it Rasa takes an old linker from its cache after a pack changed."""
        digest = hashlib.sha256()
        for path in sorted(Path(config.get("root", ".")).glob("services/**/*.yml")):
            digest.update(path.as_posix().encode() + path.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all service packs."""
        said = phrases(Path(self._config.get("root", ".")))
        strangers = _strangers(training_data)
        texts = [(phrase.text, phrase.language) for phrase in said]
        sights = see_many(texts + strangers, embedding_cache())
        return self.persist(Linker.fit(said, sights[: len(said)], sights[len(said) :]).arrays())

    def restore(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Takes up the trained model."""
        self._linker = Linker(arrays)

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Sets output properties `services` and `service_decision`."""
        for message in messages:
            links = self._link(message, tracker)
            services = [{"id": service, "score": score} for service, score in links.services]
            message.set("services", services, add_to_output=True)
            message.set("service_decision", links.decision, add_to_output=True)
        return messages

    def _link(self, message: Message, tracker: DialogueStateTracker | None) -> Links:
        sights = message.get(SIGHTS)
        if self._linker is None or sights is None or message.get(SETTLED):
            return Links([], "none")
        return self._linker.link(sights, jurisdiction_of(message, tracker))


def _strangers(training_data: TrainingData) -> list[Text]:
    found: list[Text] = []
    for intent in STRANGERS:
        texts = sorted(
            {training_text(m) for m in training_data.intent_examples if m.get(INTENT) == intent}, key=str
        )
        found += texts[:: max(1, len(texts) // STRANGERS_EACH)]
    return found
