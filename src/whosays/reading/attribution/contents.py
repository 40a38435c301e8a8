"""What may be the content of a cue: clauses, objects, quotations, the sentence around a parenthesis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from whosays.reading.attribution.candidates import CueCandidate, cue_tokens
from whosays.reading.attribution.page import REACH, Page, Tokens

# Children of a cue that are never a part of its content.
NOT_CONTENT = frozenset(("aux", "auxpass", "neg", "prt", "punct", "cc", "expl", "mark", "agent", "intj", "case"))
# What a content may be cut before: remarks, further clauses, and loose adverbials, which the parser often hangs from
# the wrong verb ("said the army had left in a statement on Monday").
REMARKS = frozenset(("relcl", "advcl", "parataxis", "acl", "ccomp", "conj", "prep", "appos", "npadvmod", "dep"))
LOOSE = frozenset(
    ("in", "on", "at", "during", "after", "before", "since", "despite", "following", "amid", "as", "with", "including")
)
CUTS = 4
# Runs of a cue's right-hand children longer than these add nothing (99 % of the training contents are shorter).
RUN_STARTS, RUN_LENGTH = 4, 5


@dataclass(frozen=True, slots=True)
class ContentCandidate:
    """Token ranges that may be the content, in text order, and how they were reached."""

    ranges: tuple[Tokens, ...]
    form: str


def content_candidates(page: Page, candidate: CueCandidate, quotes: tuple[Tokens, ...] = ()) -> list[ContentCandidate]:
    """Return the possible contents of a cue; ``quotes``, the quotations given to it, are tried alone and joined."""
    found: dict[tuple[Tokens, ...], ContentCandidate] = {}
    token = page.tokens[candidate.head]
    if quotes:
        _keep(page, found, "quotes", *quotes)
    beside = _quote_beside(page, candidate.head)
    if beside is not None:
        _keep(page, found, "quote beside", beside)
    for form, ranges in _all_forms(page, candidate, token):
        _keep(page, found, form, *ranges)
        for shorter in _shortened(page, ranges[-1]):
            _keep(page, found, f"{form}, cut", *ranges[:-1], shorter)
        if quotes:
            _keep(page, found, f"{form}+quotes", *_united(ranges, quotes))
    return list(found.values())


def _quote_beside(page: Page, head: int) -> Tokens | None:
    """Return the quotation that opens within three tokens after a word."""
    for i in range(head + 1, min(head + 4, len(page.tokens))):
        if page.quote_at[i] >= 0 and page.quote_at[i] != page.quote_at[head]:
            return page.quote_tokens[page.quote_at[i]]
    return None


def _keep(page: Page, found: dict[tuple[Tokens, ...], ContentCandidate], form: str, *ranges: Tokens) -> None:
    kept = tuple(r for r in (_trim(page, *r) for r in ranges) if r[0] < r[1])
    if kept and kept not in found:
        found[kept] = ContentCandidate(kept, form)


def _trim(page: Page, start: int, end: int) -> Tokens:
    while start < end and page.loose[start]:
        start += 1
    while start < end and page.loose[end - 1]:
        end -= 1
    return start, end


def _shortened(page: Page, tokens: Tokens) -> Iterator[Tokens]:
    """Yield the range cut before each closing remark, adverbial or further clause, the longest first."""
    start, end = tokens
    ends: set[int] = set()
    for token in page.tokens[max(start + 1, end - REACH) : end]:
        if token.dep_ not in REMARKS or token.right_edge.i + 2 < end:
            continue
        if (token.dep_ == "prep" and token.lower_ not in LOOSE) or (token.dep_ == "conj" and token.pos_ != "VERB"):
            continue
        cut = token.left_edge.i
        while cut > start and (page.tokens[cut - 1].is_punct or page.tokens[cut - 1].dep_ == "cc"):
            cut -= 1
        if cut > start:
            ends.add(cut)
    for cut in sorted(ends, reverse=True)[:CUTS]:
        yield start, cut


def _united(first: tuple[Tokens, ...], second: tuple[Tokens, ...]) -> tuple[Tokens, ...]:
    merged: list[Tokens] = []
    for start, end in sorted((*first, *second)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _all_forms(page: Page, candidate: CueCandidate, token: Token) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    if candidate.shape == "mark":
        yield from _around_mark(page, token)
        return
    if candidate.shape in ("adjective", "noun") and token.dep_ in ("amod", "compound", "nmod"):
        yield from _described(page, token)
    if candidate.shape == "adverb":
        yield from _modified(page, token)
        return
    yield from _runs(page, token, "right")
    for child in token.rights:
        if child.dep_ in ("acomp", "dobj", "attr", "prep", "oprd", "xcomp"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), child)
            yield from _runs(page, inner, f"inner-{child.dep_}")
    yield from _left(page, token)
    yield from _around(page, candidate, token)
    yield from _siblings(page, candidate, token)
    yield from _after_colon(page, token)


def _subtree(page: Page, token: Token) -> Tokens:
    start, end = page.sentence[token.i]
    return max(token.left_edge.i, start), min(token.right_edge.i + 1, end)


def _runs(page: Page, token: Token, form: str) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    """Yield runs of neighbouring children to the right, with and without their first preposition."""
    children = []
    for child in token.rights:
        if child.dep_ == "conj":
            break
        if child.dep_ not in NOT_CONTENT:
            children.append(child)
    for first in range(min(len(children), RUN_STARTS)):
        start = _subtree(page, children[first])[0]
        for last in range(first, min(len(children), first + RUN_LENGTH)):
            end = _subtree(page, children[last])[1]
            name = f"{form}:{children[first].dep_}" + ("" if last == first else f"-{children[last].dep_}")
            yield name, ((start, end),)
            if children[first].dep_ in ("prep", "agent") and children[first].i == start:
                yield f"{name}, no preposition", ((start + 1, end),)
    if children:
        yield f"{form}:rest", ((_subtree(page, children[0])[0], page.sentence[token.i][1]),)


def _left(page: Page, token: Token) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    rights = [c for c in token.rights if c.dep_ not in NOT_CONTENT and c.dep_ != "conj"]
    for child in token.lefts:
        if child.dep_ in NOT_CONTENT:
            continue
        own = _subtree(page, child)
        yield f"left:{child.dep_}", (own,)
        raised = child.dep_ == "nsubj" and (token.pos_ == "AUX" or token.lemma_ in ("seem", "appear", "remain", "look"))
        if (raised or child.dep_ in ("nsubjpass", "dobj")) and rights:
            for right in rights[:3]:
                yield f"left:{child.dep_}+{right.dep_}", (own, _subtree(page, right))
            yield f"left:{child.dep_}+all", (own, (_subtree(page, rights[0])[0], _subtree(page, rights[-1])[1]))


def _cue_clause(page: Page, candidate: CueCandidate, token: Token) -> Tokens:
    """Return the words that only say who speaks: cue, subject, and what hangs from the cue close by."""
    start, end = cue_tokens(page, candidate)
    if candidate.shape == "preposition":
        return start, max(end, _subtree(page, token)[1])
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dative", "npadvmod", "prep", "advmod", "dobj", "aux", "oprd"):
            first, last = _subtree(page, child)
            if (child.i < token.i and child.dep_ in ("nsubj", "nsubjpass", "aux", "advmod")) or child.i > token.i:
                if child.i > token.i and first > end + 1:
                    continue
                start, end = min(start, first), max(end, last)
    return start, end


def _around(page: Page, candidate: CueCandidate, token: Token) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    """Yield the sentence before, after and around a parenthesis such as "he added", and its governing clause."""
    sentence = page.sentence[token.i]
    start, end = _cue_clause(page, candidate, token)
    before, after = (sentence[0], start), (end, sentence[1])
    if start > sentence[0]:
        yield "before", (before,)
    if end < sentence[1]:
        yield "after", (after,)
    if start > sentence[0] and end < sentence[1]:
        yield "around", (before, after)
    if token.dep_ not in ("ROOT", "conj", "xcomp"):
        for level, head in enumerate((token.head, token.head.head)):
            first, last = _subtree(page, head)
            pieces = tuple(p for p in ((first, min(start, last)), (max(end, first), last)) if p[0] < p[1])
            if pieces:
                yield f"governor{level}:{token.dep_}", pieces
                yield f"governor{level}-first:{token.dep_}", pieces[:1]


def _described(page: Page, token: Token) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    head = token.head
    first, last = _subtree(page, head)
    yield "described", ((first, token.i), (token.i + 1, last))
    yield "described after", ((token.i + 1, last),)
    yield "described bare", ((token.i + 1, head.i + 1),)


def _modified(page: Page, token: Token) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    """Yield the clause that an adverb such as "reportedly" stands in, without the adverb."""
    first, last = _subtree(page, token.head)
    yield "modified", ((first, token.i), (token.i + 1, last))
    yield "modified after", ((token.i + 1, last),)
    sentence = page.sentence[token.i]
    yield "modified sentence", ((sentence[0], token.i), (token.i + 1, sentence[1]))


def _siblings(page: Page, candidate: CueCandidate, token: Token) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    """Yield what stands beside a noun cue ("their demand was that") or above a relative clause ("what he calls")."""
    if candidate.shape == "noun":
        for sibling in token.head.rights:
            if sibling.i > token.i and sibling.dep_ in ("attr", "ccomp", "acomp", "xcomp", "prep", "acl", "dobj"):
                yield f"beside:{sibling.dep_}", (_subtree(page, sibling),)
        if token.head.pos_ == "ADP" or token.dep_ in ("dobj", "pobj", "nsubj"):
            yield "whole sentence", (page.sentence[token.i],)
    if token.dep_ == "relcl":
        noun = token.head
        yield "antecedent", ((_subtree(page, noun)[0], noun.i + 1),)
    if token.dep_ in ("ccomp", "pcomp", "advcl", "relcl", "csubj"):
        for child in token.lefts:
            if child.tag_ in ("WP", "WDT", "WRB", "WP$"):
                yield "wh-word", ((child.i, child.i + 1),)


def _after_colon(page: Page, token: Token) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    """Yield what follows a sentence that ends in a colon, or the colon inside it: "The minister added:"."""
    end = page.sentence[token.i][1]
    for i in range(token.i + 1, min(end, token.i + 12)):
        if page.tokens[i].text == ":":
            if any(not page.tokens[j].is_space for j in range(i + 1, end)):
                yield "after colon", ((i + 1, end),)
                yield "after colon, paragraph", ((i + 1, _paragraph_end(page, i)),)
            elif end < len(page.tokens):
                yield "next paragraph", ((i + 1, _paragraph_end(page, i + 1)),)
            return


def _around_mark(page: Page, token: Token) -> Iterator[tuple[str, tuple[Tokens, ...]]]:
    sentence = page.sentence[token.i]
    if token.i + 1 < sentence[1]:
        yield "after mark", ((token.i + 1, sentence[1]),)
    end = _paragraph_end(page, token.i)
    if end > sentence[1]:
        yield "after mark, paragraph", ((token.i + 1, end),)
    if end - token.i <= 3 and end < len(page.tokens):
        yield "next paragraph", ((end, _paragraph_end(page, end)),)
    if token.i > sentence[0]:
        yield "before mark", ((sentence[0], token.i),)


def _paragraph_end(page: Page, i: int) -> int:
    """Return where the next paragraph that has words ends, counted from token ``i``."""
    while i < len(page.tokens) and page.tokens[i].is_space:
        i += 1
    if i >= len(page.tokens):
        return i
    return page.paragraph_end[i]
