"""Choosing words: what a person types as the right value of a field becomes offsets into the report."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from whosays.casebook.verdicts import WrongChange
from whosays.record import Claim, Report

_ONE = frozenset(("trigger", "evidence"))
_MANY = frozenset(("actors", "recipients", "places", "sources", "instruments", "notes"))
_OFFSETS = re.compile(r"(\d+)[-:](\d+)")


def words_at(report: Report, near: int, words: str) -> list[int]:
    """Return the offsets of words in a report, of several places the nearest; raise `WrongChange` if not there.

    ``12-20`` means those offsets.
    """
    given = _OFFSETS.fullmatch(words.strip())
    if given:
        return [int(given[1]), int(given[2])]
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [match.span() for match in re.finditer(pattern, report.text)] if pattern else []
    if not found:
        raise WrongChange(f"the report does not say “{words}”")
    start, end = min(found, key=lambda span: abs(span[0] - near))
    return [start, end]


def change_from(report: Report, claim: Claim, field: str, typed: str) -> dict[str, Any]:
    """Return the change that a person means by a field and what was typed for it.

    Fields made of words take words of the report, several parted by ``;``, none as ``-``; what a participant already
    was (name, country) is kept where the words are the same. Other fields take their value, ``-`` for none.
    """
    typed = typed.strip()
    if field in _ONE:
        return {field: words_at(report, claim.evidence.start, typed)}
    if field in _MANY:
        if typed in ("", "-"):
            return {field: []}
        return {field: [_kept(report, claim, field, words) for words in typed.split(";")]}
    if typed in ("", "-"):
        return {field: None}
    try:
        return {field: msgspec.json.decode(typed)}
    except msgspec.DecodeError:
        return {field: typed}


def _kept(report: Report, claim: Claim, field: str, words: str) -> dict[str, Any]:
    start, end = words_at(report, claim.evidence.start, words)
    sides = ("actors", "recipients")
    pool = (*claim.actors, *claim.recipients) if field in sides else getattr(claim, field)
    for one in pool:
        if (one.start, one.end) == (start, end):
            kept: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(one))
            return kept
    return {"start": start, "end": end}
