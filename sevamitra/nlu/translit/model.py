"""A greedy letter-by-letter transliterator: which native letters does each Latin letter stand for, here?"""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

ROWS = 1 << 17  # hash buckets of contexts
CHOICES = 24  # native spellings at most of one Latin letter
_EDGE = "_"


def contexts(word: str, at: int, previous: str, before: str) -> list[int]:
    """The hashed contexts of one letter of a word.

    Args:
        previous: the native letters that the letter before was taken for.
        before: those of the one before that.
    """
    padded = _EDGE * 4 + word + _EDGE * 4
    here = at + 4
    spans = [padded[here - left : here + right + 1] for left, right in _WINDOWS]
    keys = [f"{i}{span}" for i, span in enumerate(spans)]
    letter = padded[here]
    keys += [f"p{letter}{previous}", f"q{letter}{previous}|{before}"]
    keys += [f"{kind}{previous}{padded[here - left : here + right]}" for kind, left, right in _AFTER_PREVIOUS]
    return [crc32(key.encode()) & (ROWS - 1) for key in keys]


_WINDOWS = (
    (0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3), (2, 2), (3, 1), (1, 3),
    (3, 3), (4, 0), (0, 4), (4, 4), (3, 2), (2, 3),
)  # fmt: skip
_AFTER_PREVIOUS = (("r", 0, 2), ("s", 0, 3), ("t", 1, 2))


class Transliterator:
    """Writes Latin words in one native script."""

    def __init__(self, choices: Mapping[str, Sequence[str]], weights: np.ndarray) -> None:
        """
        Args:
            choices: for each Latin letter the native spellings that it can stand for.
            weights: one row a context, one column a choice.
        """
        self._choices = choices
        self._weights = weights
        self.word = functools.lru_cache(maxsize=1 << 15)(self._word)

    @classmethod
    def load(cls, path: Path) -> "Transliterator":
        """Read a model that `sevamitra.nlu.translit.train` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            letters, spellings = str(arrays["letters"]), str(arrays["spellings"]).split("\n")
            choices = {letter: line.split(",") for letter, line in zip(letters, spellings, strict=True)}
            return cls(choices, arrays["weights"])

    def save(self, path: Path) -> None:
        """Write the model."""
        letters = sorted(self._choices)
        spellings = "\n".join(",".join(self._choices[letter]) for letter in letters)
        np.savez_compressed(path, letters="".join(letters), spellings=spellings, weights=self._weights)

    def _word(self, word: str) -> str:
        written: list[str] = ["", ""]
        for at, letter in enumerate(word):
            choices = self._choices.get(letter)
            if choices is None:
                written.append(letter)
                continue
            rows = contexts(word, at, written[-1], written[-2])
            scores = self._weights[rows].sum(axis=0, dtype=np.float32)
            written.append(choices[int(scores[: len(choices)].argmax())])
        return "".join(written)
