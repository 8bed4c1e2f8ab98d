"""Rasa graph components of the understanding pipeline, in the order of `config.yml`."""

from sevamitra.nlu.components.gate import Gate
from sevamitra.nlu.components.intent import IntentClassifier
from sevamitra.nlu.components.language import LanguageIdentifier
from sevamitra.nlu.components.normaliser import Normaliser
from sevamitra.nlu.components.services import ServiceLinker
from sevamitra.nlu.components.sights import SightsFeaturizer
from sevamitra.nlu.components.values import ValueExtractor

__all__ = [
    "Gate",
    "IntentClassifier",
    "LanguageIdentifier",
    "Normaliser",
    "ServiceLinker",
    "SightsFeaturizer",
    "ValueExtractor",
]
