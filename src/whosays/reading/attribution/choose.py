"""Put the questions to the trained networks: whose each quotation is, and which content and speaker a cue has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from whosays.reading.attribution.candidates import CueCandidate
from whosays.reading.attribution.choices import CueBasis, content_features, quote_features, source_features
from whosays.reading.attribution.contents import ContentCandidate
from whosays.reading.attribution.features import Features
from whosays.reading.attribution.network import Floats
from whosays.reading.attribution.page import Page, Tokens
from whosays.reading.attribution.sources import SourceCandidate

# A word less likely a cue than this owns no quotation. Lower values change nothing on the development news.
ASK = 0.15
# Options beyond these hold too little of the likelihood to matter.
CONTENDERS = 6
# How far a quotation may stand from its cue, in paragraphs before and after it: 99 % of the training quotations.
PARAGRAPHS_BACK, PARAGRAPHS_ON = 3, 1
# No quotation of the development news has more likely cues on either side; without a bound, a paragraph of many
# quotations takes time that grows with the square of its length.
CUES_BESIDE = 60


@dataclass(frozen=True, slots=True)
class LikelyCue:
    """A candidate, how likely it is a cue (0…1), and what is known of it."""

    candidate: CueCandidate
    p: float
    basis: CueBasis

    @property
    def head(self) -> int:
        """The token the cue hangs on."""
        return self.candidate.head


def probability(logits: Floats) -> Floats:
    """Return logits as probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)


def softmax(logits: Floats) -> Floats:
    """Return the logits of one group of candidates as shares that sum to one."""
    raised = np.exp(logits - np.max(logits))
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def safest(options: Sequence[Sequence[Tokens]], logits: Floats) -> int:
    """Return the index of the option that agrees most with what the others' likelihoods say is right.

    Several options often differ in a few words only and share the likelihood among them; the best guess is then the
    one that overlaps most of it (minimum Bayes risk), not the likeliest single one. Agreement of two options is their
    common words over the longer one's, and one half more if that is at least one half.
    """
    shares = softmax(logits)
    likely = [int(i) for i in np.argsort(-shares)[:CONTENDERS]]
    words = [_merged(options[i]) for i in likely]
    weights = [float(shares[i]) for i in likely]
    # Each pair once: agreement has no direction.
    pairs = {(n, m): _agree(words[n], words[m]) for n in range(len(words)) for m in range(n + 1)}
    sums = [
        sum(weight * pairs[(n, m) if m <= n else (m, n)] for m, weight in enumerate(weights))
        for n in range(len(likely))
    ]
    return likely[sums.index(max(sums))]


def _merged(ranges: Sequence[Tokens]) -> list[Tokens]:
    """Return token ranges in order, those that touch or overlap made one."""
    if len(ranges) == 1:
        return [r for r in ranges if r[0] < r[1]]
    merged: list[Tokens] = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _agree(a: list[Tokens], b: list[Tokens]) -> float:
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    common = longest = 0
    for start, end in a:
        longest += end - start
        for first, last in b:
            low, high = max(start, first), min(end, last)
            if low < high:
                common += high - low
    ratio = common / max(longest, sum(end - start for start, end in b))
    return (ratio + (0.5 if ratio >= 0.5 else 0.0)) / 1.5


def cues_near(page: Page, quote: int, likely: Sequence[LikelyCue]) -> list[LikelyCue]:
    """Return the likely cues, given in text order, that are near enough to a quotation to own it, none inside of it."""
    start, end = page.quote_tokens[quote]
    if start >= end:
        return []
    first, last = page.words_paragraph(start), page.words_paragraph(end - 1)
    earlier = bisect_left(likely, start, key=lambda cue: cue.head)
    later = bisect_left(likely, end, key=lambda cue: cue.head)
    beside = [*likely[max(0, earlier - CUES_BESIDE) : earlier], *likely[later : later + CUES_BESIDE]]
    return [cue for cue in beside if first - PARAGRAPHS_BACK <= page.words_paragraph(cue.head) <= last + PARAGRAPHS_ON]


def quote_rows(page: Page, quote: int, near: Sequence[LikelyCue]) -> list[Features]:
    """Return the features of each cue as the owner of a quotation, and last those of "nobody's"."""
    start, end = page.quote_tokens[quote]
    rows = []
    for cue in near:
        low, high = (end, cue.head) if cue.head >= end else (cue.head + 1, start)
        between = sum(low <= other.head < high and other.p >= 0.5 for other in near)
        names, tokens = quote_features(page, quote, cue.basis, between)
        likely = round(cue.p, 1)
        rows.append(([*names, f"p={likely}", f"p/between={likely}/{min(between, 3)}"], tokens))
    quotation = page.quotations[quote]
    nobody = [
        "nobody",
        f"nobody/scare={quotation.is_scare}",
        f"nobody/long={min(end - start, 30)}",
        f"nobody/likely={min(sum(cue.p >= 0.5 for cue in near), 4)}",
        f"nobody/single={quotation.single}/{quotation.level}",
    ]
    return [*rows, (nobody, [-1, start])]


def content_rows(page: Page, cue: CueBasis, contents: Sequence[ContentCandidate], given: bool) -> list[Features]:
    """Return the features of each possible content of a cue; ``given``: it has quotations of its own."""
    return [content_features(page, cue, content, n, len(contents), given) for n, content in enumerate(contents)]


def source_rows(
    page: Page, cue: CueBasis, sources: Sequence[SourceCandidate], content: ContentCandidate | None
) -> list[Features]:
    """Return the features of each possible speaker of a cue, and last those of "nobody named"."""
    rows = [source_features(page, cue, source, n, content) for n, source in enumerate(sources)]
    return [*rows, source_features(page, cue, None, 0, content)]
