"""The three sights of a message, seen once for all classifiers."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from sevamitra.nlu.components.base import SETTLED, SIGHTS, Stateless, normal_text
from sevamitra.nlu.sights import see


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SightsFeaturizer(Stateless):
    """Sees each message that is not settled yet."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets attribute `sights`."""
        for message in messages:
            if not message.get(SETTLED):
                language = message.get("language") or {}
                latin = language.get("code") if language.get("script") == "latn" else None
                message.set(SIGHTS, see(normal_text(message), latin))
        return messages
