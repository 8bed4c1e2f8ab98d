"""Checks of a pack beyond its shape: what a citizen would stumble over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from sevamitra.catalog import languages
from sevamitra.catalog.check_questions import question_problems
from sevamitra.catalog.located import Located, Place
from sevamitra.catalog.model import JURISDICTIONS
from sevamitra.catalog.problems import Problem, nearest

OWN_EXAMPLES = 5
"""Fewest example sentences in each key of the jurisdiction's own language, and in English."""
OTHER_EXAMPLES = 2
"""Fewest example sentences in each key of the other language: anyone may write to any number."""

NEEDS = {
    "apply": "ask",
    "grievance": "ask",
    "book": "booking",
    "certificate": "certificate",
    "pay": "fee",
}
"""Which part of a pack each action needs."""


def file_problems(file: Located, folder: str) -> Iterator[Problem]:
    """Yield what is wrong with where a pack (folder `services`) or a department (`departments`) lies."""
    want = f"{folder}/<jurisdiction>/" + ("<department>/" if folder == "services" else "")
    parts = file.file.split("/")
    if len(parts) != want.count("/") + 1:
        yield file.problem((), "the file lies in the wrong folder", f"It belongs into {want}.")
        return
    if parts[1] not in JURISDICTIONS:
        mend = f"Known: {', '.join(JURISDICTIONS)}.{nearest(parts[1], JURISDICTIONS)}"
        yield file.problem((), f"`{parts[1]}` is no jurisdiction", mend)
    if parts[-1] != f"{file.value['id']}.yml":
        what = f"the id `{file.value['id']}` is not the name of the file"
        mend = f"Call the file {file.value['id']}.yml, or the id {parts[-1].split('.')[0]}."
        yield file.problem(("id",), what, mend)
    if folder == "services" and parts[2] != file.value["department"]:
        what = f"the department `{file.value['department']}` is not the file's folder"
        yield file.problem(("department",), what, f"Write `department: {parts[2]}` or move the file.")


def script_problems(file: Located) -> Iterator[Problem]:
    """Yield texts that stand under a language whose letters they do not have."""
    for place, language, text in languages.texts(file.value):
        misfit = languages.misfit(language, text)
        if misfit:
            what = f"the text under `{language}` {misfit}: {text[:40]}"
            yield file.problem(place, what, f"Write it in {_script(language)} letters.")


def pack_problems(pack: Located) -> Iterator[Problem]:
    """Yield what is wrong inside one pack that has the right shape."""
    for check in IN_A_PACK:
        yield from check(pack)


def catalog_problems(packs: list[Located]) -> Iterator[Problem]:
    """Yield what is wrong between packs: ids and example sentences that stand twice."""
    yield from _ids_twice(packs)
    yield from _sentences_twice(packs)


def _script(language: str) -> str:
    return languages.SCRIPT_NAMES[languages.OWN_SCRIPT[language]]


def _parts(pack: Located) -> Iterator[Problem]:
    actions = pack.value["actions"]
    for n, action in enumerate(actions):
        part = NEEDS.get(action)
        if part and part not in pack.value:
            mend = f"Add `{part}:` or take the action out."
            yield pack.problem(("actions", n), f"`{action}` needs `{part}:`", mend)
    if "status" in actions and not {"apply", "grievance", "book", "pay"} & set(actions):
        place = ("actions", actions.index("status"))
        mend = "Take `status` out, or add apply, grievance or book."
        yield pack.problem(place, "there is nothing whose status one could ask", mend)
    for part, action in (("certificate", "certificate"), ("booking", "book")):
        if part in pack.value and action not in actions:
            mend = f"Add the action `{action}` or take `{part}:` out."
            yield pack.problem((part,), f"`{part}:` is never used", mend)


def _confirmed(pack: Located) -> Iterator[Problem]:
    for part, fact in (("law", "days"), ("fee", "rupees")):
        value = pack.value.get(part)
        if not value or not value["confirmed"]:
            continue
        if value["source"] == "memory":
            what = f"`{part}` is called confirmed from memory"
            mend = "Give the page where it was read, or `confirmed: false`."
            yield pack.problem((part, "source"), what, mend)
        if fact not in value:
            yield pack.problem((part,), f"`{part}` confirms `{fact}` without giving it", f"Add `{fact}:`.")


def _documents(pack: Located) -> Iterator[Problem]:
    yield from twice(pack, ("documents",), [document["id"] for document in pack.value["documents"]])


def _booking(pack: Located) -> Iterator[Problem]:
    booking = pack.value.get("booking")
    if booking and not booking["from"] < booking["to"]:
        yield pack.problem(("booking", "to"), "the time ends before it begins", "`to` must be after `from`.")


def _examples(pack: Located) -> Iterator[Problem]:
    first = JURISDICTIONS.get(pack.file.split("/")[1], "")
    for language in languages.OWN_SCRIPT:
        own = language == "en" or language.startswith(first)
        least, found = OWN_EXAMPLES if own else OTHER_EXAMPLES, pack.value["examples"].get(language, [])
        if len(found) < least:
            what = f"only {len(found)} examples under `{language}`"
            yield pack.problem(("examples", language), what, f"Write at least {least}, each put differently.")


def _tests(pack: Located) -> Iterator[Problem]:
    learnt = {same(text) for sentences in pack.value["examples"].values() for text in sentences}
    for n, test in enumerate(pack.value["tests"]):
        if same(test["said"]) in learnt:
            mend = "Put it differently: a sentence that was learnt proves nothing."
            yield pack.problem(("tests", n, "said"), f"the test is also an example: {test['said']}", mend)


def same(text: str) -> str:
    """Return what two sentences have in common if they differ in case, signs and spaces only."""
    folded = unicodedata.normalize("NFC", text).casefold()
    kept = (char for char in folded if not unicodedata.category(char).startswith(("P", "S", "C")))
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def twice(file: Located, place: Place, ids: list[Any]) -> Iterator[Problem]:
    """Yield a problem for every id of a list that stood there before."""
    for n, value in enumerate(ids):
        if value in ids[:n]:
            what = f"the id `{value}` stands here twice (first on line {file.line(*place, ids.index(value))})"
            yield file.problem((*place, n), what, "Rename one.")


def _ids_twice(packs: list[Located]) -> Iterator[Problem]:
    first: dict[str, Located] = {}
    for pack in packs:
        other = first.setdefault(pack.value["id"], pack)
        if other is not pack:
            what = f"the id is also that of {other.file}"
            yield pack.problem(("id",), what, "Every service has its own id.")


def _sentences_twice(packs: list[Located]) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for pack in packs:
        jurisdiction = pack.file.split("/")[1]
        for language, sentences in pack.value["examples"].items():
            for n, sentence in enumerate(sentences):
                place, key = ("examples", language, n), (jurisdiction, same(sentence))
                if key in first:
                    what = f"this example also stands at {first[key]}: {sentence}"
                    yield pack.problem(place, what, "Keep it where it belongs, or say it more precisely.")
                first.setdefault(key, f"{pack.file}:{pack.line(*place)}")


IN_A_PACK = (
    script_problems,
    _parts,
    _confirmed,
    _documents,
    _booking,
    _examples,
    _tests,
    question_problems,
)
