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
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple

from whosays.fusion.components import Components
from whosays.fusion.outlets import names_outlet, outlet_name
from whosays.fusion.retractions import Amendment, amendment
from whosays.fusion.speakers import Speaker, same_speaker, speaker_of
from whosays.record import Claim, Origin, Report, Source, SourceKind

MOST_COMPARED = 200  # named speakers of one event that are compared pair by pair; beyond, only equal names are one
CONTEXT = 80  # characters around a speaker in which an apposition names the office

_STOP = re.compile(r"[.!?]\s")
_CAPITAL = re.compile(r"\b[A-Z][^\W_]*")

Key = tuple[str, ...]


class Voice(NamedTuple):
    """One voice behind a statement: a speaker, a paper that is cited, unnamed people, or the reporter."""

    key: Key
    name: str
    kind: SourceKind | None
    speaker: Speaker | None = None


class Statement:
    """A claim in its report; ``copy`` is what the reports that are copies of one text with it share.

    What the words tell of its origin is worked out once, when first asked for.
    """

    def __init__(self, report: Report, claim: Claim, copy: str) -> None:
        self.report = report
        self.claim = claim
        self.copy = copy

    @cached_property
    def outlet(self) -> str | None:
        """The name of the report's outlet."""
        return outlet_name(self.report.publisher)

    @cached_property
    def amendment(self) -> Amendment | None:
        """Whether the report corrects or withdraws an earlier one."""
        return amendment(self.report)

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """The voices that the claim's words name."""
        return _voices(self)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The report's capitalised words, in lower case: among them the papers that it names."""
        return frozenset(w.casefold() for w in _CAPITAL.findall(self.report.text))

    @cached_property
    def order(self) -> tuple[str, str, int, str]:
        """Its place among the statements of an event: by publication, report and position."""
        report = self.report
        return report.published or "9999", report.id, self.claim.evidence.start, self.claim.id


Told = tuple[Voice, Statement]


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
    report, claim = statement.report, statement.claim
    name = source.name or source.text
    if source.kind == "media" and not source.anonymous:
        return Voice(("paper", outlet_name(name) or ""), name, "media")
    if source.anonymous and source.entity is None:
        cited = _cited(claim.sources)
        if cited is not None:
            paper = cited.name or cited.text
            return Voice(("paper", outlet_name(paper) or ""), f"{source.text}, told to {paper}", source.kind)
        outlet = statement.outlet or f"report {report.id}"
        return Voice(("told", statement.copy), f"{source.text}, told to {outlet}", source.kind)
    before = report.text[max(0, source.start - CONTEXT) : source.start]
    after = report.text[source.start : source.end + CONTEXT]
    context = _STOP.split(before)[-1] + _STOP.split(after)[0]
    speaker = speaker_of(source, context, (report.published or "")[:10] or None)
    shown = name if speaker.entity == source.entity else source.text
    return Voice(("speaker", speaker.entity or speaker.name), shown, source.kind, speaker)


def _voices(statement: Statement) -> tuple[Voice, ...]:
    report, claim = statement.report, statement.claim
    own = Voice(("own", statement.copy), f"the reporter of {statement.outlet or f'report {report.id}'}", None)
    around = report.text[claim.evidence.start : claim.evidence.end + CONTEXT]
    if _eyewitness().search(around):
        return (own._replace(key=("seen", statement.copy), kind="witness"),)
    return tuple(_voice(source, statement) for source in _innermost(claim.sources)) or (own,)


def _join_speakers(told: list[Told], same: Components[Key], why: dict[Key, set[str]]) -> None:
    """Join the named speakers that are one; never two of different countries, not even by way of a third."""
    speakers: dict[Key, list[Speaker]] = defaultdict(list)
    for voice, _ in told:
        if voice.speaker is not None and voice.speaker not in speakers[voice.key]:
            speakers[voice.key].append(voice.speaker)
    countries = {key: {s.country for s in found if s.country} for key, found in speakers.items()}
    if len(speakers) > MOST_COMPARED:
        return

    def join(rank: int, a: Key, b: Key) -> None:
        root_a, root_b = same.find(a), same.find(b)
        both = countries[root_a] | countries[root_b]
        if root_a != root_b and len(both) <= 1:
            same.join(a, b)
            countries[same.find(a)] = both
            why[same.find(a)] = why.get(root_a, set()) | why.get(root_b, set()) | {_RANK[rank]}

    reasons = []
    bodies_of: dict[Key, set[Key]] = defaultdict(set)
    for a, b in combinations(sorted(speakers), 2):
        found = {r for x in speakers[a] for y in speakers[b] if (r := same_speaker(x, y)) is not None}
        if not found:
            continue
        rank = _RANK.index(min(found, key=_RANK.index))
        if rank == _OF_STATE:
            state, body = (a, b) if any(s.state for s in speakers[a]) else (b, a)
            bodies_of[state].add(body)
        else:
            reasons.append((rank, a, b))
    reasons += [(_RANK.index("a body and its spokesman"), a, b) for a, b in _speaking_for(told)]
    for rank, a, b in sorted(reasons):
        join(rank, a, b)
    for state, bodies in sorted(bodies_of.items()):
        join(_OF_STATE, state, _nearest_body(state, bodies, told, same))


def _nearest_body(state: Key, bodies: set[Key], told: list[Told], same: Components[Key]) -> Key:
    """Return the one body through which a state named bare speaks: two of its bodies are never one by way of it.

    Of several, the one that a report quotes beside the state, else the one that is quoted most.
    """
    reports = {statement.copy for voice, statement in told if voice.key == state}
    beside: Counter[Key] = Counter()
    quoted: Counter[Key] = Counter()
    for voice, statement in told:
        if voice.key in bodies:
            root = same.find(voice.key)
            quoted[root] += 1
            beside[root] += statement.copy in reports
    return min(sorted(bodies), key=lambda body: (-beside[same.find(body)], -quoted[same.find(body)]))


def _speaking_for(told: list[Told]) -> list[tuple[Key, Key]]:
    """Return the spokesmen whose body a report leaves unsaid, with the one body that it quotes besides."""
    bodies: dict[str, set[Key]] = defaultdict(set)
    for voice, statement in told:
        if voice.speaker is not None and voice.speaker.surname is None:
            bodies[statement.copy].add(voice.key)
    found = []
    for voice, statement in told:
        if voice.speaker is not None and voice.speaker.speaks_for and voice.speaker.body is None:
            quoted = bodies[statement.copy]
            if len(quoted) == 1 and voice.key not in quoted:
                found.append((voice.key, next(iter(quoted))))
    return found


_RANK = (
    "the same actor",
    "the same name",
    "the same person",
    "one body and those who speak for it",
    "a body and its spokesman",
    "a state and its own officials",
)
_OF_STATE = _RANK.index("a state and its own officials")


class _Papers:
    """The outlets that report an event, found again where a report names one of them."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.outlets = {statement.outlet for _, statement in told if statement.outlet}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for outlet in self.outlets:
            self._by_word[re.split(r"[\s-]", outlet)[0]].append(outlet)

    def cited_by(self, statement: Statement) -> str | None:
        """Return the outlet, of those that report the event, that a report names as where it has the news from."""
        near = [o for word in self._by_word.keys() & statement.capitals for o in self._by_word[word]]
        return next((o for o in sorted(near) if o != statement.outlet and names_outlet(statement.report.text, o)), None)


def _settle(told: list[Told]) -> list[Told]:
    """Give the reporter's own words, and what other papers told, to the voice that they rest on."""
    attributed = {statement.copy for voice, statement in told if voice.key[0] != "own"}
    papers = _Papers(told)
    settled: list[Told] = []
    for voice, statement in told:
        kind = voice.key[0]
        if kind == "own" and statement.copy in attributed:
            continue
        if kind == "speaker" and (named := outlet_name(voice.name)) in papers.outlets:
            voice = voice._replace(key=("paper", named or ""), kind="media", speaker=None)
        generic = kind == "paper" and voice.key[1] not in papers.outlets
        if kind in ("own", "told") or generic:
            cited = papers.cited_by(statement)
            voice = voice._replace(key=("paper", cited)) if cited else voice
        spoken = kind == "speaker" and voice.kind != "document"
        if not spoken and statement.outlet is not None and statement.amendment:
            voice = voice._replace(key=("paper", statement.outlet))
        settled.append((voice, statement))
    return settled


def _rest_on(told: list[Told], same: Components[Key]) -> dict[Key, set[Key]]:
    """Return, for every paper cited, the origins that its own reports of the event rest on."""
    rests: dict[Key, set[Key]] = defaultdict(set)
    for voice, statement in told:
        if statement.outlet and voice.key != ("paper", statement.outlet):
            rests["paper", statement.outlet].add(same.find(voice.key))
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
    ordered = sorted(statements, key=lambda s: (s.order[:2], s.claim.id))
    told = _settle([(voice, statement) for statement in ordered for voice in statement.voices])
    same: Components[Key] = Components(voice.key for voice, _ in told)
    why: dict[Key, set[str]] = {}
    _join_speakers(told, same, why)
    rests = _rest_on(told, same)
    resolved = {key: sorted(_resolve(key, rests, same)) for key in {voice.key for voice, _ in told}}
    grouped: dict[Key, list[tuple[Voice, Statement, bool]]] = {}
    for voice, statement in told:
        own = same.find(voice.key)
        for root in resolved[voice.key]:
            grouped.setdefault(root, []).append((voice, statement, root != own))
    names = Counter(_name(group) for group in grouped.values())
    origins = []
    for root, group in grouped.items():
        name = _name(group)
        if names[name] > 1:
            name = f"{name} ({group[0][1].report.id})"
        origins.append(_origin(name, group, why.get(root, set())))
    return origins


def _name(group: list[tuple[Voice, Statement, bool]]) -> str:
    own = [voice for voice, _, borrowed in group if not borrowed] or [voice for voice, _, _ in group]
    counts = Counter(voice.name for voice in own)
    return max(counts, key=lambda n: counts[n])


def _origin(name: str, group: list[tuple[Voice, Statement, bool]], joined: set[str]) -> Origin:
    own = next((voice for voice, _, borrowed in group if not borrowed), group[0][0])
    copies: dict[str, str] = {}
    has_copies = False
    for _, statement, _ in group:
        has_copies |= copies.setdefault(statement.copy, statement.report.id) != statement.report.id
    reasons = {
        "speaker": "all rest on this speaker",
        "own": "the reporter's own words",
        "seen": "the reporter says what he saw",
        "told": "unnamed people, known only through this outlet",
        "paper": "known only through this outlet",
    }
    parts = [reasons[own.key[0]], *sorted(joined)]
    if has_copies:
        parts.append("copies of one text")
    if len(copies) > 1 and any(borrowed or voice.key[0] == "paper" for voice, _, borrowed in group):
        parts.append("cited by other outlets")
    asserted = any(statement.claim.certainty != "denied" for _, statement, _ in group)
    return Origin(
        name=name,
        kind=own.kind,
        reports=tuple(sorted({statement.report.id for _, statement, _ in group})),
        claims=tuple(sorted({statement.claim.id for _, statement, _ in group})),
        why="; ".join(parts),
        denies=not asserted,
    )
