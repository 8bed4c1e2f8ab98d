"""The words that citizens read: there for every kind, in three languages, and true."""

from __future__ import annotations

import re

import pytest
import yaml
from test_kinds import CASES, table

from sevamitra.fields import KINDS, FieldSpec, Reply, hint, parse, question
from sevamitra.fields.lexicon import HERE

TEXTS = yaml.safe_load((HERE / "texts.yml").read_text(encoding="utf-8"))
SCRIPTS = {"hi": "[\u0900-\u097f]", "te": "[\u0c00-\u0c7f]", "en": "[A-Za-z]"}
FOREIGN = {"hi": SCRIPTS["te"], "te": "[\u0904-\u0963\u0966-\u097f]", "en": "[\u0900-\u0c7f]"}
EXAMPLE = re.compile(r"(?:जैसे|ఉదాహరణకు|[Ff]or example) (.+?)(?:।|\.(?: |$)|$)")
LONGEST = 160


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", SCRIPTS)
def test_every_kind_asks_and_gives_an_example(kind, language):
    spec = FieldSpec(id="field", kind=kind)
    for text in (question(spec, language), hint(spec, language)):
        assert re.search(SCRIPTS[language], text) and not re.search(FOREIGN[language], text)
        assert len(text) <= LONGEST


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", SCRIPTS)
def test_the_example_is_a_right_answer(kind, language):
    spec = FieldSpec(id="field", kind=kind)
    for example in EXAMPLE.findall(hint(spec, language)):
        for answer in re.split(" (?:या|లేదా|or) ", example):
            assert parse(spec, Reply(text=answer)) is not None


@pytest.mark.parametrize("kind", sorted(path.stem for path in CASES.glob("*.yml")))
def test_every_refusal_has_its_own_wording(kind):
    worded = {*TEXTS["errors"], *TEXTS["kinds"][kind].get("errors", {})}
    assert {case["code"] for case in table(kind)["refused"]} <= worded


def test_errors_are_worded_in_three_languages_with_the_same_values():
    tables = [TEXTS["errors"], *(kind.get("errors", {}) for kind in TEXTS["kinds"].values())]
    for code, texts in (entry for table_ in tables for entry in table_.items()):
        assert set(texts) == set(SCRIPTS), code
        used = {tuple(sorted(set(re.findall(r"\{(\w+)\}", text)))) for text in texts.values()}
        assert len(used) == 1, code
        for language, text in texts.items():
            assert not re.search(FOREIGN[language], text) and len(text) <= LONGEST


def test_a_question_of_the_pack_goes_before_the_usual_one():
    own = {"hi": "कितने लोग?", "te": "ఎంతమంది?", "en": "How many people?"}
    spec = FieldSpec(id="persons", kind="integer", question=own)
    assert question(spec, "te") == "ఎంతమంది?" and hint(spec, "te") == hint(FieldSpec("n", "integer"), "te")
