"""In which language and script a message is written."""

import re
from dataclasses import dataclass

from sevamitra.nlu.linear import LinearClassifier
from sevamitra.nlu.sights import glance

LANGUAGES = ("hi", "te", "en")
SURE = 0.8  # confidence from which Latin letters count as plainly one language
RARE = 0.25  # how much rarer the other state's language is than Latin spelling alone suggests
_DEVANAGARI = re.compile("[\u0904-\u0939\u0958-\u0961]")
_TELUGU = re.compile("[\u0c05-\u0c39\u0c58-\u0c61]")
_LATIN_WORD = re.compile("[a-z]{2,}")


def is_latin(normal: str) -> bool:
    """Whether a normalised message has Latin words and no native letters."""
    return bool(_LATIN_WORD.search(normal)) and not (_DEVANAGARI.search(normal) or _TELUGU.search(normal))


@dataclass(frozen=True)
class Guess:
    """The language of a message; `script` is deva, telu, latn or mixed; `code` is None if nothing tells."""

    code: str | None
    script: str
    confidence: float


def identify(normal: str, latin: LinearClassifier | None, jurisdiction: str | None = None) -> Guess:
    """The language of a normalised message: by its native letters, else by a model of Latin spelling."""
    devanagari, telugu = len(_DEVANAGARI.findall(normal)), len(_TELUGU.findall(normal))
    words = len(_LATIN_WORD.findall(normal))
    if devanagari + telugu >= 2:
        script = "mixed" if words or (devanagari and telugu) else "deva" if devanagari else "telu"
        return Guess("hi" if devanagari >= telugu else "te", script, 1.0)
    if not words or latin is None:
        return Guess(None, "latn", 0.0)
    rare = {"ap": "hi", "mp-jhabua": "te"}.get(jurisdiction or "")
    probabilities = latin.predict(glance(normal)) * [RARE if code == rare else 1.0 for code in latin.labels]
    probabilities = probabilities / probabilities.sum()
    best = int(probabilities.argmax())
    return Guess(latin.labels[best], "latn", float(probabilities[best]))


def plainly(guess: Guess, normal: str, in_form: bool) -> str | None:
    """The language to answer in from now on if this message shows it, else None.

    Native letters show it. Latin ones do with three words or more, and never inside a form,
    where names and addresses look like any language.
    """
    if guess.code is None or guess.script != "latn":
        return guess.code
    enough = len(_LATIN_WORD.findall(normal)) >= 3 and guess.confidence >= SURE
    return guess.code if enough and not in_form else None


def first_language(jurisdiction: str | None) -> str:
    """The language that a jurisdiction speaks unless the citizen shows another."""
    return "te" if jurisdiction == "ap" else "hi"
