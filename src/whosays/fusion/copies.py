"""Which reports are copies of one text, despite cuts, rewording and house boilerplate.

Two reports are copies when at least half of the shorter one's own words stand in sentences that the other has too.
Quotations are set aside first, so reports that only share what somebody said are no copies; so is house text, the
sentences that one publisher prints under unrelated reports.

Candidates come from min-hash bands over sentences (Broder 1997), not from all pairs: in a crowded band every report is
held against a few fixed members only, so that ten thousand copies of one text cost ten thousand comparisons.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nsmallest
from importlib.resources import files
from itertools import combinations, pairwise

import numpy as np

from whosays.fusion.meeting import Meeting
from whosays.fusion.wording import content_stems, mask_quotations, overlap, sentences
from whosays.record import Report

# Calibrated on the development half of a corpus of 335 news reports with made and natural copies, checked on 770 other
# news texts (docs/why/fusion.md); the first four are a set.
COPIED_SHARE = 0.5  # of the shorter report's own words: the usual definition of a copy
BRIEF, BRIEF_SHARE = 40, 0.7  # a text of fewer stems than this must be copied to a larger part: it has less to show
ALIKE = 0.6  # mean Dice overlap of stems and of neighbouring stems that makes two sentences one, reworded
FEWEST_COPIED, WORD_FOR_WORD = (12, 20), 0.8  # stems copied; up to the second number they must be copied closely
SHORTEST_SENTENCE = 4  # content stems; shorter lines (captions, bylines) prove nothing
BANDS, ROWS = 6, 2  # a sentence kept to 60 % meets its copy in a band with probability 0.98 over three sentences
ANCHORS = 8  # members of a crowded band that every newcomer is held against
HOUSE_REPORTS = 3  # reports of one publisher that must share a sentence before it can be house text
HOUSE_SAMPLE = 6
MOST_AT_HAND = 4_096  # texts whose own words are kept ready for comparison; the others are worked out when needed
HOUSE_REST = 8  # stems that a report must have besides its house text
HOUSE_UNLIKE = 0.3  # overlap of what else those reports say, below which they are unrelated


@lru_cache(maxsize=1)
def _house_phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return hint and pattern of every row: a sentence without the hint cannot match, and is quickly passed over."""
    rows = csv.DictReader((files("whosays.fusion") / "data" / "house_phrase.csv").read_text("utf-8").splitlines())
    return tuple((row["hint"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def is_house_phrase(sentence: str) -> bool:
    """Whether a sentence holds a phrase that papers print about themselves ("sign up for", "all rights reserved")."""
    lower = sentence.lower()
    return any(hint in lower and pattern.search(sentence) for hint, pattern in _house_phrases())


def digest(text: str) -> int:
    """Return a 64-bit number that is the same for the same text on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Sentence:
    """A sentence as its content stems in order; sets of them are made when needed, since millions are held."""

    __slots__ = ("key", "ordered")

    def __init__(self, ordered: tuple[str, ...]) -> None:
        self.ordered = tuple(map(sys.intern, ordered))
        self.key = digest(" ".join(sorted(set(ordered))))

    @property
    def stems(self) -> frozenset[str]:
        """The stems, without order."""
        return frozenset(self.ordered)

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of neighbouring stems."""
        return frozenset(pairwise(self.ordered))

    def alike(self, other: Sentence) -> float:
        """Return how much of two sentences is the same words in the same order, 0 to 1."""
        return (overlap(self.stems, other.stems) + overlap(self.pairs, other.pairs)) / 2


@lru_cache(maxsize=100_000)
def _only(publisher: str | None) -> frozenset[str]:
    """Return the set of one publisher or none, once for all texts that have no other."""
    return frozenset((publisher,)) if publisher else frozenset()


class _Text:
    """One distinct text: its sentences as sets of stems, longest house phrases already dropped."""

    __slots__ = ("bands", "key", "keys", "publishers", "reports", "sentences", "stems")

    def __init__(self, text: str) -> None:
        own = [s for s in sentences(mask_quotations(text)) if not is_house_phrase(s)]
        ordered = [stems for stems in map(content_stems, own) if len(stems) >= SHORTEST_SENTENCE]
        self.sentences = tuple({s.key: s for s in map(Sentence, ordered)}.values())
        self.keys = tuple(s.key for s in self.sentences)
        self.key = digest(" ".join(map(str, self.keys)) if self.keys else text)
        self.bands = array("q", sorted(set(_bands(self.sentences))))
        self.stems = array("Q", sorted({_stem_number(stem) for s in self.sentences for stem in s.ordered}))
        self.reports: list[str] = []
        self.publishers: frozenset[str] | set[str] = _only(None)


@lru_cache(maxsize=200_000)
def _stem_number(stem: str) -> int:
    return digest(stem)


# Odd multipliers of a multiply-and-fold hash, one a permutation (Dietzfelbinger et al. 1997); fixed for good.
_MULTIPLIERS = np.array([digest(f"permutation {n}") | 1 for n in range(BANDS * ROWS)], dtype=np.uint64)[:, None]


def _bands(text: Iterable[Sentence]) -> Iterator[int]:
    """Yield the min-hash band keys of every sentence."""
    kept = [s.stems for s in text]
    if not kept:
        return
    numbers = np.fromiter((_stem_number(stem) for s in kept for stem in s), dtype=np.uint64)
    mixed = numbers[None, :] * _MULTIPLIERS
    mixed ^= mixed >> np.uint64(29)
    starts = np.cumsum([0, *(len(s) for s in kept[:-1])])
    least = np.minimum.reduceat(mixed, starts, axis=1).T.tolist()
    for row in least:
        for band in range(BANDS):
            # Hashes of tuples of integers are the same in every process.
            yield hash((band, *row[band * ROWS : (band + 1) * ROWS]))


def _copied(short: list[Sentence], long: list[Sentence]) -> tuple[int, int]:
    """Return how many stems of ``short`` stand in sentences that ``long`` has too: reworded, and word for word."""
    where: dict[str, list[int]] = defaultdict(list)
    sizes = []
    for i, sentence in enumerate(long):
        stems = sentence.stems
        sizes.append(len(stems))
        for stem in stems:
            where[stem].append(i)
    reworded = close = 0
    for sentence in short:
        stems = sentence.stems
        shared: dict[int, int] = defaultdict(int)
        for stem in stems:
            for i in where.get(stem, ()):
                shared[i] += 1
        # Pairs of neighbours overlap less than stems do, so a sentence below ALIKE in stems cannot reach it.
        near = [i for i, n in shared.items() if 2 * n >= ALIKE * (len(stems) + sizes[i])]
        best = max((sentence.alike(long[i]) for i in near), default=0.0)
        reworded += len(stems) * (best >= ALIKE)
        close += len(stems) * (best >= WORD_FOR_WORD)
    return reworded, close


class OwnWords:
    """What a report says in its own words: its sentences, house text dropped; ``size`` counts their stems."""

    __slots__ = ("sentences", "size")

    def __init__(self, sentences: list[Sentence]) -> None:
        self.sentences = sentences
        self.size = sum(len(s.stems) for s in sentences)


def _share_enough(stems: frozenset[int], others: Iterable[int]) -> bool:
    """Whether two texts share enough stems for even one copied stretch; if not, their sentences need no look."""
    return len(stems.intersection(others)) >= min(FEWEST_COPIED) * ALIKE


def are_copies(a: OwnWords, b: OwnWords) -> bool:
    """Whether two texts are copies of one: most of the shorter stands in the longer."""
    short, long = (a, b) if a.size <= b.size else (b, a)
    reworded, close = _copied(short.sentences, long.sentences)
    enough = reworded >= FEWEST_COPIED[1] or close >= FEWEST_COPIED[0]
    return enough and reworded >= (BRIEF_SHARE if short.size < BRIEF else COPIED_SHARE) * short.size


class CopyIndex:
    """Reports grouped by text; add and remove in any order, the groups are the same."""

    def __init__(self) -> None:
        self._texts: dict[int, _Text] = {}
        self._text_of: dict[str, int] = {}
        self._meeting = Meeting(ANCHORS)
        self._printed: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._house: set[tuple[str, int]] = set()
        self._copies: dict[int, set[int]] = {}
        self._root: dict[int, int] = {}
        self._own_words: dict[int, OwnWords] = {}

    def root(self, report: str) -> int:
        """Return a number that a report shares with all copies of its text and with no other report."""
        return self._root[self._text_of[report]]

    def add(self, report: Report) -> set[str]:
        """Take one report in; return the ids of all reports whose root changed. A known id is left as it is."""
        if report.id in self._text_of:
            return set()
        text = _Text(report.text)
        known = self._texts.setdefault(text.key, text)
        known.reports.append(report.id)
        self._text_of[report.id] = known.key
        touched = self._print(known, (report.publisher or "").casefold())
        if known is text:
            touched.add(known.key)
            self._copies[known.key] = set()
            for anchor, others in self._meeting.add(known.key, known.bands):
                touched |= self._part(anchor, others)
        return self._resolve(touched) | {report.id}

    def _print(self, text: _Text, publisher: str) -> set[int]:
        """Note the publisher of a text; return the texts whose own words changed since house text came to light."""
        if not publisher or publisher in text.publishers:
            return set()
        if isinstance(text.publishers, set):
            text.publishers.add(publisher)
        else:
            text.publishers = {*text.publishers, publisher} if text.publishers else _only(publisher)
        changed: set[int] = set()
        for key in text.keys:
            printed = self._printed[publisher, key]
            printed.add(text.key)
            if self._is_house(publisher, key) != ((publisher, key) in self._house):
                self._house ^= {(publisher, key)}
                changed |= printed
        if any((publisher, key) in self._house for key in text.keys):
            changed.add(text.key)
        for key in changed:
            self._own_words.pop(key, None)
        return changed & self._copies.keys()

    def _part(self, anchor: int, others: Iterable[int]) -> set[int]:
        """Part an anchor that was displaced from those it meets no more; return the texts parted."""
        bands = self._texts[anchor].bands
        gone = {o for o in self._copies[anchor].intersection(others) if not self._meeting.do_meet(anchor, o, bands)}
        for other in gone:
            self._copies[anchor].discard(other)
            self._copies[other].discard(anchor)
        return gone | {anchor} if gone else set()

    def _is_house(self, publisher: str, key: int) -> bool:
        """Whether a publisher prints this sentence under reports that otherwise have nothing in common."""
        printed = self._printed[publisher, key]
        if len(printed) < HOUSE_REPORTS:
            return False
        sample = [self._texts[t] for t in nsmallest(HOUSE_SAMPLE, printed)]
        counts = Counter(k for text in sample for k in text.keys)
        rests = [
            frozenset().union(*(s.stems for s in text.sentences if counts[s.key] < HOUSE_REPORTS)) for text in sample
        ]
        if sum(len(rest) >= HOUSE_REST for rest in rests) < HOUSE_REPORTS:
            return False
        pairs = [len(a & b) / min(len(a), len(b)) for a, b in combinations(rests, 2) if a and b]
        return sum(pairs) / len(pairs) < HOUSE_UNLIKE if pairs else False

    def _own(self, key: int) -> OwnWords:
        if (known := self._own_words.get(key)) is not None:
            return known
        if len(self._own_words) >= MOST_AT_HAND:
            self._own_words.clear()
        text = self._texts[key]
        sentences = [s for s in text.sentences if not any((p, s.key) in self._house for p in text.publishers)]
        own = self._own_words[key] = OwnWords(sentences)
        return own

    def _resolve(self, touched: set[int]) -> set[str]:
        """Hold the touched texts against those they meet; return the reports whose root changed."""
        stale: set[int] = set()
        for key in sorted(touched):
            own, text = self._own(key), self._texts[key]
            before, stems = self._copies[key], frozenset(text.stems)
            now = {
                other
                for other in self._meeting.partners(key, text.bands)
                if _share_enough(stems, self._texts[other].stems) and are_copies(own, self._own(other))
            }
            for other in before - now:
                self._copies[other].discard(key)
            for other in now - before:
                self._copies[other].add(key)
            self._copies[key] = now
            stale |= before ^ now
        changed: set[str] = set()
        for group in self._groups_of(touched | stale):
            root = min(group)
            for key in group:
                if self._root.get(key) != root:
                    self._root[key] = root
                    changed.update(self._texts[key].reports)
        return changed

    def _groups_of(self, keys: Iterable[int]) -> Iterator[list[int]]:
        seen: set[int] = set()
        for key in keys:
            group, queue = [], [key] if key not in seen else []
            seen.add(key)
            while queue:
                group.append(queue.pop())
                new = self._copies[group[-1]] - seen
                seen |= new
                queue += new
            if group:
                yield group

    def groups(self) -> list[tuple[str, ...]]:
        """Return every group of two or more reports that are copies of one text, ids sorted, groups sorted."""
        by_root: dict[int, list[str]] = defaultdict(list)
        for key, text in self._texts.items():
            by_root[self._root[key]] += text.reports
        return sorted(tuple(sorted(ids)) for ids in by_root.values() if len(ids) > 1)


def find_copies(reports: Iterable[Report]) -> list[tuple[str, ...]]:
    """Return the groups of reports that are copies of one text: two ids or more each, sorted.

    The order of the reports does not matter. Copies despite cuts, rewording, house text above and below; reports that
    share only quotations are no copies. Reports with the same id count once.
    """
    index = CopyIndex()
    for report in reports:
        index.add(report)
    return index.groups()
