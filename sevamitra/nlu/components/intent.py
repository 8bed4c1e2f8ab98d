"""What the citizen wants."""

from collections.abc import Mapping

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sevamitra.nlu.components.base import SETTLED, SIGHTS, Trained, embedding_cache, training_text
from sevamitra.nlu.linear import LinearClassifier
from sevamitra.nlu.sights import see_many

RANKING = 5
# What no office does must not begin a task: measured, docs/decisions/understanding.md.
LEAN = ("out_of_scope", 0.3)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(Trained):
    """Classifies the sights of a message; `out_of_scope` is one of the trained intents."""

    _classifier: LinearClassifier | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all sentences that carry an intent, except those that only our own parts send."""
        said = {
            (training_text(message), message.get(INTENT))
            for message in training_data.intent_examples
            if not str(message.get(TEXT)).startswith("/")
        }
        pairs = sorted(said, key=str)  # the language of a text may be None, which does not sort
        sights = see_many([text for text, _ in pairs], embedding_cache())
        return self.persist(LinearClassifier.fit(sights, [intent for _, intent in pairs], LEAN).arrays())

    def restore(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Takes up the trained model."""
        self._classifier = LinearClassifier.from_arrays(arrays)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `intent` and `intent_ranking` on messages that are not settled yet."""
        for message in messages:
            if not message.get(SETTLED):
                ranking = self._rank(message)
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, object]]:
        sights = message.get(SIGHTS)
        if self._classifier is None or sights is None:
            return [{"name": None, "confidence": 0.0}]
        chances = self._classifier.predict(sights)
        best = np.argsort(-chances, kind="stable")[:RANKING]
        return [{"name": self._classifier.labels[i], "confidence": float(chances[i])} for i in best]
