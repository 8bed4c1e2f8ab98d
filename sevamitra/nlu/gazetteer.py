"""Names of places and departments, found in messages word by word.

Words are compared in their normalised form. spaCy's matcher works on tokens, so vowel signs, which Python's
word boundary takes for the end of a word, do no harm.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from sevamitra.fields.lexicon import load_yaml
from sevamitra.nlu.normalise import normalise
from sevamitra.nlu.values import Value

_WORD = re.compile(r"[a-zA-Z]+|[\u0900-\u0963\u0c00-\u0c63\u200c\u200d]+|\d+")
# Postpositions that Telugu writes onto the name.
_ENDINGS = re.compile("(?<=..)(?:లోని|నుంచి|నుండి|లో|కి|కు)$")
SHORTEST = 3  # letters: shorter names are words of every kind


class Gazetteer:
    """Finds known names in a text."""

    def __init__(self, names: Iterator[tuple[str, str, str]]) -> None:
        """Take up (entity, canonical name, spelling) triples."""
        self._vocab = spacy.blank("xx").vocab
        self._matcher = PhraseMatcher(self._vocab)
        self._canonical: dict[tuple[str, str], str] = {}
        for entity, canonical, spelling in names:
            words = [form for _, _, form in _words(spelling)]
            if words and len(spelling) >= SHORTEST:
                self._canonical.setdefault((entity, " ".join(words)), canonical)
                self._matcher.add(entity, [Doc(self._vocab, words)])

    def find(self, text: str) -> list[Value]:
        """The names in a text, the longest where they overlap, with their places in it."""
        words = list(_words(text))
        if not words:
            return []
        found = self._matcher(Doc(self._vocab, [form for _, _, form in words]), as_spans=True)
        return [
            Value(
                span.label_,
                words[span.start][0],
                words[span.end - 1][1],
                self._canonical[span.label_, span.text],
            )
            for span in spacy.util.filter_spans(found)
        ]


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _WORD.finditer(text):
        form = _ENDINGS.sub("", normalise(found[0]))
        if form:
            yield found.start(), found.end(), form


def known_names(root: Path) -> Iterator[tuple[str, str, str]]:
    """The places in `data/lookups/places` and the departments in `departments`, below `root`."""
    for path in sorted(root.glob("data/lookups/places/**/*.yml")):
        for place in load_yaml(path) or []:
            yield from _spellings("place", place)
    for path in sorted(root.glob("departments/*/*.yml")):
        yield from _spellings("department", load_yaml(path) or {})


def _spellings(entity: str, entry: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    names = entry.get("names") or entry.get("title") or {}
    for spelling in [*names.values(), *entry.get("spellings", [])]:
        yield entity, names.get("en", spelling), str(spelling)
