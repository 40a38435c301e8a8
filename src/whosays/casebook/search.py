"""Conditions on claims and events as SQL; words are matched as whole words, without case or accents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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

    def add(self, clause: str, *values: object) -> None:
        """Require one more clause."""
        self.clauses.append(clause)
        self.values.extend(values)

    def matching(self, clause: str, words: str) -> None:
        """Require that a full-text table matches the words; words without a letter or digit match nothing."""
        query = match_of(words)
        if query is None:
            self.add("0")
        else:
            self.add(clause, query)

    @property
    def where(self) -> str:
        """Return the clause for SQL."""
        return " AND ".join(self.clauses) or "1"


_PARTIES = "SELECT rowid FROM party_words WHERE party_words MATCH ?"
# The whole chain rests on the speaker: only media that carry the words may stand beside him.
_ONLY = (
    "NOT EXISTS (SELECT 1 FROM claim_sources AS o WHERE o.claim = c.number AND o.kind <> 'media' "
    f"AND o.party NOT IN ({_PARTIES}))"
)
# And no claim of the same event rests on anybody else.
_ONLY_IN_EVENT = (
    "NOT EXISTS (SELECT 1 FROM event_claims AS mine JOIN event_claims AS theirs ON theirs.event = mine.event "
    "JOIN claims AS t ON t.id = theirs.claim_id JOIN current_records AS tr ON tr.number = t.record "
    "WHERE mine.claim_id = c.id AND t.certainty NOT IN ('denied', 'improbable', 'doubtful') "
    f"AND (NOT EXISTS (SELECT 1 FROM claim_sources AS s WHERE s.claim = t.number AND s.party IN ({_PARTIES})) "
    "OR EXISTS (SELECT 1 FROM claim_sources AS s WHERE s.claim = t.number AND s.kind <> 'media' "
    f"AND s.party NOT IN ({_PARTIES}))))"
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
    found = Conditions()
    if wanted.text is not None:
        found.matching("c.number IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)", wanted.text)
    _of_parties(found, wanted)
    _of_places(found, wanted)
    for clause, value in (
        ("c.type = ?", wanted.type.upper() if wanted.type else None),
        ("c.mode = ?", wanted.mode),
        ("c.certainty = ?", wanted.certainty),
        ("c.status = ?", wanted.status),
        ("c.id = ?", wanted.claim),
        ("r.report = (SELECT number FROM reports WHERE id = ?)", wanted.report),
        ("coalesce(c.latest, c.earliest) >= ?", wanted.since),
        ("coalesce(c.earliest, c.latest) <= ?", wanted.until),
        ("c.reported_on >= ?", wanted.reported_since),
        ("c.reported_on <= ?", wanted.reported_until),
    ):
        if value is not None:
            found.add(clause, value)
    return found


def _of_parties(found: Conditions, wanted: ClaimFilter) -> None:
    for role, name in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if name is not None:
            links = f"SELECT claim FROM claim_parties WHERE role = '{role}' AND party IN ({_PARTIES})"
            found.matching(f"c.number IN ({links})", name)
    if wanted.country is not None:
        country = wanted.country.upper()
        found.add(
            "c.number IN (SELECT l.claim FROM parties AS p JOIN claim_parties AS l ON l.party = p.number "
            "WHERE p.country = ? UNION SELECT l.claim FROM places AS p JOIN claim_places AS l ON l.place = p.number "
            "WHERE p.country = ?)",
            country,
            country,
        )
    if wanted.source is not None:
        found.matching(f"c.number IN (SELECT claim FROM claim_sources WHERE party IN ({_PARTIES}))", wanted.source)
        speaker = match_of(wanted.source)
        if wanted.only_source and speaker is not None:
            found.add(_ONLY, speaker)
            found.add(_ONLY_IN_EVENT, speaker, speaker)


def _of_places(found: Conditions, wanted: ClaimFilter) -> None:
    if wanted.place is not None:
        sites = "SELECT rowid FROM place_words WHERE place_words MATCH ?"
        found.matching(f"c.number IN (SELECT claim FROM claim_places WHERE place IN ({sites}))", wanted.place)
    if wanted.box is not None:
        south, west, north, east = wanted.box
        sites = "SELECT number FROM place_boxes WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?"
        found.add(f"c.number IN (SELECT claim FROM claim_places WHERE place IN ({sites}))", south, north, west, east)
