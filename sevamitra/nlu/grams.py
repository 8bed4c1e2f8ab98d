"""Character n-grams and words of a text as hashed feature numbers, and their weights."""

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

WIDTH = 1 << 20  # hash buckets: collisions among the ~200,000 n-grams of a training set stay rare
LONGEST = 5  # characters in the longest n-gram
_NUMBER = re.compile(r"\d+")

Ids = np.ndarray  # sorted distinct feature numbers of one text


def _shape(text: str) -> str:
    # A number's digits say nothing of an intent, its length does.
    return _NUMBER.sub(lambda found: "0" * min(len(found[0]), 12), text)


def _features(text: str) -> Iterator[str]:
    words = _shape(text).split()
    for word in words:
        yield "w" + word
        padded = f" {word} "
        for size in range(1, LONGEST + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
    for first, second in zip(words, words[1:], strict=False):
        yield f"b{first} {second}"


def grams(text: str) -> Ids:
    """The distinct n-grams (1 to 5 characters within words), words and word pairs of a text, hashed."""
    ids = {crc32(feature.encode()) & (WIDTH - 1) for feature in _features(text)}
    return np.fromiter(ids, dtype=np.int32, count=len(ids))


class Weights:
    """Inverse document frequencies of the n-grams that training has seen; others are left out."""

    def __init__(self, kept: np.ndarray, idf: np.ndarray) -> None:
        self.kept = kept
        self.idf = idf

    @classmethod
    def fit(cls, documents: Sequence[Ids], at_least: int = 2) -> "Weights":
        """Learn weights; n-grams in fewer than `at_least` documents are dropped."""
        counts = np.bincount(
            np.concatenate([*documents, np.zeros(0, np.int32)]).astype(np.int64), minlength=WIDTH
        )
        kept = np.flatnonzero(counts >= at_least).astype(np.int32)
        idf = np.log((1 + len(documents)) / (1 + counts[kept])) + 1
        return cls(kept, idf.astype(np.float32))

    def __len__(self) -> int:
        return len(self.kept)

    def weigh(self, ids: Ids) -> tuple[np.ndarray, np.ndarray]:
        """Columns and unit-length weights of a text's known n-grams."""
        if not len(self.kept):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        columns = np.searchsorted(self.kept, ids)
        columns[columns == len(self.kept)] = 0
        columns = columns[self.kept[columns] == ids]
        weights = self.idf[columns]
        return columns, weights / max(float(np.linalg.norm(weights)), 1e-9)

    def matrix(self, documents: Sequence[Ids]) -> csr_matrix:
        """One row a document, one column a known n-gram."""
        rows = [self.weigh(document) for document in documents]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        empty = (np.zeros(0, np.int64), np.zeros(0, np.float32))
        columns, weights = (np.concatenate(part) for part in zip(empty, *rows, strict=True))
        return csr_matrix((weights, columns, starts), shape=(len(rows), len(self)), dtype=np.float32)
