"""Every kind takes what it should and refuses the rest, as the tables in `cases/` say."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sevamitra.fields import KINDS, FieldError, FieldSpec, Reply, aadhaar, explain, fit, parse, show

CASES = Path(__file__).parent / "cases"
FORMATTED = ("{", "}")


@cache
def table(kind: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / f"{kind}.yml").read_text(encoding="utf-8"))


def cases(part: str) -> list[Any]:
    return [
        pytest.param(kind, table(kind), case, id=f"{kind}:{case.get('said', case.get('tap', '-'))}")
        for kind in sorted(path.stem for path in CASES.glob("*.yml"))
        for case in table(kind)[part]
    ]


def asked(kind: str, whole: dict[str, Any], case: dict[str, Any]) -> FieldSpec:
    raw = {"id": "field", **whole.get("spec", {}), **case.get("spec", {}), "kind": kind}
    spec = FieldSpec.from_dict(raw)
    assert FieldSpec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec
    return spec


def came(case: dict[str, Any]) -> Reply:
    """What arrives behind the door, where Aadhaar numbers are tokens."""
    text = aadhaar.swap(case["said"]) if "said" in case else None
    return Reply(text, case.get("tap"), case.get("file"), case.get("location"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_cases(kind):
    assert len(table(kind)["accepted"]) >= 2 and len(table(kind)["refused"]) >= 2


@pytest.mark.parametrize(("kind", "whole", "case"), cases("accepted"))
def test_accepted(kind, whole, case):
    spec, reply = asked(kind, whole, case), came(case)
    value = parse(spec, reply)
    assert json.loads(json.dumps(value)) == value
    if "last4" in case:
        assert aadhaar.last4(value) == case["last4"]
    else:
        assert value == case["value"] and type(value) is type(case["value"])
    for language, text in case.get("shown", {}).items():
        assert show(spec, value, language) == text
    assert all(show(spec, value, language) for language in ("hi", "te", "en"))
    if reply.text:
        assert fit(spec, reply.text) == case.get("fit", "sure")


@pytest.mark.parametrize(("kind", "whole", "case"), cases("refused"))
def test_refused_and_explained(kind, whole, case):
    spec, reply = asked(kind, whole, case), came(case)
    with pytest.raises(FieldError) as refused:
        parse(spec, reply)
    assert refused.value.code == case["code"]
    for language in ("hi", "te", "en"):
        text = explain(spec, refused.value, language)
        assert text and not any(mark in text for mark in FORMATTED)
        assert not aadhaar.TOKEN.search(text)
    if reply.text:
        assert fit(spec, reply.text) in ([case["fit"]] if "fit" in case else ["no", "maybe"])


def typed_again(spec: FieldSpec, value: Any) -> Reply:
    """A canonical value in the form of a reply, as the desk checks what the bot hands over."""
    if isinstance(value, dict):
        return Reply(file=value) if spec.kind == "file" else Reply(location=value)
    if isinstance(value, bool):
        return Reply(tap="yes" if value else "no")
    return Reply(tap=str(value)) if spec.choices or spec.places else Reply(text=str(value))


@pytest.mark.parametrize(("kind", "whole", "case"), cases("accepted"))
def test_a_value_reads_as_itself(kind, whole, case):
    spec = asked(kind, whole, case)
    value = parse(spec, came(case))
    assert parse(spec, typed_again(spec, value)) == value
