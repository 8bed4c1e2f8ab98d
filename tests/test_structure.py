"""What must hold everywhere and nobody can remember: layers, texts, rules, settings, what no file holds."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from stdnum import verhoeff

from sevamitra import settings
from sevamitra.dialogue import interruptions

ROOT = Path(__file__).parent.parent
LANGUAGES = {"hi", "te", "en"}
LONGEST_FILE = 400
OURS = ("sevamitra", "actions", "phone")

RASA = {"rasa", "rasa_sdk"}
FORBIDDEN = {
    "sevamitra/fields": RASA | {"actions", "desk", "phone", "spacy"},
    "sevamitra/catalog": RASA | {"actions", "desk", "phone", "spacy"},
    "sevamitra/departments": RASA | {"actions", "desk", "phone"},
    "sevamitra/dialogue": RASA | {"actions", "desk", "phone"},
    "sevamitra/nlu": {"rasa_sdk", "actions", "desk", "phone"},
    "sevamitra/whatsapp": {"rasa_sdk", "actions", "desk", "phone"},
    "actions": {"rasa", "desk", "phone"},
    "phone": RASA | {"actions", "desk"},
    "desk": RASA | {"actions", "phone"},
}
"""Top-level packages that a layer must not import."""

ALLOWED = {
    "sevamitra/fields": {"fields", "clock", "keys"},
    "sevamitra/catalog": {"catalog", "fields", "clock"},
    "sevamitra/departments": {"departments", "keys"},
    "sevamitra/dialogue": {"dialogue", "departments", "catalog", "fields", "clock"},
    "phone": {"clock", "settings"},
    "desk": {"fields", "catalog", "clock", "keys"},
}
"""What a layer may import of `sevamitra`."""

RASA_WITHIN = {"sevamitra/catalog/importer.py"}
"""Rasa's importer is the one module of the catalogue that knows Rasa."""

NOT_SETTINGS = {
    "SEVAMITRA_NOW": "freezes the clock in tests",
    "SEVAMITRA_ROOT": "the folder of the project, for a desk that runs from elsewhere",
    "SEVAMITRA_DATA": "the folder of the lists of places, for code that is installed elsewhere",
    "PHONE_RUN": "what all ids of the phone begin with, for tests that compare them",
    "DJANGO_SETTINGS_MODULE": "Django's own",
}
"""Environment variables that are read but are no settings of an installation."""

# ---------------------------------------------------------------- reading the project


def ignored(path: str) -> bool:
    """Tell whether `.gitignore` names a path, or git itself owns it."""
    patterns = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    name = path.rpartition("/")[2]
    return name == ".git" or any(fnmatch(name, one) or fnmatch(path, one) for one in patterns)


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project that is not made by it."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        folders[:] = [one for one in folders if not ignored((here / one).relative_to(ROOT).as_posix())]
        found += [here / one for one in names if not ignored((here / one).relative_to(ROOT).as_posix())]
    return tuple(sorted(found))


def python(*folders: str) -> list[Path]:
    """Return the Python files below folders of the project, without tests and generated migrations."""
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and path.relative_to(ROOT).as_posix().startswith(tuple(f"{folder}/" for folder in folders))
        and not {"migrations", "tests"} & set(path.relative_to(ROOT).parts)
    ]


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file; type parameters, which only the desk's Python reads, are left out."""
    text = path.read_text(encoding="utf-8")
    return ast.parse(re.sub(r"^(\s*(?:async def|def|class) \w+)\[[^\]]+\]", r"\1", text, flags=re.MULTILINE))


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports, at its top or inside functions."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{one.name}" for one in node.names)


def strings(path: Path) -> Iterator[str]:
    """Yield the strings of a file, f-strings as patterns with `.+` for what is put in, and argument names."""
    nodes = list(ast.walk(tree(path)))
    pieces = {id(piece) for node in nodes if isinstance(node, ast.JoinedStr) for piece in node.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else None for one in node.values]
            yield "".join(".+" if part is None else re.escape(str(part)) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            yield node.value
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


@cache
def domain() -> dict[str, Any]:
    """Return `domain.yml`."""
    return dict(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8")))


@cache
def rules() -> tuple[dict[str, Any], ...]:
    """Return the rules of all files in `data/rules`."""
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "data/rules").glob("*.yml"))
    return tuple(rule for one in read for rule in one["rules"])


# ---------------------------------------------------------------- layers


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_imports_nothing_from_above(layer: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in python(layer)
        if path.relative_to(ROOT).as_posix() not in RASA_WITHIN
        for name in imports(path)
        if name.split(".")[0] in FORBIDDEN[layer]
    }
    assert not wrong


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_imports_only_what_it_may_of_sevamitra(layer: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in python(layer)
        if path.relative_to(ROOT).as_posix() not in RASA_WITHIN
        for name in imports(path)
        if name.split(".")[0] == "sevamitra" and name.split(".")[1] not in ALLOWED[layer]
    }
    assert not wrong


def test_nothing_imports_private_names_of_another_package() -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in python(*OURS, "desk")
        for name in imports(path)
        if name.split(".")[0] in OURS and re.search(r"\._(?!_)", name)
    }
    assert not wrong


# ---------------------------------------------------------------- texts and actions


def test_every_response_stands_in_three_languages() -> None:
    lacking = {
        name
        for name, variations in domain()["responses"].items()
        for one in variations
        if set(one.get("translation") or {}) != LANGUAGES or not all(one["translation"].values())
    }
    assert not lacking


def test_no_response_names_a_channel() -> None:
    named = {name for name, ones in domain()["responses"].items() for one in ones if "channel" in one}
    assert not named, "a text of a channel hides the texts of a language"


def said_by_code() -> set[str]:
    """Return the names, and patterns of names, of responses in the code that speaks."""
    code = python("sevamitra/dialogue", "sevamitra/whatsapp", "actions")
    found = {one for path in code for one in strings(path)}
    return {one for one in found if re.fullmatch(r"(say|utter)_[\w.+\\]*", one) and one != "say_"}


def said_by_rules() -> set[str]:
    """Return the names of responses that rules say."""
    steps = (step for rule in rules() for step in rule["steps"])
    return {step["action"] for step in steps if step.get("action", "").startswith("utter_")}


def test_every_response_is_said_somewhere() -> None:
    used = said_by_code() | said_by_rules()
    unused = {
        name for name in domain()["responses"] if not any(re.fullmatch(pattern, name) for pattern in used)
    }
    assert not unused


def test_every_response_that_is_said_exists() -> None:
    known = domain()["responses"]
    missing = {
        pattern
        for pattern in said_by_code() | said_by_rules()
        if not any(re.fullmatch(pattern, name) for name in known)
    }
    assert not missing


def test_every_action_is_a_class_and_every_class_an_action() -> None:
    names = set()
    for path in python("actions"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and node.name == "name":
                returned = next(one for one in ast.walk(node) if isinstance(one, ast.Return))
                names |= {ast.unparse(returned.value).strip("'")} if returned.value else set()
    form = next(iter(domain()["forms"]))
    names = {one.replace("f'validate_{FORM}", f"validate_{form}") for one in names}
    assert names == set(domain()["actions"])


def test_every_action_of_a_rule_exists() -> None:
    steps = (step for rule in rules() for step in rule["steps"])
    named = {step["action"] for step in steps if "action" in step}
    known = {*domain()["actions"], *domain()["responses"], *domain()["forms"], "action_listen"}
    assert named <= known


# ---------------------------------------------------------------- rules and slots


def intents_with_a_rule(in_task: bool) -> set[str]:
    """Return the intents that a rule answers inside, or outside, the form."""
    found = set()
    for rule in rules():
        if in_task == any("active_loop" in one for one in rule.get("condition", ())):
            for step in rule["steps"]:
                found |= {one["intent"] for one in step.get("or", [step]) if "intent" in one}
    return found


def test_every_intent_has_a_rule_outside_a_task() -> None:
    assert intents_with_a_rule(in_task=False) == set(domain()["intents"])


def test_what_interrupts_a_task_and_only_that_has_a_rule_inside_it() -> None:
    never = interruptions.ANSWERS | set(interruptions.COMMANDS)
    assert intents_with_a_rule(in_task=True) == set(domain()["intents"]) - never


def test_rasa_takes_every_file_of_stories_for_tests() -> None:
    """Rasa passes over files of another name without a word, and tests nothing."""
    stories = list((ROOT / "tests/stories").iterdir())
    assert stories and all(re.fullmatch(r"test_\w+\.yml", one.name) for one in stories)


def test_only_one_slot_influences_rules() -> None:
    influencing = {
        name for name, slot in domain()["slots"].items() if slot.get("influence_conversation", True)
    }
    assert influencing == {"asking"}


def test_no_intent_stands_in_the_name_of_an_action() -> None:
    """Rasa's slot mappings and policies tell intents apart by name alone."""
    assert not set(domain()["intents"]) & {*domain()["actions"], *domain()["slots"], *domain()["forms"]}


# ---------------------------------------------------------------- settings


def test_the_example_of_settings_is_what_the_code_says() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == settings.example()


def environment_reads(path: Path) -> Iterator[str]:
    """Yield the environment variables that a file reads: told by their look, or by where they are read."""
    ours = re.compile(r"(SEVAMITRA|DESK|WHATSAPP|RASA|PHONE|ACTIONS|SANIC)_[A-Z0-9_]+")
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ours.fullmatch(node.value):
            yield node.value
        key: ast.expr | None = None
        if isinstance(node, ast.Subscript):
            key, source = node.slice, node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            key, source = node.args[0], node.func.value
        if isinstance(key, ast.Constant) and re.search(r"\benv(iron(ment)?)?$", ast.unparse(source)):
            yield str(key.value)


def test_every_environment_variable_is_a_setting() -> None:
    known = {one.name for one in settings.SETTINGS} | set(NOT_SETTINGS)
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in python(*OURS, "desk")
        for name in environment_reads(path)
        if name not in known
    }
    assert not wrong


def test_every_setting_is_read() -> None:
    """By the code, or by what it starts: Rasa reads its own and those in its YAML files."""
    sources = [path for path in python(*OURS, "desk") if path != ROOT / "sevamitra/settings.py"]
    read = {name for path in sources for name in environment_reads(path)}
    yml = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("endpoints.yml", "credentials.yml"))
    read |= set(re.findall(r"\$\{(\w+)\}", yml)) | {"SANIC_HOST", "RASA_TELEMETRY_ENABLED"}
    assert {one.name for one in settings.SETTINGS} <= read


# ---------------------------------------------------------------- what no file may hold


@cache
def texts() -> dict[str, str]:
    """Return the text of every file that is text."""
    found = {}
    for path in files():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_knows_where_the_project_lies() -> None:
    here = re.compile(re.escape(str(ROOT)) + r"(?![\w-])")
    assert not {name for name, text in texts().items() if here.search(text)}


def aadhaar_numbers(text: str) -> Iterator[str]:
    """Yield what may be a real Aadhaar number: twelve digits of any script with a right check digit.

    Test numbers begin with 9999, and 91 before a mobile number makes a WhatsApp id.
    """
    for found in re.finditer(r"(?<![\w.+])(?<!\d[ -])\d{4}([ -]?)\d{4}\1\d{4}(?![ -]?\d)(?!\w)", text):
        number = "".join(str(int(one)) for one in found[0] if one.isdigit())
        if re.match("9999|91[6-9]|[01]", number) is None and verhoeff.is_valid(number):
            yield found[0]


def test_no_file_holds_what_may_be_a_real_aadhaar_number() -> None:
    held = {f"{name}: {one}" for name, text in texts().items() for one in aadhaar_numbers(text)}
    assert not held


def test_an_aadhaar_number_would_be_found() -> None:
    body = "53219084567"
    number = body + verhoeff.calc_check_digit(body)
    spoken = f"{number[:4]} {number[4:8]} {number[8:]}"
    assert list(aadhaar_numbers(f"no: {number}, {spoken}")) == [number, spoken]
    assert not list(aadhaar_numbers("9999 4105 7058"))


def test_no_python_file_is_too_long() -> None:
    lengths = {name: text.count("\n") for name, text in texts().items() if name.endswith(".py")}
    assert not {name for name, length in lengths.items() if length > LONGEST_FILE}


# ---------------------------------------------------------------- docstrings


def undocumented(path: Path) -> Iterator[str]:
    """Yield the public classes and functions of a module that have no docstring."""
    for one in tree(path).body:
        if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if not one.name.startswith("_") and ast.get_docstring(one) is None:
            yield f"{path.relative_to(ROOT)}: {one.name}"


def test_what_is_public_says_what_it_does() -> None:
    assert not {found for path in python(*OURS) for found in undocumented(path)}
