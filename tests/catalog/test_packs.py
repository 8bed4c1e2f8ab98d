"""The project's own packs: whole, in three languages, and answerable."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sevamitra import fields
from sevamitra.catalog import LANGUAGES, Catalog, Service, UnknownName
from sevamitra.fields import FieldSpec, Reply
from sevamitra.fields.registry import KINDS

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load(ROOT)
SERVICES = CATALOG.services()
QUESTIONS = {f"{one.id}-{spec.id}": spec for one in SERVICES for spec in one.ask}
EXAMPLE = re.compile(r"^(?:जैसे|ఉదాహరణకు|For example)\s+(.+)$")
OR = re.compile(r" (?:या|లేదా|or) ")
OFFERED_BY_ITSELF = {"slot", "last4"}
"""Kinds that the bot asks by itself; no pack may."""


@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.id)
def test_a_service_belongs_to_a_department_that_can_be_reached(service: Service) -> None:
    department = CATALOG.department(service.jurisdiction, service.department)
    assert department.back_end["adapter"]


@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.id)
def test_a_citizen_sends_few_papers(service: Service) -> None:
    if {"apply", "grievance", "book"} & set(service.actions):
        assert sum(paper.required for paper in service.documents) <= 2


@pytest.mark.parametrize("spec", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_can_be_asked(spec: FieldSpec, language: str) -> None:
    assert fields.question(spec, language)
    assert len(fields.options(spec, language)) <= 10


@pytest.mark.parametrize("name", [name for name, spec in QUESTIONS.items() if spec.hint])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hint_is_itself_a_right_answer(name: str, language: str) -> None:
    spec = QUESTIONS[name]
    example = EXAMPLE.match((spec.hint or {})[language])
    assert example, "a hint begins with जैसे, ఉదాహరణకు or For example"
    for answer in OR.split(example[1]):
        assert fields.parse(spec, Reply(text=answer)) is not None


def test_editors_know_every_kind_of_answer() -> None:
    schema = json.loads((ROOT / "sevamitra/catalog/service.schema.json").read_text("utf-8"))
    assert set(schema["$defs"]["question"]["properties"]["kind"]["enum"]) == set(KINDS) - OFFERED_BY_ITSELF


@pytest.mark.parametrize("name", ["service", "department"])
def test_editors_explain_every_key(name: str) -> None:
    schema = json.loads((ROOT / f"sevamitra/catalog/{name}.schema.json").read_text("utf-8"))
    shapes = [schema, *schema["$defs"].values()]
    keys = [(key, value) for shape in shapes for key, value in shape["properties"].items()]
    assert [key for key, value in keys if "description" not in value] == []


def test_editors_find_the_schemas() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    for path, files in settings["yaml.schemas"].items():
        assert (ROOT / path).is_file()
        assert list(ROOT.glob(files))


def test_services_of_a_jurisdiction() -> None:
    mine = CATALOG.services("ap")
    assert mine and {one.jurisdiction for one in mine} == {"ap"}
    assert {one.id for one in SERVICES} > {one.id for one in mine}


@pytest.mark.parametrize("find", [lambda: CATALOG.service("mp_incme"), lambda: CATALOG.department("ap", "x")])
def test_what_is_unknown_is_refused(find: object) -> None:
    with pytest.raises(UnknownName):
        find()  # type: ignore[operator]
