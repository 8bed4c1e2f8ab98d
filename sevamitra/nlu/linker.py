"""Which services of the jurisdiction a message is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from sevamitra.nlu.linear import SEED
from sevamitra.nlu.sights import Lens, Sights

TOP = 3
SURE = 0.65  # chance of the best service to be the right one, from which we do not ask
MEANT = 0.2  # chance that a service is meant at all, from which we offer the best three: asking is cheap
MEANING = 2.0  # of the embedding against the two n-gram sights, when looking for the nearest phrase
# Cosines of this embedder bunch between these two: spread them over 0..1.
MEANING_FLOOR, MEANING_SPAN = 0.78, 0.2
APART_MEANING = 2.0  # of the embedding, when telling services apart
SEPARATION = 2.0  # of what tells services apart, against the nearest phrase
FAINT = 0.02  # weights below this share of the strongest are dropped: they decide nothing and fill memory
HELD_OUT = 5  # every fifth example calibrates


@dataclass(frozen=True)
class Phrase:
    """One thing that people say or write for a service: a name, an everyday name or an example sentence."""

    service: str
    jurisdiction: str
    text: str
    example: bool = False  # said by people, as against an official name
    language: str | None = None  # hi or te if the text is that language in Latin letters


@dataclass(frozen=True)
class Links:
    """The likeliest services, best first, as (id, chance 0..1), and what to do: `sure`, `ask` or `none`."""

    services: list[tuple[str, float]]
    decision: str


class Linker:
    """Ranks services by the nearest phrase in their packs and by what tells their phrases from others'."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self._arrays = dict(arrays)
        self.services = arrays["services"].astype(str)
        self._jurisdictions = arrays["jurisdictions"].astype(str)
        self._starts = arrays["starts"]  # where each service's phrases begin
        self._lens = Lens.from_arrays(arrays)
        self._phrases = _unpacked("phrases", arrays)
        self._embeddings = arrays["embeddings"].astype(np.float32)
        self._apart = _unpacked("apart", arrays)
        self._apart_meaning = arrays["apart_meaning"]
        self._apart_offsets = arrays["apart_offsets"]
        self._sharpness, self._slope, self._offset = arrays["calibration"]

    @classmethod
    def fit(
        cls, phrases: Sequence[Phrase], sights: Sequence[Sights], strangers: Sequence[Sights]
    ) -> "Linker":
        """Learn from the packs.

        Args:
            phrases: what the packs say, with the sights of each text in `sights`.
            strangers: sights of messages that mean no service, for knowing when none is meant.
        """
        examples = [i for i, phrase in enumerate(phrases) if phrase.example][::HELD_OUT]
        held = set(examples)
        kept = [i for i in range(len(phrases)) if i not in held]
        trial = cls(_learn([phrases[i] for i in kept], [sights[i] for i in kept]))
        calibration = trial._calibrate(
            [phrases[i] for i in examples], [sights[i] for i in examples], strangers
        )
        return cls({**_learn(phrases, sights), "calibration": calibration})

    def link(self, sights: Sights, jurisdiction: str | None) -> Links:
        """The services that a message may be about, of one jurisdiction or (None) of all."""
        here = self._here(jurisdiction)
        if not len(here):
            return Links([], "none")
        scores = self._scores(sights)[here]
        chances = _softmax(scores * self._sharpness)
        best = np.argsort(-scores, kind="stable")[:TOP]
        meant = 1 / (1 + np.exp(-self._slope * scores[best[0]] - self._offset)) >= MEANT
        decision = "none" if not meant else "sure" if chances[best[0]] >= SURE else "ask"
        return Links([(str(self.services[here[i]]), round(float(chances[i]), 4)) for i in best], decision)

    def _here(self, jurisdiction: str | None) -> np.ndarray:
        return (
            np.flatnonzero(self._jurisdictions == jurisdiction)
            if jurisdiction
            else np.arange(len(self.services))
        )

    def _scores(self, sights: Sights) -> np.ndarray:
        """Of every service: how near its nearest phrase is, and how far it stands apart from others."""
        columns, weights = self._lens.columns(sights)
        message = csr_matrix((weights, columns, [0, len(columns)]), shape=(1, len(self._lens)))
        near = (message @ self._phrases).toarray()[0]
        apart = (message @ self._apart).toarray()[0] + self._apart_offsets
        if sights.embedding is not None and len(self._embeddings):
            cosine = self._embeddings @ sights.embedding
            near = near + MEANING * np.clip((cosine - MEANING_FLOOR) / MEANING_SPAN, 0, 1)
            apart = apart + (sights.embedding * APART_MEANING) @ self._apart_meaning
        return np.maximum.reduceat(near, self._starts) + SEPARATION * apart

    def _calibrate(
        self, phrases: Sequence[Phrase], sights: Sequence[Sights], strangers: Sequence[Sights]
    ) -> np.ndarray:
        """Learn from phrases that were held out how sharp chances are, and which scores mean a service."""
        number = {service: i for i, service in enumerate(self.services)}
        said: list[tuple[np.ndarray, int]] = []
        for phrase, one in zip(phrases, sights, strict=True):
            here = self._here(phrase.jurisdiction)
            right = np.flatnonzero(here == number.get(phrase.service, -1))
            if len(right):
                said.append((self._scores(one)[here], int(right[0])))
        strange = [self._scores(one).max() for one in strangers] if len(self.services) else []
        if not said or not strange:
            return np.array([1.0, 0.0, 1.0])

        def surprise(factor: float) -> float:
            return float(
                -np.mean([np.log(_softmax(scores * factor)[right] + 1e-12) for scores, right in said])
            )

        sharpness = minimize_scalar(surprise, bounds=(0.2, 20), method="bounded").x
        tops = np.array([*(scores.max() for scores, _ in said), *strange])[:, None]
        meant = [True] * len(said) + [False] * len(strange)
        model = LogisticRegression(C=100.0, class_weight="balanced").fit(tops, meant)
        return np.array([sharpness, model.coef_[0, 0], model.intercept_[0]])

    def arrays(self) -> dict[str, np.ndarray]:
        """What builds this linker again: `Linker(arrays)`."""
        return self._arrays


def _learn(phrases: Sequence[Phrase], sights: Sequence[Sights]) -> dict[str, np.ndarray]:
    """A linker's arrays, not yet calibrated."""
    order = sorted(range(len(phrases)), key=lambda i: (phrases[i].jurisdiction, phrases[i].service))
    phrases, sights = [phrases[i] for i in order], [sights[i] for i in order]
    services = list(dict.fromkeys((phrase.jurisdiction, phrase.service) for phrase in phrases))
    number = {service: i for i, service in enumerate(services)}
    owners = np.array([number[phrase.jurisdiction, phrase.service] for phrase in phrases], dtype=np.int32)
    lens = Lens.fit(sights, at_least=1)
    sparse = lens.matrix(sights)
    seen = [one.embedding for one in sights if one.embedding is not None]
    dense = np.stack(seen) if len(seen) == len(sights) > 0 else np.zeros((len(sights), 0), np.float32)
    jurisdictions = np.array([jurisdiction for jurisdiction, _ in services], dtype=np.str_)
    apart = _separate(
        hstack([sparse, csr_matrix(dense * APART_MEANING)], format="csr"), owners, jurisdictions
    )
    return {
        "services": np.array([service for _, service in services], dtype=np.str_),
        "jurisdictions": jurisdictions,
        "starts": np.searchsorted(owners, np.arange(len(services))),
        **lens.arrays(),
        **_packed("phrases", sparse.T.tocsr()),
        "embeddings": dense.astype(np.float16) if dense.shape[1] else np.zeros((0, 0), np.float16),
        **_packed("apart", _without_faint(apart[: len(lens)])),
        "apart_meaning": apart[len(lens) : -1].astype(np.float32),
        "apart_offsets": apart[-1].astype(np.float32),
        "calibration": np.array([1.0, 0.0, 1.0]),
    }


def _separate(features: csr_matrix, owners: np.ndarray, jurisdictions: np.ndarray) -> np.ndarray:
    """Weights that tell the services of one jurisdiction apart, by feature and service; offsets last."""
    weights = np.zeros((features.shape[1] + 1, len(jurisdictions)), np.float32)
    for jurisdiction in sorted(set(jurisdictions)):
        rows = np.flatnonzero(jurisdictions[owners] == jurisdiction)
        if len(set(owners[rows])) > 2:  # of two services the nearer phrase decides
            machine = LinearSVC(C=1.0, random_state=SEED).fit(features[rows], owners[rows])
            weights[:-1, machine.classes_] = machine.coef_.T
            weights[-1, machine.classes_] = machine.intercept_
    return weights


def _without_faint(weights: np.ndarray) -> csr_matrix:
    weights[np.abs(weights) < FAINT * np.abs(weights).max(initial=0)] = 0
    return csr_matrix(weights)


def _packed(name: str, matrix: csr_matrix) -> dict[str, np.ndarray]:
    parts = {"data": matrix.data.astype(np.float32), "indices": matrix.indices, "indptr": matrix.indptr}
    return {f"{name}_{part}": array for part, array in parts.items()} | {
        f"{name}_shape": np.array(matrix.shape)
    }


def _unpacked(name: str, arrays: Mapping[str, np.ndarray]) -> csr_matrix:
    parts = tuple(arrays[f"{name}_{part}"] for part in ("data", "indices", "indptr"))
    return csr_matrix(parts, shape=tuple(arrays[f"{name}_shape"]))


def _softmax(scores: np.ndarray) -> np.ndarray:
    exp = np.exp(scores - scores.max())
    return exp / exp.sum()
