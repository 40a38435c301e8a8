"""Conditions on claims and events as SQL; words are matched as whole words, without case or accents."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from whosays.actors.keys import names_beside
from whosays.casebook.indexing import key_of

BROAD = 5_000
_TOKEN = re.compile(r'"([^"]+)"|(\S+)')


def match_of(words: str) -> str | None:
    """Return the full-text query for a person's words: all of them, ``"…"`` a phrase, ``word*`` a beginning.

    None if there is nothing to look for.
    """
    terms = []
    for phrase, word in _TOKEN.findall(words):
        kept = phrase or word.rstrip("*")
        if not any(c.isalnum() for c in kept):
            continue
        quoted = '"' + kept.replace('"', '""') + '"'
        terms.append(quoted + ("*" if word.endswith("*") else ""))
    return " AND ".join(terms) or None


@dataclass
class Conditions:
    """A WHERE clause in the making; an empty one holds for every row."""

    clauses: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    sets: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    is_pinned: bool = False

    def add(self, clause: str, *values: object) -> None:
        """Require one more clause."""
        self.clauses.append(clause)
        self.values.extend(values)

    def among(self, claims: str, *values: object) -> None:
        """Require that the claim is one of those that a query yields."""
        self.sets.append((claims, values))
        self.add(f"c.number IN ({claims})", *values)

    def matching(self, claims: str, words: str) -> None:
        """Require that the claim is one of those that a full-text query yields; no letter or digit matches nothing."""
        query = match_of(words)
        if query is None:
            self.add("0")
        else:
            self.among(claims, query)

    def is_broad(self, count: Callable[[str, tuple[object, ...]], int]) -> bool:
        """Return whether many claims meet each condition, so that walking them in order finds some soon.

        ``count`` answers how many rows a query yields. 5,000: sorting as many takes 10 ms, and a walk to a claim that
        one in 200 of a million meets takes less.
        """
        return not self.is_pinned and all(
            count(f"SELECT 1 FROM ({claims}) LIMIT {BROAD}", values) == BROAD for claims, values in self.sets
        )

    @property
    def where(self) -> str:
        """Return the clause for SQL."""
        return " AND ".join(self.clauses) or "1"


_PARTIES = "SELECT rowid FROM party_words WHERE party_words MATCH ?"
# A speaker by words, and who speaks for him: a body's spokesman, also where a later sentence only names him.
_SPEAKERS = (
    f"WITH matched AS (SELECT number, words, entity FROM parties WHERE number IN ({_PARTIES})) "
    "SELECT number FROM matched UNION "
    "SELECT number FROM parties WHERE entity IN (SELECT entity FROM matched WHERE entity IS NOT NULL "
    "AND (words LIKE '%spokesman%' OR words LIKE '%spokeswoman%' OR words LIKE '%spokesperson%'))"
)
# The whole chain rests on the speaker: only media that carry the words may stand beside him.
_ONLY = (
    "NOT EXISTS (SELECT 1 FROM claim_sources AS o WHERE o.claim = c.number AND o.kind <> 'media' "
    f"AND o.party NOT IN ({_SPEAKERS}))"
)
# And no claim of the same event rests on anybody else.
_ONLY_IN_EVENT = (
    "NOT EXISTS (SELECT 1 FROM event_claims AS mine JOIN event_claims AS theirs ON theirs.event = mine.event "
    "JOIN claims AS t ON t.key = theirs.claim JOIN current_records AS tr ON tr.number = t.record "
    "WHERE mine.claim = c.key AND t.certainty NOT IN ('denied', 'improbable', 'doubtful') "
    f"AND (NOT EXISTS (SELECT 1 FROM claim_sources AS s WHERE s.claim = t.number AND s.party IN ({_SPEAKERS})) "
    "OR EXISTS (SELECT 1 FROM claim_sources AS s WHERE s.claim = t.number AND s.kind <> 'media' "
    f"AND s.party NOT IN ({_SPEAKERS}))))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What a person may ask of claims; see `Casebook.claims`. A field left out asks nothing."""

    text: str | None = None
    actor: str | None = None
    recipient: str | None = None
    country: str | None = None
    type: str | None = None
    mode: str | None = None
    source: str | None = None
    only_source: bool = False
    place: str | None = None
    box: tuple[float, float, float, float] | None = None
    since: str | None = None
    until: str | None = None
    reported_since: str | None = None
    reported_until: str | None = None
    certainty: str | None = None
    status: str | None = None
    report: str | None = None
    claim: str | None = None


def claim_conditions(wanted: ClaimFilter) -> Conditions:
    """Return the conditions on ``claims AS c`` joined with ``current_records AS r``."""
    found = Conditions(is_pinned=any((wanted.type, wanted.claim, wanted.report)))
    if wanted.text is not None:
        found.matching("SELECT rowid FROM claim_words WHERE claim_words MATCH ?", wanted.text)
    _of_parties(found, wanted)
    _of_places(found, wanted)
    _of_columns(
        found,
        ("coalesce(latest, earliest) >= ?", wanted.since),
        ("coalesce(earliest, latest) <= ?", wanted.until),
    )
    _of_sureness(found, wanted)
    for clause, value in (
        ("c.type = ?", wanted.type.upper() if wanted.type else None),
        ("c.mode = ?", wanted.mode),
        ("c.key = ?", key_of(wanted.claim) if wanted.claim is not None else None),
        ("r.report = (SELECT number FROM reports WHERE id = ?)", wanted.report),
        ("c.reported_on >= ?", wanted.reported_since),
        ("c.reported_on <= ?", wanted.reported_until),
    ):
        if value is not None:
            found.add(clause, value)
    return found


def _of_columns(found: Conditions, *asked: tuple[str, object]) -> None:
    held = [(clause, value) for clause, value in asked if value is not None]
    if held:
        where = " AND ".join(clause for clause, _ in held)
        found.among(f"SELECT number FROM claims WHERE {where}", *(value for _, value in held))


def _of_sureness(found: Conditions, wanted: ClaimFilter) -> None:
    """Require a certainty or a status; what nearly all claims have is looked for among the others' findings."""
    for column, value, usual in (("certainty", wanted.certainty, "certain"), ("status", wanted.status, "occurred")):
        if value == usual:
            found.add(f"c.{column} = ?", value)
        elif value is not None:
            # In the words of the index claims_unsure, so that it serves.
            found.among(
                f"SELECT number FROM claims WHERE {column} = ? AND (certainty <> 'certain' OR status <> 'occurred')",
                value,
            )


def _of_parties(found: Conditions, wanted: ClaimFilter) -> None:
    for role, name in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if name is not None:
            links = f"SELECT claim FROM claim_parties WHERE role = '{role}' AND party IN ({_PARTIES})"
            found.matching(links, name)
    if wanted.country is not None:
        country = wanted.country.upper()
        found.among(
            "SELECT l.claim FROM parties AS p JOIN claim_parties AS l ON l.party = p.number WHERE p.country = ? "
            "UNION ALL SELECT l.claim FROM places AS p JOIN claim_places AS l ON l.place = p.number "
            "WHERE p.country = ?",
            country,
            country,
        )
    if wanted.source is not None:
        _of_speaker(found, wanted.source, only=wanted.only_source)


def _of_speaker(found: Conditions, name: str, *, only: bool) -> None:
    words = match_of(name)
    if words is None:
        found.add("0")
        return
    # All the words, or any other name that the tables of actors have for it.
    speaker = " OR ".join([f"({words})", *(f'"{other}"' for other in names_beside(name))])
    found.among(f"SELECT claim FROM claim_sources WHERE party IN ({_SPEAKERS})", speaker)
    if only:
        found.add(_ONLY, speaker)
        found.add(_ONLY_IN_EVENT, speaker, speaker)


def _of_places(found: Conditions, wanted: ClaimFilter) -> None:
    if wanted.place is not None:
        sites = "SELECT rowid FROM place_words WHERE place_words MATCH ?"
        found.matching(f"SELECT claim FROM claim_places WHERE place IN ({sites})", wanted.place)
    if wanted.box is not None:
        south, west, north, east = wanted.box
        sites = "SELECT number FROM place_boxes WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?"
        found.among(f"SELECT claim FROM claim_places WHERE place IN ({sites})", south, north, west, east)
