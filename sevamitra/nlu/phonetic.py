"""How a message sounds, without its script: आवेदन, aavedan, avedan and ఆవేదన meet in `avedan`.

Devanagari and Telugu share one layout in Unicode, so one table of offsets serves both.
"""

import functools
import re

_SCHWA = "@"  # the vowel that a bare consonant carries, until we know whether it is spoken
_VIRAMA = 0x4D
_NASALS = (0x01, 0x02)
_SOUNDS = (
    {0x05: "a", 0x06: "a", 0x07: "i", 0x08: "i", 0x09: "u", 0x0A: "u", 0x0B: "ri"}
    | dict.fromkeys(range(0x0D, 0x11), "e")
    | dict.fromkeys(range(0x11, 0x15), "o")
)
_SIGNS = (
    {0x3E: "a", 0x3F: "i", 0x40: "i", 0x41: "u", 0x42: "u", 0x43: "ri"}
    | dict.fromkeys(range(0x45, 0x49), "e")
    | dict.fromkeys(range(0x49, 0x4D), "o")
)
# Aspiration and place of articulation are what people's Latin spellings disagree on: they are folded.
_CONSONANTS = dict(enumerate("kkggnccjjnttddnttddnnppbbmyrrlllvsssh", start=0x15))

_WORD = re.compile(r"[a-z]+|[\u0900-\u0963]+|[\u0c00-\u0c63]+|\d+")
_SPOKEN = "aeiou"
_SPELT = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"chh|ch", "C"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"C", "c"),
        (r"x", "ks"),
        (r"ph|f", "p"),
        (r"sh|z(?=$)", "s"),
        (r"z", "j"),
        (r"w", "v"),
        (r"(?<=[kgcjtdpbs])h", ""),
        (r"ee|ea|ii|ie(?=$)", "i"),
        (r"oo|uu", "u"),
        (r"ai|ay(?![aeiou])|ey(?![aeiou])", "e"),
        (r"au|ou|ow(?![aeiou])|oa", "o"),
        (r"(?<=[^aeiou])y(?=$)", "i"),
        (r"(?<=[aeiou][^aeiou])e$", ""),
    )
]
_FOLDS = [
    (re.compile(r"m(?=[kgcjtdpbs])"), "n"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=.[^aeiou])a$"), ""),
]
_HINDI_SILENT = re.compile(f"(?<=[{_SPOKEN}@][^{_SPOKEN}@]){_SCHWA}(?=[^{_SPOKEN}@][{_SPOKEN}])")


def _spoken_indic(word: str) -> str:
    out: list[str] = []
    for char in word:
        offset = ord(char) & 0x7F
        if offset in _CONSONANTS:
            out += _CONSONANTS[offset], _SCHWA
        elif offset == _VIRAMA or offset in _SIGNS:
            if out and out[-1] == _SCHWA:
                out.pop()
            out.append(_SIGNS.get(offset, ""))
        else:
            out.append("n" if offset in _NASALS else _SOUNDS.get(offset, ""))
    return "".join(out)


@functools.lru_cache(maxsize=1 << 16)
def _word(word: str) -> str:
    if word[0] > "\u0900":
        telugu = word[0] >= "\u0c00"
        sound = _spoken_indic(word)
        if telugu and word[-1] == "\u0c02":
            sound = sound[:-1] + "m"
        sound = (sound if telugu else _HINDI_SILENT.sub("", sound.removesuffix(_SCHWA))).replace(_SCHWA, "a")
    else:
        sound = word
        for pattern, repl in _SPELT:
            sound = pattern.sub(repl, sound)
    for pattern, repl in _FOLDS:
        sound = pattern.sub(repl, sound)
    return sound


def phonetic(text: str) -> str:
    """Spell a normalised message by its sound, one word a word; what has no sound is left out."""
    return " ".join(map(_word, _WORD.findall(text)))
