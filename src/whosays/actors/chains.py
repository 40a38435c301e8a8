"""Mentions of one actor in one report share a chain: by entity, by name, and by what points back to it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from whosays.actors.mention import Draft
from whosays.actors.names import fold
from whosays.actors.page import Page
from whosays.actors.words import ADJECTIVE_TAILS, HOLDING_TAILS

# How far back a pronoun looks, in sentences, and how many actors are weighed: calibrated on the development reports;
# beyond three sentences the nearest actor was right no more often than chance.
PRONOUN_REACH = 3
CANDIDATES = 24
# Countries where the family name comes first.
SURNAME_FIRST = ("PRK", "KOR", "CHN", "TWN", "VNM", "KHM", "MMR")


@dataclass(slots=True)
class Chain:
    """One actor in one report, and where it was last mentioned."""

    number: int
    entity: str | None
    name: str | None
    country: str | None
    sector: str | None
    stateless: bool
    person: bool
    plural: bool
    gender: str | None
    kind: str
    nouns: set[str] = field(default_factory=set)
    last_sentence: int = 0
    last_token: int = 0
    last_subject: bool = False
    locative: bool = False
    aside: bool = False
    mentions: int = 0


def surnames(name: str, country: str | None) -> list[str]:
    """Return the words of a folded name by which a second mention may call the person."""
    words = fold(name).split()
    if len(words) > 1 and country in SURNAME_FIRST:
        return [words[0], words[-1]]
    return words[-1:]


def _is_aside(page: Page, draft: Draft) -> bool:
    """Say whether a name only tells who backs somebody ("X-linked", "X-backed")."""
    doc, at = page.doc, draft.end
    return at + 1 < len(doc) and doc[at].text in ("-", "–") and doc[at + 1].lower_ in ADJECTIVE_TAILS - HOLDING_TAILS


def first_surname(name: str) -> str | None:
    """Return the father's name of a Spanish or Portuguese double one ("Luis Ortiz Rey"), or what may be one."""
    words = fold(name).split()
    return words[-2] if len(words) > 2 and len(words[-2]) > 3 else None


class Chains:
    """The actors of a report in the order of their last mention."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.recent: OrderedDict[int, Chain] = OrderedDict()
        self.by_entity: dict[str, Chain] = {}
        self.by_surname: dict[str, Chain] = {}
        self.by_first_surname: dict[str, Chain] = {}
        self.speeches: list[tuple[int, int]] = []

    def latest(self) -> list[Chain]:
        """Return the actors mentioned last, latest first."""
        found: list[Chain] = []
        for number in reversed(self.recent):
            if self.recent[number].aside:
                continue
            found.append(self.recent[number])
            if len(found) == CANDIDATES:
                break
        return found

    def put(self, draft: Draft, chain: Chain | None) -> Chain:
        """Add a mention to ``chain``, or to a new one; each learns from the other."""
        if chain is None:
            chain = Chain(
                len(self.recent), draft.entity, draft.name, draft.country, draft.sector, draft.stateless,
                draft.is_person, draft.plural, draft.gender, draft.kind,
            )  # fmt: skip
        if _is_aside(self.page, draft):
            # "The Qaida-linked group": who only backs somebody is not what "they" points back to.
            chain.aside = chain.aside or not chain.mentions
            self.recent.setdefault(chain.number, chain)
            draft.chain = chain.number
            if draft.entity:
                self.by_entity.setdefault(draft.entity, chain)
            return chain
        chain.aside = False
        token = self.page.doc[draft.head]
        chain.last_sentence = self.page.sentence_of[draft.head]
        chain.last_token = draft.head
        by_whom = token.dep_ == "pobj" and token.head.dep_ == "agent"
        chain.last_subject = by_whom or token.dep_ in ("nsubj", "nsubjpass")
        chain.locative = draft.locative
        chain.mentions += 1
        if draft.noun and draft.form != "pronoun":
            chain.nouns.add(draft.noun)
        chain.gender = chain.gender or draft.gender
        if draft.form in ("name", "nominal"):
            chain.plural = draft.plural
        chain.country = chain.country or draft.country
        chain.sector = chain.sector or draft.sector
        if draft.kind == "person" and draft.name:
            for surname in surnames(draft.name, draft.country):
                self.by_surname[surname] = chain
            if (first := first_surname(draft.name)) is not None:
                self.by_first_surname.setdefault(first, chain)
        if draft.entity:
            self.by_entity.setdefault(draft.entity, chain)
        self.recent[chain.number] = chain
        self.recent.move_to_end(chain.number)
        draft.chain = chain.number
        return chain

    def fill(self, draft: Draft, chain: Chain, reason: str) -> None:
        """Give the mention what its chain knows."""
        draft.entity = draft.entity or chain.entity
        draft.name = draft.name or chain.name
        if not draft.stateless:
            draft.country = draft.country or chain.country
        draft.sector = draft.sector or chain.sector
        draft.stateless = draft.stateless or chain.stateless
        if reason:
            draft.why.append(reason)
