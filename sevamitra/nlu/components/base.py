"""What the pipeline's components share: how messages carry what was seen, and how models are kept."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sevamitra.nlu.normalise import normalise
from sevamitra.nlu.sights import Text, latin_language

NORMAL = "normal"  # message attribute: the normalised text
SIGHTS = "sights"  # message attribute: its Sights
SETTLED = "settled"  # message attribute: true where nothing is left to understand
JURISDICTIONS = ("mp-jhabua", "ap")
_MODEL = "model.npz"


class Stateless(GraphComponent):
    """A component without anything to learn."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Stateless":
        """Creates the component (see Rasa's GraphComponent)."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves training data as they are: whoever trains sees the texts itself."""
        return training_data


class Trained(GraphComponent):
    """A component whose model is a set of numpy arrays: no pickles, so that a model file cannot run code."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Trained":
        """Creates an untrained component (see Rasa's GraphComponent)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Trained":
        """Loads the trained component (see Rasa's GraphComponent)."""
        component = cls(config, model_storage, resource)
        with (
            model_storage.read_from(resource) as directory,
            np.load(directory / _MODEL, allow_pickle=False) as arrays,
        ):
            component.restore({name: arrays[name] for name in arrays})
        return component

    def restore(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Takes up the model that `persist` was given."""
        raise NotImplementedError

    def persist(self, arrays: Mapping[str, np.ndarray]) -> Resource:
        """Keeps the model."""
        with self._storage.write_to(self._resource) as directory:
            np.savez_compressed(directory / _MODEL, **arrays)
        return self._resource


def normal_text(message: Message) -> str:
    """The message's normalised text; in training nobody may have set it yet."""
    normal = message.get(NORMAL)
    return normalise(message.get(TEXT) or "") if normal is None else normal


def sentence_key(message: Message) -> str | None:
    """The language key of a training sentence: `metadata: {language: hi-Latn}` of its block."""
    about = (message.get(METADATA) or {}).get(METADATA_INTENT)
    return about.get("language") if isinstance(about, dict) else None


def training_text(message: Message) -> Text:
    """A training sentence as `see_many` wants it."""
    return normal_text(message), latin_language(sentence_key(message))


def jurisdiction_of(message: Message, tracker: DialogueStateTracker | None) -> str | None:
    """The jurisdiction whose number the message was sent to, None if nothing tells."""
    metadata = message.get("metadata")
    named = metadata.get("jurisdiction") if isinstance(metadata, dict) else None
    prefix = (tracker.sender_id or "").partition(":")[0] if tracker else ""
    found = named or prefix
    return found if found in JURISDICTIONS else None


def embedding_cache() -> Path:
    """The file that keeps training sentences' embeddings between trainings; safe to delete."""
    return Path(os.environ.get("SEVAMITRA_VAR", "var")) / "cache" / "embeddings.sqlite"
