"""Which words may name a place: every stretch of capitalised words that a table, a pattern or the tagger knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from whosays.places.gazetteer import Candidate, Gazetteer
from whosays.places.names import fold
from whosays.places.words import Peoples, place_words
from whosays.reading.syntax import text_of
from whosays.vocab import countries
from whosays.vocab.countries import Country

Form = Literal["name", "adjective", "people"]
LONGEST = 6  # tokens; "Democratic Republic of the Congo" has five, "Al Qa'im" with its hyphens four
# "U.S.-led" stays one token in the parse, where "Iran-backed" is three.
_PREFIXED = re.compile(r"(?:U\.S\.|U\.K\.|U\.A\.E\.|US|UK|UAE|EU)(?=-[a-z])")
_ROAD = re.compile(r"(?:I|US|U\.S\.|[A-Z]{2}|FM|Highway|Route|Interstate|Hwy\.?)[ -]\d{1,4}[A-Z]?$|[AMB]\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words that may name a place, and all that is known of it before anything is decided.

    ``start``/``end`` are tokens, ``first``/``last`` code points (half-open). ``peoples`` are the entities of an
    adjective or a name of people. ``head`` is the generic noun inside ("County", "River") if there is one.
    """

    start: int
    end: int
    first: int
    last: int
    key: str
    candidates: tuple[Candidate, ...]
    countries: tuple[Country, ...]
    form: Form
    label: str
    head: str


def _can_begin(token: Token) -> bool:
    return token.text[:1].isupper() or (token.lower_ in ("al", "el") and token.i + 1 < len(token.doc))


def _windows(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every stretch worth looking up, within a line, from a capitalised word to another."""
    words = place_words()
    n_tokens = len(doc)
    for start in range(n_tokens):
        if not _can_begin(doc[start]):
            continue
        for end in range(start + 1, min(start + LONGEST, n_tokens) + 1):
            last = doc[end - 1]
            if last.is_space:
                break
            if (
                last.text[:1].isupper()
                or last.text[:1].isdigit()
                or (end > start + 1 and words.generic(last.text) in _LOWER_HEADS)
            ):
                yield start, end
            elif last.text in _STOPS:
                break


_LOWER_HEADS = frozenset({"water", "relief", "facility", "area", "island"})
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_STOPS = frozenset('( ) [ ] : ; ! ? " “ ” — …'.split())


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """Return every stretch of words that may name a place, overlapping ones too, in order of their start."""
    text = text_of(doc)
    words = place_words()
    labels = {(e.start, e.end): e.label_ for e in doc.ents}
    found: dict[tuple[int, int], Mention] = {}

    def add(first: int, last: int, start: int, end: int, *, named: bool) -> None:
        dotted = text[last : last + 1] == "."
        shortened = words.shortened(text[first : last + 1]) if dotted and end - start <= 3 else None
        if shortened:  # the full stop of "Ont." is a token of its own
            last, end = last + 1, end + (end < len(doc) and doc[end].idx == last)
        else:
            shortened = words.shortened(text[first:last]) if end - start <= 3 else None
        surface = text[first:last]
        key = fold(surface)
        if not key:
            return
        people: Peoples | None = words.peoples(surface) if end - start <= 3 else None
        if people and people.place:
            key = fold(people.place)
        candidates = gazetteer.look_up(shortened.name) if shortened else gazetteer.look_up_key(key)
        if shortened:
            candidates = tuple(c for c in candidates if c.country == shortened.country and c.kind == "admin1")
        head = words.head_of(doc, start, end)
        label = labels.get((start, end), "")
        is_road = bool(_ROAD.fullmatch(surface))
        if not (candidates or surface[:1].islower()) and text[doc[end - 1].idx].islower():
            return  # a lower-case generic counts only where the tables know it as part of the name
        tagged = named and label in ("GPE", "LOC", "FAC", "NORP")
        if not (candidates or people or tagged or head or is_road):
            return
        form: Form = people.form if people else "name"
        if people and form == "adjective" and countries.by_name(surface) and doc[end - 1].dep_ not in _MODIFIERS:
            people, form = None, "name"  # "the US", where "US troops" has the adjective
        found[(first, last)] = Mention(
            start, end, first, last, key, candidates, people.countries if people else (), form, label,
            "road" if is_road else head,
        )  # fmt: skip

    for start, end in _windows(doc):
        last_token = doc[end - 1]
        add(doc[start].idx, last_token.idx + len(last_token), start, end, named=True)
        if end == start + 1 and (match := _PREFIXED.match(last_token.text)):
            add(last_token.idx, last_token.idx + match.end(), start, end, named=False)
    for entity in doc.ents:
        if entity.label_ in ("GPE", "LOC", "FAC") and (entity.start_char, entity.end_char) not in found:
            start = entity.start + (1 if doc[entity.start].lower_ == "the" and len(entity) > 1 else 0)
            add(doc[start].idx, entity.end_char, start, entity.end, named=True)
    return sorted(found.values(), key=lambda m: (m.first, m.last))
