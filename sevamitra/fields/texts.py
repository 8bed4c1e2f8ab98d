"""The words of `texts.yml`: questions, hints, explanations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sevamitra.fields.choices import titles
from sevamitra.fields.dates import show_date
from sevamitra.fields.lexicon import HERE, load_yaml
from sevamitra.fields.numeric import rupees
from sevamitra.fields.spec import FieldError, FieldSpec, Texts


@cache
def _all() -> Mapping[str, Any]:
    return dict(load_yaml(HERE / "texts.yml"))


@cache
def _labels() -> Mapping[str, Texts]:
    return dict(load_yaml(HERE / "labels.yml"))


def question(spec: FieldSpec, language: str) -> str:
    """Return the question to ask, the spec's own or the kind's.

    Args:
        spec: the question's field.
        language: ``hi``, ``te`` or ``en``.
    """
    return _own(spec.question, language) or str(_all()["kinds"][spec.kind]["question"][language])


def hint(spec: FieldSpec, language: str) -> str:
    """Return an example of a right answer, the spec's own or the kind's."""
    return _own(spec.hint, language) or str(_all()["kinds"][spec.kind]["hint"][language])


def label(spec: FieldSpec, language: str) -> str:
    """Return a question's short name: the spec's own, that of `labels.yml`, or else its question."""
    known = _labels().get(spec.id, {})
    return _own(spec.label, language) or _own(known, language) or question(spec, language)


def explain(spec: FieldSpec, error: FieldError, language: str) -> str:
    """Return what is wrong with a reply and an example of what is right."""
    wording = wording_of(spec.kind, error.code)[language]
    values = {name: _shown(spec, name, value, language) for name, value in error.values.items()}
    said = wording.format(**values)
    names_choices = error.code in ("ambiguous", "did_you_mean")
    return said if names_choices else f"{said} {hint(spec, language)}"


def wording_of(kind: str, code: str) -> Texts:
    """Return the wording of an error code: the kind's own, the common one, or that it was not understood."""
    own = _all()["kinds"][kind].get("errors", {})
    common = _all()["errors"]
    wording: Texts = own.get(code) or common.get(code) or common["unclear"]
    return wording


def _own(texts: Texts | None, language: str) -> str:
    return str((texts or {}).get(language) or "")


def _shown(spec: FieldSpec, name: str, value: Any, language: str) -> str:
    if name == "choices":
        return titles(spec, value, language)
    if spec.kind == "date":
        return show_date(str(value), language)
    return rupees(int(value)) if spec.kind == "amount" else str(value)
