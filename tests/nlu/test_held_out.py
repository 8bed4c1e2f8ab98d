"""The held-out sentences measure only if nothing learns from them."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from sevamitra.nlu.normalise import normalise
from sevamitra.nlu.parse import INTENTS, OUTWARD
from sevamitra.nlu.phrases import phrases

ROOT = Path(__file__).parents[2]
HELD_OUT = Path(__file__).parent / "held_out"
FEWEST = 6


def plain(text: str) -> str:
    """Return a sentence without what does not tell it from another."""
    return normalise(text).strip(" .,!?।").casefold()


def trained() -> set[str]:
    """Return every sentence that a component learns from."""
    data = RasaFileImporter(training_data_paths=[str(ROOT / "data/nlu")]).get_nlu_data()
    said = {str(message.get(TEXT)) for message in data.intent_examples}
    return {plain(text) for text in said | {phrase.text for phrase in phrases(ROOT)}}


def held_out(path: Path) -> TrainingData:
    """Return the held-out sentences of one file."""
    return load_data(str(path))


def test_nothing_learns_from_what_measures() -> None:
    known = trained()
    measures = {
        str(message.get(TEXT)) for path in HELD_OUT.iterdir() for message in held_out(path).intent_examples
    }
    assert not {text for text in measures if plain(text) in known}


def test_every_meaning_is_measured_in_every_spelling() -> None:
    for path in HELD_OUT.iterdir():
        counts = held_out(path).number_of_examples_per_intent
        assert {OUTWARD.get(intent, intent) for intent in counts} == INTENTS, path.name
        assert not {intent for intent, count in counts.items() if count < FEWEST}, path.name
