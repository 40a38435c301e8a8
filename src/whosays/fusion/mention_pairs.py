"""How far two event mentions agree: legible features of every pair of one story, as matrices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from whosays.fusion.dense import Matrix, unit_rows
from whosays.fusion.mentions import Sight, encode

RARE = 6.0  # inverse document frequency that counts as fully rare


def _each(sights: Sequence[Sight], value: Callable[[Sight], float]) -> Matrix:
    return np.array([value(s) for s in sights], np.float32)


def _pairs(sights: Sequence[Sight], value: Callable[[Sight, Sight], float]) -> Matrix:
    table = np.zeros((len(sights), len(sights)), np.float32)
    for i, a in enumerate(sights):
        for j in range(i, len(sights)):
            table[i, j] = table[j, i] = value(a, sights[j])
    return table


def _both(sights: Sequence[Sight], value: Callable[[Sight], float]) -> Matrix:
    row = _each(sights, value)
    return np.asarray(row[:, None] + row[None, :])


def _bags(stems: Sequence[Sequence[str] | frozenset[str]], weights: dict[str, float]) -> Matrix:
    rows = unit_rows([Counter(set(s)) for s in stems], weights)
    return rows @ rows.T


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _words(sights: Sequence[Sight], weights: dict[str, float]) -> dict[str, Matrix]:
    """Return what the event words themselves show."""
    rarity = _each(sights, lambda s: max((weights.get(t, 0.0) for t in s.stems), default=0.0))
    vectors = encode([s.words for s in sights])
    lengths = _each(sights, lambda s: float(s.length))
    return {
        "same_word": _pairs(sights, lambda a, b: float(a.key == b.key)),
        "stems": _bags([s.stems for s in sights], weights),
        "letters": _pairs(sights, lambda a, b: _share(a.trigrams, b.trigrams)),
        "meaning": vectors @ vectors.T,
        "rarity": np.minimum(rarity[:, None], rarity[None, :]) / RARE,
        "same_class": _pairs(sights, lambda a, b: float(bool(a.classes & b.classes))),
        "class_differs": _pairs(
            sights, lambda a, b: float(bool(a.classes and b.classes and not a.classes & b.classes))
        ),
        "shorter": np.minimum(lengths[:, None], lengths[None, :]),
        "longer": np.maximum(lengths[:, None], lengths[None, :]),
        "pointing": _both(sights, lambda s: float(s.pointing)),
        "capital": _both(sights, lambda s: float(s.words[:1].isupper())),
    }


def _surroundings(sights: Sequence[Sight], weights: dict[str, float]) -> dict[str, Matrix]:
    """Return what stands around the event words."""
    sentence, window = encode([s.sentence for s in sights]), encode([s.window for s in sights])
    return {
        "sentence_meaning": sentence @ sentence.T,
        "window_meaning": window @ window.T,
        "context": _bags([s.context for s in sights], weights),
        "near": _bags([(*s.left, *s.right) for s in sights], weights),
        "left": _bags([s.left for s in sights], weights),
        "right": _bags([s.right for s in sights], weights),
        "names": _bags([s.names for s in sights], weights),
        "numbers_shared": _pairs(sights, lambda a, b: float(bool(a.numbers & b.numbers))),
        "numbers_differ": _pairs(
            sights, lambda a, b: float(bool(a.numbers and b.numbers and not a.numbers & b.numbers))
        ),
    }


def _company(sights: Sequence[Sight]) -> dict[str, Matrix]:
    """Return what other event words of the sentence and of the report show."""
    in_sentence: dict[tuple[str, int], set[str]] = defaultdict(set)
    classes: dict[tuple[str, int], set[str]] = defaultdict(set)
    in_report: dict[str, Counter[str]] = defaultdict(Counter)
    for s in sights:
        in_sentence[s.report, s.at].add(s.key)
        classes[s.report, s.at] |= s.classes
        in_report[s.report][s.key] += 1
    others = {id(s): frozenset(in_sentence[s.report, s.at] - {s.key}) for s in sights}
    kinds = {id(s): frozenset(classes[s.report, s.at] - s.classes) for s in sights}
    told = {report: frozenset(keys) for report, keys in in_report.items()}
    count = _each(sights, lambda s: float(in_report[s.report][s.key]))
    return {
        "company": _pairs(sights, lambda a, b: _jaccard(others[id(a)], others[id(b)])),
        "company_shared": _pairs(sights, lambda a, b: float(len(others[id(a)] & others[id(b)]))),
        "company_classes": _pairs(sights, lambda a, b: _share(kinds[id(a)], kinds[id(b)])),
        "word_in_other": _pairs(sights, lambda a, b: float((a.key in told[b.report]) + (b.key in told[a.report]))),
        "reports_alike": _pairs(sights, lambda a, b: _jaccard(told[a.report], told[b.report])),
        "repeated": count[:, None] + count[None, :],
    }


def pair_features(sights: Sequence[Sight], weights: dict[str, float], alike: Matrix) -> dict[str, Matrix]:
    """Return every feature as a symmetric matrix over the mentions of one story.

    ``weights`` are the inverse document frequencies of the corpus, ``alike`` the likeness of the mentions' reports.
    """
    found = _words(sights, weights) | _surroundings(sights, weights) | _company(sights)
    at = _each(sights, lambda s: min(1.0, s.at / 1500))
    first = _each(sights, lambda s: float(s.at == 0))
    one_report = _pairs(sights, lambda a, b: float(a.report == b.report))
    far = _pairs(sights, lambda a, b: abs(a.at - b.at) / 1000)
    found |= {
        "one_report": one_report,
        "one_sentence": one_report * (far == 0),
        "distance": np.where(one_report > 0, far, -1.0).astype(np.float32),
        "depth": at[:, None] + at[None, :],
        "depth_differs": np.abs(at[:, None] - at[None, :]),
        "headline": first[:, None] + first[None, :],
    }
    new_class = found["same_class"] * (1 - found["same_word"])
    found |= {
        "same_class_other_word": new_class,
        "class_and_opening": found["same_class"] * alike,
        "other_word_and_opening": new_class * alike,
        "class_and_context": found["same_class"] * found["context"],
        "word_and_context": found["same_word"] * found["context"],
        "word_and_rarity": found["same_word"] * found["rarity"],
        "word_and_opening": found["same_word"] * alike,
        "meaning_and_opening": found["meaning"] * alike,
        "one_report_and_context": one_report * found["context"],
        "one_report_and_word": one_report * found["same_word"],
    }
    return found
