"""Choose, by the trained networks, which words are cues, whose each quotation is, and each cue's content and source."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whosays.reading.attribution.candidates import CueCandidate
from whosays.reading.attribution.contents import ContentCandidate, content_candidates
from whosays.reading.attribution.features import Features, content_features, quote_features
from whosays.reading.attribution.network import Floats
from whosays.reading.attribution.page import Page, Tokens

# A word less likely a cue than this is not asked about any further. Calibrated with KEEP on the development news.
ASK = 0.15
# How far a quotation may stand from its cue, in paragraphs before and after it.
PARAGRAPHS_BACK, PARAGRAPHS_ON = 3, 1


def probability(logits: Floats) -> Floats:
    """Return logits as probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)


def softmax(logits: Floats) -> Floats:
    """Return the logits of one group of candidates as shares that sum to one."""
    raised = np.exp(logits - np.max(logits))
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def cues_near(page: Page, quote: int, likely: Sequence[tuple[CueCandidate, float]]) -> list[tuple[CueCandidate, float]]:
    """Return the likely cues near enough to a quotation to own it, none inside of it."""
    start, end = page.quote_tokens[quote]
    if start >= end:
        return []
    first, last = page.words_paragraph(start), page.words_paragraph(end - 1)
    return [
        (candidate, p)
        for candidate, p in likely
        if first - PARAGRAPHS_BACK <= page.words_paragraph(candidate.head) <= last + PARAGRAPHS_ON
        and not start <= candidate.head < end
    ]


def quote_rows(page: Page, quote: int, near: Sequence[tuple[CueCandidate, float]]) -> list[Features]:
    """Return the features of each cue as the owner of a quotation, and last those of "nobody's"."""
    start, end = page.quote_tokens[quote]
    rows = []
    for candidate, p in near:
        low, high = (end, candidate.head) if candidate.head >= end else (candidate.head + 1, start)
        between = sum(low <= other.head < high and q >= 0.5 for other, q in near)
        names, tokens = quote_features(page, quote, candidate, between)
        rows.append(([*names, f"p={round(p, 1)}", f"p/between={round(p, 1)}/{min(between, 3)}"], tokens))
    quotation = page.quotations[quote]
    nobody = [
        "nobody", f"nobody/scare={quotation.is_scare}", f"nobody/long={min(end - start, 30)}",
        f"nobody/likely={min(sum(p >= 0.5 for _, p in near), 4)}", f"nobody/single={quotation.single}/{quotation.level}",
    ]  # fmt: skip
    return [*rows, (nobody, [-1, start])]


def content_rows(
    page: Page, candidate: CueCandidate, contents: Sequence[ContentCandidate], quotes: tuple[Tokens, ...]
) -> list[Features]:
    """Return the features of each possible content of a cue."""
    return [content_features(page, candidate, c, n, len(contents), quotes) for n, c in enumerate(contents)]
