"""The values in a message as Rasa entities."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from sevamitra.nlu.components.base import Stateless
from sevamitra.nlu.values import extract


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ValueExtractor(Stateless):
    """Finds values by their shape, and places and departments by their names."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds entities with their offsets in the original text."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.startswith("/"):
                continue
            found = [
                {
                    "entity": one.entity,
                    "start": one.start,
                    "end": one.end,
                    "value": one.value,
                    "extractor": "values",
                }
                for one in extract(text)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
