"""Saved queries that raise alerts: on claims that are new, and on events that turn to a standing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from whosays.errors import UsageError
from whosays.record import CERTAINTIES, STATUSES, TYPES, Claim, Event, Participant, Report, StandingWord
from whosays.sources.memory import Memory

if TYPE_CHECKING:
    from whosays.casebook import Casebook

_ON_CLAIMS = ("type", "mode", "actor", "recipient", "country", "place", "said_by", "certainty", "status", "text",
              "since", "until")  # fmt: skip
_ON_EVENTS = ("standing", "event", "min_origins")
_VALUES: dict[str, tuple[str, ...]] = {
    "type": TYPES, "certainty": CERTAINTIES, "status": STATUSES, "standing": get_args(StandingWord),
}  # fmt: skip
_COUNTRY = re.compile(r"[A-Z]{3}")


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a rule waited for: a new claim, or an event that turned; what a channel delivers."""

    id: str
    rule: str
    at: str
    what: str
    words: str | None = None
    report: dict[str, str | None] | None = None
    claim: Claim | None = None
    event: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A saved query. With ``standing`` it is about events, else about claims; ``to`` are the channels."""

    name: str
    wanted: dict[str, Any]
    to: tuple[str, ...] = ("stdout",)
    parties: dict[str, str] = field(default_factory=dict)

    @property
    def is_about_events(self) -> bool:
        """Whether it waits for events to turn."""
        return "standing" in self.wanted


def rules_of(tables: Iterable[Any], channels: Iterable[str], *, item: str) -> list[Rule]:
    """Return the rules that [[alert]] tables write; raise `UsageError` G002 or G003 for one that cannot be meant."""
    known = {"stdout", *channels}
    rules = [_rule(table, known, item, number) for number, table in enumerate(tables, start=1)]
    names = [rule.name for rule in rules]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError("G002", item=item, detail=f"two alerts are called '{twice}'")
    return rules


def _rule(table: Any, channels: set[str], item: str, number: int) -> Rule:
    if not isinstance(table, dict):
        raise UsageError("G002", item=item, detail="write each alert as [[alert]]")
    for key in table:
        if key not in (*_ON_CLAIMS, *_ON_EVENTS, "name", "to"):
            raise UsageError("G003", item=item, detail=f"'{key}' in an [[alert]]")
    wanted = {key: value for key, value in table.items() if key not in ("name", "to")}
    for key, values in _VALUES.items():
        if key in wanted:
            wanted[key] = str(wanted[key]).upper() if key == "type" else str(wanted[key])
            if wanted[key] not in values:
                raise UsageError("G002", item=item, detail=f"'{wanted[key]}' is no {key} ({', '.join(values)})")
    if "event" in wanted and "standing" not in wanted:
        raise UsageError("G002", item=item, detail="say which standing the event is to turn to")
    to = table.get("to", ["stdout"])
    to = tuple([to] if isinstance(to, str) else to)
    unknown = next((name for name in to if name not in channels), None)
    if unknown is not None or not wanted:
        detail = f"there is no [channel.{unknown}]" if wanted else f"alert {number} asks for nothing"
        raise UsageError("G002", item=item, detail=detail)
    # "actor PRK" is meant by country, "actor Wagner" by name.
    by_country = {
        key: wanted.pop(key) for key in ("actor", "recipient") if _COUNTRY.fullmatch(str(wanted.get(key, "")))
    }
    if "said_by" in wanted:
        wanted["source"] = wanted.pop("said_by")
    return Rule(str(table.get("name") or f"alert {number}"), wanted, to, by_country)


def fire(rule: Rule, case: Casebook, memory: Memory, *, old_too: bool = False) -> list[Alert]:
    """Return the alerts that a rule raises now, and queue them for its channels.

    What matched when a rule is first seen is taken note of and raises nothing, unless ``old_too``. The notes and the
    queue are written together, so that an alert is neither lost nor raised twice, whenever the process ends.
    """
    is_new = not memory.do("SELECT 1 FROM rules WHERE rule = ?", rule.name)
    known = {key for (key,) in memory.do("SELECT key FROM matches WHERE rule = ?", rule.name)}
    at = datetime.fromtimestamp(memory.clock(), UTC).isoformat(timespec="seconds")
    found = _turned(rule, case, known, at) if rule.is_about_events else _new_claims(rule, case, known, at)
    statements: list[tuple[str, tuple[object, ...]]] = [("INSERT OR IGNORE INTO rules VALUES (?)", (rule.name,))]
    if rule.is_about_events:
        statements.append(("DELETE FROM matches WHERE rule = ?", (rule.name,)))
    statements += [("INSERT OR IGNORE INTO matches VALUES (?, ?)", (rule.name, key)) for key in found.keys]
    raised = found.alerts if old_too or not is_new else []
    for alert in raised:
        statements.append(
            ("INSERT INTO alerts (at, rule, json) VALUES (?, ?, ?)",
             (memory.clock(), rule.name, msgspec.json.encode(alert)))
        )  # fmt: skip
        statements += [
            ("INSERT INTO outbox (alert, channel) VALUES ((SELECT max(number) FROM alerts), ?)", (channel,))
            for channel in rule.to
        ]
    memory.together(statements)
    return raised


@dataclass(frozen=True, slots=True)
class _Found:
    """What a rule matches now: the keys to remember, and an alert for each match that is new."""

    keys: list[str]
    alerts: list[Alert]


def _new_claims(rule: Rule, case: Casebook, known: set[str], at: str) -> _Found:
    from whosays.exports.wording import label_of, sentence

    keys, alerts = [], []
    for hit in case.claims(**rule.wanted):
        if hit.claim.id in known or not _of_countries(rule, hit.claim):
            continue
        keys.append(hit.claim.id)
        what = f"{label_of(hit.claim.type)}: {sentence(hit.claim, hit.report)}"
        alerts.append(
            Alert(
                id=f"{rule.name}/{hit.claim.id}", rule=rule.name, at=at, what=what, words=hit.claim.evidence.text,
                report=_told(hit.report), claim=hit.claim,
            )
        )  # fmt: skip
    return _Found(keys, alerts)


def _turned(rule: Rule, case: Casebook, known: set[str], at: str) -> _Found:
    """Return the events that now have the standing and did not: none of their claims was in such an event before.

    By claims, because an event's id changes where an earlier report of it comes in.
    """
    from whosays.exports.wording import label_of

    keys: list[str] = []
    alerts = []
    for event in _events(rule, case):
        keys += event.claims
        if known.intersection(event.claims):
            continue
        about = f" about {', '.join(event.contested_about)}" if event.contested_about else ""
        origins = f"{len(event.origins)} independent origin{'' if len(event.origins) == 1 else 's'}"
        first = event.first_reported or "an unknown day"
        what = f"{label_of(event.type)}: now {event.standing}{about}, by {origins}; first reported {first[:10]}"
        alerts.append(
            Alert(
                id=f"{rule.name}/{event.id}/{event.standing}/{at}", rule=rule.name, at=at, what=what,
                words=event.why or None,
                event={"id": event.id, "type": event.type, "standing": event.standing, "claims": list(event.claims)},
            )
        )  # fmt: skip
    return _Found(keys, alerts)


def _events(rule: Rule, case: Casebook) -> Iterator[Event]:
    for event in case.events(**{key: value for key, value in rule.wanted.items() if key != "event"}):
        if "event" not in rule.wanted or event.id.startswith(str(rule.wanted["event"])):
            yield event


def _of_countries(rule: Rule, claim: Claim) -> bool:
    """Return whether an actor or recipient is of the country that the rule names."""
    parties: dict[str, tuple[Participant, ...]] = {"actor": claim.actors, "recipient": claim.recipients}
    return all(any(party.country == code for party in parties[key]) for key, code in rule.parties.items())


def _told(report: Report) -> dict[str, str | None]:
    return {
        "id": report.id, "title": report.title, "publisher": report.publisher, "published": report.published,
        "url": report.url,
    }  # fmt: skip
