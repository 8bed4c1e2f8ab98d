"""Write the list of English words that stay in Latin letters, from our own training sentences.

    python -m sevamitra.nlu.translit.english data/nlu

A word is English if English sentences use it clearly more often than Hindi and Telugu ones in Latin letters:
`the` and `me` are spelt like Hindi words, `certificate` is not.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from sevamitra.nlu.normalise import normalise
from sevamitra.nlu.translit.home import ENGLISH

OFTENER = 2.0  # times as often, relative to the amount of text
SEEN = 2  # times at least in English sentences


def main(folder: str) -> int:
    """Write `english.txt` from the sentences in a folder of NLU data."""
    spoken = {key: Counter(_words(Path(folder), key)) for key in ("en", "hi-Latn", "te-Latn")}
    sizes = {key: max(1, sum(words.values())) for key, words in spoken.items()}

    def rate(word: str, key: str) -> float:
        return spoken[key][word] / sizes[key]

    english = [
        word
        for word, count in spoken["en"].items()
        if count >= SEEN and rate(word, "en") > OFTENER * max(rate(word, "hi-Latn"), rate(word, "te-Latn"))
    ]
    ENGLISH.write_text("\n".join(sorted(english)) + "\n", encoding="utf-8")
    return 0


def _words(folder: Path, key: str) -> Iterator[str]:
    for path in sorted(folder.glob("**/*.yml")):
        for block in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("nlu") or []:
            if (block.get("metadata") or {}).get("language") == key:
                yield from (
                    word for word in normalise(block["examples"]).split() if word.isascii() and word.isalpha()
                )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
