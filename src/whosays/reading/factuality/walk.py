"""The walk from an event word up the dependency path, reading every mark that bears on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whosays.reading.factuality.marks import (
    Kind,
    Mark,
    clause_marks,
    condition_of,
    empty_argument,
    has_to,
    hedge_of,
    is_carrier,
    is_indefinite,
    is_negated,
    listed,
    mark_at,
    negation_of,
    noun_marks,
)
from whosays.record import Status
from whosays.vocab.hedges import Hedge

_OBJECTS = frozenset({"dobj", "nsubjpass", "ccomp", "xcomp", "csubjpass", "oprd", "pcomp", "attr", "acomp", "dep"})
# "May answer *with* strikes": the means share the clause's certainty, where "after strikes" takes them for granted.
_MEANS = frozenset({"with", "by"})


@dataclass(frozen=True, slots=True)
class Walk:
    """The marks of an event word, from it outwards, and the clause verb that carries its tense (a token index).

    ``reported``: the event stands in the content of a speech or thought, whose tense is shifted.
    """

    marks: tuple[Mark, ...]
    verb: int | None
    reported: bool = False


def _copula_complement(verb: Any, apart_from: Any) -> Any | None:
    """Return the adjective or noun that a copula says of its subject ("reports … are **wrong**")."""
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd") and child.i != apart_from.i:
            return child
        if child.dep_ == "prep" and child.lower_ == "out":
            return child
    return None


def _once(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks, each token's only once: "had no intention" negates the intention, not the having too."""
    seen: set[int] = set()
    for mark in marks:
        tokens = {mark.token, mark.negator} - {None}
        if not tokens & seen:
            yield mark
        seen |= {t for t in tokens if t is not None}


_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "acl", "csubj", "csubjpass"})
# Verbs that tie an adjective to their subject as "be" does.
_COPULAS = frozenset({"be", "remain", "sound", "look", "prove", "seem", "appear"})


class Walker:
    """The walk from one event word up to the edge of its content."""

    def __init__(self, doc: Any, token: int, content: tuple[int, int] | None) -> None:
        """Start at ``doc[token]``; ``content`` are code points, outside of which only one governor still counts."""
        self.word = doc[token]
        self.content = content
        self.marks: list[Mark] = []
        self.verb: int | None = None
        self.reported = content is not None
        self.left = False
        self.named = False

    def run(self) -> Walk:
        """Return the marks met on the way, from the word outwards."""
        word = self.word
        if word.pos_ in ("VERB", "AUX"):
            self._clause(word)
        else:
            self.marks.extend(noun_marks(word))
        while (onward := self._step(word)) is not None:
            word = onward
        return Walk(tuple(_once(self.marks)), self.verb, self.reported)

    def _clause(self, verb: Any, *, negation: bool = True) -> None:
        if self.verb is None and not self.named:
            self.verb = verb.i
        self.marks.extend(clause_marks(verb, negation=negation))
        question = _question(verb)
        if question is not None:
            self.marks.append(mark_at("question", question, "unknown"))

    def _outside(self, word: Any) -> bool:
        return self.content is not None and not self.content[0] <= word.idx < self.content[1]

    def _step(self, word: Any) -> Any | None:
        """Read the governor of ``word`` and return the word to go on from, or null at the end of the walk."""
        dep, head = word.dep_, word.head
        if head.i == word.i:
            return None
        if dep == "conj":
            return self._conjunct(word, head)
        if dep == "relcl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in word.children):
            # "A report that soldiers refused": content, which the parser takes for a relative clause.
            dep, head = "acl", _noun_of_content(head)
        if dep in ("relcl", "parataxis"):
            return None
        if dep == "advcl":
            return self._adverbial(word, head)
        preposition = None
        if head.pos_ in ("ADP", "SCONJ") and dep in ("pobj", "pcomp") and head.head.i != head.i:
            preposition, head = head, head.head
            if (without := listed(preposition.lower_, "ADP")) is not None:
                self.marks.append(mark_at("governor", preposition, without.affirmed, without.status))
                return None
        if dep in _CLAUSES and (whether := condition_of(word)) is not None:
            self.marks.append(mark_at("condition", whether, "unknown", "hypothetical" if has_to(word) else None))
        self.reported = self.reported or dep == "ccomp"
        return self._governor(word, head, preposition, dep)

    def _conjunct(self, word: Any, first: Any) -> Any | None:
        if self._outside(first):
            return None
        if first.pos_ in ("VERB", "AUX") and word.pos_ in ("VERB", "AUX"):
            own_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in word.children)
            own_auxiliary = any(c.dep_ in ("aux", "neg") for c in word.children)
            if not own_subject and not own_auxiliary:
                joined_by_or = any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in first.children)
                if first.tag_ == word.tag_ or joined_by_or:
                    self._clause(first, negation=joined_by_or or first.tag_ == "VB")
        elif empty_argument(first) is not None:
            self.marks.extend(noun_marks(first))
        return first

    def _adverbial(self, word: Any, head: Any) -> Any | None:
        if (condition := condition_of(word)) is not None:
            status: Status | None = None if condition.lower_ == "whether" else "hypothetical"
            self.marks.append(mark_at("condition", condition, "unknown", status))
        elif has_to(word):
            # The parser takes some complements of wanting and planning for purposes.
            hedge = hedge_of(head)
            if hedge is not None and (hedge.affirmed != "certain" or hedge.status):
                return self._governor(word, head, None, "xcomp")
            self.marks.append(mark_at("purpose", head, "certain", None))
        return None

    def _governor(self, word: Any, head: Any, preposition: Any | None, dep: str) -> Any | None:
        outside = self._outside(head)
        if head.pos_ in ("VERB", "AUX"):
            onward = self._under_verb(word, head, preposition, dep)
        elif head.pos_ in ("NOUN", "PROPN", "PRON"):
            onward = self._under_noun(word, head, preposition, dep)
        elif head.pos_ in ("ADJ", "ADV"):
            onward = self._under_adjective(head, preposition)
        else:
            onward = head if dep in ("nummod", "quantmod", "advmod", "dep", "appos", "prep") else None
        if not outside:
            return onward
        # A report's own rebuttal still counts: "*denied* the reports that …", "the claim that … was *false*".
        is_word_of = head.pos_ == "NOUN" and not self.left
        self.left = True
        return onward if is_word_of else None

    def _apply(self, kind: Kind, head: Any, hedge: Hedge, negator: Any | None) -> None:
        certainty = hedge.affirmed if negator is None else hedge.negated
        self.marks.append(mark_at(kind, head, certainty, hedge.status, negator=negator))

    def _under_verb(self, word: Any, head: Any, preposition: Any | None, dep: str) -> Any | None:
        if head.lemma_ == "be" or (
            head.lemma_ in _COPULAS
            and dep in ("nsubj", "csubj")
            and any(c.dep_ in ("acomp", "oprd") for c in head.children)
        ):
            return self._under_copula(word, head, dep)
        hedge = hedge_of(head, preposition)
        clausal = dep in _CLAUSES
        if dep == "ccomp" and head.i > word.i and any(t.text in ";:" for t in head.doc[word.i : head.i]):
            # Two sentences joined by a semicolon, which the parser takes for content and speech.
            return None
        if hedge is not None and self._governs(head, hedge, preposition, dep):
            return self._under_hedge(word, head, hedge)
        if is_carrier(head, preposition) and not (dep == "xcomp" and head.lemma_ == "have"):
            self._clause(head)
            return head
        if dep in ("nsubj", "nsubjpass"):
            if self.verb is None:
                self.verb = head.i
            return None
        if clausal:
            negator = is_negated(head) or next((c for c in head.children if c.lower_ == "yet" and has_to(word)), None)
            if negator is not None and preposition is None and head.i < word.i:
                self.marks.append(mark_at("negation", negator, "denied" if dep == "xcomp" else "unknown"))
            return head
        if is_indefinite(word) and (dep == "dobj" or (preposition is not None and preposition.lower_ in _MEANS)):
            self._clause(head)
            return head
        return None

    def _under_hedge(self, word: Any, head: Any, hedge: Hedge) -> Any | None:
        negator, onward = negation_of(head)
        if negator is not None and hedge.negated == "unknown" and _is_wh_clause(word):
            # "Has not said when the talks will begin" leaves the when open, not the talks.
            return onward
        if negator is not None and hedge.affirmed == "certain" and hedge.rebuts and word.dep_ == "nsubjpass":
            # "The claim could not be verified" is the reporter's note, not the speaker's doubt.
            return None
        if word.dep_ in ("nsubj", "nsubjpass") and self.verb is None:
            # "The truce seems to be *holding*."
            self.verb = next((c.i for c in head.children if c.dep_ == "xcomp"), None)
        if hedge.status == "occurred":
            # What is to be stopped, or is not stopped, goes on.
            lasts = negator is not None or head.tag_ == "VB" or (head.dep_ == "pcomp" and head.head.lower_ == "without")
            self.marks.append(mark_at("governor", head, "certain", "ongoing" if lasts else "occurred"))
            return None
        if hedge.affirmed == hedge.negated == "certain" and hedge.status is None:
            # "May condemn the attack" takes the attack for granted.
            return None
        self._apply("governor", head, hedge, negator)
        if negator is None and not self._outside(head):
            self.marks.extend(m for m in clause_marks(head, negation=False) if m.certainty != "certain")
        if head.dep_ == "xcomp" and self._outside(head):
            # "Videos *appear* to show …": the cue is the two verbs together.
            raising = hedge_of(head.head)
            if raising is not None and raising.affirmed == "probable" and head.head.pos_ in ("VERB", "ADJ"):
                self._apply("governor", head.head, raising, is_negated(head.head))
        return onward

    def _governs(self, head: Any, hedge: Hedge, preposition: Any | None, dep: str) -> bool:
        if preposition is not None:
            return hedge.word.endswith(f" {preposition.lower_}")
        if dep == "nsubj":
            return any(c.dep_ == "xcomp" for c in head.children) and hedge.word in ("appear", "seem", "tend")
        return dep in _OBJECTS

    def _under_copula(self, word: Any, be: Any, dep: str) -> Any | None:
        """Read what a copula says: "it is *likely* that", "reports … are *wrong*", "are to meet"."""
        if dep == "xcomp" and has_to(word):
            self.marks.append(mark_at("modal", be, "certain", "planned"))
            return be
        if dep in ("acomp", "attr", "oprd", "prep", "advmod"):
            self._clause(be)
            return be
        complement = _copula_complement(be, word)
        if complement is None and any(c.dep_ == "xcomp" and has_to(c) for c in be.children):
            self.verb = self.verb or be.i
            self.marks.append(mark_at("modal", be, "certain", "planned"))
            return be
        negator = is_negated(be) or (is_negated(complement) if complement is not None else None)
        hedge = hedge_of(complement) if complement is not None else None
        if hedge is not None and complement is not None and self._judges(hedge, complement, dep):
            if empty_argument(complement) is not None:
                negator = None
            self._apply("predicate", complement, hedge, negator)
        elif dep in ("nsubj", "csubj"):
            if self.verb is None:
                self.verb = be.i
            if complement is None or complement.tag_ == "VBN":
                self._clause(be)
        return be

    @staticmethod
    def _judges(hedge: Hedge, complement: Any, dep: str) -> bool:
        """Say whether a copula's complement judges its subject: "the raid was a *lie*", but not "… was a *threat*"."""
        if dep not in ("nsubj", "nsubjpass", "csubj"):
            return True
        return hedge.rebuts or (complement.pos_ != "NOUN" and hedge.affirmed != "certain")

    def _under_noun(self, word: Any, head: Any, preposition: Any | None, dep: str) -> Any | None:
        hedge = hedge_of(head, preposition)
        if hedge is not None and (preposition is not None or dep in ("acl", "ccomp", "xcomp", "relcl", "compound")):
            if hedge.status == "occurred":
                above, by = (head.head, None) if head.dep_ != "pobj" else (head.head.head, head.head)
                wanted = hedge_of(above, by)
                lasts = wanted is not None and wanted.status in ("planned", "hypothetical")
                self.marks.append(mark_at("governor", head, "certain", "ongoing" if lasts else "occurred"))
                return None
            self._apply("governor", head, hedge, empty_argument(head))
            # From here on the tense is that of the sign or the report, no longer of the event.
            self.named = True
            return head
        if dep in ("compound", "appos", "nummod") or (is_carrier(head, preposition) and preposition is not None):
            self.marks.extend(noun_marks(head))
            return head
        if dep == "acl" and is_indefinite(head) and head.dep_ in ("dobj", "attr"):
            # "Pictures appear to show trenches *dug* along the ridge."
            return head
        return None

    def _under_adjective(self, head: Any, preposition: Any | None) -> Any | None:
        hedge = hedge_of(head, preposition)
        if hedge is None:
            return head if head.dep_ in ("acomp", "conj") else None
        copula = head.head if head.dep_ in ("acomp", "attr", "oprd", "ccomp") else None
        negator = is_negated(head) or (is_negated(copula) if copula is not None else None)
        self._apply("governor", head, hedge, negator)
        if copula is None or self._outside(copula):
            return None
        self.marks.extend(m for m in clause_marks(copula, negation=False) if m.certainty != "certain")
        return copula


def _is_wh_clause(verb: Any) -> bool:
    """Say whether a clause asks who, when, where, why or how."""
    return any(c.tag_ in ("WRB", "WP", "WDT", "WP$") and c.lower_ != "whether" for c in verb.children)


def _noun_of_content(noun: Any) -> Any:
    """Return the noun that a content clause belongs to: "a *claim* on a channel that …"."""
    claimed = noun
    while hedge_of(claimed) is None:
        if claimed.dep_ != "pobj" or claimed.head.head.pos_ != "NOUN":
            return noun
        claimed = claimed.head.head
    return claimed


def _question(verb: Any) -> Any | None:
    """Return the question mark of a yes-no question whose main verb is ``verb``, or null."""
    if verb.dep_ != "ROOT":
        return None
    end = verb.sent[-1]
    if end.text != "?":
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None:
        return None
    first = verb if verb.lemma_ == "be" else next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
    opens_with_wh = any(t.tag_ in ("WDT", "WP", "WRB", "WP$") for t in verb.sent[:2])
    return end if first is not None and first.i < subject.i and not opens_with_wh else None


def walk(doc: Any, token: int, content: tuple[int, int] | None = None) -> Walk:
    """Return the marks of the event word at ``token`` within ``content`` (code points) and its governor just outside.

    Without ``content`` the walk ends at the top of the sentence.
    """
    return Walker(doc, token, content).run()
