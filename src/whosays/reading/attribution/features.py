"""What the learned part is told about a word that may be a cue.

Each function returns the names of what holds, and the tokens whose context vectors go with them. Names are only ever
looked up in the vocabulary of the trained model, so a name that training never saw counts for nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from spacy.tokens import Token

from whosays.reading.attribution.candidates import CueCandidate
from whosays.reading.attribution.page import Page
from whosays.vocab.cues import lemma_slips

_LIMITS = (-40, -15, -6, -3, -1, 0, 1, 2, 3, 5, 8, 12, 20, 35, 60, 120)
_STEPS = (*map(str, _LIMITS), "more")
Features = tuple[list[str], list[int]]


def bucket(n: int) -> str:
    """Return a length or distance as one of a few steps."""
    return _STEPS[bisect_left(_LIMITS, n)]


def lemma_of(token: Token) -> str:
    """Return the lower-case lemma, the lemmatizer's known slips put right."""
    lemma: str = token.lemma_.lower()
    return lemma_slips().get(lemma, lemma)


def word_of(token: Token) -> str:
    """Return the lemma of a common word; a name is only "a name", so that nobody in particular is learned."""
    return "<name>" if token.pos_ == "PROPN" else lemma_of(token)


def neighbour(page: Page, i: int) -> str:
    """Return the word at a place, "<name>" for a name, "<edge>" outside the text."""
    return page.beside[i] if 0 <= i < len(page.beside) else "<edge>"


def edge_mark(page: Page, i: int, step: int) -> str:
    """Return the first mark that is no space, walking from a token; a word counts as its word class."""
    for j in range(i, i + 3 * step, step):
        if not 0 <= j < len(page.edges):
            return "<edge>"
        if page.edges[j]:
            return page.edges[j]
    return "<space>"


def cue_features(page: Page, candidate: CueCandidate) -> Features:
    """Return what is known of a word that may be a cue."""
    token = page.tokens[candidate.head]
    lemma, shape, cue = lemma_of(token), candidate.shape, candidate.cue
    act = cue.act if cue else "-"
    head = token.head
    names = [
        f"shape={shape}",
        f"lemma={lemma}",
        f"lemma/shape={lemma}/{shape}",
        f"act={act}/{shape}",
        f"tag={token.tag_}",
        f"dep={token.dep_}",
        f"dep/shape={token.dep_}/{shape}",
        f"dep/act={token.dep_}/{act}",
        f"head={word_of(head)}" if head != token else "head=<root>",
        f"headpos={head.pos_}/{token.dep_}",
        f"headlemma/dep={word_of(head)}/{token.dep_}",
        f"next={neighbour(page, token.i + 1)}",
        f"previous={neighbour(page, token.i - 1)}",
        f"lemma/next={lemma}/{neighbour(page, token.i + 1)}",
        f"speech={page.in_speech(token.i)}",
        f"headline={page.paragraph[token.i] == 0}",
        f"marked={page.quote_at[token.i] >= 0}",
        f"speech/act={page.in_speech(token.i)}/{act}",
    ]
    if cue:
        names += [f"takes={taken}/{shape}" for taken in cue.takes]
    names += _child_features(token, lemma, act)
    names += _quote_surroundings(page, token, lemma)
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "poss")), None)
    return names, [token.i, head.i if head != token else -1, subject.i if subject is not None else -1]


def _child_features(token: Token, lemma: str, act: str) -> list[str]:
    names = []
    deps = set()
    for child in token.children:
        side = "l" if child.i < token.i else "r"
        dep = child.dep_
        if dep == "punct":
            continue
        deps.add(dep)
        names += [f"has={side}{dep}", f"has/act={side}{dep}/{act}", f"has/lemma={side}{dep}/{lemma}"]
        if dep in ("nsubj", "nsubjpass", "poss"):
            names += [
                f"{dep}pos={child.pos_}",
                f"{dep}ent={child.ent_type_}",
                f"{dep}={word_of(child)}",
                f"{dep}act={child.pos_}/{act}",
            ]
        elif dep in ("aux", "auxpass", "neg", "mark", "advmod", "prt"):
            names += [f"{dep}={child.lower_}", f"{dep}/act={child.lower_}/{act}"]
        elif dep in ("prep", "agent"):
            names += [f"prep={child.lower_}", f"prep/lemma={child.lower_}/{lemma}", f"prep/act={child.lower_}/{act}"]
        elif dep in ("dobj", "attr", "acomp", "oprd"):
            names += [f"{dep}={word_of(child)}", f"{dep}pos={child.pos_}", f"{dep}/lemma={word_of(child)}/{lemma}"]
            names += [f"{dep}has={grand.dep_}" for grand in islice(child.rights, 4)]
        elif dep in ("ccomp", "xcomp"):
            first = child.left_edge
            names += [f"{dep}first={first.lower_}", f"{dep}tag={child.tag_}", f"{dep}/act={child.tag_}/{act}"]
    subject = bool(deps & {"nsubj", "nsubjpass"})
    names += [f"subject={subject}/{token.dep_}", f"clause={bool(deps & {'ccomp', 'xcomp'})}/{act}", f"bare={not deps}"]
    return names


def _quote_surroundings(page: Page, token: Token, lemma: str) -> list[str]:
    start, end = page.sentence[token.i]
    before, after = page.n_spoken(start, token.i) > 0, page.n_spoken(token.i + 1, end) > 0
    near = page.n_spoken(max(0, token.i - 6), token.i) > 0
    soon = page.n_spoken(token.i + 1, min(len(page.tokens), token.i + 5)) > 0
    last = next((page.tokens[i] for i in range(end - 1, start - 1, -1) if not page.tokens[i].is_space), token)
    sides = f"{before:d}{after:d}{near:d}{soon:d}"
    return [
        f"quotes={sides}",
        f"quotes/dep={sides}/{token.dep_}",
        f"quotes/lemma={before or after}/{lemma}",
        f"sentence ends={last.text if last.is_punct else 'word'}",
        f"left={edge_mark(page, token.i - 1, -1)}",
        f"right={edge_mark(page, token.i + 1, 1)}",
        f"at={bucket(token.i - start)}",
        f"of={bucket(end - token.i)}",
    ]
