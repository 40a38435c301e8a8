"""Learn from a person's verdicts which event words state an event: our weights, moved as far as the verdicts ask.

What is learnt is the one decision that a verdict on a claim speaks of: is this word, with its signs, an event of a
conflict, or only a mention? The method is logistic regression whose weights are held to the released ones (a normal
prior around them; the mode is found by Newton's steps), so that three verdicts move them by little and three hundred
by much. Words that the reader dropped are never shown to a reviewer: nothing is learnt of them but through signs that
they share with what was judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from whosays.claims.considering import Considered, consider
from whosays.claims.merging import merge
from whosays.claims.scene import Scene
from whosays.claims.triggering import find_triggers
from whosays.claims.typing import type_triggers
from whosays.claims.weighing import Weights, likelihood, shipped
from whosays.errors import UsageError
from whosays.reader import Reader
from whosays.reading.syntax import parse
from whosays.record import Claim, Record, Report

# How strongly weights are held to the released ones: the inverse variance of each. Tried on 40 divisions of annotated
# reports (docs/why/learning.md): with less, a handful of verdicts cost more right claims than it saved wrong ones.
HOLD = 20.0
FOLDS = 10
# With fewer changed decisions than this, a difference of the trial is as likely chance (sign test, 5 %) as not.
FEW_CHANGES = 10
_STEPS = 25


class _Lesson(msgspec.Struct):
    """A line of ``whosays review --export``."""

    lesson: str
    verdict: str
    report: Report | None = None
    read: Claim | None = None
    right: Claim | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """What verdicts say of one report: whether the claim of this type on these characters states an event.

    ``is_whole``: every claim that was read was judged, so that what is read and not named is wrong.
    """

    report: Report
    stands: dict[tuple[str, int, int], bool]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class JudgedWord:
    """An event word with its signs, the report that it stands in, and what a person said of it."""

    report: str
    signs: tuple[str, ...]
    is_event: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What weights learnt from other reports would have done to the judged claims.

    ``lost``: claims that stand and would no longer be read; ``shed``: rejected ones that would no longer be.
    """

    n_reports: int
    n_right: int
    n_wrong: int
    lost: int
    shed: int


def taught_in(lines: Iterable[bytes], item: str) -> Iterator[Taught]:
    """Yield what each line of ``whosays review --export`` or ``--gold`` teaches; raise `UsageError` U071."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            if b'"lesson"' in line[:20]:
                lesson = msgspec.json.decode(line, type=_Lesson)
                if lesson.report is not None and lesson.read is not None:
                    yield _of_verdict(lesson.report, lesson.read, lesson.right)
            else:
                record = msgspec.json.decode(line, type=Record)
                yield Taught(record.report, {_place(claim): True for claim in record.claims}, is_whole=True)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise UsageError("U071", item=item, line=number, detail=str(error)) from None


def _of_verdict(report: Report, read: Claim, right: Claim | None) -> Taught:
    if right is not None and right.type != read.type:
        # Another type: it states an event, but not the one whose signs these are.
        return Taught(report, {})
    return Taught(report, {_place(read): right is not None})


def _place(claim: Claim) -> tuple[str, int, int]:
    return claim.type, claim.trigger.start, claim.trigger.end


def judged_words(taught: Iterable[Taught]) -> Iterator[JudgedWord]:
    """Yield the event words that verdicts speak of, with the signs that this release sees.

    What it would not read for another reason than its weights, or reads on other words than the release that the
    verdicts are about, is left out.
    """
    by_report: dict[str, Taught] = {}
    for one in taught:
        known = by_report.get(one.report.id, one)
        stands = {**known.stands, **one.stands}
        by_report[one.report.id] = Taught(one.report, stands, known.is_whole or one.is_whole)
    reader = Reader()
    for one in by_report.values():
        for word in _words_of(reader, one.report):
            first, last = word.typed.found.words[0], word.typed.found.words[-1]
            doc = word.typed.found.head.doc
            place = (word.typed.type, doc[first].idx, doc[last].idx + len(doc[last]))
            is_event = one.stands.get(place, False if one.is_whole and word.kept else None)
            if word.signs and is_event is not None:
                yield JudgedWord(one.report.id, word.signs, is_event)


def _words_of(reader: Reader, report: Report) -> Iterator[Considered]:
    quieted = reader.quieted(report)
    doc = parse(quieted.text)
    scene = Scene(doc, reader.layers_of(quieted, doc))
    yield from consider(scene, merge(scene, type_triggers(scene, find_triggers(scene))))


def moved(words: list[JudgedWord], base: Weights | None = None, hold: float = HOLD) -> Weights:
    """Return the weights moved by verdicts: the most likely ones, given normal priors around ``base`` (ours)."""
    base = base or shipped()
    if not words:
        return base
    names = sorted({sign for word in words for sign in word.signs})
    column = {sign: n for n, sign in enumerate(names)}
    signs = np.zeros((len(words), len(names)))
    for row, word in enumerate(words):
        for sign in word.signs:
            # A sign named twice weighs twice, as it does in reading.
            signs[row, column[sign]] += 1
    start = np.array([base.weights.get(sign, 0.0) for sign in names])
    found = _mode(signs, np.array([word.is_event for word in words], dtype=float), start, hold)
    learnt = {sign: round(float(weight), 4) for sign, weight in zip(names, found, strict=True)}
    return Weights(base.threshold, dict(sorted((base.weights | learnt).items())))


def _mode(signs: Any, truth: Any, start: Any, hold: float) -> Any:
    """Return the weights at which the posterior is highest, by Newton's method; it is concave, so there is one."""
    weights = start.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(signs @ weights, -30, 30)))
        slope = signs.T @ (chance - truth) + hold * (weights - start)
        bend = (signs.T * (chance * (1 - chance))) @ signs + hold * np.eye(len(start))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def tried(words: list[JudgedWord], base: Weights | None = None) -> Trial | None:
    """Learn from some of the reports and look at the others, each in turn; None if there is only one report."""
    base = base or shipped()
    reports = sorted({word.report for word in words})
    if len(reports) < 2:
        return None
    lost = shed = 0
    for fold in range(min(FOLDS, len(reports))):
        aside = set(reports[fold::FOLDS])
        learnt = moved([word for word in words if word.report not in aside], base)
        for word in words:
            if word.report in aside and _keeps(word, base) and not _keeps(word, learnt):
                lost, shed = lost + word.is_event, shed + (not word.is_event)
    n_right = sum(word.is_event for word in words)
    return Trial(len(reports), n_right, len(words) - n_right, lost, shed)


def _keeps(word: JudgedWord, weights: Weights) -> bool:
    return likelihood(list(word.signs), weights) >= weights.threshold
