"""Checks a pack or a department against its JSON Schema and says in plain words what is wrong."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from sevamitra.catalog.located import Located
from sevamitra.catalog.problems import Problem, nearest

TYPES = {
    "object": "a mapping (`key: value` lines)",
    "array": "a list (lines that begin with `- `)",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of `<name>.schema.json`, `name` being service or department; built once."""
    schema = json.loads((Path(__file__).parent / f"{name}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(_inlined(schema, schema["$defs"]))


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """Return a schema with its `$ref`s replaced: looking each up again for every text is most of the work."""
    if isinstance(schema, list):
        return [_inlined(inner, definitions) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        schema = {**definitions[schema["$ref"].split("/")[-1]], **schema}
        del schema["$ref"]
    return {key: _inlined(inner, definitions) for key, inner in schema.items() if key != "$defs"}


def problems(document: Located, name: str) -> list[Problem]:
    """Return what a document's shape has against the schema `name` (service or department)."""
    return [_problem(document, error) for error in validator(name).iter_errors(document.value)]


def _problem(document: Located, error: ValidationError) -> Problem:
    place = tuple(error.absolute_path)
    where = _named(place)
    says = SENTENCES.get(str(error.validator), _other)
    what, mend = says(where, error)
    if error.validator == "additionalProperties":
        place = (*place, _unknown_keys(error)[0])
    return document.problem(place, what, mend)


def _named(place: tuple[str | int, ...]) -> str:
    """Return a place as people count: `ask`, question 2, `kind`."""
    parts = [f"number {part + 1}" if isinstance(part, int) else f"`{part}`" for part in place]
    return ", ".join(parts) or "the file"


def _unknown_keys(error: ValidationError) -> list[str]:
    return [key for key in _value(error) if key not in _schema(error).get("properties", {})]


def _unknown_key(where: str, error: ValidationError) -> tuple[str, str]:
    key, known = _unknown_keys(error)[0], list(_schema(error).get("properties", {}))
    names = ", ".join(known)
    return f"{where} has the unknown key `{key}`", f"Known keys: {names}.{nearest(key, known)}"


def _missing_key(where: str, error: ValidationError) -> tuple[str, str]:
    key = next(key for key in _wanted(error) if key not in _value(error))
    described = _described(_schema(error).get("properties", {}).get(key))
    return f"{where} lacks `{key}`", described or f"Add `{key}:`."


def _not_one_of(where: str, error: ValidationError) -> tuple[str, str]:
    allowed = [str(value) for value in _wanted(error)]
    return (
        f"{where} is `{error.instance}`",
        f"It must be one of: {', '.join(allowed)}.{nearest(str(error.instance), allowed)}",
    )


def _wrong_type(where: str, error: ValidationError) -> tuple[str, str]:
    wanted = _wanted(error) if isinstance(_wanted(error), list) else [_wanted(error)]
    if error.instance is None:
        return f"{where} is empty", _described(error.schema) or "Write a value or leave the key out."
    mend = f"It must be {' or '.join(TYPES[name] for name in wanted)}."
    if "string" in wanted and not isinstance(error.instance, (dict, list)):
        mend = f'Put it into quotes: "{_as_typed(error.instance)}".'
    return f"{where} is {_kind(error.instance)}", mend


def _too_few(where: str, error: ValidationError) -> tuple[str, str]:
    mend = f"At least {error.validator_value}. {_described(error.schema)}"
    return f"{where} has too few entries", mend.strip()


def _wrong_pattern(where: str, error: ValidationError) -> tuple[str, str]:
    mend = _described(error.schema) or f"It must fit {error.validator_value}."
    if re.match(r"\^\[a-z\]", str(error.validator_value)):
        mend = "Small Latin letters, digits and _ only, beginning with a letter."
    return f"{where} is `{error.instance}`", mend


def _bound(where: str, error: ValidationError) -> tuple[str, str]:
    side = {"minimum": "at least", "maximum": "at most"}[str(error.validator)]
    return f"{where} is {error.instance}", f"It must be {side} {error.validator_value}."


def _twice(where: str, error: ValidationError) -> tuple[str, str]:
    return f"{where} names the same thing twice", "Keep each once."


def _other(where: str, error: ValidationError) -> tuple[str, str]:
    return f"{where}: {error.message}", _described(error.schema) or "See docs/adding-a-service.md."


SENTENCES = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "enum": _not_one_of,
    "type": _wrong_type,
    "minItems": _too_few,
    "minProperties": _too_few,
    "pattern": _wrong_pattern,
    "minimum": _bound,
    "maximum": _bound,
    "uniqueItems": _twice,
}


# jsonschema types these as perhaps unset; on an error they are set.
def _schema(error: ValidationError) -> Any:
    return error.schema


def _value(error: ValidationError) -> Any:
    return error.instance


def _wanted(error: ValidationError) -> Any:
    return error.validator_value


def _described(schema: Any) -> str:
    return schema.get("description", "") if isinstance(schema, dict) else ""


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{_as_typed(value)}`"
    for kind, called in ((dict, "a mapping"), (list, "a list"), (str, "text")):
        if isinstance(value, kind):
            return called
    return f"the number {value}"


def _as_typed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
