"""Marks: the words around an event word that make it more or less certain, or put it in the future.

The walk starts at the event word, reads the words that modify it (negation, modals, adverbs, determiners), and goes up
the dependency path from governor to governor, as far as what stands there still bears on the event: "had **not**
*confirmed* **reports** that troops **may** have *entered*". After de Marneffe, Manning and Potts ("Did it happen?",
2012) and TruthTeller (Lotan, Stern and Dagan, 2013), whose signatures the lists of `whosays.vocab.hedges` follow in
spirit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from whosays.record import Certainty, Status
from whosays.vocab.hedges import Hedge, carriers, hedges

Kind = Literal["negation", "modal", "adverb", "adjective", "governor", "predicate", "condition", "question", "purpose"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One word's bearing on an event: what it does to its certainty and status, and the token it is."""

    kind: Kind
    token: int
    words: str
    certainty: Certainty
    status: Status | None = None
    negator: int | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """The marks of an event word, from it outwards, and the clause verb that carries its tense (a token index).

    ``reported``: the event stands in the content of a speech or thought, whose tense is shifted.
    """

    marks: tuple[Mark, ...]
    verb: int | None
    reported: bool = False


_NEGATORS = frozenset({"no", "neither", "nor", "none", "nobody", "nothing", "nowhere", "never", "not", "n't", "zero"})
_EMPTY = frozenset({"nobody", "nothing", "none", "neither", "nowhere", "no-one", "noone"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd", "dative"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "ccomp", "xcomp", "csubjpass", "oprd", "pcomp", "attr", "acomp", "dep"})
_MODALS: dict[str, tuple[Certainty, Certainty, Status | None]] = {
    # lemma: certainty affirmed, certainty negated, status
    "may": ("possible", "doubtful", "hypothetical"),
    "might": ("possible", "doubtful", "hypothetical"),
    "could": ("possible", "denied", "hypothetical"),
    "can": ("possible", "denied", "hypothetical"),
    "ca": ("possible", "denied", "hypothetical"),
    "should": ("possible", "improbable", "hypothetical"),
    "ought": ("possible", "improbable", "hypothetical"),
    "must": ("probable", "denied", "hypothetical"),
    "will": ("certain", "denied", "planned"),
    "'ll": ("certain", "denied", "planned"),
    "wo": ("certain", "denied", "planned"),
    "shall": ("certain", "denied", "planned"),
    "would": ("certain", "denied", "planned"),
    "'d": ("certain", "denied", "planned"),
}
# "May answer *with* strikes": the means share the clause's certainty, where "after strikes" takes them for granted.
_MEANS = frozenset({"with", "by"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all", "each", "every"})
# "Shooting could be heard": it was.
_PERCEIVED = frozenset({"hear", "see", "feel", "smell", "observe"})
_CONDITIONS = frozenset({"if", "unless", "whether", "provided", "assuming", "lest", "supposing"})
_CONDITION_LEMMAS = frozenset({"if", "unless", "lest", "supposing"})


@lru_cache(maxsize=65536)
def _hedge(word: str, pos: str) -> Hedge | None:
    return hedges().get((word, pos))


def _class_of(token: Any) -> str:
    pos = token.pos_
    if pos == "PROPN":
        return "NOUN"
    return "VERB" if pos == "AUX" else str(pos)


def is_negated(token: Any) -> Any | None:
    """Return the token that negates ``token`` by standing beside it, or an empty argument of it, or null."""
    for child in token.children:
        dep = child.dep_
        word = child.lower_
        if dep == "neg" or (word in ("not", "n't", "never") and dep != "conj"):
            return child
        if dep in ("advmod", "npadvmod") and word == "longer" and any(c.lower_ == "no" for c in child.children):
            return child
        if dep in ("preconj", "cc") and word in ("neither", "nor") and child.i < token.i:
            return child
        if dep in _ARGUMENTS and (empty := empty_argument(child)) is not None:
            return empty
    return None


def negation_of(governor: Any) -> tuple[Any | None, Any]:
    """Return what negates a governing word, and the word to go on from: "*refused* to confirm", "has *yet* to say"."""
    if (negator := is_negated(governor)) is not None:
        return negator, governor
    if governor.dep_ == "xcomp":
        above = governor.head
        if above.lemma_ == "have" and (yet := next((c for c in above.children if c.lower_ == "yet"), None)) is not None:
            return yet, above
        hedge = hedge_of(above) if above.pos_ in ("VERB", "ADJ") else None
        refused = hedge is not None and hedge.affirmed == "denied" and hedge.negated == "certain"
        if refused and is_negated(above) is None:
            return above, above
    return None, governor


def empty_argument(noun: Any) -> Any | None:
    """Return the word that makes ``noun`` mean none of them ("**no** soldier", "**nobody**"), or null."""
    if noun.lower_ in _EMPTY:
        return noun
    for child in noun.children:
        word = child.lower_
        if word in ("no", "neither") and child.dep_ in ("det", "neg", "preconj", "cc", "amod", "nummod"):
            after = noun.doc[child.i + 1].lower_
            # "No more than 50", "no fewer than 12", "no doubt" deny nothing.
            if after not in ("more", "fewer", "less", "later", "doubt", "matter"):
                return child
    return None


def is_indefinite(noun: Any) -> bool:
    """Say whether a noun introduces its event ("a strike", "strikes") rather than taking it for known."""
    if noun.pos_ not in ("NOUN", "ADJ", "NUM"):
        return False
    return not any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in noun.children)


def _condition_of(token: Any) -> Any | None:
    for child in token.children:
        if child.lower_ in _CONDITIONS and child.dep_ in ("mark", "advmod", "prep", "dep"):
            return child
    return None


def _mark(
    kind: Kind, token: Any, certainty: Certainty, status: Status | None = None, *, negator: Any | None = None
) -> Mark:
    words = token.text
    if negator is not None:
        words = f"{words} {negator.text}" if kind == "modal" else f"{negator.text} {words}"
    return Mark(kind, token.i, words, certainty, status, None if negator is None else negator.i)


def _modal_marks(verb: Any, negator: Any | None) -> Iterator[Mark]:
    """Yield the marks of a verb's auxiliaries, its negation among them."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    consumed = False
    for child in verb.children:
        if child.dep_ != "aux" or (known := _MODALS.get(child.lower_)) is None:
            continue
        affirmed, negated, status = known
        if perfect and child.lower_ in ("would", "should", "'d", "ought"):
            # "Would have struck": it did not.
            certainty: Certainty = "denied" if negator is None else "certain"
            yield _mark("modal", child, certainty, "hypothetical", negator=negator)
        elif child.lower_ == "could" and negator is None and verb.lemma_ in _PERCEIVED and verb.tag_ == "VBN":
            pass
        else:
            if perfect:
                status = None
            elif child.lower_ == "would" and any(_condition_of(c) for c in verb.children if c.dep_ == "advcl"):
                affirmed, status = "probable", "hypothetical"
            yield _mark("modal", child, affirmed if negator is None else negated, status, negator=negator)
        consumed = True
        break
    if negator is not None and not consumed:
        yield _mark("negation", negator, "denied")


def clause_marks(verb: Any, *, negation: bool = True) -> Iterator[Mark]:
    """Yield the marks inside a verb's own clause: negation, modals, adverbs, a condition that it depends on."""
    yield from _modal_marks(verb, is_negated(verb) if negation else None)
    for child in verb.children:
        if child.dep_ in ("advmod", "neg") and (hedge := _hedge(child.lower_, "ADV")) is not None:
            if child.dep_ == "advmod" and hedge.affirmed != "certain" and child.lower_ != "never":
                yield _mark("adverb", child, hedge.affirmed, hedge.status)
        elif child.dep_ == "advcl" and (condition := _condition_of(child)) is not None:
            modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
            if modal and condition.lower_ in _CONDITION_LEMMAS:
                yield _mark("condition", condition, "probable" if _is_would(verb) else "certain", "hypothetical")
        elif child.dep_ == "parataxis" and (aside := _hedge(child.lemma_, "VERB")) is not None:
            # "The drones, analysts believe, came from the coast."
            if aside.affirmed == "probable":
                yield _mark("governor", child, aside.affirmed)
        elif child.dep_ == "prep" and child.lemma_ in ("accord", "according"):
            yield from _unconfirmed(child)


def _unconfirmed(according: Any) -> Iterator[Mark]:
    """Yield a mark for what stands "according to *unconfirmed* reports"."""
    for word in according.subtree:
        hedge = _hedge(word.lower_, "ADJ") if word.dep_ == "amod" else None
        if hedge is not None and hedge.affirmed == "unknown":
            yield _mark("adjective", word, "possible")


def _once(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks, each token's only once: "had no intention" negates the intention, not the having too."""
    seen: set[int] = set()
    for mark in marks:
        tokens = {mark.token, mark.negator} - {None}
        if not tokens & seen:
            yield mark
        seen |= {t for t in tokens if t is not None}


def _has_to(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_would(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in verb.children)


def noun_marks(noun: Any) -> Iterator[Mark]:
    """Yield the marks inside a noun's own phrase: "no", "possible", "planned", "alleged"."""
    if (empty := empty_argument(noun)) is not None:
        yield _mark("negation", empty, "denied")
    if noun.i > 0 and noun.nbor(-1).lower_ == "not":
        yield _mark("negation", noun.nbor(-1), "denied")
    for child in noun.children:
        if child.dep_ == "neg" and child.i < noun.i:
            yield _mark("negation", child, "denied")
        elif child.dep_ in ("amod", "advmod", "compound"):
            hedge = _hedge(child.lower_, "ADJ") or _hedge(child.lower_, "ADV")
            if hedge is not None and (hedge.affirmed != "certain" or hedge.status):
                yield _mark("adjective", child, hedge.affirmed, hedge.status)
        elif child.dep_ == "relcl" and (child.lemma_, "VERB") in carriers() and child.lemma_ != "be":
            # "The talks that *will be held* in May."
            yield from clause_marks(child)


def _keys(word: Any, preposition: Any | None) -> Iterator[str]:
    """Yield the entries that a governor may have in the lists, the most specific first."""
    lemma = word.lemma_.lower()
    if preposition is not None:
        yield f"{lemma} {preposition.lower_}"
    for child in word.children:
        if child.dep_ == "prt" or (child.dep_ == "advmod" and child.pos_ == "ADP"):
            yield f"{lemma} {child.lower_}"
    yield lemma
    if word.pos_ in ("ADJ", "VERB") and word.lower_ != lemma:
        yield word.lower_


def hedge_of(word: Any, preposition: Any | None = None) -> Hedge | None:
    """Return what the lists say of a governor, by its lemma with its particle or ``preposition`` first."""
    pos = _class_of(word)
    for key in _keys(word, preposition):
        if (found := _hedge(key, pos)) is not None:
            return found
    if pos == "VERB" and word.tag_ in ("VBN", "VBD"):
        return _hedge(word.lower_, "ADJ")
    if pos == "ADJ" and word.lower_.endswith("ed"):
        # The tagger takes some past tenses for adjectives ("a third *doubted* that").
        return _hedge(word.lower_[:-2], "VERB") or _hedge(word.lower_[:-1], "VERB")
    return None


def _copula_complement(verb: Any, apart_from: Any) -> Any | None:
    """Return the adjective or noun that a copula says of its subject ("reports … are **wrong**")."""
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd") and child.i != apart_from.i:
            return child
        if child.dep_ == "prep" and child.lower_ == "out":
            return child
    return None


def _is_carrier(word: Any, preposition: Any | None) -> bool:
    pos = _class_of(word)
    return any((key, pos) in carriers() for key in _keys(word, preposition))


class Walker:
    """The walk from one event word up to the edge of its content."""

    def __init__(self, doc: Any, token: int, content: tuple[int, int] | None) -> None:
        """Start at ``doc[token]``; ``content`` are code points, outside of which only one governor still counts."""
        self.word = doc[token]
        self.content = content
        self.marks: list[Mark] = []
        self.verb: int | None = None
        self.reported = content is not None

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
        if self.verb is None:
            self.verb = verb.i
        self.marks.extend(clause_marks(verb, negation=negation))
        question = _question(verb)
        if question is not None:
            self.marks.append(_mark("question", question, "unknown"))

    def _outside(self, word: Any) -> bool:
        return self.content is not None and not self.content[0] <= word.idx < self.content[1]

    def _step(self, word: Any) -> Any | None:
        """Read the governor of ``word`` and return the word to go on from, or null at the end of the walk."""
        dep, head = word.dep_, word.head
        if head.i == word.i:
            return None
        if dep == "conj":
            return self._conjunct(word, head)
        if dep in ("relcl", "parataxis"):
            return None
        if dep == "advcl":
            return self._adverbial(word, head)
        preposition = None
        if head.pos_ in ("ADP", "SCONJ") and dep in ("pobj", "pcomp") and head.head.i != head.i:
            preposition, head = head, head.head
            if (without := _hedge(preposition.lower_, "ADP")) is not None:
                self.marks.append(_mark("governor", preposition, without.affirmed, without.status))
                return None
        if dep in ("ccomp", "xcomp", "pcomp", "acl") and (whether := _condition_of(word)) is not None:
            self.marks.append(_mark("condition", whether, "unknown", "hypothetical" if _has_to(word) else None))
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
        if (condition := _condition_of(word)) is not None:
            status: Status | None = None if condition.lower_ == "whether" else "hypothetical"
            self.marks.append(_mark("condition", condition, "unknown", status))
        elif _has_to(word):
            # The parser takes some complements of wanting and planning for purposes.
            hedge = hedge_of(head)
            if hedge is not None and (hedge.affirmed != "certain" or hedge.status):
                return self._governor(word, head, None, "xcomp")
            self.marks.append(_mark("purpose", head, "certain", None))
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
        return None if outside else onward

    def _apply(self, kind: Kind, head: Any, hedge: Hedge, negator: Any | None) -> None:
        certainty = hedge.affirmed if negator is None else hedge.negated
        self.marks.append(_mark(kind, head, certainty, hedge.status, negator=negator))

    def _under_verb(self, word: Any, head: Any, preposition: Any | None, dep: str) -> Any | None:
        if head.lemma_ == "be":
            return self._under_copula(word, head, dep)
        hedge = hedge_of(head, preposition)
        clausal = dep in ("ccomp", "xcomp", "pcomp", "csubj", "csubjpass")
        if dep == "ccomp" and head.i > word.i and any(t.text in ";:" for t in head.doc[word.i : head.i]):
            # Two sentences joined by a semicolon, which the parser takes for content and speech.
            return None
        if hedge is not None and self._governs(head, hedge, preposition, dep):
            return self._under_hedge(head, hedge)
        if _is_carrier(head, preposition) and dep not in ("advcl",):
            self._clause(head)
            return head
        if dep in ("nsubj", "nsubjpass"):
            if self.verb is None:
                self.verb = head.i
            return None
        if clausal:
            if (negator := is_negated(head)) is not None and preposition is None and head.i < word.i:
                self.marks.append(_mark("negation", negator, "denied" if dep == "xcomp" else "unknown"))
            return head
        if is_indefinite(word) and (dep == "dobj" or (preposition is not None and preposition.lower_ in _MEANS)):
            self._clause(head)
            return head
        return None

    def _under_hedge(self, head: Any, hedge: Hedge) -> Any | None:
        negator, onward = negation_of(head)
        if hedge.status == "occurred":
            # What is to be stopped, or is not stopped, goes on.
            lasts = negator is not None or head.tag_ == "VB" or (head.dep_ == "pcomp" and head.head.lower_ == "without")
            self.marks.append(_mark("governor", head, "certain", "ongoing" if lasts else "occurred"))
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
        if dep == "xcomp" and _has_to(word):
            self.marks.append(_mark("modal", be, "certain", "planned"))
            return be
        if dep in ("acomp", "attr", "oprd", "prep", "advmod"):
            self._clause(be)
            return be
        complement = _copula_complement(be, word)
        if complement is None and any(c.dep_ == "xcomp" and _has_to(c) for c in be.children):
            self.verb = self.verb or be.i
            self.marks.append(_mark("modal", be, "certain", "planned"))
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
            self._apply("governor", head, hedge, empty_argument(head))
            return head
        if dep in ("compound", "appos", "nummod") or (_is_carrier(head, preposition) and preposition is not None):
            self.marks.extend(noun_marks(head))
            return head
        if dep == "acl" and word.tag_ == "TO":
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
