"""The yes_no kind."""

from __future__ import annotations

import re

from sevamitra.fields.folding import fold, words
from sevamitra.fields.kinds import Kind, text_of
from sevamitra.fields.lexicon import words_of
from sevamitra.fields.spec import FieldError, FieldSpec, Json, Option, Reply

_YES, _NO, _POLITE = words_of("agree"), words_of("refuse"), words_of("polite")
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_TITLES = {"yes": {"hi": "हाँ", "te": "అవును", "en": "Yes"}, "no": {"hi": "नहीं", "te": "కాదు", "en": "No"}}


def _read(spec: FieldSpec, reply: Reply) -> Json:
    text = text_of(reply)
    said = words(text) or list(_SKIN.sub("", fold(text).replace(" ", "")))
    yes = any(word in _YES and word not in _POLITE for word in said)
    no = any(word in _NO for word in said)
    known = all(word in _YES or word in _NO or word in _POLITE for word in said)
    if not known or (yes and no):
        raise FieldError("unclear")
    return not no


def _show(spec: FieldSpec, value: Json, language: str) -> str:
    return _TITLES["yes" if value else "no"][language]


def _options(spec: FieldSpec, language: str) -> list[Option]:
    return [Option(value, title[language]) for value, title in _TITLES.items()]


KINDS = [
    Kind("yes_no", _read, "Yes or no in three languages, thumbs; the value is true or false", _show, _options)
]
