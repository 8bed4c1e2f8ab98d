"""The texts of `domain.yml`: every language, nothing twice, nothing mistyped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sevamitra.catalog import CatalogError, Texts, UnknownName

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases" / "domains.yml").read_text("utf-8"))

DOMAIN = """
responses:
  utter_hello:
  - translation:
      hi: नमस्ते {name}, {name}
      te: నమస్కారం {name}, {name}
      en: Hello {name}, {name}
    buttons:
    - payload: '/help{{"topic": "{topic}"}}'
      title:
        hi: मेनू
        te: మెనూ
        en: Menu
    custom:
      list_button:
        hi: सूची
        te: జాబితా
        en: List
"""


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    (tmp_path / "domain.yml").write_text(DOMAIN, "utf-8")
    return Texts.load(tmp_path)


@pytest.mark.parametrize("name", CASES)
def test_a_domain(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    (tmp_path / "domain").mkdir()
    for letter, text in zip("ab", case.get("files") or [case["domain"]], strict=False):
        (tmp_path / "domain" / f"{letter}.yml").write_text(text, "utf-8")
    found: list[Any] = []
    try:
        Texts.load(tmp_path)
    except CatalogError as error:
        found = list(error.problems)
    wanted = [(want.get("file", "domain/a.yml"), want["line"]) for want in case["problems"]]
    assert [(one.file, one.line) for one in found] == wanted, found
    for problem, want in zip(found, case["problems"], strict=True):
        for words in want["says"]:
            assert words in f"{problem.what}\n{problem.mend}"


def test_a_folder_without_files_is_no_domain(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    with pytest.raises(CatalogError, match="no domain file"):
        Texts.load(tmp_path)


@pytest.mark.parametrize(
    "language, said",
    [("hi", "नमस्ते सीता, सीता"), ("te", "నమస్కారం सीता, सीता"), ("en", "Hello सीता, सीता")],
)
def test_a_text_in_each_language(texts: Texts, language: str, said: str) -> None:
    assert texts.get("utter_hello", language, name="सीता", topic="x") == said


def test_braces_in_a_value_stay(texts: Texts) -> None:
    assert texts.get("utter_hello", "en", name="{topic}", topic="x") == "Hello {topic}, {topic}"


def test_the_whole_response(texts: Texts) -> None:
    response = texts.response("utter_hello", "te", name="సీత", topic="x")
    assert response["text"] == "నమస్కారం సీత, సీత"
    assert response["buttons"] == [{"payload": '/help{"topic": "x"}', "title": "మెనూ"}]
    assert response["custom"] == {"list_button": "జాబితా"}


@pytest.mark.parametrize(
    "name, language, values, says",
    [
        ("utter_helo", "en", {"name": "x"}, "Did you mean `utter_hello`?"),
        ("utter_hello", "fr", {"name": "x"}, "`fr`"),
        ("utter_hello", "en", {"topic": "x"}, "`name`"),
    ],
)
def test_what_is_unknown_is_refused(
    texts: Texts, name: str, language: str, values: dict[str, str], says: str
) -> None:
    with pytest.raises(UnknownName) as raised:
        texts.get(name, language, **values)
    assert says in str(raised.value)
