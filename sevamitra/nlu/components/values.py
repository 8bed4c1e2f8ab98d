"""The values in a message as Rasa entities."""

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from sevamitra.nlu.components.base import Stateless
from sevamitra.nlu.gazetteer import Gazetteer, known_names
from sevamitra.nlu.values import Value, extract


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ValueExtractor(Stateless):
    """Finds values by their shape, and places and departments by their names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`root`: the folder that holds `data/lookups/` and `departments/`."""
        return {"root": "."}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ValueExtractor":
        """Creates the component with the names that stand in the project's files now."""
        return cls(Gazetteer(known_names(Path(config["root"]))))

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds entities with their offsets in the original text."""
        for message in messages:
            text = message.get(TEXT) or ""
            if not text.startswith("/"):
                found = [_entity(one) for one in self._values(text)]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _values(self, text: str) -> list[Value]:
        shaped = extract(text)
        named = [
            name
            for name in self._gazetteer.find(text)
            if all(name.end <= other.start or name.start >= other.end for other in shaped)
        ]
        return sorted(shaped + named, key=lambda one: one.start)


def _entity(one: Value) -> dict[str, Any]:
    return {
        "entity": one.entity,
        "start": one.start,
        "end": one.end,
        "value": one.value,
        "extractor": "values",
    }
