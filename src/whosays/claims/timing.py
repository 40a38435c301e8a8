"""When a claim's event happened: the expression that dates the event, not the saying of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from spacy.tokens import Doc, Token

from whosays.claims.clauses import clause_of_token, inherits_from, is_finite, is_saying
from whosays.reading.times import Interval, TimeExpression, resolve
from whosays.reading.times.frame import Tense
from whosays.record import Status, Type, When

# Kinds of expression that can date an event, best first; "length", "set", "age" and "comparison" never do.
_DATING = {
    "point": 0, "range": 0, "since": 1, "until": 1, "within": 1, "offset": 1, "era": 2, "duration": 2, "clock": 3,
    "vague": 4, "present": 5,
}  # fmt: skip
# What is done by saying it: its day is the day of the saying.
_SPEECH_ACTS = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "SUPPORT"}
_PROMISES = {"THREATEN", "REJECT", "ACCUSE", "REQUEST"}  # made when they are said, whenever they are to be kept
_FUTURE_AUX = {"will", "would", "shall", "'ll", "’ll", "wo"}
_MAX_CLIMB = 7


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time with the token that it hangs from and the verb of its clause."""

    expression: TimeExpression
    root: Token
    governor: Token
    clause: Token


class Dater:
    """Dates the events of one report; made once a report, asked once a claim."""

    def __init__(self, doc: Doc, times: Sequence[TimeExpression], published: date | None) -> None:
        self.doc = doc
        self.published = published
        self._times = sorted(times, key=lambda t: t.start)
        self._starts = [t.start for t in self._times]
        self._sentences: dict[int, list[Dated]] = {}

    @cached_property
    def dated(self) -> list[Dated]:
        """Every expression of the report that can date something, with the word that it hangs from."""
        return list(self._attach(self._times))

    def near(self, word: Token) -> list[Dated]:
        """Return the dated expressions of a word's sentence."""
        sentence = word.sent
        if sentence.start not in self._sentences:
            first = bisect_left(self._starts, sentence.start_char)
            inside = self._times[first : bisect_left(self._starts, sentence.end_char, first)]
            self._sentences[sentence.start] = list(self._attach(inside))
        return self._sentences[sentence.start]

    def _attach(self, times: Sequence[TimeExpression]) -> Iterator[Dated]:
        for expression in times:
            if expression.kind not in _DATING:
                continue
            span = self.doc.char_span(expression.start, expression.end, alignment_mode="expand")
            if span is not None:
                root = span.root
                governor = _governor(root)
                yield Dated(expression, root, governor, clause_of_token(governor))

    # ------------------------------------------------------------ the statement

    def statement(self, trigger: Token) -> Interval | None:
        """Return the day on which what stands about the event was said, if the sentence dates the saying."""
        found = self._said(trigger)
        return self.resolve(found.expression, "past", None) if found else None

    def _said(self, trigger: Token) -> Dated | None:
        current = trigger
        while current.head != current:
            parent = current.head
            content = current.dep_ in ("ccomp", "csubj", "dobj", "pcomp", "prep")
            if content and is_saying(parent) and not self._parted(parent, trigger):
                for dated in self.near(trigger):
                    if dated.governor == parent and dated.expression.kind in ("point", "range", "offset", "clock"):
                        return dated
            current = parent
        return None

    def _parted(self, verb: Token, word: Token) -> bool:
        """Return whether a semicolon stands between two words: they are sentences of their own."""
        first, last = sorted((verb.i, word.i))
        return any(t.lower_ == ";" for t in self.doc[first:last])

    # ------------------------------------------------------------ the event

    def resolve(self, expression: TimeExpression, tense: Tense, anchor: Interval | None) -> Interval:
        """Return the interval of an expression; where no anchor is known, from the day the text named before it."""
        return resolve(expression, self.published, tense=tense, anchor=anchor)

    def own(self, trigger: Token, evidence: tuple[int, int]) -> Dated | None:
        """Return the expression that dates the event of a trigger, or None."""
        best: tuple[float, int, Dated] | None = None
        for dated in self.near(trigger):
            if dated.root.sent != trigger.sent or not self._dates(dated):
                continue
            cost = self._distance(dated, trigger, evidence)
            if cost is None:
                cost = self._beside(dated, trigger, evidence)
            if cost is None:
                continue
            cost += _DATING[dated.expression.kind]
            rank = (cost, abs(dated.expression.start - trigger.idx), dated)
            if best is None or rank[:2] < best[:2]:
                best = rank
        return best[2] if best else None

    def _distance(self, dated: Dated, trigger: Token, evidence: tuple[int, int]) -> float | None:
        """Return how far, in steps of the parse, a date hangs from the event word; None if it dates something else."""
        expression = dated.expression
        if expression.start <= trigger.idx < expression.end or _opens_when(dated, trigger):
            return -1.0
        if dated.root == trigger or dated.governor == trigger:
            return 0.0
        if is_saying(dated.governor) and not _before_parenthesis(dated):
            return None
        inside = evidence[0] <= expression.start < evidence[1]
        if (
            trigger.pos_ in ("NOUN", "PROPN")
            and trigger in dated.root.ancestors
            and _within_phrase(dated.root, trigger)
        ):
            return 0.5
        if _within_noun(dated, trigger):
            return None
        steps = inherits_from(trigger, dated.clause)
        if steps is None and _opens_since(dated, trigger):
            steps = 3.0
        if steps is None:
            return None
        return 1.0 + steps + (0 if inside else 0.5)

    def _dates(self, dated: Dated) -> bool:
        """Return whether an expression can date anything; "since" alone only where it is an adverb, not "because"."""
        if dated.expression.text.lower() != "since":
            return True
        return dated.expression.prior is not None and dated.root.dep_ == "advmod"

    def _beside(self, dated: Dated, trigger: Token, evidence: tuple[int, int]) -> float | None:
        """Return the cost of a date that the parse hangs elsewhere, though no other verb stands between the two."""
        expression = dated.expression
        if not evidence[0] <= expression.start < evidence[1] or _within_noun(dated, trigger):
            return None
        if is_saying(dated.governor) and not _before_parenthesis(dated):
            return None
        clause = dated.clause
        if clause.dep_ == "relcl" and dated.governor == clause and trigger not in clause.subtree:
            return None
        first, last = sorted((dated.root.i, trigger.i))
        described = clause.dep_ == "acl" and clause.head.dep_ == "pobj" and clause.head != trigger
        if described and dated.governor == clause and first < clause.i < last:
            return None  # "struck in response to attacks carried out in May"
        between = [t for t in self.doc[first + 1 : last] if t.pos_ == "VERB" and t != trigger]
        if any(is_finite(t) or is_saying(t) for t in between):
            return None
        return 3.0 + len(between)

    def time(
        self,
        trigger: Token,
        evidence: tuple[int, int],
        status: Status = "occurred",
        mates: Sequence[When] = (),
        anchor: Interval | None = None,
        type: Type | None = None,
    ) -> When:
        """Return when the event of a trigger happened; see `time_claim`."""
        said = self._said(trigger)
        said_on = self.resolve(said.expression, "past", None) if said else None
        performs = status == "occurred" and (type is None or type in _SPEECH_ACTS) and _performs(trigger)
        dated = None if performs else self.own(trigger, evidence)
        if dated is not None:
            interval = self._interval(dated, trigger, status, anchor, said_on)
            if interval.earliest or interval.latest or self.published is None:
                return _when(dated.expression, interval)
        agreed = type == "AGREE" and said is not None and trigger.pos_ == "VERB"
        promised = status == "planned" and (type in _PROMISES or agreed)
        if said and said_on and type in _SPEECH_ACTS and (promised or status == "occurred"):
            return _when(said.expression, said_on)
        mate = next((m for m in mates if m.earliest or m.latest), None)
        if mate is not None:
            return When(earliest=mate.earliest, latest=mate.latest, grain=mate.grain)
        return self._without_date(status, said_on, performs or promised)

    def _interval(
        self, dated: Dated, trigger: Token, status: Status, anchor: Interval | None, said: Interval | None
    ) -> Interval:
        expression = dated.expression
        inside = expression.start <= trigger.idx < expression.end or _opens_when(dated, trigger)
        if inside and expression.inner:
            return expression.inner  # "since the siege began in May": the siege itself began in May
        if expression.kind == "present" and status == "occurred":
            return Interval(None, said.latest if said else self.published)
        counted = self._counted(dated) if expression.kind == "offset" and anchor is None else None
        if counted is not None:
            if trigger == counted or clause_of_token(trigger) == counted or trigger in counted.subtree:
                return self._backwards(dated)
            anchor = self._date_of(counted, dated)
            if anchor is None:
                return Interval()
        if expression.text.lower() == "since":
            anchor = expression.prior
        if _opens_since(dated, trigger):
            begun = self.resolve(expression, "past", None)
            return Interval(begun.earliest, said.latest if said else self.published, begun.grain)
        tense = tense_of(trigger, status, dated.clause)
        if _is_before(trigger, dated.clause):
            return Interval(None, self.resolve(expression, tense, anchor).latest)
        return _until_said(expression, self.resolve(expression, tense, anchor), said)

    def _counted(self, dated: Dated) -> Token | None:
        """Return the verb or noun that "two days after" counts from, or None where it names none."""
        last = self.doc.char_span(dated.expression.start, dated.expression.end, alignment_mode="expand")
        word = last[-1] if last is not None else dated.root
        if word.lower_ not in ("after", "before"):
            return None
        if word.dep_ == "mark" or (word.head.i > word.i and word.head.pos_ == "VERB"):
            return word.head
        return next((c for c in word.children if c.dep_ in ("pobj", "pcomp") and c.i > word.i), None)

    def _date_of(self, event: Token, but: Dated) -> Interval | None:
        """Return the day that the report gives an event of the same name elsewhere."""
        for other in self.dated:
            if other is but or other.expression.kind != "point" or other.expression.grain != "day":
                continue
            named = {other.governor.lemma_, *(c.lemma_ for c in other.clause.children if c.dep_ in ("dobj", "nsubj"))}
            if event.lemma_ in named:
                return self.resolve(other.expression, "past", None)
        return None

    def _backwards(self, dated: Dated) -> Interval:
        """Return the day of the event that "two days after" counts from, given the day of what came after it."""
        expression = dated.expression
        main = next(
            (
                self.resolve(other.expression, "past", None)
                for other in self.near(dated.root)
                if other is not dated and other.root.sent == dated.root.sent and other.expression.kind == "point"
            ),
            expression.prior,
        )
        if main is None or main.earliest is None or main.latest is None:
            return Interval()
        ahead = self.resolve(expression, "past", main)
        if ahead.earliest is None or ahead.latest is None:
            return Interval()
        if ahead.grain == "month" and main.grain == "day":
            gap = ahead.earliest - main.earliest.replace(day=1)
            return month_around(main.earliest.replace(day=15) - gap)
        first, last = main.earliest - (ahead.latest - main.latest), main.latest - (ahead.earliest - main.earliest)
        return Interval(min(first, last), max(first, last), ahead.grain)

    def _without_date(self, status: Status, said: Interval | None, performs: bool) -> When:
        first = said.earliest if said and said.earliest else self.published
        last = said.latest if said and said.latest else self.published
        if status == "ongoing" or performs:
            return When(earliest=_iso(first), latest=_iso(last), grain="day" if last else "unknown")
        if status in ("planned", "hypothetical"):
            return When(earliest=_iso(first))
        return When(latest=_iso(last))


def _governor(root: Token) -> Token:
    """Return the word that a date hangs from; right after a verb of saying it is that verb, whatever the parse."""
    governor = root.head
    outer = governor.head
    if governor.dep_ == "ccomp" and outer.i < root.i < governor.i:
        subject = next((c for c in governor.children if c.dep_ in ("nsubj", "nsubjpass", "mark", "expl")), governor)
        if root.i < subject.left_edge.i and root.i - outer.i <= 2:
            return outer
    return governor


def month_around(day: date) -> Interval:
    """Return the calendar month of a day."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Interval(first, after - timedelta(days=1), "month")


def _before_parenthesis(dated: Dated) -> bool:
    """Return whether a verb of saying only interrupts the sentence: "On Monday, officials said, the army …"."""
    verb, doc = dated.governor, dated.root.doc
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or verb.i + 1 >= len(doc) or dated.root.i > verb.i:
        return False
    return bool(doc[subject.left_edge.i - 1].text == "," == doc[verb.i + 1].text)


def _opens_when(dated: Dated, trigger: Token) -> bool:
    """Return whether the event's clause tells what happened on a date: "since 7 October, when gunmen murdered …"."""
    verb = clause_of_token(trigger)
    for _ in range(2):
        when = next((c for c in verb.children if c.lower_ == "when"), None)
        if when is not None:
            return bool(0 <= when.idx - dated.expression.end <= 2)
        if verb.dep_ != "conj":
            return False
        verb = verb.head
    return False


def _is_before(trigger: Token, clause: Token) -> bool:
    """Return whether the event came before what is dated: "attacked on Tuesday after four men were killed"."""
    verb = clause_of_token(trigger)
    marked = any(c.dep_ == "mark" and c.lower_ == "after" and c.i < trigger.i for c in verb.children)
    return marked and verb != clause and verb.head == clause and clause.i < trigger.i


def _opens_since(dated: Dated, trigger: Token) -> bool:
    """Return whether a date in a clause about the subject tells since when: "The war, which began in May, has …"."""
    verb = clause_of_token(trigger)
    perfect = any(c.lower_ in ("has", "have") and c.dep_ == "aux" for c in verb.children)
    clause = dated.clause
    return (
        perfect and clause.dep_ == "relcl" and clause.head.dep_ in ("nsubj", "nsubjpass") and clause.head.head == verb
    )


def _within_phrase(root: Token, noun: Token) -> bool:
    """Return whether every step from a date up to a noun stays inside the noun's own phrase."""
    current = root
    while current != noun:
        if current.pos_ in ("VERB", "AUX") or current.head == current:
            return False
        current = current.head
    return True


def _within_noun(dated: Dated, trigger: Token) -> bool:
    """Return whether a date belongs to another noun's phrase ("after the coup of 26 July", "Saturday's raid")."""
    governor = dated.governor
    return (
        governor.pos_ in ("NOUN", "PROPN")
        and governor != trigger
        and dated.root.dep_ in ("poss", "compound", "nummod", "nmod")
    )


def _performs(trigger: Token) -> bool:
    """Return whether a verb in the present does what it says ("we condemn", "the Forum calls on")."""
    return trigger.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in trigger.children)


def _until_said(expression: TimeExpression, interval: Interval, said: Interval | None) -> Interval:
    """End a stretch that runs up to the statement on the day of the statement; "now" is that day."""
    if said is None or said.latest is None:
        return interval
    if expression.kind == "present":
        return said
    if expression.kind in ("since", "duration") and interval.earliest and interval.earliest <= said.latest:
        return Interval(interval.earliest, said.latest, interval.grain)
    return interval


def tense_of(trigger: Token, status: Status, clause: Token | None = None) -> Tense:
    """Return the tense that decides whether "on Friday" is the last or the next one.

    ``clause`` is the verb that the date hangs from: in "closed on Friday over a feared attack" the closing is past.
    """
    verb = clause_of_token(trigger)
    if status in ("planned", "hypothetical"):
        over = clause is not None and clause != verb and clause.tag_ == "VBD"
        return "past" if over and not _future(clause) and not _plans(clause) else "future"
    hung = clause if clause is not None else verb
    if _is_to_be(hung):
        return "future"
    return "future" if trigger == verb and _future(verb) else "past"


def _is_to_be(verb: Token) -> bool:
    """Return whether a verb stands in "are to meet", "is due to start", "is expected to vote"."""
    if verb.dep_ != "xcomp" or not any(c.lower_ == "to" for c in verb.children):
        return False
    return verb.head.lemma_ in _AHEAD or any(c.lower_ in ("due", "set", "ready") for c in verb.head.children)


_AHEAD = {"be", "expect", "schedule", "plan", "intend", "set", "prepare", "hope", "want", "due", "agree", "decide"}


def _future(verb: Token | None) -> bool:
    return verb is not None and any(c.lower_ in _FUTURE_AUX for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _plans(verb: Token | None) -> bool:
    """Return whether a verb in the past speaks of the future ("agreed to meet on Friday")."""
    return verb is not None and any(c.dep_ in ("xcomp", "ccomp") for c in verb.children)


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
    type: Type | None = None,
) -> When:
    """Return when the event named by the token ``trigger`` happened, as its report says.

    ``evidence`` is the claim's stretch of characters. The expression that dates the event is taken from the trigger's
    clause; without one, the date that ``mates`` (claims of the same event) have; without that, what the status says:
    past events are open up to the day of the statement or of publication, states and processes are of that day,
    plans are open from it. ``anchor`` is the interval of the event that "two days after" counts from, where known;
    ``type`` lets a speech act take the day on which it was said. Without a publication date nothing relative gets a
    bound.
    """
    return Dater(doc, times, published).time(doc[trigger], evidence, status, mates, anchor, type)
