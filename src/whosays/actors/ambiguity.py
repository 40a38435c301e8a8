"""Which of its meanings a known name can have where it stands: surnames, acronyms, parts of longer names."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.actors.names import NameMatch, Referent
from whosays.actors.page import Page
from whosays.actors.table import Organisation, Person
from whosays.actors.words import TITLES_OF_COURTESY


def meanings(page: Page, match: NameMatch, start: int, end: int) -> list[Referent]:
    """Return what the name at tokens ``start:end`` may stand for here, likeliest first."""
    found = [referent for referent in match.referents if _fits(page, referent, match, start, end)]
    if _inside_place(page, start, end):
        found = [referent for referent in found if referent.kind in ("adjective", "people")]
    return found


def choose(page: Page, bodies: list[Organisation]) -> list[Organisation]:
    """Return those of several bodies of one name that fit the report: named in full, of its time, of its countries."""
    if len(bodies) > 1:
        text = page.text.lower()
        bodies = [b for b in bodies if b.name.lower() in text] or bodies
    if len(bodies) > 1 and page.day:
        current = [body for body in bodies if body.existed_on(page.day)]
        bodies = current or bodies
    if len(bodies) > 1:
        counts = [page.countries.get(b.country or "", 0) for b in bodies]
        best = max(counts)
        if best and counts.count(best) == 1:
            bodies = [bodies[counts.index(best)]]
    return bodies


def _fits(page: Page, referent: Referent, match: NameMatch, start: int, end: int) -> bool:
    before = page.doc[start - 1] if start else None
    after = page.doc[end] if end < len(page.doc) else None
    words = page.text[match.start : match.end]
    if referent.kind == "person":
        person = page.table.persons[referent.key]
        return " " in words or (_stands_alone(page, before, after) and _has_begun(page, person))
    if referent.kind == "organisation" and not _is_written_so(page, page.table.organisations[referent.key], words):
        return False
    if page.doc[start].ent_type_ != "PERSON":
        return True
    # "Jordan" is no country in "Jordan Blix".
    return not any(t is not None and t.ent_type_ == "PERSON" and t.pos_ == "PROPN" for t in (before, after))


def _stands_alone(page: Page, before: Token | None, after: Token | None) -> bool:
    """Whether a surname has no other first name before it and no second surname after it."""
    if after is not None and after.ent_type_ == "PERSON" and after.ent_iob_ == "I" and after.tag_ == "NNP":
        return False
    if before is None or before.tag_ != "NNP" or not before.text[0].isalpha() or before.i in page.covering:
        return True
    word = before.lower_.rstrip(".")
    titled = word in page.table.roles or before.lower_ in page.table.roles or word in TITLES_OF_COURTESY
    return titled or before.text.isupper()


def _has_begun(page: Page, person: Person) -> bool:
    """Whether the person was known on the day of the report: a surname is not somebody who came later."""
    first = person.posts[0].valid_from if person.posts else None
    return page.day is None or first is None or first <= page.day[: len(first)]


def _is_written_so(page: Page, body: Organisation, words: str) -> bool:
    """Whether an acronym written as a word ("Arena") is that body: only where its country is spoken of."""
    if " " in words or words.isupper() or words in (body.name, *body.aliases):
        return True
    acronym = words.upper() in (body.name, *body.aliases)
    return not acronym or body.country is None or body.country in page.countries


def _inside_place(page: Page, start: int, end: int) -> bool:
    """Whether the name is only a part of the name of a place ("Moscow Square", "Sea of Azov")."""
    before = start > 0 and page.place_spans.get(start - 1, 0) >= end
    return before or page.place_spans.get(start, 0) > end
