"""One spelling for what people type in many ways.

>>> normalise("प्रमाण-पत्र चाहिए!!  ९८७६")
'प्रमाण पत्र चाहिए ! 9876'
"""

import functools
import re
import unicodedata

from indicnlp.normalize.indic_normalize import DevanagariNormalizer, TeluguNormalizer

_DIGITS = {ord(zero) + i: str(i) for zero in "०౦" for i in range(10)}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f"))
_INDIC = "\u0900-\u0963\u0c00-\u0c63"

# Variants that people and offices write side by side, after the steps above them; the right-hand side wins.
_SPELLINGS = {
    "प्रमाणपत्र": "प्रमाण पत्र",
    "पंजीयन": "पंजीकरण",
    "ధృవ": "ధ్రువ",
    "ధృడ": "దృఢ",
    "ధరఖాస్తు": "దరఖాస్తు",
    "సర్టిఫికెట్": "సర్టిఫికేట్",
    "ఫించను": "పింఛను",
    "పించను": "పింఛను",
}
_SPELLING = re.compile("|".join(_SPELLINGS))
_PUNCTUATION = re.compile(r"[^\w\s.,:/!?+@#%&₹\-\u0900-\u0963\u0c00-\u0c63]")
_HYPHEN = re.compile(f"(?<=[a-z{_INDIC}])-+(?=[a-z{_INDIC}])")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_EMPHASIS = re.compile(r"\s*([!?])[\s!?]*")


@functools.cache
def _indic() -> tuple[DevanagariNormalizer, TeluguNormalizer]:
    # Nuktas, chandras and homorganic nasals are written at random in chats: fold them.
    nasals = "to_anusvaara_strict"
    devanagari = DevanagariNormalizer(
        "hi", remove_nuktas=True, nasals_mode=nasals, do_normalize_chandras=True
    )
    return devanagari, TeluguNormalizer("te", nasals_mode=nasals)


def _punctuation(found: re.Match[str]) -> str:
    char = found[0]
    return f" {char} " if unicodedata.category(char) == "So" else " "  # So: emoji, which carry meaning


def normalise(text: str) -> str:
    """Fold spelling, script and typing variants of a message into one form; doing it twice changes nothing.

    Letters are lowercased and composed (NFKC, nuktas dropped), digits become ASCII, invisible joiners go,
    emoji stay as words of their own, other marks become spaces, and runs of a letter shrink to two.
    """
    text = unicodedata.normalize("NFKC", text).translate(_DIGITS).lower().translate(_INVISIBLE)
    # The library would take a colon after a letter for a visarga and a bar for a danda.
    text = text.replace(":", " : ").replace("|", " ").replace("।", " ").replace("॥", " ")
    for script in _indic():
        text = script.normalize(text)
    text = _PUNCTUATION.sub(_punctuation, text)
    text = _HYPHEN.sub(" ", text)
    text = _REPEATED.sub(r"\1\1", text)
    text = _SPELLING.sub(lambda found: _SPELLINGS[found[0]], text)
    text = _EMPHASIS.sub(r" \1 ", text)
    return " ".join(text.split()).strip(" .,:-")
