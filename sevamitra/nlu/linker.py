"""Which services of the jurisdiction a message is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from sevamitra.nlu.sights import Lens, Sights

TOP = 3
SURE = 0.75  # probability that the best service is the right one, from which we do not ask
ASK = 0.5  # probability that a service is meant at all, from which we offer the best three
MEANING = 2.0  # of the embedding against the two n-gram sights
# Cosines of this embedder bunch between these two: spread them over 0..1.
MEANING_FLOOR, MEANING_SPAN = 0.78, 0.2
CALIBRATED_ON = 1500  # phrases at most, evenly spread: leave-one-out is quadratic


@dataclass(frozen=True)
class Phrase:
    """One thing that people say or write for a service: a name, an everyday name or an example sentence."""

    service: str
    jurisdiction: str
    text: str
    example: bool = False  # a whole sentence, as against a name


@dataclass(frozen=True)
class Links:
    """The likeliest services, best first, as (id, score 0..1), and what to do: `sure`, `ask` or `none`."""

    services: list[tuple[str, float]]
    decision: str


class Linker:
    """Ranks services by how near a message comes to the nearest of the phrases in their packs."""

    def __init__(self, arrays: Any) -> None:
        self._arrays = {name: arrays[name] for name in arrays}
        self.services = arrays["services"].astype(str)
        self._jurisdictions = arrays["jurisdictions"].astype(str)
        self._owners = arrays["owners"]  # the number of each phrase's service; phrases are sorted by it
        self._starts = np.searchsorted(self._owners, np.arange(len(self.services)))
        self._lens = Lens.from_arrays(arrays)
        shape = (len(self._lens), len(self._owners))
        self._phrases = csr_matrix((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)
        self._embeddings = arrays["embeddings"]
        self._calibration = arrays["calibration"]

    @classmethod
    def fit(
        cls, phrases: Sequence[Phrase], sights: Sequence[Sights], strangers: Sequence[Sights]
    ) -> "Linker":
        """Learn from the packs.

        Args:
            phrases: what the packs say, with the sights of each text in `sights`.
            strangers: sights of messages that mean no service, for knowing when none is meant.
        """
        if not phrases:
            return cls(_nothing())
        order = sorted(range(len(phrases)), key=lambda i: (phrases[i].jurisdiction, phrases[i].service))
        phrases, sights = [phrases[i] for i in order], [sights[i] for i in order]
        services = list(dict.fromkeys((phrase.service, phrase.jurisdiction) for phrase in phrases))
        number = {service: i for i, (service, _) in enumerate(services)}
        lens = Lens.fit(sights, at_least=1)
        columns = lens.matrix(sights).T.tocsr()
        seen = [one.embedding for one in sights if one.embedding is not None]
        linker = cls(
            {
                "services": np.array([service for service, _ in services], dtype=np.str_),
                "jurisdictions": np.array([jurisdiction for _, jurisdiction in services], dtype=np.str_),
                "owners": np.array([number[phrase.service] for phrase in phrases], dtype=np.int32),
                **lens.arrays(),
                **{name: getattr(columns, name) for name in ("data", "indices", "indptr")},
                "embeddings": np.stack(seen).astype(np.float16)
                if len(seen) == len(sights) > 0
                else np.zeros((0, 0)),
                "calibration": np.zeros((2, 3)),
            }
        )
        linker._calibrate([i for i, phrase in enumerate(phrases) if phrase.example], sights, strangers)
        return linker

    def link(self, sights: Sights, jurisdiction: str | None) -> Links:
        """The services that a message may be about, of one jurisdiction or (None) of all."""
        if not len(self.services):
            return Links([], "none")
        scores = self._scores(self._similarity(sights), jurisdiction)
        best = np.argsort(-scores, kind="stable")[:TOP]
        right, meant = self._chances(scores[best])
        decision = "sure" if right >= SURE and meant >= ASK else "ask" if meant >= ASK else "none"
        found = [
            (str(self.services[i]), round(float(min(scores[i] / 4, 1.0)), 4)) for i in best if scores[i] > 0
        ]
        return Links(found, decision if found else "none")

    def _similarity(self, sights: Sights) -> np.ndarray:
        """Of the message to every phrase: 0 to 2 from n-grams and 0 to MEANING from the embedding."""
        columns, weights = self._lens.columns(sights)
        message = csr_matrix((weights, columns, [0, len(columns)]), shape=(1, len(self._lens)))
        similarity = (message @ self._phrases).toarray()[0]
        if sights.embedding is not None and len(self._embeddings):
            cosine = self._embeddings.astype(np.float32) @ sights.embedding
            similarity = similarity + MEANING * np.clip((cosine - MEANING_FLOOR) / MEANING_SPAN, 0, 1)
        return similarity

    def _scores(self, similarity: np.ndarray, jurisdiction: str | None) -> np.ndarray:
        scores = np.maximum.reduceat(similarity, self._starts)
        if jurisdiction:
            scores = np.where(self._jurisdictions == jurisdiction, scores, 0)
        return scores

    def _chances(self, best: np.ndarray) -> np.ndarray:
        """The probabilities that the first is right and that any service is meant."""
        second = best[1] if len(best) > 1 else 0.0
        logits = self._calibration @ np.array([best[0], best[0] - second, 1.0])
        return 1 / (1 + np.exp(-logits))

    def _calibrate(
        self, examples: Sequence[int], sights: Sequence[Sights], strangers: Sequence[Sights]
    ) -> None:
        """Learn, leaving each example sentence out in turn, what scores a right answer has."""
        rows, right, meant = [], [], []
        for i in examples[:: max(1, len(examples) // CALIBRATED_ON)]:
            similarity = self._similarity(sights[i])
            similarity[i] = 0
            owner = self._owners[i]
            top, row = self._leading(similarity, self._jurisdictions[owner])
            rows.append(row)
            right.append(top == owner)
            meant.append(True)
        for stranger in strangers:
            for jurisdiction in set(self._jurisdictions):
                rows.append(self._leading(self._similarity(stranger), jurisdiction)[1])
                right.append(False)
                meant.append(False)
        for i, truth in enumerate((right, meant)):
            if len(set(truth)) == 2:
                model = LogisticRegression(C=100.0, class_weight="balanced" if i else None).fit(rows, truth)
                self._calibration[i] = [*model.coef_[0], model.intercept_[0]]
        self._arrays["calibration"] = self._calibration

    def _leading(self, similarity: np.ndarray, jurisdiction: str) -> tuple[int, list[float]]:
        scores = self._scores(similarity, jurisdiction)
        first, second = np.sort(scores)[::-1][:2] if len(scores) > 1 else (scores[0], 0.0)
        return int(scores.argmax()), [float(first), float(first - second)]

    def arrays(self) -> dict[str, np.ndarray]:
        """What builds this linker again: `Linker(arrays)`."""
        return self._arrays


def _nothing() -> dict[str, np.ndarray]:
    """The model of an installation without packs."""
    lens = Lens.fit([]).arrays()
    empty = ("owners", "data", "indices", "services", "jurisdictions")
    parts: dict[str, np.ndarray] = dict.fromkeys(empty, np.zeros(0, np.int32))
    shapes: dict[str, np.ndarray] = {
        "indptr": np.zeros(1, np.int32),
        "embeddings": np.zeros((0, 0)),
        "calibration": np.zeros((2, 3)),
    }
    return {**lens, **parts, **shapes}
