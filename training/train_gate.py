"""Train the gate: which reports cannot hold a claim, told from their words.

    whosays read --format jsonl TEXTS... > records.jsonl
    python training/train_gate.py records.jsonl --keep conflict.jsonl

The reader teaches it: a report counts as a yes if the reader finds claims in it, weighed by the root of how many. The
threshold is the one at which the linear model alone keeps ``--recall`` of the claims in the records of ``--keep``
(reports of conflict), by 5-fold cross-validation, so that no report is judged by weights that saw it. Written to
src/whosays/models/gate.npz.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from whosays.claims.gate import ARMED_WORDS, FEW, ROWS, n_armed, signs_of, words_of

MODEL = Path(__file__).resolve().parent.parent / "src" / "whosays" / "models" / "gate.npz"
# Of 1, 10 and 100 the one that passed fewest reports without claims at equal recall.
REGULARISATION = 10.0
FOLDS, SEED = 5, 0


def taught(paths: list[Path]) -> tuple[csr_matrix, NDArray[np.int64], NDArray[np.bool_]]:
    """Return of each report that is long enough its signs, how many claims the reader found, whether it is of arms."""
    starts, rows, values, claims, armed = [0], list[int](), list[float](), list[int](), list[bool]()
    for path in paths:
        for line in path.open(encoding="utf-8"):
            record = json.loads(line)
            words = words_of(record["report"]["text"])
            if len(words) < FEW:
                continue
            signs = signs_of(words)
            rows += signs
            values += signs.values()
            starts.append(len(rows))
            claims.append(len(record["claims"]))
            armed.append(n_armed(words) >= ARMED_WORDS)
    return csr_matrix((values, rows, starts), shape=(len(claims), ROWS)), np.array(claims), np.array(armed)


def fitted(signs: csr_matrix, claims: NDArray[np.int64]) -> LogisticRegression:
    """Return the model of some reports."""
    weight = np.where(claims > 0, np.sqrt(claims), 1.0)
    return LogisticRegression(C=REGULARISATION, max_iter=500).fit(signs, claims > 0, sample_weight=weight)


def main() -> None:
    """Train, print what it keeps and passes, write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument("--keep", type=Path, nargs="+", required=True)
    parser.add_argument("--recall", type=float, default=0.995)
    arguments = parser.parse_args()
    signs, claims, armed = taught([*arguments.records, *arguments.keep])
    kept, _, _ = taught(arguments.keep)
    is_kept = np.arange(len(claims)) >= len(claims) - kept.shape[0]
    fold = np.random.RandomState(SEED).randint(0, FOLDS, len(claims))
    score = np.zeros(len(claims))
    for k in range(FOLDS):
        score[fold == k] = fitted(signs[fold != k], claims[fold != k]).decision_function(signs[fold == k])
    order = np.argsort(-score[is_kept])
    share = np.cumsum(claims[is_kept][order]) / claims[is_kept].sum()
    threshold = float(score[is_kept][order][np.searchsorted(share, arguments.recall)])
    through = (score >= threshold) | armed
    others = ~is_kept
    print(
        f"reports {len(claims)}, of which {others.sum()} of all kinds; threshold {threshold:.3f}, by cross-validation:"
    )
    print(f"claims kept, reports of conflict: {claims[is_kept & through].sum() / claims[is_kept].sum():.4f}")
    print(f"claims kept, reports of all kinds: {claims[others & through].sum() / claims[others].sum():.4f}")
    print(f"let through, reports without a claim: {through[claims == 0].mean():.3f}")
    print(f"let through, reports of all kinds: {through[others].mean():.3f}")
    model = fitted(signs, claims)
    np.savez_compressed(
        MODEL, weights=model.coef_[0].astype(np.float16), bias=np.float32(model.intercept_[0] - threshold)
    )


if __name__ == "__main__":
    main()
