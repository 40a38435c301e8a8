"""A mention of an actor: as it is being worked out (`Draft`), and as it is handed on (`FoundActor`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from spacy.tokens import Doc

from whosays.actors.table import Role
from whosays.record import SECTORS, ActorMention, Sector

Form = Literal["name", "nominal", "pronoun", "adjective"]


@dataclass(frozen=True, slots=True)
class FoundActor:
    """A mention of an actor in a parsed report.

    ``head``, ``token_start`` and ``token_end`` are token indices, half-open. ``form`` is ``adjective`` where the
    mention only qualifies another noun ("the *Israeli* strike", "a *rebel* attack"). ``kind`` says what was found:
    ``country``, ``seat`` (a capital that stands for a government), ``people``, ``organisation``, ``person``, ``unit``,
    ``pronoun``, ``part`` ("eight of them"), or the kind of the role noun. ``locative``: stands where a place stands
    ("in Ukraine"), so it is hardly an actor. ``why`` says which words or rules gave country and sector.
    """

    mention: ActorMention
    head: int
    token_start: int
    token_end: int
    form: Form
    kind: str
    plural: bool = False
    locative: bool = False
    why: str = ""


@dataclass(slots=True, eq=False)
class Draft:
    """A mention still being worked out; the fields mean what they mean in `FoundActor` and `Participant`."""

    start: int
    end: int
    head: int
    form: Form
    kind: str
    name: str | None = None
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    role: Role | None = None
    noun: str = ""
    plural: bool = False
    definite: bool = False
    gender: str | None = None
    locative: bool = False
    possessor: int | None = None
    linked: int | None = None
    stateless: bool = False
    chain: int | None = None
    why: list[str] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether one human being is meant."""
        if self.kind == "person":
            return True
        return self.role is not None and not self.plural and self.role.kind in ("office", "member", "people")

    def take(self, other: Draft, reason: str) -> None:
        """Take over who ``other`` is, for every field not known yet."""
        if self.entity is None and self.kind != "people":
            self.entity, self.name = other.entity, self.name or other.name
        self.country = self.country or other.country
        self.sector = self.sector or other.sector
        self.stateless = self.stateless or other.stateless
        self.why.append(reason)


def finish(draft: Draft, doc: Doc) -> FoundActor:
    """Return the draft as the layer carries it."""
    span = doc[draft.start : draft.end]
    sector = draft.sector if draft.sector in SECTORS else None
    return FoundActor(
        mention=ActorMention(
            text=span.text,
            start=span.start_char,
            end=span.end_char,
            name=draft.name,
            entity=draft.entity,
            country=draft.country,
            sector=cast("Sector | None", sector),
            chain=draft.chain,
        ),
        head=draft.head,
        token_start=draft.start,
        token_end=draft.end,
        form=draft.form,
        kind=draft.kind,
        plural=draft.plural,
        locative=draft.locative,
        why="; ".join(draft.why),
    )
