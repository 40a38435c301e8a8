"""Conditions on claims and events as SQL; words are matched as whole words, without case or accents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from whosays.actors.keys import names_beside
from whosays.casebook import marking, numbering
from whosays.casebook.indexing import day_of
from whosays.casebook.marking import any_of, mark, whole, words_of

Rows = Callable[..., list[Any]]
Count = Callable[[str, tuple[object, ...]], int]
# A set of claims is narrow below that: looking each one up takes 10 ms.
BROAD = 5_000
# So many names are looked for as they come, in order; more are gathered first. Each costs a step for every claim found.
FEW = 40
_TOKEN = re.compile(r'"([^"]+)"|(\S+)')


def match_of(words: str) -> str | None:
    """Return the full-text query for a person's words: all of them, ``"…"`` a phrase, ``word*`` a beginning.

    None if there is nothing to look for.
    """
    terms = []
    for kept, is_beginning in _terms(words):
        quoted = '"' + kept.replace('"', '""') + '"'
        terms.append(quoted + ("*" if is_beginning else ""))
    return " AND ".join(terms) or None


def _terms(words: str) -> Iterator[tuple[str, bool]]:
    """Yield (words, whether they are a beginning) of each term that a person wrote."""
    for phrase, word in _TOKEN.findall(words):
        kept = phrase or word.rstrip("*")
        if any(c.isalnum() for c in kept):
            yield kept, word.endswith("*")


@dataclass
class Conditions:
    """Conditions on ``claims AS c`` in the making; none hold for every row.

    ``terms`` are met by the claim's marks, ``clauses`` by its row, ``first`` and ``end`` bound its number. A set is a
    query that yields the numbers of claims, and, where there is one, a clause that says the same of a row.
    """

    terms: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    sets: list[tuple[str, tuple[object, ...], tuple[str, tuple[object, ...]] | None]] = field(default_factory=list)
    first: int = 0
    end: int = 1 << 62

    def add(self, clause: str, *values: object) -> None:
        """Require one more clause."""
        self.clauses.append(clause)
        self.values.extend(values)

    def among(self, claims: str, *values: object, test: tuple[str, tuple[object, ...]] | None = None) -> None:
        """Require that the claim is one of those that a query yields."""
        self.sets.append((claims, values, test))

    def between(self, first: int, end: int) -> None:
        """Require that the claim's number lies from ``first`` to before ``end``."""
        self.first, self.end = max(self.first, first), min(self.end, end)

    @property
    def where(self) -> str:
        """Return the clauses for SQL."""
        return " AND ".join(self.clauses) or "1"

    def query(self, columns: str, count: Count) -> tuple[str, list[object]]:
        """Return the SQL that yields columns of the claims in order, and its values.

        The marks lead where there are any: they yield claims in order. Else a narrow set does, else all claims are
        walked. ``count`` answers how many rows a query yields.
        """
        order, source = "c.number", "claims AS c"
        clauses, values, leads = [self.where], list(self.values), bool(self.terms)
        if self.terms:
            order, source = "m.rowid", "claim_marks AS m CROSS JOIN claims AS c ON c.number = m.rowid"
            clauses.insert(0, "m.claim_marks MATCH ?")
            values.insert(0, " AND ".join(self.terms))
        if (self.first, self.end) != (0, 1 << 62):
            clauses.append(f"{order} >= ? AND {order} < ?")
            values += [self.first, self.end]
        for claims, given, test in self.sets:
            is_narrow = count(f"{claims} LIMIT {BROAD}", given) < BROAD
            if not is_narrow and test is not None:
                clauses.append(test[0])
                values += test[1]
            else:
                # The plus keeps SQLite from looking up each claim of a broad set.
                clauses.append(f"{'' if is_narrow and not leads else '+'}{order} IN ({claims})")
                values += given
                leads = leads or is_narrow
        return f"SELECT {columns} FROM {source} WHERE {' AND '.join(clauses)} ORDER BY {order}", values


_PARTIES = "SELECT rowid AS number FROM party_words WHERE party_words MATCH ?"
_PLACES = "SELECT rowid AS number FROM place_words WHERE place_words MATCH ?"
_BOX = "SELECT number FROM place_boxes WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?"
# A speaker by words, and who speaks for him: a body's spokesman, also where a later sentence only names him.
_SPEAKERS = (
    f"WITH matched AS (SELECT number, words, entity FROM parties WHERE number IN ({_PARTIES})) "
    "SELECT number FROM matched UNION "
    "SELECT number FROM parties WHERE entity IN (SELECT entity FROM matched WHERE entity IS NOT NULL "
    "AND (words LIKE '%spokesman%' OR words LIKE '%spokeswoman%' OR words LIKE '%spokesperson%'))"
)
_OWNERS = ", ".join(f"'{letter}'" for letter in (marking.OWNER, marking.INNERMOST))
_SAID = (
    "(SELECT substr(text, c.evidence_start + 1, c.evidence_length) FROM reports "
    f"WHERE number = {numbering.REPORT_SQL})"
    + "".join(f" || coalesce(' · ' || c.{column}, '')" for column in ("actors", "recipients", "places", "says"))
)


def _marked(letters: Iterable[str], names: str) -> str:
    """Return the query for the claims that have one of the names that a query yields, in one of the roles."""
    roles = ", ".join(f"('{letter}')" for letter in letters)
    marks = f"SELECT l.column1 || n.number FROM (VALUES {roles}) AS l CROSS JOIN (SELECT * FROM ({names})) AS n"
    return f"SELECT doc FROM claim_terms WHERE term IN ({marks})"


# The whole chain rests on the speaker: all who speak in it are he, or media that carry the words.
_ONLY = (
    "SELECT t.doc FROM claim_terms AS t CROSS JOIN claims AS k ON k.number = t.doc WHERE t.term IN ("
    "SELECT l.column1 || n.number FROM (VALUES ('o'), ('i'), ('u'), ('v')) AS l "
    f"CROSS JOIN (SELECT * FROM ({_SPEAKERS})) AS n) GROUP BY t.doc HAVING max(k.n_owners) = "
    f"count(DISTINCT CASE WHEN substr(t.term, 1, 1) IN ({_OWNERS}) THEN t.term END)"
)
# And no claim of the same event rests on anybody else.
_ONLY_IN_EVENT = (
    "c.key NOT IN (SELECT mine.claim FROM event_claims AS mine WHERE mine.event IN ("
    "SELECT theirs.event FROM (SELECT DISTINCT x.event FROM claims AS o JOIN event_claims AS x ON x.claim = o.key "
    f"WHERE o.number IN ({_ONLY})) AS his JOIN event_claims AS theirs ON theirs.event = his.event "
    "JOIN claims AS t ON t.key = theirs.claim WHERE coalesce(t.certainty, 'certain') NOT IN "
    f"('denied', 'improbable', 'doubtful') AND t.number NOT IN ({_ONLY})))"
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


def claim_conditions(wanted: ClaimFilter, rows: Rows) -> Conditions:
    """Return the conditions that a filter means; ``rows`` answers queries about names and reports."""
    found = Conditions()
    _of_marks(found, wanted)
    if wanted.text is not None:
        _of_words(found, wanted.text)
    for letter, name in ((marking.ACTOR, wanted.actor), (marking.RECIPIENT, wanted.recipient)):
        if name is not None:
            _of_names(found, letter, _PARTIES, match_of(name), rows)
    if wanted.source is not None:
        _of_speaker(found, wanted.source, rows, only=wanted.only_source)
    if wanted.place is not None:
        _of_names(found, marking.PLACE, _PLACES, match_of(wanted.place), rows)
    if wanted.box is not None:
        south, west, north, east = wanted.box
        found.among(_marked(marking.PLACE, _BOX), south, north, west, east)
    _of_time(found, wanted)
    _of_reports(found, wanted, rows)
    return found


def _of_marks(found: Conditions, wanted: ClaimFilter) -> None:
    asked = [(marking.TYPE, wanted.type), (marking.MODE, wanted.mode), (marking.COUNTRY, wanted.country)]
    # What nearly all claims are has no mark.
    for column, letter, value, usual in (
        ("certainty", marking.CERTAINTY, wanted.certainty, "certain"),
        ("status", marking.STATUS, wanted.status, "occurred"),
    ):
        if value == usual:
            found.add(f"c.{column} IS NULL")
        else:
            asked.append((letter, value))
    found.terms += [any_of([mark(letter, whole(value))]) for letter, value in asked if value is not None]


def _of_words(found: Conditions, text: str) -> None:
    """Require words of the claim and its names; no letter and no digit matches nothing."""
    n_terms = len(found.terms)
    for kept, is_beginning in _terms(text):
        words = words_of(kept)
        end = "*" if is_beginning else ""
        found.terms += [any_of([mark(marking.WORD, word)]) for word in words[:-1]]
        found.terms += [any_of([mark(marking.WORD, word) + end]) for word in words[-1:]]
        if len(words) > 1:
            found.add(f"holds({_SAID}, ?)", kept + end)
    if len(found.terms) == n_terms:
        found.add("0")


def _of_names(found: Conditions, letters: str, names: str, query: str | None, rows: Rows) -> None:
    """Require that the claim has one of the names that a query finds, in one of the roles."""
    if query is None:
        found.add("0")
        return
    few = rows(f"SELECT * FROM ({names}) LIMIT {FEW + 1}", query)
    if len(few) > FEW:
        found.among(_marked(letters, names), query)
    elif few:
        found.terms.append(any_of(f"{letter}{number}" for letter in letters for (number,) in few))
    else:
        found.add("0")


def _of_speaker(found: Conditions, name: str, rows: Rows, *, only: bool) -> None:
    words = match_of(name)
    if words is None:
        found.add("0")
        return
    # All the words, or any other name that the tables of actors have for it.
    speaker = " OR ".join([f"({words})", *(f'"{other}"' for other in names_beside(name))])
    _of_names(found, "".join(marking.SPEAKERS), _SPEAKERS, speaker, rows)
    if only:
        found.among(_ONLY, speaker)
        found.add(_ONLY_IN_EVENT, speaker, speaker)


def _of_time(found: Conditions, wanted: ClaimFilter) -> None:
    """Require that it happened in a time; a time that is open at one end counts by the end that is known."""
    asked = [
        (clause, day_of(day))
        for clause, day in (("coalesce({}latest, {}earliest) >= ?", wanted.since),
                            ("coalesce({}earliest, {}latest) <= ?", wanted.until))
        if day is not None
    ]  # fmt: skip
    if asked:
        where = " AND ".join(clause for clause, _ in asked)
        days = tuple(day for _, day in asked)
        found.among(
            f"SELECT number FROM claims WHERE {where.replace('{}', '')}", *days,
            test=(where.replace("{}", "c."), days),
        )  # fmt: skip


def _of_reports(found: Conditions, wanted: ClaimFilter, rows: Rows) -> None:
    """Require days of publication, a report, a claim: each is a stretch of numbers."""
    if wanted.reported_since is not None:
        found.between(numbering.first_on(_day(wanted.reported_since)), found.end)
    if wanted.reported_until is not None:
        is_whole = len(wanted.reported_until) >= len("2024-12-01")
        found.between(numbering.first_on(1), numbering.first_on(_day(wanted.reported_until) + is_whole))
    if wanted.report is not None:
        known = _stretch(found, wanted.report, rows)
        if known is None:
            found.add("0")
    if wanted.claim is not None:
        report_id = wanted.claim.rpartition("#")[0]
        known = _stretch(found, report_id, rows)
        key = numbering.key_of(wanted.claim, report_id, known) if known is not None else -1
        found.add("c.key = ?" if key >= 0 else "c.id = ?", key if key >= 0 else wanted.claim)


def _stretch(found: Conditions, report_id: str, rows: Rows) -> int | None:
    """Require a report, if there is one of this id; return its number."""
    known = rows(
        "SELECT p.number, r.published FROM reports AS p JOIN current_records AS r ON r.report = p.number "
        "WHERE p.id = ?",
        report_id,
    )
    if not known:
        return None
    first = numbering.number_of(known[0][1], known[0][0], 0)
    found.between(first, first + numbering.POSITIONS)
    return int(known[0][0])


def _day(day: str) -> int:
    return numbering.day_number(day + "2024-01-01"[len(day) :])
