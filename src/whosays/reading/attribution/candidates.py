"""Words that may be cues: verbs, nouns, adjectives, adverbs, "according to", and a colon or dash for "says"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from whosays.reading.attribution.page import Page
from whosays.vocab.cues import Cue, cue_table, cue_words, find_cue

DASHES = frozenset(("–", "—", "―", "-", "--"))
AUXILIARY = frozenset(("aux", "auxpass", "neg"))
# What a cue span takes in to its left, next to next: "did not also say".
CUE_LEFT = frozenset(("aux", "auxpass", "neg", "advmod"))


@dataclass(frozen=True, slots=True)
class CueCandidate:
    """A word that may be a cue: its token, its entry in the table of cues if it has one, and its shape.

    ``shape``: ``verb`` ``noun`` ``adjective`` ``adverb`` ``preposition`` ("according", "per") or ``mark``.
    """

    head: int
    shape: str
    cue: Cue | None


def cue_candidates(page: Page) -> list[CueCandidate]:
    """Return every word of the text that may be a cue, in text order."""
    found = []
    for token in page.tokens:
        candidate = _candidate(page, token)
        if candidate is not None:
            found.append(candidate)
    return found


def _candidate(page: Page, token: Token) -> CueCandidate | None:
    if token.lower_ in ("according", "per") and any(child.dep_ in ("prep", "pobj") for child in token.children):
        return CueCandidate(token.i, "preposition", None)
    if token.lower_ == "by" and any(child.dep_ == "pobj" and _is_owned_reckoning(child) for child in token.children):
        return CueCandidate(token.i, "preposition", None)
    if token.lower_ == "of" and _is_in_words(token):
        return CueCandidate(token.i, "preposition", None)
    pos = token.pos_
    if pos in ("VERB", "AUX"):
        if token.dep_ in AUXILIARY:
            return None
        return CueCandidate(token.i, "verb", find_cue(token.lemma_, "VERB"))
    if pos == "PUNCT" or pos == "SYM" or token.text in DASHES:
        return CueCandidate(token.i, "mark", None) if _may_speak(page, token) else None
    cue = _capital_verb(page, token) if pos in ("PROPN", "NOUN") else None
    if cue is not None:
        return CueCandidate(token.i, "verb", cue)
    cue = find_cue(token.lemma_, pos)
    return CueCandidate(token.i, cue.word_class, cue) if cue is not None else None


def _is_owned_reckoning(noun: Token) -> bool:
    """Tell whether a noun is somebody's figure or version of things: "by *their own account*"."""
    owned = any(c.dep_ == "poss" or (c.dep_ in ("compound", "amod") and c.text[:1].isupper()) for c in noun.children)
    return noun.lemma_.lower() in cue_words("reckonings") and owned


def _is_in_words(of: Token) -> bool:
    """Tell whether "of" brings in who is quoted: "*in the words of* the mayor"."""
    return of.head.lower_ in cue_words("tellings") and of.head.dep_ == "pobj" and of.head.head.lower_ == "in"


def _may_speak(page: Page, token: Token) -> bool:
    """Tell whether a colon or dash stands where it can mean "says": in a headline, after a name, before a name."""
    if token.text == ":":
        return bool(token.i + 1 < page.sentence[token.i][1] or page.text[token.idx + 1 : token.idx + 2].isspace())
    if token.text not in DASHES:
        return False
    text, at = page.text, token.idx
    spaced = text[at - 1 : at].isspace() and text[at + len(token) : at + len(token) + 1].isspace()
    return bool(spaced or token.text == "―")


def _capital_verb(page: Page, token: Token) -> Cue | None:
    """Return the verb that a capitalised headline hid from the tagger ("Minister Denies Deal")."""
    if page.paragraph[token.i] > 0 or not token.text[:1].isupper() or token.i == 0 or not token.text.endswith("s"):
        return None
    word = token.lower_
    for lemma in (word[:-1], word[:-2], word[:-3] + "y"):
        cue = cue_table().get((lemma, "verb"))
        if cue is not None and cue.act in ("say", "deny", "ask", "judge", "want"):
            return cue
    return None


def _belongs(preposition: Token) -> bool:
    """Whether a preposition is part of its cue ("called for", "spoke of"); not where it says when, or to whom."""
    if preposition.lower_ not in ("for", "of", "on", "against", "to"):
        return False
    if preposition.head.lemma_.lower() == "say" and preposition.lower_ != "of":
        return False
    return not any(child.dep_ == "pobj" and child.ent_type_ in ("DATE", "TIME") for child in preposition.children)


def cue_tokens(page: Page, candidate: CueCandidate) -> tuple[int, int]:
    """Return the token range of the cue: auxiliaries, negation and adverbs before, particle and preposition after."""
    token = page.tokens[candidate.head]
    start, end = token.i, token.i + 1
    if candidate.shape == "preposition" and token.lower_ == "of":
        return token.head.head.i, end
    if candidate.shape == "preposition":
        return start, end + (token.lower_ == "according" and page.tokens[min(end, len(page.tokens) - 1)].lower_ == "to")
    if candidate.shape in ("verb", "adjective"):
        while start > 0 and page.tokens[start - 1].dep_ in CUE_LEFT and page.tokens[start - 1].head == token:
            start -= 1
    limit = len(page.tokens)
    while end < limit and page.tokens[end].dep_ == "prt" and page.tokens[end].head == token:
        end += 1
    following = page.tokens[end] if end < limit else None
    if following is not None and following.dep_ == "prep" and following.head == token:
        end += candidate.shape in ("verb", "noun", "adjective") and _belongs(following)
    return start, end
