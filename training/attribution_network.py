"""Train the small networks that `whosays.reading.attribution.network` runs.

One hidden layer over one-hot features and context vectors; Adam, dropout, and either a logistic loss (is this word a
cue?) or a softmax over the candidates of one question (which of these is the source?). Written out in numpy because
the second loss, over groups of varying size, is what makes it work, and scikit-learn's perceptron has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from whosays.reading.attribution.features import Features


@dataclass
class Questions:
    """Rows of features, each with its wanted share (0…1), and the group it competes in (-1: alone)."""

    features: list[Features] = field(default_factory=list)
    wanted: list[float] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)

    def add(self, features: Features, wanted: float, group: int = -1, weight: float = 1.0) -> None:
        self.features.append(features)
        self.wanted.append(wanted)
        self.group.append(group)
        self.weight.append(weight)


@dataclass
class Trained:
    """The arrays that `whosays.reading.attribution.network.Network` takes."""

    names: list[str]
    rows: np.ndarray
    projections: np.ndarray
    bias: np.ndarray
    outputs: np.ndarray
    out_bias: np.ndarray


def vocabulary(features: Sequence[Features], least: int) -> list[str]:
    """Return the feature names that occur at least ``least`` times, most frequent first."""
    counts = Counter(name for names, _ in features for name in set(names))
    return [name for name, n in counts.most_common() if n >= least]


def matrix(features: Sequence[Features], names: Sequence[str]) -> sparse.csr_matrix:
    """Return the features as a sparse matrix of ones, a row each."""
    index = {name: i for i, name in enumerate(names)}
    ids: list[int] = []
    starts = [0]
    for row, _ in features:
        ids.extend(i for i in map(index.get, row) if i is not None)
        starts.append(len(ids))
    return sparse.csr_matrix((np.ones(len(ids), np.float32), ids, starts), shape=(len(features), len(names)))


def train(
    questions: Questions,
    vectors: np.ndarray,
    *,
    hidden: int = 64,
    epochs: int = 8,
    rate: float = 2e-3,
    decay: float = 3e-2,
    dropout: float = 0.3,
    least: int = 4,
    seed: int = 1,
    batch: int = 1024,
) -> Trained:
    """Return a trained network; ``vectors`` are the context vectors of all tokens the features point at.

    Two or three networks that vote, fewer features (``least``) or a narrower layer changed the development figures by
    less than .003.
    """
    names = vocabulary(questions.features, least)
    x = matrix(questions.features, names)
    slots = np.array([tokens for _, tokens in questions.features])
    net = _train_one(x, slots, questions, vectors, hidden, epochs, rate, decay, dropout, seed, batch)
    return Trained(names, net["w"], net["p"], net["b"], net["o"], net["c"])


def _batches(group: np.ndarray, size: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Return row indices in batches that never split a group."""
    if (group < 0).all():
        order = rng.permutation(len(group))
        return [order[i : i + size] for i in range(0, len(order), size)]
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    ends = np.r_[starts[1:], len(group)]
    out, current, n = [], [], 0
    for g in rng.permutation(len(starts)):
        current.append(np.arange(starts[g], ends[g]))
        n += ends[g] - starts[g]
        if n >= size:
            out.append(np.concatenate(current))
            current, n = [], 0
    if current:
        out.append(np.concatenate(current))
    return out


def _softmax(z: np.ndarray, group: np.ndarray) -> np.ndarray:
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    sizes = np.diff(np.r_[starts, len(group)])
    e = np.exp(z - np.repeat(np.maximum.reduceat(z, starts), sizes))
    return e / np.repeat(np.add.reduceat(e, starts), sizes)


def _train_one(x, slots, questions, vectors, hidden, epochs, rate, decay, dropout, seed, size):
    rng = np.random.default_rng(seed)
    wanted, group = np.array(questions.wanted, np.float32), np.array(questions.group)
    weight = np.array(questions.weight, np.float32)
    padded = np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.float32)])
    width = vectors.shape[1]
    net = {
        "w": rng.normal(0, 0.08, (x.shape[1], hidden)).astype(np.float32),
        "p": rng.normal(0, 0.03, (slots.shape[1], width, hidden)).astype(np.float32),
        "b": np.zeros(hidden, np.float32),
        "o": rng.normal(0, 0.15, hidden).astype(np.float32),
        "c": np.zeros(1, np.float32),
    }
    first = {k: np.zeros_like(v) for k, v in net.items()}
    second = {k: np.zeros_like(v) for k, v in net.items()}
    step, total = 0, epochs * max(1, len(_batches(group, size, rng)))
    for _ in range(epochs):
        for rows in _batches(group, size, rng):
            step += 1
            xb = x[rows]
            xb.data = xb.data * (rng.random(len(xb.data)) > 0.1)
            dense = [padded[slots[rows, s]] for s in range(slots.shape[1])]
            h = xb @ net["w"] + net["b"]
            for s, d in enumerate(dense):
                h += d @ net["p"][s]
            mask = (h > 0) * (rng.random(h.shape) > dropout) / (1 - dropout)
            h = h * mask
            z = h @ net["o"] + net["c"]
            p = 1 / (1 + np.exp(-z)) if group[rows[0]] < 0 else _softmax(z, group[rows])
            dz = ((p - wanted[rows]) * weight[rows]).astype(np.float32) / (len(rows) / 8)
            dh = np.outer(dz, net["o"]) * mask
            grads = {
                "w": xb.T @ dh, "p": np.stack([d.T @ dh for d in dense]), "b": dh.sum(0), "o": h.T @ dz,
                "c": dz.sum(keepdims=True),
            }  # fmt: skip
            lr = rate * (1 - step / (total + 1))
            for k, g in grads.items():
                g = g.astype(np.float32)
                first[k] += 0.1 * (g - first[k])
                second[k] += 0.005 * (g * g - second[k])
                correction = np.sqrt(1 - 0.995**step) / (1 - 0.9**step)
                net[k] -= lr * correction * first[k] / (np.sqrt(second[k]) + 1e-8)
                if k in ("w", "p"):
                    net[k] *= 1 - lr * decay
    return net
