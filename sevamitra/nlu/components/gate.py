"""An answer that fits the question is an answer, and a word that we taught means what we said."""

from functools import cache
from pathlib import Path

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from sevamitra.nlu.components.base import SETTLED, Stateless, normal_text
from sevamitra.nlu.normalise import normalise

FORM = "application_form"
COMMANDS = Path(__file__).parents[3] / "data" / "lookups" / "commands.yml"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Gate(Stateless):
    """Takes a taught command, or a text that surely answers the form's question, as just that."""

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Sets the intent and attribute `settled` on commands and fitting answers."""
        for message in messages:
            if not message.get(SETTLED):
                text = message.get(TEXT) or ""
                command = _commands().get(_bare(normal_text(message)))
                if command or _answers(tracker, text):
                    _settle(message, command or "inform")
        return messages


def _settle(message: Message, intent: str) -> None:
    certain = {"name": intent, "confidence": 1.0}
    message.set(SETTLED, True)
    message.set(INTENT, certain, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [certain], add_to_output=True)


def _bare(text: str) -> str:
    return text.strip(" .,!?*_।👍🙏")


@cache
def _commands() -> dict[str, str]:
    words = yaml.safe_load(COMMANDS.read_text(encoding="utf-8"))
    return {_bare(normalise(word)): intent for intent, said in words.items() for word in said}


def _answers(tracker: DialogueStateTracker | None, text: str) -> bool:
    if tracker is None or tracker.active_loop_name != FORM:
        return False
    draft = tracker.get_slot("draft")
    expects = draft.get("expects") if isinstance(draft, dict) else None
    if not expects:
        return False
    from sevamitra.fields import FieldSpec, fit

    return fit(FieldSpec.from_dict(expects), text) == "sure"
