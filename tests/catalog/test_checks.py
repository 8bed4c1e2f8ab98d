"""What is wrong with a pack is found, on its line, with a way to mend it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml

from sevamitra.catalog import Catalog, CatalogError
from sevamitra.catalog.report import check

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases" / "packs.yml").read_text("utf-8"))
PACK = "services/mp-jhabua/lok_seva/mp_demo.yml"


def problems(root: Path) -> list[Any]:
    try:
        Catalog.load(root)
    except CatalogError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize("name", CASES)
def test_a_pack(name: str, tree: Path) -> None:
    case, pack = CASES[name], tree / PACK
    for edit in case["edits"]:
        text = pack.read_text("utf-8")
        assert edit["from"] in text, "the case does not fit pack.yml"
        pack.write_text(text.replace(edit["from"], edit["to"], 1), "utf-8")
    found = problems(tree)
    wanted = [(PACK, want["line"]) for want in case["problems"]]
    assert [(one.file, one.line) for one in found] == wanted, found
    for problem, want in zip(found, case["problems"], strict=True):
        for words in want["says"]:
            assert words in f"{problem.what}\n{problem.mend}"


def test_the_report_names_each_problem_and_counts(tree: Path) -> None:
    pack = tree / PACK
    pack.write_text(pack.read_text("utf-8").replace("- apply", "- aply"), "utf-8")
    out = io.StringIO()
    assert check(tree, out) == 1
    lines = out.getvalue().splitlines()
    assert lines[0].startswith(f"{PACK}:14: ")
    assert lines[1].startswith("    ") and "apply" in lines[1]
    assert lines[-1] == "1 services, 0 fine, 1 problem"


def test_the_report_of_a_good_tree(tree: Path) -> None:
    out = io.StringIO()
    assert check(tree, out) == 0
    assert out.getvalue() == "1 services, 1 fine\n"


def test_a_tree_without_services_is_no_catalogue(tmp_path: Path) -> None:
    assert "no service" in problems(tmp_path)[0].what


def test_one_id_in_two_files(tree: Path) -> None:
    other = tree / "services/mp-jhabua/health/mp_demo.yml"
    other.parent.mkdir()
    text = (tree / PACK).read_text("utf-8")
    other.write_text(text.replace("department: lok_seva", "department: health"), "utf-8")
    found = problems(tree)
    assert [one.what for one in found if one.line == 1] == [
        f"the id is also that of {other.relative_to(tree)}"
    ]
    assert sum("this example also stands at" in one.what for one in found) == 19


def test_an_unknown_jurisdiction(tree: Path) -> None:
    (tree / "services/mp-jhabua").rename(tree / "services/mp-jabua")
    assert "Did you mean `mp-jhabua`?" in problems(tree)[0].mend


def test_a_pack_that_lies_too_high(tree: Path) -> None:
    (tree / PACK).rename(tree / "services/mp-jhabua/mp_demo.yml")
    assert problems(tree)[0].mend == "It belongs into services/<jurisdiction>/<department>/."


def test_a_department_that_is_missing(tree: Path) -> None:
    (tree / "departments/mp-jhabua/lok_seva.yml").unlink()
    found = problems(tree)
    assert [(one.line, one.what) for one in found] == [(18, "there is no department `lok_seva` in mp-jhabua")]


def test_a_department_without_back_end(tree: Path) -> None:
    file = tree / "departments/ap/rtg.yml"
    file.write_text(file.read_text("utf-8").replace("back_end:\n  adapter: desk\n", ""), "utf-8")
    assert [(one.file, one.what) for one in problems(tree)] == [
        ("departments/ap/rtg.yml", "the file lacks `back_end`")
    ]


@pytest.mark.parametrize(
    "template, words, says",
    [
        ("income", "mp-jhabua: {}", None),
        ("income", "ap: {}", "the certificate template `income` has no words for mp-jhabua"),
        ("caste", "mp-jhabua: {}", "there is no certificate template `income`"),
    ],
)
def test_a_certificate_needs_a_template(tree: Path, template: str, words: str, says: str | None) -> None:
    file = tree / f"desk/certificates/templates/{template}.yml"
    file.parent.mkdir(parents=True)
    file.write_text(words, "utf-8")
    assert [(one.line, one.what) for one in problems(tree)] == ([(65, says)] if says else [])


@pytest.mark.parametrize("count, wrong", [(10, False), (11, True)])
def test_a_list_holds_ten_choices(tree: Path, count: int, wrong: bool) -> None:
    choices = [{"id": f"c{n}", "title": {"hi": f"क{n}", "te": f"క{n}", "en": f"C{n}"}} for n in range(count)]
    found = with_ask(tree, [{"id": "which", "kind": "choice", "choices": choices}])
    assert [one.what for one in found] == ["11 choices; a WhatsApp list shows 10"] * wrong


@pytest.mark.parametrize("count, wrong", [(12, False), (13, True)])
def test_nobody_answers_more_than_twelve_questions(tree: Path, count: int, wrong: bool) -> None:
    found = with_ask(tree, [{"id": f"q{n}", "kind": "text"} for n in range(count)])
    assert [one.what for one in found] == ["13 questions, more than 12"] * wrong


def with_ask(tree: Path, ask: list[dict[str, Any]]) -> list[Any]:
    pack = tree / PACK
    value = {**yaml.safe_load(pack.read_text("utf-8")), "ask": ask}
    pack.write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")
    return problems(tree)
