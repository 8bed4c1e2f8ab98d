"""Train the transliterators from the Dakshina lexicons (CC BY-SA 4.0), which stay outside the project.

    python -m sevamitra.nlu.translit.train ../shared/benchmarks/dakshina

Letters of a Latin word and its native spelling are aligned by expectation maximisation; an averaged
perceptron then learns which native letters a Latin letter stands for in which neighbourhood.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sevamitra.nlu.normalise import normalise
from sevamitra.nlu.translit.model import CHOICES, ROWS, Transliterator, contexts

SEED = 20260101
LONGEST = 3  # native code points that one Latin letter can stand for
ROUNDS = 4  # of expectation maximisation
EPOCHS = 5  # of the perceptron
OFTEN = 8  # times at most that a running word is learnt in an epoch
Pair = tuple[str, str, int]  # Latin, native, how many people wrote it so


def main(arguments: list[str] | None = None) -> int:
    """Train and measure one model a language; writes beside this file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dakshina", type=Path)
    parser.add_argument("--languages", nargs="+", default=["hi", "te"])
    options = parser.parse_args(arguments)
    for language in options.languages:
        lexicon = options.dakshina / language / f"{language}.translit.sampled.{{}}.tsv"
        model = train(
            [*pairs(Path(str(lexicon).format("train"))), *running_words(options.dakshina / language)]
        )
        model.save(Path(__file__).parent / f"{language}.npz")
        share = accuracy(model, list(pairs(Path(str(lexicon).format("test")))))
        sys.stdout.write(f"{language}: {100 * share:.1f} % of the test words\n")
    return 0


def pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a Dakshina lexicon, spelt as our normaliser spells."""
    for line in path.read_text(encoding="utf-8").splitlines():
        native, latin, count = line.split("\t")
        if latin.isascii() and latin.isalpha():
            yield latin.lower(), normalise(native), int(count)


def running_words(folder: Path) -> Iterator[Pair]:
    """The words of romanised sentences: lexicons have no `hai` and `ki`, of which every message is full."""
    stem = f"{folder.name}.romanized.rejoined.dev"
    native, latin = (
        (folder / f"{stem}.{script}.txt").read_text(encoding="utf-8").splitlines()
        for script in ("native", "roman")
    )
    seen: Counter[tuple[str, str]] = Counter()
    for line, spelt in zip(native, latin, strict=True):
        words, spellings = normalise(line).split(), normalise(spelt).split()
        if len(words) == len(spellings):
            seen.update(zip(spellings, words, strict=True))
    for (spelling, word), count in seen.items():
        if spelling.isascii() and spelling.isalpha() and not word.isascii():
            yield from [(spelling, word, 1)] * min(count, OFTEN)


def accuracy(model: Transliterator, test: list[Pair]) -> float:
    """The share of Latin spellings brought to a native word that they stand for."""
    wanted = defaultdict(set)
    for latin, native, _ in test:
        wanted[latin].add(native)
    return sum(model.word(latin) in natives for latin, natives in wanted.items()) / len(wanted)


def train(lexicon: list[Pair]) -> Transliterator:
    """Learn a transliterator from a lexicon."""
    aligned = align(lexicon)
    choices = _choices(aligned)
    return Transliterator(choices, _perceptron(aligned, choices))


Aligned = tuple[str, list[str]]  # a Latin word and what each of its letters stands for


def align(lexicon: list[Pair]) -> list[Aligned]:
    """Divide each native word among the letters of its Latin spelling."""
    chances: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        counts: Counter[tuple[str, str]] = Counter()
        for latin, native, weight in lexicon[:: max(1, len(lexicon) // 15000)]:
            _expect(latin, native, weight, chances, counts)
        totals: Counter[str] = Counter()
        for (letter, _chunk), count in counts.items():
            totals[letter] += count
        chances = {key: count / totals[key[0]] for key, count in counts.items() if count > 1e-3}
    return [(latin, chunks) for latin, native, _ in lexicon if (chunks := _best(latin, native, chances))]


def _chance(chances: dict[tuple[str, str], float], letter: str, chunk: str) -> float:
    if not chances:  # to begin with: long chunks and silent letters are rarer
        return (0.3, 1.0, 0.3, 0.05)[len(chunk)]
    return chances.get((letter, chunk), 1e-7)


def _lattice(
    latin: str, native: str, chances: dict[tuple[str, str], float]
) -> Iterator[tuple[int, int, int, float]]:
    for i, letter in enumerate(latin):
        for j in range(len(native) + 1):
            for k in range(j, min(j + LONGEST, len(native)) + 1):
                yield i, j, k, _chance(chances, letter, native[j:k])


def _expect(
    latin: str,
    native: str,
    weight: int,
    chances: dict[tuple[str, str], float],
    counts: Counter[tuple[str, str]],
) -> None:
    """Add the expected number of times that each letter stands for each chunk."""
    edges = list(_lattice(latin, native, chances))
    forward = np.zeros((len(latin) + 1, len(native) + 1))
    backward = np.zeros_like(forward)
    forward[0, 0] = backward[-1, -1] = 1
    for i, j, k, chance in edges:
        forward[i + 1, k] += forward[i, j] * chance
    for i, j, k, chance in reversed(edges):
        backward[i, j] += chance * backward[i + 1, k]
    total = forward[-1, -1]
    if total > 0:
        for i, j, k, chance in edges:
            share = forward[i, j] * chance * backward[i + 1, k] / total
            if share > 1e-4:
                counts[latin[i], native[j:k]] += weight * share


def _best(latin: str, native: str, chances: dict[tuple[str, str], float]) -> list[str] | None:
    """The likeliest division, None if the words have nothing to do with each other."""
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for i, j, k, chance in _lattice(latin, native, chances):
        if (i, j) in best and chance > 1e-6:
            score = best[i, j][0] + np.log(chance)
            if (i + 1, k) not in best or score > best[i + 1, k][0]:
                best[i + 1, k] = (score, j)
    if (len(latin), len(native)) not in best:
        return None
    chunks, end = [], len(native)
    for i in range(len(latin), 0, -1):
        start = best[i, end][1]
        chunks.append(native[start:end])
        end = start
    return chunks[::-1]


def _choices(aligned: list[Aligned]) -> dict[str, list[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for latin, chunks in aligned:
        for letter, chunk in zip(latin, chunks, strict=True):
            counts[letter][chunk] += 1
    return {letter: [chunk for chunk, _ in found.most_common(CHOICES)] for letter, found in counts.items()}


def _perceptron(aligned: list[Aligned], choices: dict[str, list[str]]) -> np.ndarray:
    """Averaged weights, as small whole numbers."""
    weights = np.zeros((ROWS, CHOICES), np.float32)
    sums = np.zeros_like(weights)
    shuffled, random_ = list(aligned), random.Random(SEED)
    step = 0
    for _ in range(EPOCHS):
        random_.shuffle(shuffled)
        for latin, chunks in shuffled:
            step += 1
            written = ["", ""]
            for at, (letter, chunk) in enumerate(zip(latin, chunks, strict=True)):
                rows, known = contexts(latin, at, written[-1], written[-2]), choices[letter]
                guess = int(weights[rows].sum(axis=0)[: len(known)].argmax())
                written.append(known[guess])
                if known[guess] != chunk and chunk in known:
                    right = known.index(chunk)
                    weights[rows, right] += 1
                    weights[rows, guess] -= 1
                    sums[rows, right] += step
                    sums[rows, guess] -= step
    averaged = weights - sums / step
    return np.clip(np.round(averaged * 127 / np.abs(averaged).max()), -127, 127).astype(np.int8)


if __name__ == "__main__":
    sys.exit(main())
