"""Named units of armed forces: "the 810th Naval Infantry Brigade", "Third Division", "Unit 8200"."""

from __future__ import annotations

import re

from whosays.actors.mention import Draft
from whosays.actors.names import slug
from whosays.actors.page import Page
from whosays.actors.words import ECHELONS, NUMBERED_ECHELONS, ORDINALS

NUMBER = re.compile(r"\d+(st|nd|rd|th)?|[IVXL]+")
LONGEST_NAME = 8  # words before the echelon


def read_units(page: Page) -> None:
    """Put a draft on the page for every named unit the table does not know."""
    for token in page.doc:
        if token.i in page.covering:
            continue
        word = token.lower_
        if word in ECHELONS or word in NUMBERED_ECHELONS:
            _read_unit(page, token.i)


def _read_unit(page: Page, head: int) -> None:
    doc = page.doc
    start, numbered = head, False
    while start > 0 and head - start < LONGEST_NAME:
        before = doc[start - 1]
        if NUMBER.fullmatch(before.text) or before.lower_ in ORDINALS:
            start, numbered = start - 1, True
            break
        held = page.covering.get(start - 1)
        country = held is not None and held.kind in ("country", "adjective", "people")
        if (
            country
            or not (before.text[:1].isupper() or before.text in "-'’")
            or (before.is_sent_start and before.lower_ == "the")
        ):
            break
        if before.lower_ in ("the", "a", "an"):
            break
        start -= 1
    capital = doc[head].text[0].isupper()
    if head == start or (not numbered and (not capital or doc[head].lower_ in NUMBERED_ECHELONS)):
        return
    if numbered and not capital and not doc[start].text[0].isdigit() and doc[start].lower_ in ORDINALS:
        return
    words = doc[start : head + 1].text
    edge = start
    if start and doc[start - 1].lower_ == "the":
        edge = start - 1
    draft = Draft(
        edge, head + 1, head, "name", "unit",
        name=words,
        entity=slug(words),
        sector="MIL",
        noun=doc[head].lower_,
        definite=True,
        why=["name of a unit"],
    )  # fmt: skip
    index = edge - 1
    if index >= 0 and doc[index].tag_ == "POS":
        index -= 1
    held = page.covering.get(index) if index >= 0 else None
    if held is not None and held.country:
        draft.country = held.country
        draft.start = held.start
        draft.sector = held.sector if held.kind == "organisation" and held.sector else "MIL"
    page.add(draft)
    for index in range(start, head + 1):
        page.covering[index] = draft
