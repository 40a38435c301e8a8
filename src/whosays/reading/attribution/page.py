"""A parsed text with what attribution keeps asking of it: paragraphs, quotations and who stands inside them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from spacy.tokens import Doc, Token

from whosays.reading.datelines import DATELINE
from whosays.reading.quotes import Quotation, find_quotations
from whosays.reading.syntax import text_of

Tokens = tuple[int, int]
# How far from a word, in tokens, anything is looked for that concerns it. No sentence of the development news is half
# as long; a "sentence" that is, is a list or a text without stops, and reading it all for each word would take time
# that grows with the square of its length.
REACH = 200


class Page:
    """A parsed text, its quotations as token ranges, and for each token its paragraph and quotation."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.quotations = find_quotations(doc)
        self.tokens: list[Token] = list(doc)
        # What features ask of nearly every token, asked of spaCy once: the word, or that it is a name; what it shows to
        # a neighbour (a mark, a word class, a line's end, or nothing where it is space); and whether it is trimmed off.
        self.beside = ["<name>" if t.pos_ == "PROPN" else t.lower_ for t in self.tokens]
        self.edges = [_edge(t) for t in self.tokens]
        self.loose = [t.is_space or t.text in ",;:.-–—―" for t in self.tokens]
        self._datelines = [match.span() for match in DATELINE.finditer(self.text)]
        self.paragraph: list[int] = []
        nth = 0
        for token in self.tokens:
            self.paragraph.append(nth)
            if token.is_space and "\n" in token.text:
                nth += 1
        # The same without counting empty paragraphs, for distances.
        filled = sorted({self.paragraph[t.i] for t in self.tokens if not t.is_space})
        self._rank = {paragraph: rank for rank, paragraph in enumerate(filled)}
        self.sentence: list[Tokens] = [(0, 0)] * len(doc)
        for sentence in doc.sents:
            for i in range(sentence.start, sentence.end):
                self.sentence[i] = (sentence.start, sentence.end)
        self.quote_tokens: list[Tokens] = []
        self.paragraph_end = self._ends()
        # Index of the outermost quotation that holds a token, or -1; scare quotes hold none.
        self.quote_at = [-1] * len(doc)
        for index, quotation in enumerate(self.quotations):
            self._place(index, quotation)
        self._marked = _running(at >= 0 for at in self.quote_at)
        self._spoken = _running(self.in_speech(i) for i in range(len(doc)))
        self._verbs = _running(token.pos_ == "VERB" for token in self.tokens)

    def _ends(self) -> list[int]:
        """Return for each token where its paragraph ends."""
        ends = [len(self.tokens)] * len(self.tokens)
        for i in range(len(ends) - 2, -1, -1):
            ends[i] = ends[i + 1] if self.paragraph[i] == self.paragraph[i + 1] else i + 1
        return ends

    def n_marked(self, start: int, end: int) -> int:
        """Return how many of some tokens stand between quotation marks."""
        return self._marked[max(start, end)] - self._marked[start]

    def n_spoken(self, start: int, end: int) -> int:
        """Return how many of some tokens stand between marks that are more than scare quotes."""
        return self._spoken[max(start, end)] - self._spoken[start]

    def n_verbs(self, start: int, end: int) -> int:
        """Return how many of some tokens are verbs."""
        return self._verbs[max(start, end)] - self._verbs[start]

    def _after_dateline(self, start: int, end: int) -> int:
        """Return the token after the dateline that some tokens begin in, if they go on behind it."""
        if start >= end or not self._datelines:
            return start
        at = self.tokens[start].idx
        for first, last in self._datelines:
            if first <= at < last <= self.tokens[end - 1].idx:
                return next(i for i in range(start, end) if self.tokens[i].idx >= last)
        return start

    def _place(self, index: int, quotation: Quotation) -> None:
        span = self.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        start, end = (span.start, span.end) if span is not None else (0, 0)
        self.quote_tokens.append((start, end))
        for i in range(start, end):
            if self.quote_at[i] < 0:
                self.quote_at[i] = index

    def around(self, i: int) -> Tokens:
        """Return the tokens of a word's sentence that lie within reach of it."""
        start, end = self.sentence[i]
        return max(start, i - REACH), min(end, i + REACH)

    def words_paragraph(self, i: int) -> int:
        """Return the number of a token's paragraph among those that have words."""
        return self._rank.get(self.paragraph[i], 0)

    def in_speech(self, i: int) -> bool:
        """Tell whether a token stands between marks that are more than scare quotes."""
        return self.quote_at[i] >= 0 and not self.quotations[self.quote_at[i]].is_scare

    def is_quoted(self, ranges: tuple[Tokens, ...]) -> bool:
        """Tell whether at least nine in ten of the words stand between quotation marks."""
        words = [i for start, end in ranges for i in range(start, end) if self.tokens[i].is_alpha]
        return bool(words) and sum(self.quote_at[i] >= 0 for i in words) >= 0.9 * len(words)

    def marked(self, contents: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """Return the parts of some stretches that stand between quotation marks as speech."""
        speech = [(q.start, q.end) for q in self.quotations if not q.is_scare and not q.level]
        cut = [(max(a, c), min(b, d)) for a, b in contents for c, d in speech]
        return tuple((a, b) for a, b in cut if a < b)

    def stretch(self, tokens: Tokens) -> tuple[int, int] | None:
        """Return the code points of a token range without white space and stops at its edges, or None if none remain.

        Quotation marks stay; a comma or full stop goes unless it stands inside them.
        """
        start, end = tokens
        start = max(start, self._after_dateline(start, end))
        while start < end and self.loose[start]:
            start += 1
        while start < end and self.loose[end - 1]:
            end -= 1
        if start >= end:
            return None
        last = self.tokens[end - 1]
        return self.tokens[start].idx, last.idx + len(last)


def _edge(token: Token) -> str:
    if token.is_space:
        return "<line>" if "\n" in token.text else ""
    return str(token.text if token.is_punct else token.pos_)


def _running(holds: Iterable[bool]) -> list[int]:
    """Return how many of the tokens before each place hold, so that any stretch is counted at once."""
    return [0, *accumulate(map(int, holds))]
