"""Bodies that only this report names: "the Coast Defence League (CDL)", and other organisations the parser sees."""

from __future__ import annotations

import re

from spacy.tokens import Span

from whosays.actors.mention import Draft
from whosays.actors.page import Page
from whosays.actors.phrases import role_at
from whosays.actors.words import LEFT_PARTS

ACRONYM = re.compile(r"[A-Z][A-Za-z0-9./&-]{1,9}")
SMALL_WORDS = frozenset("of for the and de la del y e al das do da van in on to".split())
# Kinds of role noun that say what a body is when they end its name; "member" nouns do not.
BODY_KINDS = ("body", "state", "group", "force")


def read_local_names(page: Page) -> None:
    """Put a draft on the page for every organisation the parser names and the table does not."""
    for entity in page.doc.ents:
        if entity.label_ != "ORG":
            continue
        start, end = _trim(page, entity)
        if start >= end or any(i in page.covering or i in page.place_spans for i in range(start, end)):
            continue
        _add(page, start, end)


def _trim(page: Page, entity: Span) -> tuple[int, int]:
    doc = page.doc
    start, end = entity.start, entity.end
    while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[0].isalnum()):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or not doc[end - 1].text[-1].isalnum()):
        end -= 1
    if any(doc[i].is_space for i in range(start, end)) or not any(c.isupper() for c in doc[start:end].text):
        return start, start
    return start, end


def _is_role(page: Page, index: int) -> bool:
    """Whether a capitalised word is only a role noun that opens a line ("Fighters")."""
    found = role_at(page, index)
    return found is not None and found[0].kind in ("group", "people", "force", "arms", "member")


def _add(page: Page, start: int, end: int) -> None:
    doc = page.doc
    span = doc[start:end]
    head = span.root
    last = page.table.roles.get(doc[end - 1].lower_)
    if last is not None and last.kind == "title":
        return
    if head.pos_ not in ("PROPN", "NOUN") or (end - start == 1 and _is_role(page, start)):
        return
    draft = Draft(
        start, end, head.i, "name", "organisation",
        name=span.text, entity=page.own_key(span.text), definite=True, why=["an organisation's name"],
    )  # fmt: skip
    found = role_at(page, end - 1) or role_at(page, head.i)
    if found is not None and found[0].kind in BODY_KINDS:
        draft.sector = found[0].sector
        draft.noun = found[0].noun
    modifier = head.dep_ in LEFT_PARTS and head.head.i >= end
    if modifier:
        draft.form = "adjective"
    page.add(draft)
    for index in range(start, end):
        page.covering[index] = draft


def read_definitions(page: Page) -> None:
    """Let a name in brackets right after a longer one stand for it: "the Coast Defence League (CDL)".

    Every later use of the short name is then that body, whatever else it may mean elsewhere.
    """
    doc = page.doc
    short: dict[str, Draft] = {}
    for index in range(1, len(doc) - 2):
        if doc[index].text != "(" or not ACRONYM.fullmatch(doc[index + 1].text) or doc[index + 2].text != ")":
            continue
        name = doc[index + 1].text
        body = _ending_at(page, index) or _spelled_before(page, index, name)
        if body is not None and body.kind not in ("person", "people"):
            short.setdefault(name, body)
    if not short:
        return
    for token in doc:
        body = short.get(token.text)
        if body is None or body.start <= token.i < body.end:
            continue
        held = page.covering.get(token.i)
        if held is not None and held.end - held.start > 1:
            continue
        draft = Draft(
            token.i, token.i + 1, token.i, "name", "organisation",
            name=body.name, entity=body.entity, country=body.country, sector=body.sector, stateless=body.stateless,
            noun=body.noun, definite=True, why=[f"short for {body.name}"],
        )  # fmt: skip
        if token.dep_ in LEFT_PARTS and token.head.i > token.i:
            draft.form = "adjective"
        page.drafts[token.i] = draft
        page.covering[token.i] = draft


def _ending_at(page: Page, index: int) -> Draft | None:
    """Return the name or named phrase that ends right before the bracket at ``index``."""
    held = page.covering.get(index - 1) or page.drafts.get(index - 1)
    if held is None or held.end != index or held.entity is None:
        return None
    return held if held.kind in ("organisation", "unit", "body", "force", "group") else None


def _spelled_before(page: Page, index: int, acronym: str) -> Draft | None:
    """Return the capitalised words before the bracket at ``index`` if their initials spell ``acronym``."""
    doc = page.doc
    start = index
    while start > 0 and index - start < 12:
        word = doc[start - 1]
        if not (word.text[0].isupper() or word.lower_ in SMALL_WORDS or word.text in "-'’" or word.tag_ == "POS"):
            break
        start -= 1
    while start < index and doc[start].lower_ in SMALL_WORDS:
        start += 1
    initials = "".join(t.text[0] for t in doc[start:index] if t.text[0].isupper())
    letters = "".join(c for c in acronym if c.isupper())
    cut = initials.rfind(letters) if len(letters) > 1 else -1
    if cut < 0:
        return None
    big = [t.i for t in doc[start:index] if t.text[0].isupper()]
    start = big[cut]
    if any(i in page.covering and page.covering[i].end > index for i in range(start, index)):
        return None
    owner = next((page.covering[i] for i in range(start, index) if i in page.covering), None)
    _add(page, start, index)
    draft = page.covering.get(index - 1)
    if draft is not None and owner is not None and draft.country is None and draft is not owner:
        draft.country = owner.country
    return draft
