"""An answer that fits the question is an answer."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from sevamitra.nlu.components.base import SETTLED, Stateless

FORM = "application_form"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Gate(Stateless):
    """Takes a text that surely answers the form's question as that answer, and nothing else of it."""

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Sets intent `inform` and attribute `settled` on fitting answers."""
        for message in messages:
            if not message.get(SETTLED) and _answers(tracker, message.get(TEXT) or ""):
                message.set(SETTLED, True)
                message.set(INTENT, {"name": "inform", "confidence": 1.0}, add_to_output=True)
                message.set("intent_ranking", [{"name": "inform", "confidence": 1.0}], add_to_output=True)
        return messages


def _answers(tracker: DialogueStateTracker | None, text: str) -> bool:
    if tracker is None or tracker.active_loop_name != FORM:
        return False
    draft = tracker.get_slot("draft")
    expects = draft.get("expects") if isinstance(draft, dict) else None
    if not expects:
        return False
    from sevamitra.fields import FieldSpec, fit

    return fit(FieldSpec.from_dict(expects), text) == "sure"
