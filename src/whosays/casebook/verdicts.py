"""A person's verdicts on what was read: their form, and what becomes of a record under them.

A verdict is anchored on words (report, type, trigger and evidence), not on a row: after a new reading it finds the
claim that is made by the same words. The machine's reading is not touched; `reviewed` works out what stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, get_type_hints

import msgspec

from whosays.record import Claim, Record, SpanError, Struct, check_record, to_json

Act = Literal["accept", "correct", "reject", "merge", "split", "tag", "comment", "credibility", "undo"]
About = Literal["report", "claim", "event"]
# Acts after which the claims of a report, or the events, are others.
DECIDING = ("accept", "correct", "reject", "undo", "merge", "split")


class Anchor(Struct, frozen=True, kw_only=True):
    """The words that a claim is: offsets are code points into the report's text."""

    report: str
    claim: str
    type: str
    trigger: tuple[int, int]
    evidence: tuple[int, int]


class Verdict(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person said of a report, a claim or an event, when and why; never changed, only followed by another.

    ``groups`` are the claims that an event consisted of (for merge: one group an event; for split: those taken out,
    then those that stay). ``changes`` maps a field of the claim to its right value. ``parent`` is the comment answered.
    ``after`` is the verdict before it in the casebook where it was given, so that no two verdicts are alike.
    """

    id: str = ""
    act: Act
    about: About
    report: str | None = None
    anchor: Anchor | None = None
    groups: tuple[tuple[Anchor, ...], ...] = ()
    author: str
    at: str
    why: str | None = None
    changes: dict[str, Any] = msgspec.field(default_factory=dict)
    tag: str | None = None
    text: str | None = None
    grade: int | None = None
    parent: str | None = None
    undoes: str | None = None
    after: str | None = None


class Review(Struct, frozen=True, kw_only=True):
    """How a claim stands with the persons who looked at it.

    ``state`` is the last judgement (None: only tags, comments or a credibility), ``by`` and ``at`` whose and when.
    ``fields`` are those corrected, ``as_read`` the machine's reading of a corrected claim. ``kept`` is true of a claim
    that a newer reading no longer has and that stands because a person accepted it.
    """

    state: Literal["accepted", "corrected", "rejected"] | None = None
    by: str | None = None
    at: str | None = None
    why: str | None = None
    fields: tuple[str, ...] = ()
    as_read: Claim | None = None
    tags: tuple[str, ...] = ()
    n_comments: int = 0
    credibility: int | None = None
    kept: bool = False


def sealed(verdict: Verdict) -> Verdict:
    """Return the verdict with its id: a hash of all that it says."""
    body = to_json(msgspec.structs.replace(verdict, id=""))
    return msgspec.structs.replace(verdict, id="v" + hashlib.sha256(body).hexdigest()[:16])


def fault_of(verdict: Verdict, text: str | None) -> str | None:
    """Return in words why a verdict that comes from elsewhere cannot be kept, or None.

    Nothing kept is ever removed, so a verdict that cannot be applied, or that puts words into a report which are not in
    its ``text``, must not come in. Who wrote it, and when, is taken on trust.
    """
    wanting = {
        "tag": not verdict.tag, "comment": not verdict.text, "undo": not verdict.undoes,
        "credibility": verdict.grade not in range(1, 7), "correct": not verdict.changes,
        "merge": len(verdict.groups) != 2, "split": len(verdict.groups) != 2,
    }  # fmt: skip
    about = {"report": verdict.report, "claim": verdict.anchor, "event": verdict.groups}[verdict.about]
    if sealed(verdict).id != verdict.id:
        return "its id is not that of what it says"
    if wanting.get(verdict.act) or not about or (verdict.anchor and verdict.anchor.report != verdict.report):
        return f"it says {verdict.act} and not of what"
    try:
        datetime.fromisoformat(verdict.at)
        for name, value in verdict.changes.items():
            msgspec.convert(value, _kinds()[name])
    except (msgspec.ValidationError, KeyError, ValueError) as error:
        return f"what it says has no such form ({error})"
    if text is not None and not _stands_in(list(verdict.changes.values()), text):
        return "it gives words that are not the report's"
    return None


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Any]:
    """Return what each field of a claim that may be corrected holds."""
    return {name: kind for name, kind in get_type_hints(Claim).items() if name not in ("id", "why")}


def _stands_in(value: Any, text: str) -> bool:
    if isinstance(value, list):
        return all(_stands_in(one, text) for one in value)
    if not isinstance(value, dict):
        return True
    start, end = value.get("start"), value.get("end")
    if isinstance(start, int) and isinstance(end, int):
        held = 0 <= start < end <= len(text) and value.get("text") == text[start:end]
    else:
        held = True
    return held and all(_stands_in(one, text) for one in value.values())


def anchor_of(report_id: str, claim: Claim) -> Anchor:
    """Return the words that a claim is."""
    return Anchor(
        report=report_id, claim=claim.id, type=claim.type, trigger=(claim.trigger.start, claim.trigger.end),
        evidence=(claim.evidence.start, claim.evidence.end),
    )  # fmt: skip


def claim_at(claims: Sequence[Claim], anchor: Anchor) -> Claim | None:
    """Return the claim that the anchor's words make: the same one, else one of its type whose trigger meets its own.

    Of several, the one whose evidence shares most with the anchor's.
    """
    same = next((claim for claim in claims if claim.id == anchor.claim), None)
    if same is not None:
        return same
    alike = [c for c in claims if c.type == anchor.type and _shared(anchor.trigger, (c.trigger.start, c.trigger.end))]
    return max(alike, key=lambda c: _shared(anchor.evidence, (c.evidence.start, c.evidence.end)), default=None)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def standing_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts that were not undone, in order of time; ``verdicts`` come in the casebook's order."""
    held = list(verdicts)
    undone: set[str] = set()
    for verdict in reversed(held):
        if verdict.act == "undo" and verdict.id not in undone and verdict.undoes:
            undone.add(verdict.undoes)
    # A merged casebook brings older verdicts later; sorting is stable, so that equal times keep their order.
    return sorted((v for v in held if v.act != "undo" and v.id not in undone), key=lambda v: v.at)


@dataclass
class _Judged:
    claim: Claim
    kept: bool = False
    last: Verdict | None = None
    changes: dict[str, Verdict] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)
    n_comments: int = 0
    credibility: int | None = None


def reviewed(
    record: Record, verdicts: Iterable[Verdict], earlier: Callable[[str], Claim | None] = lambda _: None
) -> tuple[Record, dict[str, Review]]:
    """Return the record with the verdicts on its claims applied, and the review of each claim judged, by its id.

    Rejected claims are left out of the record and have their review; corrected fields are in. A claim that a person
    accepted or corrected and that this reading lacks is taken from an ``earlier`` one.
    """
    claims = {claim.id: _Judged(claim) for claim in record.claims}
    for verdict in standing_verdicts(verdicts):
        if verdict.anchor is None:
            continue
        found = claim_at(record.claims, verdict.anchor)
        if found is None and verdict.act in ("accept", "correct"):
            found = earlier(verdict.anchor.claim)
        key = found.id if found is not None else verdict.anchor.claim
        if found is not None and key not in claims:
            claims[key] = _Judged(found, kept=True)
        if key in claims:
            _judge(claims[key], verdict)
    reviews = {key: _review_of(one) for key, one in claims.items() if _is_touched(one)}
    standing = [
        corrected(record, one.claim, one.changes)
        for key, one in claims.items()
        if key not in reviews or reviews[key].state != "rejected"
    ]
    if any(one.kept for one in claims.values()):
        standing.sort(key=lambda claim: (claim.evidence.start, claim.trigger.start))
    return msgspec.structs.replace(record, claims=tuple(standing)), reviews


def _judge(one: _Judged, verdict: Verdict) -> None:
    match verdict.act:
        case "tag":
            one.tags[verdict.tag or ""] = None
        case "comment":
            one.n_comments += 1
        case "credibility":
            one.credibility = verdict.grade
        case _:
            one.last = verdict
            one.changes |= dict.fromkeys(verdict.changes, verdict)


def _is_touched(one: _Judged) -> bool:
    return bool(one.last or one.tags or one.n_comments or one.credibility is not None)


def _review_of(one: _Judged) -> Review:
    last = one.last
    state: Literal["accepted", "corrected", "rejected"] | None = None
    if last is not None:
        state = "rejected" if last.act == "reject" else "corrected" if one.changes else "accepted"
    return Review(
        state=state, by=last.author if last else None, at=last.at if last else None, why=last.why if last else None,
        fields=tuple(one.changes), as_read=one.claim if one.changes else None, tags=tuple(one.tags),
        n_comments=one.n_comments, credibility=one.credibility, kept=one.kept,
    )  # fmt: skip


def corrected(record: Record, claim: Claim, changes: dict[str, Verdict]) -> Claim:
    """Return a claim with each corrected field as its verdict has it, and who corrected it in ``why``."""
    if not changes:
        return claim
    fields = _fields_of(claim)
    for name, verdict in changes.items():
        fields[name] = verdict.changes[name]
        reason = f": {verdict.why}" if verdict.why else ""
        fields["why"][name] = f"corrected by {verdict.author} on {verdict.at[:10]}{reason}"
    return msgspec.convert(fields, Claim)


def _fields_of(claim: Claim) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.json.decode(to_json(claim))
    return fields


# ---------------------------------------------------------------- saying what is right


class WrongChange(ValueError):
    """A correction that no claim can carry."""


def full_changes(record: Record, claim: Claim, changes: dict[str, Any]) -> dict[str, Any]:
    """Return the changes as whole fields of the claim, words filled in from their offsets.

    A key is a field or a path into one ("actors.0.country", "time.earliest"); a span may be given as its offsets:
    ``[12, 20]`` or ``{"start": 12, "end": 20, …}``. Raise `WrongChange` if the report's words make no such claim.
    """
    fields = _fields_of(claim)
    touched = []
    for path, value in changes.items():
        top, *rest = path.split(".")
        if top not in fields or top in ("id", "why"):
            raise WrongChange(f"a claim has no field '{top}' to correct")
        _put(fields, [top, *rest], msgspec.json.decode(msgspec.json.encode(value)))
        touched.append(top)
    text = record.report.text
    for top in touched:
        fields[top] = _with_words(fields[top], text)
    try:
        right = msgspec.convert(fields, Claim)
        check_record(msgspec.structs.replace(record, claims=(right,)))
    except (msgspec.ValidationError, SpanError) as error:
        raise WrongChange(str(error)) from error
    whole = _fields_of(right)
    return {top: whole[top] for top in touched}


def _put(fields: Any, path: list[str], value: Any) -> None:
    *way, last = path
    try:
        for step in way:
            fields = fields[int(step)] if isinstance(fields, list) else fields[step]
        if isinstance(fields, list):
            fields[int(last)] = value
        elif last in fields:
            fields[last] = value
        else:
            raise KeyError(last)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise WrongChange(f"a claim has no field '{'.'.join(path)}' to correct") from error


def _with_words(value: Any, text: str) -> Any:
    if isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value):
        value = {"start": value[0], "end": value[1]}
    if isinstance(value, list):
        return [_with_words(one, text) for one in value]
    if not isinstance(value, dict):
        return value
    filled = {key: _with_words(one, text) for key, one in value.items()}
    start, end = filled.get("start"), filled.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
        # Offsets rule: who moves a span means the words there.
        filled["text"] = text[start:end]
    return filled
