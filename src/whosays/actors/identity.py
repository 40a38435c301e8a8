"""Entity keys of actors that a role noun and a country make: RUSMIL, UKR for the Ukrainian government, an office."""

from __future__ import annotations

from whosays.actors.mention import Draft
from whosays.actors.names import slug
from whosays.actors.page import Page
from whosays.actors.table import Organisation
from whosays.vocab.countries import by_code

SPELLINGS = {"defense": "defence", "organization": "organisation", "center": "centre"}
COLLECTIVES = frozenset({("force", "MIL"), ("force", "COP"), ("group", "REB"), ("group", "OPP")})
OWN_KEY_SECTORS = ("GOV", "LEG", "JUD", "SPY", "MED", "PTY", "OPP", "JRN")


def from_context(draft: Draft) -> bool:
    """Whether the country was taken from where the report plays, not from the words."""
    return any(reason.startswith("country of the ") for reason in draft.why)


def identify(page: Page) -> None:
    """Give mentions with a role noun and a country their entity key and name."""
    for draft in page.drafts.values():
        identify_one(page, draft)


def _forces_called(page: Page, country: str, noun: str) -> Organisation | None:
    """Return the armed forces that a noun like "army" means in a country on the day of the report, if known."""
    body = page.table.forces.get((country, noun))
    return body if body is not None and body.existed_on(page.day) else None


def identify_one(page: Page, draft: Draft) -> None:
    """Give one mention its entity key and name, if its role and country make one."""
    role = draft.role
    if role is None or draft.entity is not None or draft.country is None or draft.kind == "person":
        return
    country = by_code(draft.country)
    place = country.name if country else draft.country
    noun = " ".join(SPELLINGS.get(word, word) for word in role.noun.split())
    if role.kind == "office" and not draft.plural:
        office, person = page.table.holder(draft.country, role.noun, page.day)
        if person is not None and (draft.definite or not from_context(draft)):
            draft.entity, draft.name, draft.gender = person.key, person.name, person.gender
            draft.why.append(f"table of persons: {person.name} held the office")
        elif office is not None:
            draft.entity, draft.name = office.key, office.name
    elif role.kind == "state" and not role.homeless:
        draft.entity, draft.name = draft.country, place
    elif (body := _forces_called(page, draft.country, noun)) is not None and role.kind == "force":
        draft.entity, draft.name = body.key, body.name
    elif (role.kind, draft.sector) in COLLECTIVES:
        draft.entity, draft.name = f"{draft.country}{draft.sector}", f"{noun} of {place}"
    elif role.kind == "body" and not draft.plural and draft.sector in OWN_KEY_SECTORS:
        draft.entity, draft.name = f"{draft.country}-{slug(noun)}", f"{noun} of {place}"
