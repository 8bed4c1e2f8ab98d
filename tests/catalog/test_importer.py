"""The importer inside real Rasa: texts by language, nothing silent, packs that retrain."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rasa")

from rasa.__main__ import main  # noqa: E402
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator  # noqa: E402
from rasa.model_training import train  # noqa: E402
from rasa.shared.core.slots import TextSlot  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.shared.importers.importer import TrainingDataImporter  # noqa: E402

from sevamitra.catalog.importer import CannotImport, CatalogImporter, digest  # noqa: E402

ROOT = Path(__file__).parents[2]
PACK = "services/mp-jhabua/lok_seva/mp_demo.yml"
FILES = {
    "config.yml": """
recipe: default.v1
assistant_id: test
language: hi
importers:
- name: sevamitra.catalog.importer.CatalogImporter
pipeline:
- name: WhitespaceTokenizer
- name: KeywordIntentClassifier
policies:
- name: RulePolicy
""",
    "domain.yml": """
version: "3.1"
intents: [greet, goodbye]
slots:
  language:
    type: text
    influence_conversation: false
    mappings:
    - type: custom
responses:
  utter_greet:
  - translation:
      hi: नमस्ते {name}
      te: నమస్కారం {name}
      en: Hello {name}
    buttons:
    - payload: /goodbye
      title:
        hi: अलविदा
        te: సెలవు
        en: Bye
  utter_say:
  - text: "{text}"
""",
    "data/nlu.yml": """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
- intent: goodbye
  examples: |
    - bye
""",
    "data/rules.yml": """
version: "3.1"
rules:
- rule: greet back
  steps:
  - intent: greet
  - action: utter_greet
""",
}


@pytest.fixture
def project(tree: Path) -> Iterator[Path]:
    """A small project that Rasa can train; it is the working directory."""
    for name, text in FILES.items():
        path = tree / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    before = Path.cwd()
    os.chdir(tree)
    yield tree
    os.chdir(before)


def importer(**paths: Any) -> Any:
    return TrainingDataImporter.load_from_config(
        "config.yml", paths.get("domain", "domain.yml"), paths.get("data", ["data"])
    )


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    "language, text, title",
    [
        ("hi", "नमस्ते Sita", "अलविदा"),
        ("te", "నమస్కారం Sita", "సెలవు"),
        ("en", "Hello Sita", "Bye"),
        (None, "Hello Sita", "Bye"),
    ],
)
def test_rasa_answers_in_the_language_of_the_slot(
    project: Path, language: str | None, text: str, title: str
) -> None:
    generator = TemplatedNaturalLanguageGenerator(importer().get_domain().responses)
    tracker = DialogueStateTracker("x", [TextSlot("language", mappings=[], initial_value=language)])
    for _ in range(5):  # Rasa draws one of the variations that fit
        said = asyncio.run(generator.generate("utter_greet", tracker, "whatsapp", name="Sita"))
        assert (said["text"], said["buttons"][0]["title"]) == (text, title)


def test_all_of_rasas_data_comes_through(project: Path) -> None:
    whole = importer()
    assert set(whole.get_domain().intents) >= {"greet", "goodbye"}
    assert len(whole.get_stories().story_steps) == 1
    assert {one.get("intent") for one in whole.get_nlu_data().intent_examples} == {"greet", "goodbye"}
    assert whole.get_config()["language"] == "hi"
    assert whole.get_conversation_tests().story_steps == []
    assert whole.get_config_file_for_auto_config() == "config.yml"


def test_a_domain_folder(project: Path) -> None:
    (project / "domain").mkdir()
    (project / "domain.yml").rename(project / "domain" / "one.yml")
    (project / "domain" / "two.yml").write_text("intents: [help]\n", "utf-8")
    assert set(importer(domain="domain").get_domain().intents) >= {"greet", "goodbye", "help"}


@pytest.mark.parametrize(
    "old, new, says",
    [
        ("translation:", "translaton:", "domain.yml:12: `utter_greet` has the unknown key `translaton`"),
        ("      te: నమస్కారం {name}\n", "", "domain.yml:12: `utter_greet` lacks `te`"),
        ("intents:", "intnets:", "Did you mean `intents`?"),
        ("goodbye]", "goodbye, greet]", "`greet` in `intents` is already defined"),
        ("  language:\n", "  tongue:\n", "no slot `language`"),
        ("type: custom", "type: costum", "costum"),
    ],
)
def test_a_mistake_in_the_domain_stops_rasa(project: Path, old: str, new: str, says: str) -> None:
    edit(project / "domain.yml", old, new)
    with pytest.raises(CannotImport) as raised:
        importer().get_domain()
    assert says in str(raised.value)


@pytest.mark.parametrize("domain", [None, "domian.yml"])
def test_a_missing_domain_stops_rasa(project: Path, domain: str | None) -> None:
    with pytest.raises(CannotImport):
        importer(domain=domain).get_domain()


def test_a_broken_pack_stops_rasa(project: Path) -> None:
    edit(project / PACK, "- apply", "- aply")
    with pytest.raises(CannotImport) as raised:
        importer().get_nlu_data()
    assert f"{PACK}:14" in str(raised.value)


def test_a_model_is_trained_again_only_when_a_pack_changes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(project / "cache"))

    def trained(dry_run: bool = True) -> Any:
        return train("domain.yml", "config.yml", ["data"], output="models", dry_run=dry_run)

    assert trained(dry_run=False).model
    assert trained().code == 0
    edit(project / PACK, "namuna do", "namuna do chahiye")
    again = trained().dry_run_results
    assert not again["train_KeywordIntentClassifier1"].is_hit
    assert again["train_RulePolicy0"].is_hit


@pytest.mark.parametrize("folder", ["services", "departments", "data/lookups"])
def test_what_the_components_read_changes_the_digest(project: Path, folder: str) -> None:
    before = digest(project)
    assert digest(project) == before
    (project / folder / "new.yml").write_text("x", "utf-8")
    assert digest(project) != before
    (project / folder / "new.yml").rename(project / folder / ".new.yml.swp")
    assert digest(project) == before


def test_rasa_tells_it_in_a_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project / PACK, "- apply", "- aply")
    monkeypatch.setattr(sys, "argv", ["rasa", "train", "nlu", "--nlu", "data"])
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "false")
    with pytest.raises(SystemExit) as ended:
        main()
    said = "".join(capsys.readouterr())
    assert ended.value.code == 1
    assert f"{PACK}:14" in said and "Traceback" not in said


def test_the_configured_importer_is_ours(project: Path) -> None:
    combined = importer().importer._importer
    assert [type(one) for one in combined._importers] == [CatalogImporter]


def test_the_catalogue_itself_needs_no_rasa() -> None:
    code = "import sys, sevamitra.catalog, sevamitra.catalog.report; sys.exit('rasa' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
