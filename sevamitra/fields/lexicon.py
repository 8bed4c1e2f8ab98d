"""The words of `words.yml`, ready to look up by spelling and by sound."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sevamitra.fields.folding import fold, sound

HERE = Path(__file__).parent


def load_yaml(path: Path) -> Any:
    """Return what a YAML file holds, by the quick loader where the machine has it."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def _lexicon() -> dict[str, Any]:
    return dict(load_yaml(HERE / "words.yml"))


def words_of(name: str) -> frozenset[str]:
    """Return the words of one list, folded."""
    return frozenset(fold(word) for word in str(_lexicon()[name]).split())


def table(name: str, key: Callable[[Any], Any] = int) -> dict[str, Any]:
    """Return one table as a mapping of each spelling (and its sound) to its value.

    A spelling wins over the sound of another word; short words have no sound of their own, too many share it.
    """
    entries = [(fold(word), key(value)) for value, text in _lexicon()[name].items() for word in text.split()]
    return {
        sound(word): value for word, value in reversed(entries) if word.isascii() and len(word) > 3
    } | dict(entries)
