"""The three sights of a message: its letters, its sound and its sentence embedding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from sevamitra.nlu import embedding
from sevamitra.nlu.grams import Ids, Weights, grams
from sevamitra.nlu.phonetic import phonetic
from sevamitra.nlu.translit import bring_home

Columns = tuple[np.ndarray, np.ndarray]  # feature columns and their weights


@dataclass(frozen=True)
class Sights:
    """What is seen of one message; `embedding` is None where the embedder cannot run."""

    letters: Ids
    sound: Ids
    embedding: np.ndarray | None


def see(normal: str, language: str | None = None) -> Sights:
    """The sights of one normalised message.

    Args:
        language: hi or te if the message is that language in Latin letters. Letters and embedding are then
            those of its native spelling, which the embedder knows far better.
    """
    home = bring_home(normal, language)
    return Sights(grams(home), grams(phonetic(normal)), embedding.embed(home))


def glance(normal: str) -> Sights:
    """The sights of a text as it is spelt, without its embedding: enough to tell a language."""
    return Sights(grams(normal), grams(phonetic(normal)), None)


Text = tuple[str, str | None]  # a normalised text and the language that `see` wants of it


def see_many(texts: Sequence[Text], cache: Path) -> list[Sights]:
    """The sights of training texts, their embeddings kept in the file `cache` between trainings."""
    homes = [bring_home(normal, language) for normal, language in texts]
    embeddings = embedding.embed_many(homes, cache)
    return [
        Sights(grams(home), grams(phonetic(normal)), None if embeddings is None else embeddings[i])
        for i, ((normal, _), home) in enumerate(zip(texts, homes, strict=True))
    ]


def latin_language(key: str | None) -> str | None:
    """The language of a sentence key if its sentences are that language in Latin letters: hi-Latn -> hi."""
    language, _, script = (key or "").partition("-")
    return language if script == "Latn" else None


class Lens:
    """Weighs the n-grams of sights into one row of features, as training has taught it."""

    def __init__(self, letters: Weights, sound: Weights) -> None:
        self.letters = letters
        self.sound = sound

    @classmethod
    def fit(cls, sights: Sequence[Sights], at_least: int = 2) -> "Lens":
        """Learn the weights from training sights; n-grams in fewer than `at_least` of them are dropped."""
        return cls(
            Weights.fit([one.letters for one in sights], at_least),
            Weights.fit([one.sound for one in sights], at_least),
        )

    def __len__(self) -> int:
        return len(self.letters) + len(self.sound)

    def columns(self, sights: Sights) -> Columns:
        """The feature columns of one message and their weights."""
        letters, letter_weights = self.letters.weigh(sights.letters)
        sound, sound_weights = self.sound.weigh(sights.sound)
        return np.concatenate([letters, sound + len(self.letters)]), np.concatenate(
            [letter_weights, sound_weights]
        )

    def matrix(self, sights: Sequence[Sights]) -> csr_matrix:
        """One row a message."""
        letters = self.letters.matrix([one.letters for one in sights])
        return hstack([letters, self.sound.matrix([one.sound for one in sights])], format="csr")

    def arrays(self) -> dict[str, np.ndarray]:
        """What `from_arrays` needs to build this lens again."""
        return {
            "letters": self.letters.kept,
            "letters_idf": self.letters.idf,
            "sound": self.sound.kept,
            "sound_idf": self.sound.idf,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> "Lens":
        """The lens that `arrays` described."""
        return cls(
            Weights(arrays["letters"], arrays["letters_idf"]), Weights(arrays["sound"], arrays["sound_idf"])
        )
