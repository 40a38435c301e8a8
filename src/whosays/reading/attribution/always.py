"""Cues that attribute whatever the network thinks: rare in the training news, plain in grammar."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.reading.attribution.candidates import CueCandidate
from whosays.reading.attribution.features import lemma_of
from whosays.reading.attribution.page import Page
from whosays.reading.attribution.sources import object_of
from whosays.vocab.cues import cue_words, speaker_nouns


def attributes_always(page: Page, candidate: CueCandidate) -> bool:
    """Tell whether a word is a cue by rule: "according to", "reportedly", "alleged", "is believed to"."""
    token = page.tokens[candidate.head]
    if candidate.shape == "preposition":
        return True
    if candidate.shape == "adverb":
        return token.lower_ in cue_words("adverbs")
    if candidate.shape == "adjective" or token.dep_ == "amod":
        return token.dep_ == "amod" and token.lower_ in cue_words("adjectives") and token.head.pos_ in ("NOUN", "PROPN")
    if candidate.shape == "verb":
        return (
            _speakerless(token)
            or _clause_said(candidate, token)
            or _puts_figure(token)
            or evidence_of(candidate, token) is not None
        )
    return candidate.shape == "noun" and (
        _reckoned(token) or (token.lower_ in cue_words("reports") and _has_content(token))
    )


def _speakerless(token: Token) -> bool:
    """Tell whether a verb is "is believed to", "was said to", "it is understood that"."""
    if lemma_of(token) not in cue_words("speakerless_passive"):
        return False
    children = list(token.children)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in children) or (token.tag_ == "VBN" and token.dep_ == "acl")
    return passive and any(c.dep_ in ("xcomp", "ccomp", "oprd") and c.i > token.i for c in children)


def _clause_said(candidate: CueCandidate, token: Token) -> bool:
    """Tell whether a verb of saying has its subject and, after it, a finite clause."""
    if candidate.cue is None or candidate.cue.act not in ("say", "deny", "think") or not candidate.cue.asserts:
        return False
    children = list(token.children)
    subject = any(c.dep_ == "nsubj" for c in children) or token.dep_ in ("conj", "xcomp")
    clause = any(c.dep_ == "ccomp" and c.i > token.i and any(g.dep_ == "nsubj" for g in c.children) for c in children)
    return subject and clause


def evidence_of(candidate: CueCandidate, token: Token) -> Token | None:
    """Return the noun of the picture, paper or study that shows something, or None.

    "Footage shows", "appears to show", "a video purporting to show", "pictures said to show", "images showing".
    """
    if candidate.cue is None or candidate.cue.act != "show":
        return None
    if not any(c.dep_ in ("ccomp", "dobj", "xcomp") and c.i > token.i for c in token.children):
        return None
    verb = token.head if token.dep_ in ("xcomp", "advcl", "ccomp") and lemma_of(token.head) in _HALF else token
    # "Video posted online appears to show": the parser often takes the participle for the sentence's verb.
    holders = (verb, verb.head) if verb is not token else (verb,)
    subject = next((c for holder in holders for c in holder.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ in ("WDT", "WP") and subject.head.dep_ == "relcl":
        subject = subject.head.head
    if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN") and verb.tag_ in ("VBG", "VBN"):
        subject = verb.head
    entry = speaker_nouns().get(lemma_of(subject)) if subject is not None else None
    return subject if entry is not None and entry.kind in ("document", "expert") else None


# Verbs between a picture and what it shows.
_HALF = frozenset(("appear", "claim", "purport", "say", "seem"))


def speaker_by_rule(candidate: CueCandidate, token: Token) -> Token | None:
    """Return the speaker of a cue whose grammar leaves no doubt, whatever the network thinks, or None."""
    if candidate.shape == "preposition":
        return object_of(token)
    return evidence_of(candidate, token) if candidate.shape == "verb" else None


def _puts_figure(token: Token) -> bool:
    """Tell whether a verb gives a figure: "put the dead at 40", "raised the toll to 12", "gave a count of 7"."""
    lemma = lemma_of(token)
    objects = [c for c in token.children if c.dep_ == "dobj"]
    if not objects or not any(c.dep_ == "nsubj" for c in token.children):
        return False
    if lemma in cue_words("figure_verbs") and any(lemma_of(c) in cue_words("reckonings") for c in objects):
        return True
    if lemma in cue_words("counting_verbs") and any(g.like_num for c in objects for g in c.children):
        return True
    if lemma not in cue_words("putting_verbs"):
        return False
    return any(t.dep_ == "prep" and t.lower_ == "at" and any(n.like_num for n in t.subtree) for t in token.subtree)


def _reckoned(token: Token) -> bool:
    """Tell whether a noun is somebody's figure or account: "its earlier count was 30"."""
    owned = any(c.dep_ == "poss" for c in token.children)
    if not owned or lemma_of(token) not in cue_words("reckonings"):
        return False
    equals = any(c.dep_ == "attr" for c in token.head.children)
    return bool(token.dep_ == "nsubj" and token.head.lemma_ == "be" and equals)


def _has_content(token: Token) -> bool:
    return any(c.dep_ in ("acl", "ccomp", "relcl") or (c.dep_ == "prep" and c.lower_ == "of") for c in token.rights)
