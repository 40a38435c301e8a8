"""Who may be the speaker of a cue, and how far the speaker's name reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from whosays.reading.attribution.candidates import DASHES, CueCandidate
from whosays.reading.attribution.page import Page, Tokens

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
# A verb without a subject of its own has its governor's, if it hangs from it by one of these.
SHARED_SUBJECT = frozenset(("xcomp", "conj", "advcl", "pcomp", "prep", "acl", "ccomp", "dep"))
# What a name never takes in: relative clauses and remarks, which only tell more about the bearer.
INCIDENTAL = frozenset(("relcl", "parataxis", "advcl", "ccomp", "dep", "punct", "cc", "conj", "acl", "appos"))
NEVER_SPEAKS = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"))


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A noun phrase that may be the speaker: its head, its token range, how it was reached, and how far it reaches."""

    head: int
    tokens: Tokens
    form: str
    extent: str


def source_candidates(page: Page, candidate: CueCandidate) -> list[SourceCandidate]:
    """Return the possible speakers of a cue, the grammatically nearest form of each head first."""
    found: list[SourceCandidate] = []
    seen: set[int] = set()
    for head, form in _heads(page, candidate):
        if head.i in seen or head.pos_ not in NOMINAL or head.i == candidate.head:
            continue
        seen.add(head.i)
        ranges: set[Tokens] = set()
        for extent, tokens in _extents(page, head):
            if tokens not in ranges and not tokens[0] <= candidate.head < tokens[1]:
                ranges.add(tokens)
                found.append(SourceCandidate(head.i, tokens, form, extent))
    return found


def _heads(page: Page, candidate: CueCandidate) -> Iterator[tuple[Token, str]]:
    token = page.tokens[candidate.head]
    if candidate.shape == "mark":
        yield from _around_mark(page, token)
    yield from _own(token, candidate)
    yield from _shared(token)
    yield from _nearby(page, token)


def _own(token: Token, candidate: CueCandidate) -> Iterator[tuple[Token, str]]:
    for child in token.children:
        if child.dep_ in SUBJECTS or child.dep_ in ("poss", "agent", "compound", "amod", "nmod"):
            head = object_of(child) if child.dep_ == "agent" else child
            if head is not None:
                yield head, child.dep_
        elif child.dep_ == "prep":
            head = object_of(child)
            if head is not None:
                yield head, f"prep:{child.lower_}"
        elif candidate.shape == "preposition" and child.dep_ == "pobj":
            yield child, "pobj"
    for child in token.children:
        if child.dep_ in ("dobj", "attr", "dative", "npadvmod", "oprd"):
            yield child, child.dep_


def object_of(preposition: Token) -> Token | None:
    """Return the noun that hangs from a preposition, or None."""
    return next((child for child in preposition.children if child.dep_ == "pobj"), None)


def _shared(token: Token) -> Iterator[tuple[Token, str]]:
    """Yield subjects of the governing verbs, and the noun that a participle or relative clause describes."""
    current, path = token, ""
    for _ in range(4):
        head = current.head
        if head == current:
            return
        path = f"{path}/{current.dep_}"
        if current.dep_ in ("acl", "relcl", "appos", "amod") or (current.dep_ == "pobj" and head.pos_ == "ADP"):
            yield head, f"described{path}"
        for child in head.children:
            if child.dep_ in SUBJECTS or child.dep_ in ("agent", "poss"):
                noun = object_of(child) if child.dep_ == "agent" else child
                if noun is not None:
                    yield noun, f"{child.dep_}{path}"
        current = head


def _around_mark(page: Page, token: Token) -> Iterator[tuple[Token, str]]:
    start, end = page.around(token.i)
    before = [t for t in page.tokens[start : token.i] if not t.is_space and not t.is_punct]
    after = [t for t in page.tokens[token.i + 1 : end] if not t.is_space and not t.is_punct]
    if before:
        yield _top(before), "before"
    if after:
        yield _top(after), "after"


def _top(tokens: list[Token]) -> Token:
    """Return the token of a run whose governor lies outside of it."""
    first, last = tokens[0].i, tokens[-1].i
    nominal = [t for t in tokens if not first <= t.head.i <= last or t.head == t]
    return next((t for t in nominal if t.pos_ in NOMINAL), tokens[-1])


def _nearby(page: Page, token: Token) -> Iterator[tuple[Token, str]]:
    """Yield every other noun phrase of the sentence within reach."""
    start, end = page.around(token.i)
    for other in page.tokens[start:end]:
        nominal = other.pos_ in ("NOUN", "PROPN", "PRON") and other.dep_ not in ("compound", "poss")
        if nominal and other.ent_type_ not in NEVER_SPEAKS:
            yield other, "nearby"


def _extents(page: Page, head: Token) -> Iterator[tuple[str, Tokens]]:
    """Yield how far a name may reach: with its apposition, without, and the bare noun phrase."""
    if head.dep_ in ("compound", "amod") or head.pos_ == "PRON":
        yield "word", (head.i, head.i + 1)
        return
    start, end = page.around(head.i)
    left = max(head.left_edge.i, start)
    # A dateline ends in a dash: "GENEVA, 4 May (Wire) - Two envoys".
    left = next((i + 1 for i in range(head.i - 1, left, -1) if _spaced_dash(page, i)), left)
    right = min(head.right_edge.i + 1, end)
    cut = min((c.left_edge.i for c in head.rights if c.dep_ in INCIDENTAL), default=right)
    plain = min((c.left_edge.i for c in head.rights if c.dep_ not in ("case",)), default=right)
    named = min(
        (c.left_edge.i for c in head.rights if c.dep_ in ("relcl", "parataxis", "advcl", "ccomp", "dep")), default=right
    )
    yield "plain", _trim(page, left, min(cut, right))
    yield "named", _trim(page, left, min(named, right))
    yield "full", _trim(page, left, right)
    yield "bare", _trim(page, left, min(plain, right))


def _spaced_dash(page: Page, i: int) -> bool:
    return page.tokens[i].text in DASHES and bool(page.tokens[i].whitespace_) and bool(page.tokens[i - 1].whitespace_)


def _trim(page: Page, start: int, end: int) -> Tokens:
    while start < end - 1 and (page.tokens[start].is_space or page.tokens[start].is_punct):
        start += 1
    while end - 1 > start and (page.tokens[end - 1].is_space or page.tokens[end - 1].text in ",;:—–-―"):
        end -= 1
    return start, end


def joint_speakers(page: Page, source: SourceCandidate) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the single speakers where a source joins several with names or articles of their own.

    "The agency and its partners" stays one: what is only named by the other is not another voice.
    """
    start, end = source.tokens
    heads = [page.tokens[source.head]]
    while True:
        further = [c for c in heads[-1].conjuncts if c.i > heads[-1].i and start <= c.i < end and c.head == heads[-1]]
        if not further:
            break
        heads.append(further[0])
    if len(heads) < 2 or not all(_stands_alone(head) for head in heads):
        return ()
    stretches = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        stop = following.left_edge.i if following is not None else end
        while stop > head.i + 1 and (page.tokens[stop - 1].is_punct or page.tokens[stop - 1].dep_ == "cc"):
            stop -= 1
        stretch = page.stretch((max(start, head.left_edge.i), stop))
        if stretch is not None:
            stretches.append(stretch)
    return tuple(stretches)


def _stands_alone(head: Token) -> bool:
    own = any(c.dep_ in ("det", "nummod") for c in head.children)
    return bool(own or head.pos_ == "PROPN") and not any(c.dep_ == "poss" and c.pos_ == "PRON" for c in head.children)
