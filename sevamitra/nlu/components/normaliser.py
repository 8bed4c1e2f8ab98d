"""First in the pipeline: the normalised text."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from sevamitra.nlu.components.base import NORMAL, SETTLED, Stateless
from sevamitra.nlu.normalise import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(Stateless):
    """Puts the normalised text beside the original, and lets our own `/` messages pass untouched."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets attribute `normal`, or `settled` on messages that begin with `/`."""
        for message in messages:
            text = message.get(TEXT) or ""
            message.set(NORMAL, normalise(text))
            # Only ids that we sent arrive with a slash; Rasa's own handler reads them at the end.
            message.set(SETTLED, text.startswith("/"))
        return messages
