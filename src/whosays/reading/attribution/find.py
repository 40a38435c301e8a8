"""Find the attributions of a parsed text: cues first, then for each its quotations, its content and its speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from spacy.tokens import Doc

from whosays.reading.attribution.always import attributes_always
from whosays.reading.attribution.candidates import CueCandidate, cue_candidates, cue_tokens
from whosays.reading.attribution.choose import ASK, content_rows, cues_near, probability, quote_rows, softmax
from whosays.reading.attribution.contents import ContentCandidate, content_candidates
from whosays.reading.attribution.features import Features, cue_features, source_features
from whosays.reading.attribution.found import FoundAttribution
from whosays.reading.attribution.network import Floats, context_vectors, networks
from whosays.reading.attribution.page import Page, Tokens
from whosays.reading.attribution.sources import SourceCandidate, joint_speakers, source_candidates
from whosays.reading.attribution.turns import layout_attributions

# An attribution is kept if its cue is likely enough, given how sure its content is.
KEEP = 0.4
# How likely a cue counts that the rules alone recognise.
BY_RULE = 0.8

Likely = list[tuple[CueCandidate, float]]
Chosen = TypeVar("Chosen")


def find_attributions(doc: Doc) -> list[FoundAttribution]:
    """Return the attributions of a parsed text in text order of their cues."""
    if not len(doc):
        return []
    page, vectors = Page(doc), context_vectors(doc)
    likely = _likely_cues(page, vectors)
    quotes = _owned_quotations(page, likely, vectors)
    contents = _contents(page, likely, quotes, vectors)
    sources = _sources(page, likely, contents, vectors)
    found = layout_attributions(page)
    taken = {attribution.cue_head for attribution in found}
    for (candidate, p), (content, _), (source, _) in zip(likely, contents, sources, strict=True):
        if content is not None and p >= KEEP and candidate.head not in taken:
            attribution = _make(page, candidate, content, source, p)
            if attribution is not None:
                found.append(attribution)
    return nested(sorted(found, key=lambda a: a.cue or a.contents[0]))


def _likely_cues(page: Page, vectors: Floats) -> Likely:
    candidates = cue_candidates(page)
    rows = [cue_features(page, candidate) for candidate in candidates]
    scores = probability(networks()["cue"].scores(rows, vectors))
    likely = []
    for candidate, p in zip(candidates, scores, strict=True):
        sure = max(float(p), BY_RULE) if attributes_always(page, candidate) else float(p)
        if sure >= ASK:
            likely.append((candidate, sure))
    return likely


def _owned_quotations(page: Page, likely: Likely, vectors: Floats) -> dict[int, tuple[Tokens, ...]]:
    """Return the quotations of each cue, by the cue's token."""
    asked = [(quote, near) for quote in range(len(page.quotations)) if (near := cues_near(page, quote, likely))]
    groups = [quote_rows(page, quote, near) for quote, near in asked]
    owned: dict[int, list[Tokens]] = defaultdict(list)
    for (quote, near), (best, _) in zip(asked, _best_of("quote", groups, vectors), strict=True):
        if best < len(near):
            owned[near[best][0].head].append(page.quote_tokens[quote])
    return {head: tuple(tokens) for head, tokens in owned.items()}


def _contents(
    page: Page, likely: Likely, quotes: dict[int, tuple[Tokens, ...]], vectors: Floats
) -> list[tuple[ContentCandidate | None, float]]:
    options = [content_candidates(page, candidate, quotes.get(candidate.head, ())) for candidate, _ in likely]
    groups = [
        content_rows(page, candidate, contents, quotes.get(candidate.head, ()))
        for (candidate, _), contents in zip(likely, options, strict=True)
    ]
    return [
        _option(contents, best) for contents, best in zip(options, _best_of("content", groups, vectors), strict=True)
    ]


def _sources(
    page: Page, likely: Likely, contents: Sequence[tuple[ContentCandidate | None, float]], vectors: Floats
) -> list[tuple[SourceCandidate | None, float]]:
    options: list[list[SourceCandidate | None]] = [
        [*source_candidates(page, candidate), None] for candidate, _ in likely
    ]
    groups = [
        [source_features(page, candidate, source, nth if source else 0, content) for nth, source in enumerate(sources)]
        for (candidate, _), (content, _), sources in zip(likely, contents, options, strict=True)
    ]
    return [_option(sources, best) for sources, best in zip(options, _best_of("source", groups, vectors), strict=True)]


def _option(options: Sequence[Chosen], best: tuple[int, float]) -> tuple[Chosen | None, float]:
    return (options[best[0]], best[1]) if options else (None, 0.0)


def _best_of(question: str, groups: Sequence[Sequence[Features]], vectors: Floats) -> list[tuple[int, float]]:
    """Return for each group its best row and that row's share; (0, 0.0) for an empty group."""
    scores = networks()[question].scores([row for group in groups for row in group], vectors)
    best, start = [], 0
    for group in groups:
        if not group:
            best.append((0, 0.0))
            continue
        shares = softmax(scores[start : start + len(group)])
        start += len(group)
        index = int(np.argmax(shares))
        best.append((index, float(shares[index])))
    return best


def _make(
    page: Page, candidate: CueCandidate, content: ContentCandidate, source: SourceCandidate | None, p: float
) -> FoundAttribution | None:
    contents = tuple(s for s in (page.stretch(r) for r in content.ranges) if s is not None)
    if not contents:
        return None
    return FoundAttribution(
        source=page.stretch(source.tokens) if source else None,
        source_head=source.head if source else None,
        cue=page.stretch(cue_tokens(page, candidate)),
        cue_head=candidate.head,
        contents=contents,
        quoted=page.is_quoted(content.ranges),
        act=candidate.cue.act if candidate.cue else None,
        joint_sources=joint_speakers(page, source) if source else (),
        asserts=candidate.cue.asserts if candidate.cue else candidate.shape in ("mark", "preposition"),
        impersonal=source is None and attributes_always(page, candidate),
        marked=page.marked(contents),
        confidence=p,
    )


def nested(found: list[FoundAttribution]) -> list[FoundAttribution]:
    """Give each attribution the index of the smallest other one in whose content its cue lies."""
    out = []
    for attribution in found:
        around = [
            (sum(end - start for start, end in other.contents), index)
            for index, other in enumerate(found)
            if other is not attribution
            and attribution.cue
            and any(start <= attribution.cue[0] < end for start, end in other.contents)
        ]
        out.append(replace(attribution, parent=min(around)[1]) if around else attribution)
    return out
