"""The signs by which a stretch of words is judged to name a place: what the tables, the tagger and the context say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc

from whosays.places.evidence import nations_named
from whosays.places.mentions import Mention
from whosays.places.names import fold
from whosays.places.words import place_words
from whosays.reading.syntax import load_model, text_of
from whosays.vocab import countries

_OPEN_CLASSES = ("ADJ", "ADV", "VERB", "NOUN")


@lru_cache(maxsize=1)
def _lexicon() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the parser's own lists of English words by class."""
    lemmatizer = load_model().get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    return tuple((name.upper(), frozenset(index[name.lower()])) for name in _OPEN_CLASSES)


@lru_cache(maxsize=8192)
def _english(word: str) -> str:
    return "+".join(name for name, words in _lexicon() if word in words)


def _shape(text: str) -> str:
    if text.isupper():
        return "X"
    if text[:1].isupper():
        return "Xx"
    return "x" if text[:1].islower() else "d" if text[:1].isdigit() else "."


class Signs:
    """What one text says about its own words, asked once and used for each mention."""

    def __init__(self, doc: Doc, mentions: list[Mention]) -> None:
        self.doc = doc
        self.text = text = text_of(doc)
        n_tokens = len(doc)
        self.entity: list[tuple[int, int, str] | None] = [None] * n_tokens
        self.persons: Counter[str] = Counter()
        self.forenames: Counter[str] = Counter()
        for e in doc.ents:
            for i in range(e.start, e.end):
                self.entity[i] = (e.start, e.end, e.label_)
                if e.label_ == "PERSON" and len(e) > 1:
                    (self.persons if i == e.end - 1 else self.forenames)[doc[i].lower_] += 1
        named = [m for m in mentions if m.countries or countries.by_name(text[m.first : m.last])]
        self.nations = {code for code, _ in nations_named(named).most_common(3)}
        self.lower = {t.text for t in doc if t.text.islower()}
        self.labels: dict[str, Counter[str]] = {}
        for m in mentions:
            self.labels.setdefault(m.key, Counter())[m.label or "none"] += 1

    def near(self, i: int) -> str:
        """Return the word at a token, or a mark beyond the text or the line."""
        if not 0 <= i < len(self.doc):
            return "#"
        token = self.doc[i]
        return "#" if token.is_space else "0" if token.like_num else token.lower_

    def of(self, m: Mention) -> list[str]:
        """Return the signs of one mention."""
        return [*self._of_name(m), *self._of_tagger(m), *self._of_context(m)]

    def is_forename(self, m: Mention) -> bool:
        """Whether the word begins a person's name: tagged so, and followed by no English word ("Parks", "Police")."""
        outer = self.entity[m.start]
        if outer is None or outer[2] != "PERSON" or m.end != m.start + 1 or outer[0] != m.start or outer[1] == m.end:
            return False
        rest = [t for t in self.doc[m.end : outer[1]] if t.is_alpha]
        return bool(rest) and all(t.text[:1].isupper() and not _english(t.lower_) for t in rest)

    def _of_name(self, m: Mention) -> Iterator[str]:
        form = m.form
        yield f"form={form}"
        yield f"n={min(m.end - m.start, 4)}{form[0]}"
        yield f"head={m.head}"
        kinds = {c.kind for c in m.candidates}
        for kind in kinds:
            yield f"kind={kind}"
        if not kinds:
            yield "unknown" if form == "name" else "people"
            yield f"unknown+{m.label}+{m.head}"
        near = any(c.country in self.nations for c in m.candidates)
        yield f"in_nation={near}+{form[0]}"
        yield f"in_nation={near}+{m.label}+{bool(kinds)}"
        population = max((c.population for c in m.candidates), default=0)
        size = int(math.log10(population + 1))
        yield f"size={size}"
        chief = any(fold(c.name) == m.key for c in m.candidates)
        yield f"chief={chief}"
        yield f"n_places={min(int(math.log2(len(m.candidates) + 1)), 6)}"
        surface = self.text[m.first : m.last]
        yield f"shape={_shape(surface)}{len(surface) if len(surface) < 5 else ''}"
        if m.end == m.start + 1:
            english = _english(m.key)
            yield f"english={english}"
            yield f"english={english}+size={size}"
            yield f"also_lower={m.key in self.lower}"
            yield f"person={min(self.persons[self.doc[m.start].lower_], 2)}"
            yield f"forename={min(self.forenames[self.doc[m.start].lower_], 2)}"
            yield f"suffix={m.key[-3:]}"
            yield f"suffix={m.key[-4:]}"
        if countries.by_name(surface):
            yield f"country={m.end - m.start > 1}"
        yield f"key={m.key}"
        yield f"first={self.doc[m.start].lower_ if m.end > m.start + 1 else ''}"
        yield f"last={self.doc[m.end - 1].lower_ if m.end > m.start + 1 else ''}"

    def _of_tagger(self, m: Mention) -> Iterator[str]:
        doc = self.doc
        label = m.label
        size = "big" if any(c.population > 100_000 or c.kind != "city" for c in m.candidates) else "small"
        known = f"{bool(m.candidates)}{m.form[0]}"
        if not label:
            spans = {e for i in range(m.start, m.end) if (e := self.entity[i])}
            for start, end, outer in spans:
                if start <= m.start and m.end <= end:
                    where = "front" if start == m.start else "back" if end == m.end else "mid"
                    before = doc[m.start - 1].lower_ if start < m.start else ""
                    yield f"inside={outer}"
                    yield f"inside={outer}+{where}+{known}+{size}"
                    yield f"inside={outer}+before={before}"
                    words = {bool(_english(t.lower_)) for t in doc[m.end : end] if t.is_alpha}
                    yield f"inside={outer}+rest_is_english={sorted(words)}"
                    yield f"inside={outer}+after={doc[m.end].lower_ if m.end < end else ''}"
                    yield f"inside={outer}+end={doc[end - 1].lower_ if m.end < end else ''}"
                elif m.start <= start and end <= m.end:
                    yield f"holds={outer}"
                else:
                    yield f"cuts={outer}"
            if not spans:
                yield "outside"
                yield f"outside+{known}+{size}"
        yield f"label={label}+{known}"
        yield f"label={label}+{size}"
        others = self.labels[m.key]
        rest = sum(others.values()) - 1
        if rest:
            for name, count in others.items():
                share = (count - (name == (label or "none"))) / rest
                if share > 0:
                    yield f"elsewhere={name}{'+' if share > 0.5 else ''}"
        else:
            yield "only_once"
        last = doc[m.end - 1]
        yield f"tag={doc[m.start].tag_}"
        yield f"dep={last.dep_}"
        yield f"tag+dep={last.tag_}+{last.dep_}"
        head = last.head
        yield f"governor={head.pos_}"
        if m.start <= head.i < m.end:
            yield "holds_head"
        if head.i != last.i and last.dep_ in ("compound", "amod", "poss", "nmod"):
            yield f"modifies={head.tag_}"
            yield f"modifies={head.lemma_.lower()}"

    def _of_context(self, m: Mention) -> Iterator[str]:
        doc = self.doc
        before, before2 = self.near(m.start - 1), self.near(m.start - 2)
        after, after2 = self.near(m.end), self.near(m.end + 1)
        yield f"before={before}"
        yield f"before2={before2}+{before}"
        known = "+".join(sorted({"town" if c.kind in ("city", "place") else c.kind for c in m.candidates})[:3])
        is_preposition = m.start > 0 and doc[m.start - 1].tag_ == "IN"
        yield f"preposition={is_preposition}+{known}+{m.form[0]}"
        yield f"before={before}+{m.form[0]}+{bool(m.candidates)}"
        yield f"after={after}+{m.form[0]}+{bool(m.candidates)}"
        yield f"after={after}"
        yield f"after2={after}+{after2}"
        left = _shape(doc[m.start - 1].text) if m.start else "#"
        right = _shape(doc[m.end].text) if m.end < len(doc) else "#"
        yield f"shape_before={left}"
        yield f"shape_after={right}"
        yield f"shape_around={left}+{right}"
        if m.end < len(doc):
            if doc[m.end].text[:1].isupper():
                yield f"next_pos={doc[m.end].pos_}+{bool(m.candidates)}"
                yield f"next_generic={place_words().generic(doc[m.end].text)}"
            if place_words().generic(after):
                yield f"generic_follows={place_words().generic(after)}+{doc[m.end].text[:1].isupper()}"
        if doc[m.start].is_sent_start:
            yield "begins_sentence"
        if m.first < 100:
            yield "top"
