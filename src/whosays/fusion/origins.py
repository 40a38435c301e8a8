"""Independent origins: who, in the end, the reports of one event rest on.

Copies of one text are one origin; so are reports that rest on one speaker, however spelled; a paper that cites a paper
has that paper's origin; a body and its spokesman are one; a reporter who says what he saw is an origin of his own.
An outlet's unnamed officials are that outlet's origin: nobody can know that two outlets' are the same men.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple

from whosays.fusion.components import Components
from whosays.fusion.outlets import names_outlet, outlet_name
from whosays.fusion.retractions import amendment
from whosays.fusion.speakers import Speaker, same_speaker, speaker_of
from whosays.record import Claim, Origin, Report, Source, SourceKind

MOST_COMPARED = 200  # named speakers of one event that are compared pair by pair; beyond, only equal names are one
CONTEXT = 80  # characters around a speaker in which an apposition names the office

Key = tuple[str, ...]


class Statement(NamedTuple):
    """A claim in its report; ``copy`` is the least id among the reports that are copies of one text with it."""

    report: Report
    claim: Claim
    copy: str


class Voice(NamedTuple):
    """One voice behind one statement: a speaker, a paper that is cited, unnamed people, or the reporter."""

    key: Key
    name: str
    kind: SourceKind | None
    statement: Statement
    speaker: Speaker | None = None


@lru_cache(maxsize=1)
def _eyewitness() -> re.Pattern[str]:
    rows = csv.DictReader((files("whosays.fusion") / "data" / "eyewitness.csv").read_text("utf-8").splitlines())
    return re.compile("|".join(row["pattern"] for row in rows))


def _innermost(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Return the speakers that know: the innermost source and those who speak jointly with it."""
    start = len(sources) - 1
    while start > 0 and sources[start].joint:
        start -= 1
    return sources[max(0, start) :]


def _cited(sources: tuple[Source, ...]) -> Source | None:
    """Return the named paper in a chain of sources, the innermost of several."""
    return next((s for s in reversed(sources) if s.kind == "media" and not s.anonymous), None)


def _voice(source: Source, statement: Statement) -> Voice:
    text, claim, copy = statement.report.text, statement.claim, statement.copy
    outlet = outlet_name(statement.report.publisher) or f"report {statement.report.id}"
    cited = _cited(claim.sources)
    if source.kind == "media" and not source.anonymous:
        return Voice(
            ("paper", outlet_name(source.name or source.text) or ""), source.name or source.text, "media", statement
        )
    if source.anonymous and source.entity is None:
        if cited is not None:
            name = cited.name or cited.text
            return Voice(("paper", outlet_name(name) or ""), f"{source.text}, told to {name}", source.kind, statement)
        return Voice(("told", copy), f"{source.text}, told to {outlet}", source.kind, statement)
    around = text[max(0, source.start - CONTEXT) : source.end + CONTEXT]
    sentence = re.split(r"[.!?]\s", around[: source.start - max(0, source.start - CONTEXT)])[-1]
    context = sentence + re.split(r"[.!?]\s", text[source.start : source.end + CONTEXT])[0]
    speaker = speaker_of(source, context)
    shown = (source.name or source.text) if speaker.entity == source.entity else source.text
    return Voice(("speaker", speaker.entity or speaker.name), shown, source.kind, statement, speaker)


def _voices(statement: Statement) -> list[Voice]:
    claim, outlet = statement.claim, outlet_name(statement.report.publisher) or f"report {statement.report.id}"
    own = Voice(("own", statement.copy), f"the reporter of {outlet}", None, statement)
    around = statement.report.text[claim.evidence.start : claim.evidence.end + CONTEXT]
    if _eyewitness().search(around):
        return [own._replace(key=("seen", statement.copy), kind="witness")]
    return [_voice(source, statement) for source in _innermost(claim.sources)] or [own]


def _join_speakers(voices: list[Voice], same: Components[Key], why: dict[Key, set[str]]) -> None:
    """Join the named speakers that are one; never two of different countries, not even by way of a third."""
    speakers: dict[Key, list[Speaker]] = defaultdict(list)
    for voice in voices:
        if voice.speaker is not None and voice.speaker not in speakers[voice.key]:
            speakers[voice.key].append(voice.speaker)
    countries = {key: {s.country for s in found if s.country} for key, found in speakers.items()}
    if len(speakers) > MOST_COMPARED:
        return
    reasons = []
    for a, b in combinations(sorted(speakers), 2):
        found = {r for x in speakers[a] for y in speakers[b] if (r := same_speaker(x, y)) is not None}
        reasons += [(_RANK.index(min(found, key=_RANK.index)), a, b)] if found else []
    reasons += [(_RANK.index("a body and its spokesman"), a, b) for a, b in _speaking_for(voices)]
    for rank, a, b in sorted(reasons):
        root_a, root_b = same.find(a), same.find(b)
        both = countries[root_a] | countries[root_b]
        if root_a != root_b and len(both) <= 1:
            same.join(a, b)
            countries[same.find(a)] = both
            why[same.find(a)] = why.get(root_a, set()) | why.get(root_b, set()) | {_RANK[rank]}


def _speaking_for(voices: list[Voice]) -> list[tuple[Key, Key]]:
    """Return the spokesmen whose body a report leaves unsaid, with the one body that it quotes besides."""
    bodies: dict[str, set[Key]] = defaultdict(set)
    for voice in voices:
        if voice.speaker is not None and voice.speaker.surname is None:
            bodies[voice.statement.copy].add(voice.key)
    return [
        (voice.key, next(iter(bodies[voice.statement.copy])))
        for voice in voices
        if voice.speaker is not None
        and voice.speaker.speaks_for
        and voice.speaker.body is None
        and len(bodies[voice.statement.copy] - {voice.key}) == 1 == len(bodies[voice.statement.copy])
    ]


_RANK = (
    "the same actor",
    "the same name",
    "the same person",
    "one body and those who speak for it",
    "a body and its spokesman",
    "a state and its own officials",
)


def _cites(statement: Statement, outlets: Iterable[str]) -> str | None:
    """Return the outlet, of those that report the event, that a report names as where it has the news from."""
    own = outlet_name(statement.report.publisher)
    return next((o for o in sorted(outlets) if o != own and names_outlet(statement.report.text, o)), None)


def _settle(voices: list[Voice]) -> list[Voice]:
    """Give the reporter's own words, and what other papers told, to the voice that they rest on."""
    attributed = {v.statement.copy for v in voices if v.key[0] not in ("own",)}
    outlets: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if outlet := outlet_name(voice.statement.report.publisher):
            outlets[outlet].append(voice)
    settled: list[Voice] = []
    for voice in voices:
        outlet = outlet_name(voice.statement.report.publisher)
        kind = voice.key[0]
        if kind == "own" and voice.statement.copy in attributed:
            continue
        if kind == "speaker" and (named := outlet_name(voice.name)) in outlets:
            voice = voice._replace(key=("paper", named or ""), kind="media", speaker=None)
        generic = kind == "paper" and voice.key[1] not in outlets
        if kind in ("own", "told") or generic:
            cited = _cites(voice.statement, outlets)
            voice = voice._replace(key=("paper", cited)) if cited else voice
        spoken = kind == "speaker" and voice.kind != "document"
        if not spoken and outlet is not None and amendment(voice.statement.report):
            voice = voice._replace(key=("paper", outlet))
        settled.append(voice)
    return settled


def _rest_on(voices: list[Voice], same: Components[Key]) -> dict[Key, set[Key]]:
    """Return, for every paper cited, the origins that its own reports of the event rest on."""
    rests: dict[Key, set[Key]] = defaultdict(set)
    for voice in voices:
        outlet = outlet_name(voice.statement.report.publisher)
        if outlet and voice.key != ("paper", outlet):
            rests["paper", outlet].add(same.find(voice.key))
    return rests


def _resolve(key: Key, rests: dict[Key, set[Key]], same: Components[Key]) -> set[Key]:
    """Return the origins behind a key: through papers that cite papers, at most as far as the circle is wide."""
    found, seen, queue = set(), {key}, [key]
    while queue:
        current = queue.pop()
        behind = rests.get(current, set()) if current[0] == "paper" else set()
        if not behind:
            found.add(same.find(current))
        for other in behind - seen:
            seen.add(other)
            queue.append(other)
    return found or {same.find(key)}


def origins_of(statements: Iterable[Statement]) -> list[Origin]:
    """Return the independent origins of one event, each with its reports, claims and why it is one; in stable order.

    An origin ``denies`` when it asserts nowhere what it denies: who withdraws one figure for another denies no event.
    """
    ordered = sorted(statements, key=lambda s: (s.report.published or "9999", s.report.id, s.claim.id))
    voices = _settle([voice for statement in ordered for voice in _voices(statement)])
    same: Components[Key] = Components(v.key for v in voices)
    why: dict[Key, set[str]] = {}
    _join_speakers(voices, same, why)
    rests = _rest_on(voices, same)
    grouped: dict[Key, list[tuple[Voice, bool]]] = {}
    for voice in voices:
        for root in sorted(_resolve(voice.key, rests, same)):
            grouped.setdefault(root, []).append((voice, root != same.find(voice.key)))
    names = Counter(_name(group) for group in grouped.values())
    origins = []
    for root, group in grouped.items():
        name = _name(group)
        if names[name] > 1:
            name = f"{name} ({group[0][0].statement.report.id})"
        origins.append(_origin(name, group, why.get(root, set())))
    return origins


def _name(group: list[tuple[Voice, bool]]) -> str:
    own = [v for v, borrowed in group if not borrowed] or [v for v, _ in group]
    counts = Counter(v.name for v in own)
    return max(counts, key=lambda n: counts[n])


def _origin(name: str, group: list[tuple[Voice, bool]], joined: set[str]) -> Origin:
    own = next((v for v, borrowed in group if not borrowed), group[0][0])
    copies: dict[str, set[str]] = defaultdict(set)
    for voice, _ in group:
        copies[voice.statement.copy].add(voice.statement.report.id)
    reasons = {
        "speaker": "all rest on this speaker",
        "own": "the reporter's own words",
        "seen": "the reporter says what he saw",
        "told": "unnamed people, known only through this outlet",
        "paper": "known only through this outlet",
    }
    parts = [reasons[own.key[0]], *sorted(joined)]
    if any(len(ids) > 1 for ids in copies.values()):
        parts.append("copies of one text")
    if any(borrowed or v.key[0] == "paper" for v, borrowed in group) and len(copies) > 1:
        parts.append("cited by other outlets")
    asserted = any(v.statement.claim.certainty != "denied" for v, _ in group)
    return Origin(
        name=name,
        kind=own.kind,
        reports=tuple(sorted({v.statement.report.id for v, _ in group})),
        claims=tuple(sorted({v.statement.claim.id for v, _ in group})),
        why="; ".join(parts),
        denies=not asserted,
    )
