"""Names that the table knows, as mentions: countries, capitals as governments, peoples, organisations, persons."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.actors.ambiguity import choose, meanings
from whosays.actors.mention import Draft, Form
from whosays.actors.names import NameMatch, Referent, slug
from whosays.actors.page import Page
from whosays.actors.table import Organisation
from whosays.actors.words import (
    GIVING_VERBS,
    LOCATIVE_PREPOSITIONS,
    NON_ACTING_SUBJECT_VERBS,
    PARTNER_PREPOSITIONS,
    TAKING_VERBS,
)  # fmt: skip
from whosays.vocab.countries import Country, by_code

OFFICIAL_KINDS = ("parliament", "ministry", "court", "general staff", "police", "office", "agency", "intelligence")


def read_names(page: Page) -> None:
    """Put a draft on the page for every known name that may be an actor here."""
    for match in page.matches:
        start, end = page.tokens_of(match.start, match.end)
        span = page.doc[start:end]
        if not len(span) or page.doc[start].is_space:
            continue
        head = span.root
        referents = meanings(page, match, start, end)
        if any(r.kind == "short" for r in referents):
            _read_short(page, referents, start, end, head)
            continue
        if not referents:
            continue
        draft = _draft_of(page, referents, match, start, end, head)
        page.add(draft)
        for index in range(start, end):
            page.covering[index] = draft


def read_issuer(page: Page, publisher: str | None) -> None:
    """Note the body or government whose own communiqué this is, by the publisher's name; media are none."""
    for match in page.table.names.find(publisher or ""):
        kinds = {r.kind: r.key for r in reversed(match.referents)}
        if "organisation" in kinds:
            body = page.table.organisations[kinds["organisation"]]
            if body.sector != "JRN":
                page.issuer = Draft(0, 1, 0, "name", "organisation", name=body.name, entity=body.key)
                page.issuer.country, page.issuer.sector = body.country, body.sector
                page.issuer.stateless = body.country is None
            return
        country = by_code(kinds["country"]) if "country" in kinds and "overnment" in (publisher or "") else None
        if country is not None and country.code:
            page.issuer = Draft(0, 1, 0, "name", "country", name=country.name, entity=country.code)
            page.issuer.country, page.issuer.sector = country.code, "GOV"
            return


def _read_short(page: Page, referents: list[Referent], start: int, end: int, head: Token) -> None:
    """Put a draft on the page for a name like "the North", if it stands alone and its country is spoken of."""
    short = page.table.short_names[next(r.key for r in referents if r.kind == "short")]
    after = page.doc[end] if end < len(page.doc) else None
    ends = after is None or not (after.text[0].isupper() or after.text == "-" or after.pos_ in ("NOUN", "PROPN"))
    alone = ends and start > 0 and page.doc[start - 1].lower_ == "the"
    if not alone or (short.needs and not any(code in page.countries for code in short.needs)):
        return
    draft = Draft(
        start - 1, end, head.i, "name", "country",
        name=short.name, entity=short.country or slug(short.name), country=short.country, sector=short.sector,
        definite=True, stateless=short.country is None, locative=_is_where(head), why=["short name of a country"],
    )  # fmt: skip
    country = by_code(short.country) if short.country else None
    draft.name = country.name if country else short.name
    page.add(draft)
    for index in range(start, end):
        page.covering[index] = draft


def _draft_of(page: Page, referents: list[Referent], match: NameMatch, start: int, end: int, head: Token) -> Draft:
    kinds = {r.kind for r in referents}
    words = page.text[match.start : match.end]
    if "person" in kinds:
        return _person(page, next(r for r in referents if r.kind == "person"), start, end, head)
    if "ethnic" in kinds:
        return _ethnic(page, next(r.key for r in referents if r.kind == "ethnic"), start, end, head)
    if "organisation" in kinds:
        bodies = [page.table.organisations[r.key] for r in referents if r.kind == "organisation"]
        return _organisation(page, bodies, words, start, end, head)
    return _country(page, referents, words, start, end, head)


def _ethnic(page: Page, key: str, start: int, end: int, head: Token) -> Draft:
    """Return the mention of a people without a state of its own; as an adjective it gives a noun no country."""
    modifies = head.dep_ in ("amod", "compound", "nmod") and head.head.i >= end
    country = page.table.peoples[key]
    return Draft(
        start, end, head.i, "adjective" if modifies else "nominal", "ethnic" if modifies else "people",
        name=key, country=country, sector="CVL", plural=not modifies, stateless=modifies and country is None,
        definite=any(t.lower_ == "the" for t in head.lefts), why=["name of a people"],
    )  # fmt: skip


def _person(page: Page, referent: Referent, start: int, end: int, head: Token) -> Draft:
    person = page.table.persons[referent.key]
    post = person.post_at(page.day)
    return Draft(
        start, end, head.i, "name", "person",
        name=person.name,
        entity=person.key,
        country=post.country if post else None,
        sector=post.sector if post else None,
        stateless=post is not None and post.country is None,
        noun=post.title if post else "",
        gender=person.gender,
        definite=True,
        why=[f"table of persons: {person.name}, {post.title}" if post else f"table of persons: {person.name}"],
    )  # fmt: skip


def _organisation(page: Page, bodies: list[Organisation], words: str, start: int, end: int, head: Token) -> Draft:
    bodies = choose(page, bodies)
    body = bodies[0]
    draft = Draft(
        start, end, head.i, "name", "organisation",
        sector=body.sector if len({b.sector for b in bodies}) == 1 else None,
        definite=True,
        plural=head.tag_ == "NNPS",
    )  # fmt: skip
    if len(bodies) == 1:
        draft.name, draft.entity, draft.country = body.name, body.key, body.country
        draft.stateless = body.country is None
        draft.why.append(f"table of organisations: {body.name}")
    else:
        draft.name = words
        draft.why.append("one name of several organisations: " + ", ".join(b.key for b in bodies))
    owner = _owner_country(page, start)
    common = words.lower() in page.table.roles
    if common and owner is None and page.countries and body.country not in page.countries:
        # "the Senate" in a report that does not speak of the country it usually means.
        draft.name, draft.entity, draft.country, draft.why = words, None, None, ["a body's common name"]
    if owner and body.country and owner != body.country and body.kind in OFFICIAL_KINDS:
        # "the Mexican Senate" is not the one that "the Senate" means.
        draft.country, draft.entity, draft.name = owner, f"{owner}-{slug(words)}", words
        draft.why.append("the adjective before it names another country")
    elif owner and draft.entity is None:
        mine = [b for b in bodies if b.country == owner]
        if mine:
            draft.name, draft.entity, draft.country = mine[0].name, mine[0].key, owner
    return draft


def _owner_country(page: Page, start: int) -> str | None:
    """Return the country whose adjective or possessive stands right before token ``start``."""
    index = start - 1
    if index >= 0 and page.doc[index].tag_ == "POS":
        index -= 1
    held = page.covering.get(index) if index >= 0 else None
    return held.country if held and held.kind in ("country", "seat", "people", "adjective") else None


def _country(page: Page, referents: list[Referent], words: str, start: int, end: int, head: Token) -> Draft:
    kinds = {r.kind: r for r in reversed(referents)}
    kind, form = _country_use(page, kinds, head, end)
    referent = kinds[kind]
    country = by_code(referent.key)
    assert country is not None
    code = _code_in_report(page, referents, country)
    name = country.name if code == country.code else words
    draft = Draft(start, end, head.i, form, kind, name=name, country=code, definite=True, stateless=code is None)
    if kind == "people":
        draft.sector, draft.plural, draft.entity = "CVL", head.tag_ in ("NNPS", "NNS"), None
        draft.name = None
        draft.definite = any(t.lower_ == "the" for t in head.lefts)
        draft.why.append("name of a people")
        return draft
    draft.entity = (code or country.key.upper()) if country.alpha3 else country.key.upper()
    draft.sector = "GOV"
    if form == "adjective" and _is_of_forces(page, head):
        draft.sector, draft.entity = "MIL", f"{draft.entity}MIL"
    draft.why.append(
        {"seat": "a capital for its government", "adjective": "adjective of a country"}.get(kind, "country")
    )
    draft.locative = not acts(head) if kind == "seat" else _is_where(head)
    return draft


def _is_of_forces(page: Page, head: Token) -> bool:
    """Whether the adjective belongs to a deed or a means of armed forces ("Danish strikes", "Danish navy ships")."""
    noun = head.head
    between = head.doc[head.i + 1 : noun.i]
    forces = any((role := page.table.roles.get(t.lower_)) and role.kind == "force" for t in between)
    return noun.lemma_.lower() in page.table.deeds or forces


def _code_in_report(page: Page, referents: list[Referent], first: Country) -> str | None:
    """Return the country meant: where one name serves two ("Congo"), the one the report names in full elsewhere."""
    codes = [c.code for r in referents if (c := by_code(r.key)) and c.kind in ("state", "territory")]
    if len(set(codes)) < 2:
        return first.code
    counts = page.countries
    return max(dict.fromkeys(codes), key=lambda code: (counts.get(code or "", 0), code == first.code))


def _country_use(page: Page, kinds: dict[str, Referent], head: Token, end: int) -> tuple[str, Form]:
    """Return how a country's word is used: as the country, its seat, its people, or as an adjective."""
    hyphened = end < len(head.doc) and head.doc[end].text == "-" and not head.doc[end - 1].whitespace_
    modifies = hyphened or (head.dep_ in ("amod", "compound", "nmod") and head.head.i >= end)
    if "adjective" in kinds and (modifies or head.pos_ == "ADJ" or "people" not in kinds):
        return "adjective", "adjective"
    if "people" in kinds and "country" not in kinds:
        return "people", "nominal"
    kind = "country" if "country" in kinds else next(k for k in ("seat", "people", "adjective") if k in kinds)
    return kind, "adjective" if modifies else "name"


def _is_where(head: Token) -> bool:
    """Whether the name stands where places stand: "in Ukraine", "across Syria"."""
    top = head
    while top.dep_ in ("conj", "appos") and top.head.i < top.i:
        top = top.head
    return top.dep_ == "pobj" and top.head.lower_ in LOCATIVE_PREPOSITIONS


def acts(head: Token) -> bool:
    """Whether a capital's name stands for a government here, by its place in the clause."""
    top = head
    while top.dep_ in ("conj", "appos") and top.head.i < top.i and top.head.pos_ == "PROPN":
        top = top.head
    verb = top.head
    if top.dep_ == "nsubj":
        return verb.lemma_ not in NON_ACTING_SUBJECT_VERBS
    if top.dep_ == "nsubjpass":
        return verb.lemma_ not in TAKING_VERBS
    if top.dep_ == "poss":
        return True
    if top.dep_ in ("dobj", "iobj", "dative"):
        return verb.lemma_ not in TAKING_VERBS
    if top.dep_ == "pobj":
        if top.head.lower_ in PARTNER_PREPOSITIONS or top.head.dep_ == "agent":
            return True
        return top.head.lower_ == "to" and (verb.head.pos_ == "NOUN" or verb.head.lemma_ in GIVING_VERBS)
    return bool(top.dep_ == "ROOT" and head.i + 1 < len(head.doc) and head.nbor().text == ":")
