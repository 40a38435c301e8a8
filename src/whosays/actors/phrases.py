"""Noun phrases whose head says what somebody is: "Ukrainian forces", "two senior officials", "residents of Goma"."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.actors.mention import Draft
from whosays.actors.names import slug
from whosays.actors.page import Page
from whosays.actors.table import Role
from whosays.actors.words import ADJECTIVE_TAILS, HOLDING_TAILS, LEFT_PARTS

STATELESS_WORDS = ("foreign", "international", "multinational", "allied")
BODIES_ABROAD = ("IGO", "NGO", "BUS", "PTY")
LONGEST_PHRASE = 16  # tokens left of the head; longer ones were parse errors in every text looked at
NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
# Participles and adjectives that stand for people when an article makes them nouns ("the wounded").
PEOPLE_ADJECTIVES = frozenset("wounded injured dead elderly displaced missing".split())
# What the tagger calls an adjective in "a rebel attack"; a "terrorist attack" is only a kind of attack.
REBEL_ADJECTIVES = frozenset("rebel insurgent guerrilla guerilla militant jihadist separatist".split())
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "iobj", "dative", "ROOT", "conj", "appos", "attr", "poss")


def role_at(page: Page, index: int) -> tuple[Role, int] | None:
    """Return the longest role noun that ends at token ``index``, and its first token; None if there is none."""
    doc = page.doc
    token = doc[index]
    roles = page.table.roles
    last = (token.lower_, token.lemma_.lower())
    first = max(index - page.table.longest_role + 1, 0)
    before = ""
    found: tuple[Role, int] | None = None
    for start in range(index, first - 1, -1):
        if start < index:
            left = doc[start]
            if left.is_space or left.text in ',;:()[]"':
                break
            before = left.lower_ + (" " if left.whitespace_ else "") + before
        for word in last:
            role = roles.get(before + word)
            if role is not None:
                found = role, start
                break
    return found


LOYAL = frozenset(("loyal", "faithful", "allied"))


def read_phrases(page: Page) -> None:
    """Put a draft on the page for every noun phrase with a role noun as its head."""
    taken = -1
    doc = page.doc
    for index in range(len(doc) - 1, -1, -1):
        if 0 <= taken <= index:
            continue
        token = doc[index]
        if not _may_head(token) or _is_named(page, index):
            continue
        found = role_at(page, index)
        if found is None:
            continue
        role, first = found
        if role.kind == "title" or not _is_common(token, role, first) or (role.noun == "state" and _modifies(token)):
            continue
        taken = first if first < index else -1
        page.add(_phrase(page, doc[first : index + 1].root, role, first, index + 1))


def _may_head(token: Token) -> bool:
    if token.tag_ in NOUN_TAGS:
        if token.whitespace_ or token.i + 1 == len(token.doc) or token.doc[token.i + 1].text != "-":
            return True
        # "a rebel-held town" speaks of rebels; "a rebel-backed party" hardly does.
        return token.i + 2 < len(token.doc) and token.doc[token.i + 2].lower_ in HOLDING_TAILS
    if token.tag_ == "JJ" and token.dep_ == "amod":
        return token.lower_ in REBEL_ADJECTIVES
    if token.lower_ in PEOPLE_ADJECTIVES and token.dep_ in ARGUMENTS:
        return any(t.dep_ == "det" for t in token.lefts)
    return False


def _modifies(token: Token) -> bool:
    """Whether the noun only qualifies a later noun ("a rebel attack")."""
    before = token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i
    return before and token.head.pos_ in ("NOUN", "PROPN")


def _is_common(token: Token, role: Role, first: int) -> bool:
    """Whether the noun is used as a noun, not as somebody's name ("Cook", "Guard", "Mr Hunter")."""
    if token.tag_ not in ("NNP", "NNPS") or first < token.i or not token.text[0].isupper():
        return True
    return role.kind in ("office", "body", "force", "state", "member") or token.tag_ == "NNPS"


def _is_named(page: Page, index: int) -> bool:
    held = page.covering.get(index)
    return held is not None and held.kind in ("organisation", "person", "unit", "country", "seat")


def left_edge(token: Token, first: int) -> int:
    """Return the first token of the mention whose head is ``token`` and whose role noun starts at ``first``."""
    doc = token.doc
    edge: int = first
    for left in token.lefts:
        if left.dep_ in LEFT_PARTS and left.i < edge:
            edge = min(edge, left.left_edge.i)
    edge = max(edge, token.i - LONGEST_PHRASE)
    for index in range(first - 1, edge - 1, -1):
        if doc[index].is_space or _parts_phrase(doc[index]):
            return index + 1
    while edge < first and (doc[edge].is_punct or doc[edge].lower_ in ("and", "but", "also", "meanwhile")):
        edge += 1
    return edge


def _parts_phrase(mark: Token) -> bool:
    """Whether a mark ends a phrase: a dash with a space before it does, a hyphen does not."""
    if not mark.is_punct or mark.text in "'’\"“”.":
        return False
    return mark.text not in ("-", "–") or mark.i == 0 or bool(mark.doc[mark.i - 1].whitespace_)


def _phrase(page: Page, token: Token, role: Role, first: int, end: int) -> Draft:
    start = left_edge(token, first)
    doc = page.doc
    modifier = (
        token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")
    )
    draft = Draft(
        start, end, token.i, "adjective" if modifier else "nominal", role.kind,
        sector=role.sector,
        role=role,
        noun=role.noun,
        plural=token.tag_ in ("NNS", "NNPS") or token.lower_ in ("police", "people"),
        definite=doc[start].lower_ in ("the", "this", "that", "these", "those") or token.lower_ == "police",
        gender=role.gender,
        stateless=role.homeless,
        why=[f"role noun: {role.noun}"],
    )  # fmt: skip
    _read_modifiers(page, draft, first)
    return draft


def _read_modifiers(page: Page, draft: Draft, first: int) -> None:
    """Take country and body from the words before the role noun."""
    doc = page.doc
    seen: list[Draft] = []
    index = draft.start
    while index < first:
        word = doc[index].lower_
        beside = page.table.roles.get(word)
        if (beside is not None and beside.homeless) or word in STATELESS_WORDS:
            draft.stateless = True
        held = page.covering.get(index)
        if held is None or held.end > first:
            index += 1
            continue
        index = held.end
        tail = doc[index + 1].lower_ if index + 1 < len(doc) and doc[index].text in "-–" else doc[index].lower_
        if index < first and tail in ADJECTIVE_TAILS and not (tail in ("led", "run") and held.kind == "organisation"):
            continue
        ethnic = held.start > draft.start and doc[held.start - 1].lower_ == "ethnic"
        if ethnic and held.kind in ("adjective", "people"):
            draft.stateless = True
            continue
        seen.append(held)
    if doc[draft.start].dep_ == "poss" or any(t.dep_ == "poss" for t in doc[draft.head].lefts):
        poss = next((t for t in doc[draft.head].lefts if t.dep_ == "poss"), doc[draft.start])
        draft.possessor = poss.i
    for held in reversed(seen):
        if held.kind in ("adjective", "country", "seat", "people"):
            if draft.country is None and held.country and not (draft.stateless and held.head == draft.possessor):
                draft.country, draft.stateless = held.country, False
                draft.why.append(f"country: {doc[held.start : held.end].text}")
        elif held.kind in ("organisation", "person", "unit") and held.head != draft.possessor:
            belong(draft, held)


def belong(draft: Draft, body: Draft) -> None:
    """Let ``draft`` be of ``body``: its fighters, its spokesman, its office."""
    role = draft.role
    if role is None:
        draft.country = draft.country or body.country
        return
    if body is draft or role.homeless:
        return
    if role.kind == "group" and role.sector is None and body.is_person:
        return
    if body.kind in ("country", "seat", "adjective", "people"):
        if role.noun == "men":
            draft.sector = "MIL"
        if draft.country is None and not draft.stateless:
            draft.country, draft.stateless = body.country, body.stateless
            draft.why.append(f"country of {body.name or body.noun}")
        return
    if body.kind == "organisation" and body.sector is None and role.kind in ("office", "member"):
        # The president of a body that nobody knows is no head of state.
        draft.sector, draft.stateless = None, draft.country is None
        return
    armed = body.sector in ("MIL", "REB", "PRM", "UAF", "COP", "SPY", "OPP")
    if role.noun == "men" and armed:
        draft.sector = body.sector
    if role.kind == "member" or role.sector is None or (role.kind in ("force", "group", "arms") and armed):
        draft.sector = body.sector or draft.sector
        if draft.entity is None and not body.is_person and (role.kind in ("force", "group") or draft.plural):
            draft.entity, draft.name = body.entity, body.name
    elif draft.country is None and body.sector in (("IGO", "NGO") if role.kind == "people" else BODIES_ABROAD):
        draft.sector = body.sector
    if armed and body.sector != "MIL" and body.entity and draft.entity is None and role.sector == "GOV":
        # What an armed group governs is the group's, not the state's.
        draft.entity = body.entity if role.kind == "state" else f"{body.entity}-{slug(role.noun)}"
    if draft.country is None:
        draft.country, draft.stateless = body.country, draft.stateless or body.stateless
        draft.why.append(f"of {body.name or body.noun}")


def read_complements(page: Page) -> None:
    """Take country and body from what follows: "residents of Goma", "officials in Kyiv", "spokesman for the RSF"."""
    for draft in list(page.drafts.values()):
        unknown = draft.kind in ("organisation", "unit") and draft.country is None and not draft.stateless
        if (draft.role is None and not unknown) or draft.form == "adjective":
            continue
        prepositions = {p.i: p for p in page.doc[draft.head].rights if p.dep_ == "prep" and p.i - draft.head <= 8}
        if draft.end < len(page.doc) and page.doc[draft.end].lower_ in ("of", "in", "from"):
            # The parser often hangs "the government in Aden" on the verb.
            prepositions[draft.end] = page.doc[draft.end]
        # "Forces loyal to the exiled government" are that government's.
        loyal = {
            p.i: p for c in page.doc[draft.head].rights if c.lower_ in LOYAL for p in c.children if p.lower_ == "to"
        }
        for prep in (prepositions | loyal).values():
            for child in prep.children:
                if child.dep_ == "pobj":
                    _take_complement(page, draft, prep.lower_, child)


def _take_complement(page: Page, draft: Draft, preposition: str, child: Token) -> None:
    if preposition != "of" and draft.possessor is not None and page.doc[draft.possessor].pos_ == "PRON":
        return  # "its embassy in Khartoum", "its troops from Mali" are of whom "its" means
    held = page.drafts.get(child.i) or page.covering.get(child.i)
    if preposition in ("of", "for", "from", "to") and held is not None and held.kind != "pronoun":
        if preposition == "for" and draft.role and draft.role.kind != "member":
            return
        if page.doc[child.i].pos_ != "PRON":
            belong(draft, held)
    elif preposition in ("of", "in", "at", "from", "near", "around", "outside", "across") and draft.country is None:
        named = held.country if held and held.kind in ("country", "seat", "adjective") else None
        code = page.place_country.get(child.i) or named
        if code and not draft.stateless:
            draft.country = code
            draft.why.append(f"country of {child.text}")
