"""A linear classifier over sights: trained by scikit-learn, kept and run as plain arrays."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from sevamitra.nlu.sights import Lens, Sights

SEED = 20260101
SOFTNESS = 0.3  # the support vector machine's C, measured: docs/decisions/understanding.md
EMBEDDING_WEIGHT = 1.0  # against two n-gram sights of length one; measured likewise
HELD_OUT = 0.2  # share of the sentences that the sharpness of the scores is read off


class LinearClassifier:
    """Probabilities of labels from a message's sights.

    Two heads are trained side by side, with and without the embedding, so that a server whose processor
    cannot run the embedder still has a classifier made for what it sees.
    """

    def __init__(self, labels: Sequence[str], lens: Lens, heads: Mapping[str, np.ndarray]) -> None:
        self.labels = list(labels)
        self._lens = lens
        self._heads = dict(heads)

    @classmethod
    def fit(
        cls, sights: Sequence[Sights], labels: Sequence[str], lean: tuple[str, float] = ("", 0.0)
    ) -> "LinearClassifier":
        """Train on sights and their labels (two or more); the same input gives the same classifier.

        Args:
            lean: a label and how much its score is raised, where missing it costs more than a false alarm.
        """
        lens = Lens.fit(sights)
        sparse = lens.matrix(sights)
        heads = {"sparse": _train(sparse, labels, lean)}
        embeddings = [one.embedding for one in sights if one.embedding is not None]
        if len(embeddings) == len(sights):
            dense = csr_matrix(np.stack(embeddings) * EMBEDDING_WEIGHT)
            heads["full"] = _train(hstack([sparse, dense], format="csr"), labels, lean)
        return cls(sorted(set(labels)), lens, heads)

    def predict(self, sights: Sights) -> np.ndarray:
        """The probability of each of `labels`."""
        columns, weights = self._lens.columns(sights)
        if sights.embedding is None or "full" not in self._heads:
            head = self._heads["sparse"]
            scores = head[-1] + weights @ head[columns]
        else:
            head = self._heads["full"]
            meaning = (sights.embedding * EMBEDDING_WEIGHT) @ head[len(self._lens) : -1]
            scores = head[-1] + weights @ head[columns] + meaning
        return _softmax(scores)

    def arrays(self) -> dict[str, np.ndarray]:
        """What `from_arrays` needs to build this classifier again."""
        heads = {f"head_{name}": head for name, head in self._heads.items()}
        return {"labels": np.array(self.labels), **self._lens.arrays(), **heads}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> "LinearClassifier":
        """The classifier that `arrays` described."""
        heads = {name.removeprefix("head_"): arrays[name] for name in arrays if name.startswith("head_")}
        return cls([str(label) for label in arrays["labels"]], Lens.from_arrays(arrays), heads)


def _train(features: csr_matrix, labels: Sequence[str], lean: tuple[str, float]) -> np.ndarray:
    """Weights by feature and label, the intercept last, scaled so that a softmax gives probabilities."""
    truth = np.array(labels)
    head = _separate(features, truth)
    head[-1, np.unique(truth) == lean[0]] += lean[1]
    return (head * _sharpness(features, truth)).astype(np.float32)


def _separate(features: csr_matrix, truth: np.ndarray) -> np.ndarray:
    machine = LinearSVC(C=SOFTNESS, random_state=SEED).fit(features, truth)
    rows, offsets = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:  # scikit-learn keeps one row for two classes
        rows, offsets = np.vstack([-rows[0], rows[0]]), np.array([-offsets[0], offsets[0]])
    return np.vstack([rows.T, offsets])


def _sharpness(features: csr_matrix, truth: np.ndarray) -> float:
    """The factor that makes held-out scores the likeliest probabilities."""
    if np.unique(truth, return_counts=True)[1].min() < 2:
        return 1.0
    rows = np.arange(len(truth))
    seen, held = train_test_split(rows, test_size=HELD_OUT, stratify=truth, random_state=SEED)
    head = _separate(features[seen], truth[seen])
    scores = features[held] @ head[:-1] + head[-1]
    right = np.searchsorted(np.unique(truth), truth[held])

    def surprise(factor: float) -> float:
        chances = _softmax(scores * factor)
        return float(-np.log(chances[np.arange(len(held)), right] + 1e-12).mean())

    return float(minimize_scalar(surprise, bounds=(0.5, 20), method="bounded").x)


def _softmax(scores: np.ndarray) -> np.ndarray:
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)
