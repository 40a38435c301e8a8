"""When a claim's event happened: the expression that dates the event, not the saying of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from whosays.reading.times import Interval, TimeExpression, resolve
from whosays.reading.times.frame import Tense
from whosays.record import Status, When

# Kinds of expression that can date an event, best first; "length", "set", "age" and "comparison" never do.
_DATING = {
    "point": 0, "range": 0, "since": 1, "until": 1, "within": 1, "offset": 1, "era": 2, "duration": 2, "clock": 3,
    "vague": 4, "present": 5,
}  # fmt: skip
# Relations that a date passes on its way from the word it hangs from to the event word, in one clause.
_SAME_CLAUSE = {
    "dobj", "pobj", "prep", "pcomp", "nsubj", "nsubjpass", "xcomp", "acomp", "attr", "oprd", "agent", "nmod", "compound",
    "poss", "amod", "conj", "appos", "acl", "advmod", "npadvmod", "dative", "nummod", "dep", "ROOT", "prt", "csubj",
}  # fmt: skip
_FUTURE_AUX = {"will", "would", "shall", "'ll", "’ll", "wo"}
_MAX_CLIMB = 7


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time with the token that it hangs from."""

    expression: TimeExpression
    root: Token
    governor: Token


class Dater:
    """Dates the events of one report; made once a report, asked once a claim."""

    def __init__(self, doc: Doc, times: Sequence[TimeExpression], published: date | None) -> None:
        self.doc = doc
        self.published = published
        self.dated = list(self._attach(times))

    def _attach(self, times: Sequence[TimeExpression]) -> Iterator[Dated]:
        for expression in times:
            if expression.kind not in _DATING:
                continue
            span = self.doc.char_span(expression.start, expression.end, alignment_mode="expand")
            if span is None:
                continue
            root = span.root
            yield Dated(expression, root, root.head)

    # ------------------------------------------------------------ the statement

    def sayings(self, trigger: Token) -> list[Token]:
        """Return the verbs in whose content the event word stands, innermost first."""
        found = []
        current = trigger
        while current.head != current:
            if current.dep_ in ("ccomp", "csubj") and current.head.pos_ in ("VERB", "AUX"):
                found.append(current.head)
            current = current.head
        return found

    def statement(self, trigger: Token) -> Interval | None:
        """Return the day on which what stands about the event was said, if the sentence dates the saying."""
        for verb in self.sayings(trigger):
            for dated in self.dated:
                if dated.governor == verb and dated.expression.kind in ("point", "range", "offset"):
                    found = self.resolve(dated.expression, "past", None)
                    if found.latest is not None:
                        return found
        return None

    # ------------------------------------------------------------ the event

    def resolve(self, expression: TimeExpression, tense: Tense, anchor: Interval | None) -> Interval:
        """Return the interval of an expression; where no anchor is known, the one the text gave before it."""
        if anchor is None and expression.needs_anchor and expression.kind != "within":
            return expression.interval
        return resolve(expression, self.published, tense=tense, anchor=anchor)

    def own(self, trigger: Token, evidence: tuple[int, int]) -> TimeExpression | None:
        """Return the expression that dates the event of a trigger, or None."""
        best: tuple[float, int, TimeExpression] | None = None
        for dated in self.dated:
            cost = self._distance(dated, trigger, evidence)
            if cost is None:
                continue
            rank = (cost + _DATING[dated.expression.kind], abs(dated.expression.start - trigger.idx), dated.expression)
            if best is None or rank[:2] < best[:2]:
                best = rank
        return best[2] if best else None

    def _distance(self, dated: Dated, trigger: Token, evidence: tuple[int, int]) -> float | None:
        """Return how far, in steps of the parse, a date hangs from the event word; None if it dates something else."""
        start, end = evidence
        inside = start <= dated.expression.start < end
        if dated.root.sent != trigger.sent:
            return None
        governor = dated.governor
        if governor in self.sayings(trigger):
            return None
        if dated.root == trigger or governor == trigger:
            return 0.0
        above = self._climb(trigger, governor)
        if above is not None:
            return above + (0 if inside else 1)
        below = self._climb(governor, trigger)
        if below is not None and inside:
            return below + 0.5
        return None

    def _climb(self, start: Token, goal: Token) -> float | None:
        """Return the cost of climbing from one word to another within the clause, or None."""
        current, cost = start, 0.0
        for _ in range(_MAX_CLIMB):
            if current == goal:
                return cost
            relation = current.dep_
            if relation == "advcl" and current.tag_ == "VBG":
                cost += 1
            elif relation in ("relcl", "advcl"):
                cost += 4
            elif relation not in _SAME_CLAUSE or current.head == current:
                return None
            cost += 1
            current = current.head
        return None

    def time(
        self,
        trigger: Token,
        evidence: tuple[int, int],
        status: Status = "occurred",
        mates: Sequence[When] = (),
        anchor: Interval | None = None,
    ) -> When:
        """Return when the event of a trigger happened; see `time_claim`."""
        said = self.statement(trigger)
        expression = self.own(trigger, evidence)
        if expression is not None:
            interval = self.resolve(expression, tense_of(trigger, status), anchor)
            return _when(expression, _until_said(expression, interval, said))
        mate = next((m for m in mates if m.earliest or m.latest), None)
        if mate is not None:
            return When(earliest=mate.earliest, latest=mate.latest, grain=mate.grain)
        return self._without_date(trigger, status, said)

    def _without_date(self, trigger: Token, status: Status, said: Interval | None) -> When:
        first = said.earliest if said and said.earliest else self.published
        last = said.latest if said and said.latest else self.published
        if status == "ongoing" or (status == "occurred" and _performs(trigger)):
            return When(earliest=_iso(first), latest=_iso(last), grain="day" if last else "unknown")
        if status in ("planned", "hypothetical"):
            return When(earliest=_iso(first))
        return When(latest=_iso(last))


def _performs(trigger: Token) -> bool:
    """Return whether a verb in the present does what it says ("we condemn", "the Forum calls on")."""
    return trigger.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in trigger.children)


def _until_said(expression: TimeExpression, interval: Interval, said: Interval | None) -> Interval:
    """End a stretch that runs up to the statement on the day of the statement."""
    if expression.kind in ("since", "duration") and said and said.latest and interval.earliest:
        if interval.earliest <= said.latest:
            return Interval(interval.earliest, said.latest, interval.grain)
    return interval


def tense_of(trigger: Token, status: Status) -> Tense:
    """Return the tense that decides whether "on Friday" is the last or the next one."""
    if status in ("planned", "hypothetical"):
        return "future"
    verb = trigger
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "future" if words & _FUTURE_AUX else "past"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _when(expression: TimeExpression, interval: Interval) -> When:
    return When(
        text=expression.text,
        start=expression.start,
        end=expression.end,
        earliest=_iso(interval.earliest),
        latest=_iso(interval.latest),
        grain=interval.grain,
    )


def time_claim(
    doc: Doc,
    trigger: int,
    evidence: tuple[int, int],
    times: Sequence[TimeExpression],
    published: date | None,
    status: Status = "occurred",
    *,
    mates: Sequence[When] = (),
    anchor: Interval | None = None,
) -> When:
    """Return when the event named by the token ``trigger`` happened, as its report says.

    ``evidence`` is the claim's stretch of characters. The expression that dates the event is taken from the trigger's
    clause; without one, the date that ``mates`` (claims of the same event) have; without that, what the status says:
    past events are open up to the day of the statement or of publication, states and processes are of that day,
    plans are open from it. ``anchor`` is the interval of the event that "two days after" counts from, where known.
    Without a publication date nothing relative gets a bound.
    """
    return Dater(doc, times, published).time(doc[trigger], evidence, status, mates, anchor)
