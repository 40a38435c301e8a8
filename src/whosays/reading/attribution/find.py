"""Find the attributions of a parsed text: cues first, then for each its quotations, its content and its speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from spacy.tokens import Doc

from whosays.reading.attribution.always import attributes_always, speaker_by_rule
from whosays.reading.attribution.candidates import CueCandidate, cue_candidates, cue_tokens
from whosays.reading.attribution.choices import CueBasis
from whosays.reading.attribution.choose import (
    ASK,
    LikelyCue,
    content_rows,
    cues_near,
    probability,
    quote_rows,
    safest,
    source_rows,
)
from whosays.reading.attribution.contents import ContentCandidate, content_candidates
from whosays.reading.attribution.continuation import continued
from whosays.reading.attribution.features import Features, cue_features
from whosays.reading.attribution.found import FoundAttribution
from whosays.reading.attribution.network import Floats, context_vectors, networks
from whosays.reading.attribution.page import Page, Tokens
from whosays.reading.attribution.second_hand import with_cited_speakers
from whosays.reading.attribution.sources import SourceCandidate, joint_speakers, source_candidates
from whosays.reading.attribution.turns import layout_attributions
from whosays.reading.stretches import StretchIndex
from whosays.vocab.cues import cue_words

# A word this likely a cue is one. Calibrated on the development news, where F1 is flat from .4 to .6; the
# better precision decides.
KEEP = 0.5
# How likely a cue counts that the rules alone recognise.
BY_RULE = 0.8

Chosen = TypeVar("Chosen")


def find_attributions(doc: Doc) -> list[FoundAttribution]:
    """Return the attributions of a parsed text in text order of their cues.

    Speakers' turns, signed quotations and headlines are read by their layout; the rest in four steps, each a ranking
    of candidates by a trained network: which words are cues, whose each quotation is, each cue's content, its source.
    """
    if not len(doc):
        return []
    page, vectors = Page(doc), context_vectors(doc)
    likely = _likely_cues(page, vectors)
    quotes = _owned_quotations(page, likely, vectors)
    found = layout_attributions(page)
    taken = {attribution.cue_head for attribution in found}
    cues = [cue for cue in likely if cue.p >= KEEP and cue.head not in taken]
    contents = _contents(page, cues, quotes, vectors)
    sources = _sources(page, cues, contents, vectors)
    for cue, content, source in zip(cues, contents, sources, strict=True):
        attribution = _make(page, cue.candidate, content, source, cue.p) if content is not None else None
        if attribution is not None:
            found.append(attribution)
    found = with_cited_speakers(page, found)
    found += continued(page, found)
    return nested(sorted(found, key=lambda a: a.cue or a.contents[0]))


def _likely_cues(page: Page, vectors: Floats) -> list[LikelyCue]:
    candidates = cue_candidates(page)
    rows = [cue_features(page, candidate) for candidate in candidates]
    scores = probability(networks()["cue"].scores(rows, vectors))
    likely = []
    for candidate, score in zip(candidates, scores, strict=True):
        p = max(float(score), BY_RULE) if attributes_always(page, candidate) else float(score)
        if p >= ASK:
            likely.append(LikelyCue(candidate, p, CueBasis(page, candidate)))
    return likely


def _owned_quotations(page: Page, likely: list[LikelyCue], vectors: Floats) -> dict[int, tuple[Tokens, ...]]:
    """Return the quotations of each cue, by the cue's token."""
    asked = [(quote, near) for quote in range(len(page.quotations)) if (near := cues_near(page, quote, likely))]
    groups = [quote_rows(page, quote, near) for quote, near in asked]
    owned: dict[int, list[Tokens]] = defaultdict(list)
    for (quote, near), best in zip(asked, _best_of("quote", groups, vectors), strict=True):
        if best < len(near):
            owned[near[best].head].append(page.quote_tokens[quote])
    return {head: tuple(tokens) for head, tokens in owned.items()}


def _contents(
    page: Page, cues: list[LikelyCue], quotes: dict[int, tuple[Tokens, ...]], vectors: Floats
) -> list[ContentCandidate | None]:
    options = [_fitting(cue, content_candidates(page, cue.candidate, quotes.get(cue.head, ()))) for cue in cues]
    groups = [
        content_rows(page, cue.basis, contents, cue.head in quotes) for cue, contents in zip(cues, options, strict=True)
    ]
    chosen = _best_of("content", groups, vectors, [[c.ranges for c in contents] for contents in options])
    return [_option(contents, best) for contents, best in zip(options, chosen, strict=True)]


def _fitting(cue: LikelyCue, contents: list[ContentCandidate]) -> list[ContentCandidate]:
    """Return the contents that begin before a cue that closes or interrupts its sentence, if any.

    What follows ", the ministry said" is the reporter's remark, unless the sentence before it goes on.
    """
    if not cue.basis.interrupts or cue.candidate.cue is None or cue.candidate.cue.act not in ("say", "think", "deny"):
        return _whole_act(cue, contents)
    before = [content for content in contents if content.ranges[0][0] < cue.head]
    return before or contents


def _whole_act(cue: LikelyCue, contents: list[ContentCandidate]) -> list[ContentCandidate]:
    """Leave out what stands inside the act denied or admitted: "denied *shelling* the town" is not about the town."""
    if cue.candidate.cue is None or cue.candidate.cue.act not in ("say", "deny"):
        return contents
    whole = [content for content in contents if not content.form.startswith("inner-xcomp")]
    return whole or contents


def _sources(
    page: Page, cues: list[LikelyCue], contents: Sequence[ContentCandidate | None], vectors: Floats
) -> list[SourceCandidate | None]:
    options = [_speakers(page, cue) for cue in cues]
    groups = [
        source_rows(page, cue.basis, sources, content)
        for cue, content, sources in zip(cues, contents, options, strict=True)
    ]
    spans: list[list[tuple[Tokens, ...]]] = [[*((s.tokens,) for s in sources), ()] for sources in options]
    chosen = _best_of("source", groups, vectors, spans)
    found = [_option(sources, best) for sources, best in zip(options, chosen, strict=True)]
    return [one or _by_rule(page, cue, sources) for cue, one, sources in zip(cues, found, options, strict=True)]


def _speakers(page: Page, cue: LikelyCue) -> list[SourceCandidate]:
    """Return the possible speakers of a cue: those of the one noun that a rule leaves, else all."""
    options = source_candidates(page, cue.candidate)
    noun = speaker_by_rule(cue.candidate, page.tokens[cue.head])
    return [option for option in options if noun is not None and option.head == noun.i] or options


def _by_rule(page: Page, cue: LikelyCue, options: list[SourceCandidate]) -> SourceCandidate | None:
    """Return the speaker that grammar gives where the network names nobody."""
    noun = speaker_by_rule(cue.candidate, page.tokens[cue.head])
    return next((option for option in options if noun is not None and option.head == noun.i), None)


def _option(options: Sequence[Chosen], best: int) -> Chosen | None:
    """Return the option chosen; the place after the last stands for none."""
    return options[best] if best < len(options) else None


def _best_of(
    question: str,
    groups: Sequence[Sequence[Features]],
    vectors: Floats,
    spans: Sequence[Sequence[tuple[Tokens, ...]]] | None = None,
) -> list[int]:
    """Return the index of each group's best row, the safest where ``spans`` tell the rows' words; 0 if it is empty."""
    scores = networks()[question].scores([row for group in groups for row in group], vectors)
    best, start = [], 0
    for nth, group in enumerate(groups):
        logits = scores[start : start + len(group)]
        start += len(group)
        if not group:
            best.append(0)
        else:
            best.append(int(np.argmax(logits)) if spans is None else safest(spans[nth], logits))
    return best


def _make(
    page: Page, candidate: CueCandidate, content: ContentCandidate, source: SourceCandidate | None, p: float
) -> FoundAttribution | None:
    contents = tuple(s for s in (page.stretch(r) for r in content.ranges) if s is not None)
    if not contents:
        return None
    always = attributes_always(page, candidate)
    return FoundAttribution(
        source=page.stretch(source.tokens) if source else None,
        source_head=source.head if source else None,
        cue=page.stretch(cue_tokens(page, candidate)),
        cue_head=candidate.head,
        contents=contents,
        quoted=page.is_quoted(content.ranges),
        act=candidate.cue.act if candidate.cue else None,
        joint_sources=joint_speakers(page, source) if source else (),
        asserts=always or _asserts(page, candidate),
        impersonal=always and source is None,
        marked=page.marked(contents),
        confidence=p,
    )


def _asserts(page: Page, candidate: CueCandidate) -> bool:
    if candidate.cue is None:
        return candidate.shape in ("mark", "preposition")
    if candidate.cue.asserts:
        return True
    token = page.tokens[candidate.head]
    # "Witnesses spoke of soldiers firing on the crowd."
    return candidate.cue.lemma in cue_words("telling_of") and any(c.lower_ == "of" for c in token.rights)


def nested(found: list[FoundAttribution]) -> list[FoundAttribution]:
    """Give each attribution the index of the smallest other one in whose content its cue lies."""
    out = []
    contents = StretchIndex(attribution.contents for attribution in found)
    for attribution in found:
        around = [
            (sum(end - start for start, end in found[index].contents), index)
            for index in (contents.at(attribution.cue[0]) if attribution.cue else ())
            if found[index] is not attribution
        ]
        out.append(replace(attribution, parent=min(around)[1]) if around else attribution)
    return out
