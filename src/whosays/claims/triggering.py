"""Find the words that name an event, with the senses that their surroundings allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from whosays.claims.grammar import Arguments, phrase_arguments, small_clause
from whosays.claims.lemmas import lemma_of
from whosays.claims.moods import MUST, statement_of
from whosays.claims.needs import allowed
from whosays.claims.scene import Scene
from whosays.reading.syntax import forms_of
from whosays.record import TYPES
from whosays.vocab.triggers import Sense, senses_by_first_word

LONGEST = 6  # words of a phrase
REACH = 7  # tokens between the words of a phrase ("set two houses on fire")
NOUNS = ("NOUN", "PROPN", "ADJ", "NUM")
IN_CHARGE = frozenset("head chief director commander minister ministry department directorate office deputy".split())
# Words of a phrase that are its parties too ("freed prisoners", "expelled diplomats").
BEARERS = frozenset(("people", "captives", "official", "armed", "actor"))
MAKING = frozenset("form build create establish forge".split())
SELVES = frozenset("himself herself itself themselves ourselves myself yourself yourselves".split())
HARMING = frozenset("kill shoot hang stab wound injure hurt poison burn".split())
# Nouns that an event noun may describe and still be told ("a mediation effort"); not so "a kidnapping ring".
BEARING = frozenset("effort campaign operation attempt wave spree incident mission process talk drive bid move".split())


@dataclass(frozen=True, slots=True)
class Found:
    """An event word: its head, all its words, and the sense it has here."""

    head: Token
    words: tuple[int, ...]
    sense: Sense
    args: Arguments

    @property
    def start(self) -> int:
        """Return where its first word starts, in characters."""
        return int(self.head.doc[self.words[0]].idx)


def find_triggers(scene: Scene) -> list[Found]:
    """Return the event words of a report in text order, each with every sense that its needs allow."""
    found: list[Found] = []
    taken: set[int] = set()
    for token in scene.doc:
        if token.i in taken or token.is_space or token.is_punct:
            continue
        hits = list(_senses_at(scene, token))
        if not hits:
            continue
        fit = []
        for words, sense in hits:
            head = token if sense.pos == "verb" else _noun_head(scene.doc, words)
            args = scene.arguments(head)
            if allowed(scene, sense, head, args) and not _on_oneself(sense, args):
                if sense.pos == "verb" and len(words) > 1:
                    args = phrase_arguments(args, [scene.doc[i] for i in words if not _bears(scene, scene.doc[i])])
                fit.append(Found(head, words, sense, args))
        longest = max((len(f.words) for f in fit), default=0)
        for one in fit:
            if len(one.words) == longest:
                found.append(one)
                if one.sense.pos == "noun" or len(one.words) > 1:
                    taken.update(one.words)
    return [one for one in found if one.sense.type in TYPES]


def _bears(scene: Scene, word: Token) -> bool:
    """Say whether a word of a phrase is a party too; an alliance that is formed is what was made, and no party."""
    classes = scene.classes(word)
    return bool(classes & BEARERS) and not (
        "alliance" in classes and word.dep_ == "dobj" and word.head.lemma_ in MAKING
    )


def _on_oneself(sense: Sense, args: Arguments) -> bool:
    """Say whether a verb of harm tells what its doer does to himself ("to shoot themselves rather than yield").

    A bomber who "blows himself up" attacks, and who "defends himself" fights.
    """
    harm = sense.pos == "verb" and sense.lemma in HARMING
    return harm and bool(args.object) and all(t.lower_ in SELVES for t in args.object)


def _noun_head(doc: Doc, words: tuple[int, ...]) -> Token:
    inside = set(words)
    for index in reversed(words):
        if doc[index].head.i not in inside or doc[index].head == doc[index]:
            return doc[index]
    return doc[words[-1]]


def _senses_at(scene: Scene, token: Token) -> Iterator[tuple[tuple[int, ...], Sense]]:
    table, lemma = senses_by_first_word(), lemma_of(token)
    if _is_verb(token):
        senses = table.get(("verb", lemma), ())
        near = _words_near(token) if any(len(sense.words) > 1 for sense in senses) else set()
        for sense in senses:
            words = _verb_phrase(token, sense) if near.issuperset(sense.words[1:]) else ()
            if words:
                yield words, sense
        if (must := _demanded(scene, token)) is not None:
            for sense in table.get(("modal", "must"), ()):
                yield (must.i, token.i), sense
    keys = [key for key in dict.fromkeys((lemma, token.lower_)) if ("noun", key) in table]
    if keys and (token.pos_ in NOUNS or token.tag_ in ("VBG", "VBN") or _hyphenated(token)):
        nominal = token.pos_ in ("NOUN", "ADJ", "NUM") or _hyphenated(token)
        for key in keys:
            for sense in table["noun", key]:
                single = len(sense.words) == 1
                if not nominal and (single or token.dep_ not in ("amod", "compound")):
                    continue
                if _in_title(token):
                    continue
                if single and token.dep_ in ("compound", "nmod") and token.head.lemma_.lower() not in BEARING:
                    continue
                words = _noun_phrase(scene.doc, token.i, sense)
                if words:
                    yield words, sense


def _demanded(scene: Scene, verb: Token) -> Token | None:
    """Return the "must" or "should" by which a speaker demands an act of somebody else, whatever the act."""
    must = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in MUST), None)
    if must is None or statement_of(verb)[1] is None:
        return None
    who = scene.arguments(verb).subject + scene.arguments(verb).object
    return must if any(scene.classes(t) & {"actor", "armed", "state"} for t in who) else None


def _in_title(noun: Token) -> bool:
    """Say whether a noun only tells what somebody or a body is in charge of ("the head of military operations")."""
    for _ in range(3):
        if noun.dep_ == "pobj" and noun.head.lower_ == "of":
            return lemma_of(noun.head.head) in IN_CHARGE
        if noun.dep_ not in ("compound", "conj", "nmod", "amod"):
            return False
        noun = noun.head
    return False


def _hyphenated(token: Token) -> bool:
    """Say whether a word is the first half of a compound that the tokenizer splits ("cease-fire")."""
    return token.i + 2 < len(token.doc) and token.nbor(1).text == "-" and not token.whitespace_


def _is_verb(token: Token) -> bool:
    """Say whether a word stands as a verb; one that takes an auxiliary is one, whatever the tagger called it."""
    if token.pos_ in ("VERB", "AUX"):
        return token.dep_ not in ("aux", "auxpass", "amod")
    return token.pos_ == "NOUN" and any(c.dep_ in ("aux", "auxpass") for c in token.children)


def _noun_phrase(doc: Doc, first: int, sense: Sense) -> tuple[int, ...]:
    words, at = [first], first + 1
    for word in sense.words[1:]:
        while at < len(doc) and (doc[at].text == "-" or (doc[at].lower_ == "the" and word != "the")):
            at += 1
        if at >= len(doc) or word not in (doc[at].lemma_.lower(), doc[at].lower_):
            return ()
        words.append(at)
        at += 1
    return tuple(words)


def _words_near(verb: Token) -> set[str]:
    """Return the words of a verb's sentence behind it, and its subjects; no phrase of it has others."""
    near = forms_of(verb.doc)[verb.i + 1 : verb.i + 1 + REACH * LONGEST]
    near += [forms_of(verb.doc)[c.i] for c in verb.children if c.dep_ == "nsubjpass"]
    return {form for forms in near for form in forms}


def _verb_phrase(verb: Token, sense: Sense) -> tuple[int, ...]:
    if len(sense.words) == 1:
        return (verb.i,)
    doc, words, at = verb.doc, [verb.i], verb.i + 1
    end = min(len(doc), verb.i + 1 + REACH * len(sense.words))
    for position, word in enumerate(sense.words[1:]):
        limit = min(end, at + REACH)
        inner = position < len(sense.words) - 2
        match = next(
            (i for i in range(at, limit) if _is_word(doc[i], word) and _fits(doc[i], verb, words, inner)), None
        )
        if match is None and position == len(sense.words) - 2 and verb.tag_ == "VBN":
            subject = next((c for c in verb.children if c.dep_ == "nsubjpass" and _is_word(c, word)), None)
            if subject is not None:
                return tuple(sorted([*words, subject.i]))
        if match is None:
            return ()
        words.append(match)
        at = match + 1
    return tuple(words)


def _is_word(token: Token, word: str) -> bool:
    return bool(token.lower_ == word or token.lemma_.lower() == word)


def _fits(token: Token, verb: Token, words: list[int], inner: bool) -> bool:
    """Say whether a word found after a verb belongs to its phrase.

    A preposition must follow the phrase directly, or, inside the phrase, the object ("held families as human shields").
    """
    if inner and token.dep_ == "prep" and token.head == verb and _only_object_between(verb, token):
        return True
    if token.pos_ in ("ADP", "PART", "SCONJ") and token.dep_ != "prt":
        return token.i - words[-1] <= 2 and (token.head.i in words or token.head == verb or token.dep_ == "aux")
    if words == [verb.i] and token.head != verb:
        return (
            token.dep_ in ("compound", "amod", "nmod", "advmod")
            and token.head.head == verb
            and token.head.dep_ != "pobj"
        )
    return _under(token, verb, words) or token == small_clause(verb)


def _only_object_between(verb: Token, preposition: Token) -> bool:
    """Say whether nothing but the verb's object stands between it and a preposition."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "prt") and c.i < preposition.i]
    held = {t.i for c in objects for t in c.subtree}
    return all(i in held for i in range(verb.i + 1, preposition.i))


# What stands between a verb and the words of its phrase.
INSIDE = frozenset(
    "dobj compound amod nmod prt prep pobj advmod xcomp acomp oprd attr nsubjpass dative agent conj npadvmod "
    "auxpass".split()
)


def _under(token: Token, verb: Token, words: list[int]) -> bool:
    """Say whether a word hangs from a verb inside its phrase, not in a clause or a phrase of place within it."""
    for _ in range(4):
        if token.dep_ not in INSIDE or (token.dep_ == "pobj" and token.head.i not in words):
            return False
        if token.head == verb:
            return True
        token = token.head
    return False
