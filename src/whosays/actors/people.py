"""Named persons: who they are by the words beside their names ("Brig. Gen. X", "X, army spokesman")."""

from __future__ import annotations

from spacy.tokens import Span, Token

from whosays.actors.mention import Draft
from whosays.actors.page import Page
from whosays.actors.phrases import role_at
from whosays.actors.words import LEFT_PARTS, SPEECH_VERBS, TITLES_OF_COURTESY

LONGEST_TITLE = 14  # tokens


def read_persons(page: Page) -> None:
    """Put a draft on the page for every person the parser names and the table does not."""
    for entity in page.doc.ents:
        if entity.label_ != "PERSON" and not (entity.label_ == "ORG" and _opens_with_rank(page, entity)):
            continue
        start, end = _trim(page, entity)
        if start >= end or any(i in page.covering or i in page.place_spans for i in range(start, end)):
            continue
        name = page.doc[start:end]
        head = name.root
        draft = Draft(
            start, end, head.i, "name", "person",
            name=name.text,
            entity=page.own_key(name.text),
            definite=True,
            why=["name of a person"],
        )  # fmt: skip
        page.add(draft)
        for index in range(start, end):
            page.covering[index] = draft


def _opens_with_rank(page: Page, entity: Span) -> bool:
    """Whether the parser took a person for a body: "Col Blix"."""
    role = page.table.roles.get(page.doc[entity.start].lower_)
    return len(entity) > 1 and role is not None and role.kind == "title"


def _trim(page: Page, entity: Span) -> tuple[int, int]:
    """Return the name without titles, possessive and stray marks."""
    start, end = entity.start, entity.end
    while end > start and (page.doc[end - 1].tag_ == "POS" or not page.doc[end - 1].text[0].isalpha()):
        end -= 1
    while start < end and (is_title(page, start) or not page.doc[start].text[0].isalpha()):
        start += 1
    if any(page.doc[i].is_space for i in range(start, end)) or not page.doc[start:end].text[:1].isupper():
        return start, start
    return start, end


def is_title(page: Page, index: int) -> bool:
    """Whether the token is a title, rank or courtesy before a name."""
    word = page.doc[index].lower_
    return word in TITLES_OF_COURTESY or word.rstrip(".") in TITLES_OF_COURTESY or word in page.table.roles


def read_surnames(page: Page) -> None:
    """Put a draft on the page for second mentions by surname that the parser does not take for a person.

    A capitalised subject that nothing else explains is kept too, as a name of no known kind.
    """
    known: dict[str, Draft] = {}
    for draft in page.drafts.values():
        if draft.kind == "person" and draft.name:
            words = draft.name.split()
            if len(words) > 1:
                known[words[-1]] = draft
    for token in page.doc:
        if token.tag_ not in ("NNP", "NN") or not token.text[0].isupper():
            continue
        if token.i in page.covering or token.i in page.place_spans or token.i in page.drafts:
            continue
        person = known.get(token.text)
        named = not token.is_sent_start or token.head.lemma_ in SPEECH_VERBS
        subject = named and token.tag_ == "NNP" and token.dep_ in ("nsubj", "nsubjpass") and not token.ent_type_
        if person is None and not subject:
            continue
        draft = Draft(token.i, token.i + 1, token.i, "name", "person" if person else "name", definite=True)
        draft.name, draft.entity = (person.name, person.entity) if person else (token.text, page.own_key(token.text))
        draft.why.append("surname" if person else "a name")
        page.add(draft)
        page.covering[token.i] = draft


def read_titles(page: Page) -> None:
    """Give every named person the title, rank and country that stand beside the name, and widen the mention to them."""
    for draft in list(page.drafts.values()):
        if draft.kind == "person":
            _read_left(page, draft)
            _read_apposition(page, draft)


def _read_left(page: Page, draft: Draft) -> None:
    doc = page.doc
    start = draft.start
    while start > 0:
        before = doc[start - 1]
        word = before.dep_ in LEFT_PARTS and before.tag_[0] != "W" and before.pos_ != "ADV"
        part = word or before.text in ("-", "’", "'")
        if before.text == "." and start > 1 and is_title(page, start - 2):
            start -= 2
            continue
        titled = before.text[0].isupper() and (is_title(page, before.i) or before.i in page.covering)
        if before.is_space or not (part or titled) or draft.start - before.i > LONGEST_TITLE:
            break
        start -= 1
    while start < draft.start and (doc[start].is_punct or doc[start].tag_ == "POS"):
        start += 1
    if start == draft.start:
        return
    unknown = any(
        held.kind == "organisation" and held.sector is None
        for index in range(start, draft.start)
        if (held := page.covering.get(index)) is not None
    )
    for index in range(draft.start - 1, start - 1, -1):
        held = page.covering.get(index)
        if held is not None and held is not draft:
            _take_side(draft, held)
        found = role_at(page, index) if index not in page.covering else None
        if found is not None and draft.role is None:
            draft.role, draft.noun = found[0], draft.noun or found[0].noun
            draft.sector = draft.sector or (None if unknown else found[0].sector)
            draft.gender = draft.gender or found[0].gender
            draft.why.append(f"title: {found[0].noun}")
    for index in [i for i in page.drafts if start <= i < draft.start]:
        inner = page.drafts[index]
        if inner.form == "adjective" or inner.role is not None:
            del page.drafts[index]
    draft.start = start


def _take_side(draft: Draft, held: Draft) -> None:
    """Take country, and the sector of a body, from a name beside the person's."""
    if draft.country is None and not draft.stateless:
        draft.country, draft.stateless = held.country, held.stateless
        draft.why.append(f"beside {held.name or held.noun}")
    if held.kind == "organisation":
        draft.sector = draft.sector or held.sector


def _read_apposition(page: Page, draft: Draft) -> None:
    head = page.doc[draft.head]
    beside: list[Token] = [t for t in head.children if t.dep_ == "appos"]
    if head.dep_ == "appos":
        beside.append(head.head)
    for token in beside:
        other = page.drafts.get(token.i)
        if other is None or other is draft or other.role is None or other.plural or other.kind in ("state", "body"):
            continue
        draft.sector = draft.sector or other.sector
        if not draft.stateless:
            draft.country = draft.country or other.country
        other.country = other.country or draft.country
        draft.role, draft.noun = draft.role or other.role, draft.noun or other.noun
        draft.gender = draft.gender or other.gender
        other.linked = draft.head
        draft.why.append(f"apposition: {page.doc[other.start : other.end].text}")
