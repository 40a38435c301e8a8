"""One report as the rules of this room see it: its tokens, the names known in it, and its countries."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from whosays.actors.mention import Draft
from whosays.actors.names import NameMatch, fold, slug
from whosays.actors.table import ActorTable
from whosays.actors.words import ADJECTIVE_TAILS
from whosays.reading.syntax import text_of
from whosays.vocab.countries import by_code

DATELINE_REACH = 12  # tokens


@dataclass(slots=True)
class Page:
    """A parsed report with what is being found in it.

    ``drafts`` by the index of their head token; ``covering`` maps every token inside a name to that name's draft.
    ``place_country`` maps tokens of place mentions to the alpha-3 country they lie in. ``day`` is the ISO day of
    publication, or None.
    """

    doc: Doc
    text: str
    table: ActorTable
    day: str | None
    matches: list[NameMatch]
    starts: list[int]
    place_country: dict[int, str] = field(default_factory=dict)
    drafts: dict[int, Draft] = field(default_factory=dict)
    covering: dict[int, Draft] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    sentence_of: list[int] = field(default_factory=list)
    issuer: Draft | None = None
    seats: set[int] = field(default_factory=set)
    place_spans: dict[int, int] = field(default_factory=dict)

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens (half-open) that the characters ``start:end`` touch."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1)
        return max(first, 0), last

    def add(self, draft: Draft) -> Draft:
        """Keep a draft; a longer one at the same head replaces a shorter."""
        held = self.drafts.get(draft.head)
        if held is None or held.end - held.start <= draft.end - draft.start:
            self.drafts[draft.head] = draft
        return draft

    def own_key(self, name: str) -> str:
        """Return the entity key of a name that only this report has; never one of the tables."""
        key = slug(fold(name))
        taken = key in self.table.organisations or key in self.table.persons
        return f"{key}-LOCAL" if taken else key

    def token(self, index: int) -> Token:
        """Return the token at ``index``."""
        return self.doc[index]


def open_page(doc: Doc, places: Sequence[Any], table: ActorTable, published: str | None) -> Page:
    """Return the page of a parsed report, its known names looked up and its countries counted."""
    text = text_of(doc)
    page = Page(
        doc=doc,
        text=text,
        table=table,
        day=published[:10] if published else None,
        matches=table.names.find(text),
        starts=[token.idx for token in doc],
        sentence_of=[0] * len(doc),
    )
    for number, sentence in enumerate(doc.sents):
        for index in range(sentence.start, sentence.end):
            page.sentence_of[index] = number
    for found in places:
        code = found.place.country
        if not found.is_adjective:
            page.place_spans.update(dict.fromkeys(range(found.token_start, found.token_end), found.token_end))
        if code and not found.is_adjective:
            for index in range(found.token_start, found.token_end):
                page.place_country[index] = code
                if found.is_actor_like or found.place.precision == "region" or _opens_dateline(doc, found.token_end):
                    page.seats.add(index)
            if found.place.precision != "country":
                page.countries[code] += 1
    for match in page.matches:
        referent = match.referents[0]
        if referent.kind in ("country", "adjective", "people", "seat") and not _is_aside(page, match):
            country = by_code(referent.key)
            if country and country.code:
                page.countries[country.code] += 1
    return page


def _opens_dateline(doc: Doc, after: int) -> bool:
    """Whether the place that ends before token ``after`` begins a report's first line ("GENEVA, 3 May (Agency) -")."""
    if after >= len(doc) or after > DATELINE_REACH:
        return False
    rest = doc[after : after + DATELINE_REACH]
    return any(t.text in ("-", "–", "—", "--") for t in rest) and doc[after].text in (
        ",",
        "-",
        "–",
        "—",
        "--",
        "(",
        ".",
    )


def _is_aside(page: Page, match: NameMatch) -> bool:
    """Whether a country's name says nothing of where the report plays: a dateline, or "Rwandan" in "Rwandan-backed"."""
    _, end = page.tokens_of(match.start, match.end)
    tail = page.doc[end + 1].lower_ if end + 1 < len(page.doc) and page.doc[end].text in "-–" else ""
    return tail in ADJECTIVE_TAILS or _opens_dateline(page.doc, end)
