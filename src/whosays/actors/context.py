"""Countries of actors that no word beside them names: taken from where the report says that they are."""

from __future__ import annotations

from whosays.actors.mention import Draft
from whosays.actors.page import Page

# Sectors whose people and bodies belong to the place they are in, unless the words say otherwise.
LOCAL_KINDS = ("people", "force", "group", "body", "state", "office", "member", "part", "arms", "unit")
ABROAD = ("IGO", "NGO", "BUS")


def place_actors(page: Page) -> None:
    """Give actors without a country that of the nearest place of their sentence, else the report's own country."""
    near = _countries_by_sentence(page)
    main = page.main_country()
    for draft in page.drafts.values():
        if draft.country is not None or draft.stateless or draft.sector in ABROAD:
            continue
        if draft.kind not in LOCAL_KINDS or draft.form == "pronoun":
            continue
        here = near.get(page.sentence_of[draft.head], [])
        code = _nearest(here, draft) or main
        if code is not None:
            draft.country = code
            draft.why.append("country of the place" if here else "country of the report")


def _countries_by_sentence(page: Page) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for index, code in page.place_country.items():
        found.setdefault(page.sentence_of[index], []).append((index, code))
    return found


def _nearest(here: list[tuple[int, str]], draft: Draft) -> str | None:
    return min(here, key=lambda at: abs(at[0] - draft.head))[1] if here else None
