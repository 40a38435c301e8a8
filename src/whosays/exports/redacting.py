"""Persons who must not be named: every record and event that is given away is rewritten before any format sees it.

A person becomes "person 1" wherever a name of theirs stands: in the text with all its offsets moved, in titles, keys,
reasons and addresses. Ids of reports, claims and events are numbered anew, because the usual ones are hashes of words
that hold the name: who guesses a name could confirm it by them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import unquote

import msgspec

from whosays.exports.selection import Selection
from whosays.record import Event, Record, Report, check_record

WITHHELD = "[name withheld]"
# Between the parts of a name in running text, in an address and in an id.
BETWEEN = r"[\s\-_.+,’']*(?:%20)*"
# Parts of names that are words of every report, too.
_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_Some = TypeVar("_Some")


@dataclass(frozen=True)
class Person:
    """Somebody who is not named, with the word that stands instead; or, without one, somebody who stays named."""

    names: tuple[str, ...]
    label: str | None


def persons_of(withheld: Iterable[str], *, kept: Iterable[str] = ()) -> tuple[Person, ...]:
    """Return the persons of some names, numbered in their order; a name given twice is one person."""
    names = list(dict.fromkeys(" ".join(name.split()) for name in withheld if name.strip()))
    stay = {" ".join(name.split()).casefold() for name in kept}
    chosen = [name for name in names if name.casefold() not in stay]
    return (
        *(Person((name,), f"person {n}") for n, name in enumerate(chosen, 1)),
        *(Person((" ".join(name.split()),), None) for name in kept),
    )


class Names:
    """The names of persons as they may stand in one text, and what stands instead."""

    def __init__(self, persons: Iterable[Person], *, parts_in: str | None = None) -> None:
        """``parts_in``: a text in which whoever is named in full may be named by a part from then on."""
        self._instead: dict[str, str | None] = {}
        names: list[str] = []
        parts: dict[str, dict[str | None, str]] = {}
        for person in persons:
            for name in person.names:
                self._instead[_plain(name)] = person.label
                names.append(name)
                is_there = parts_in is None or _pattern([name]).search(parts_in) is not None
                for part in parts_of(name) if is_there else ():
                    parts.setdefault(_plain(part), {})[person.label] = part
        called: list[str] = []
        for part, by_label in parts.items():
            # Of two who share a name it is not said which is meant; of one who stays named, nothing is taken.
            if part not in self._instead and by_label.keys() != {None}:
                self._instead[part] = next(iter(by_label)) if len(by_label) == 1 else WITHHELD
                called += by_label.values()
        self._found = _pattern(names, called) if names else None
        # In addresses names stand in small letters.
        self._in_addresses = _pattern([*names, *called]) if names else None

    def matches(self, text: str, *, in_address: bool = False) -> list[tuple[int, int, str]]:
        """Return (start, end, what stands instead) of each name in a text, in order."""
        pattern = self._in_addresses if in_address else self._found
        if pattern is None:
            return []
        instead = ((match.span(), self._instead[_plain(match[0])]) for match in pattern.finditer(text))
        return [(start, end, label) for (start, end), label in instead if label is not None]

    def hide(self, text: str) -> str:
        """Return a text with every name replaced; an address that holds one is taken out as a whole."""
        if text.startswith(("http://", "https://")):
            return WITHHELD if self.matches(unquote(text), in_address=True) else text
        return _cut(text, self.matches(text))


def parts_of(name: str) -> list[str]:
    """Return the parts of a name by which its bearer may be called: capitalised, of three letters and more."""
    words = re.findall(r"\w[\w’'-]+", name)
    if len(words) < 2:
        return []
    return [word for word in words if word[0].isupper() and len(word) > 2 and word.casefold() not in _DATES]


def _plain(name: str) -> str:
    """Return a name so that two ways of writing it are one."""
    return re.sub(r"[\s\-_.+,’']+|%20", "", unicodedata.normalize("NFC", name)).casefold()


def _pattern(names: Iterable[str], parts: Iterable[str] = ()) -> re.Pattern[str]:
    """Return what finds names however they are written, and parts of names with a capital or in capitals alone.

    A part in small letters is a word of the language more often than a name: prices rose.
    """
    # The longest first, so that a whole name goes before its parts; letters with marks in both ways of Unicode.
    whole = [BETWEEN.join(map(re.escape, re.split(r"[\s\-_.+,’']+", form))) for form in _forms(names)]
    called = [re.escape(form) for part in _forms(parts) for form in (part, part.upper())]
    either = "|".join([f"(?i:{'|'.join(whole)})", *called])
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


def _forms(names: Iterable[str]) -> list[str]:
    forms = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")}
    return sorted(forms, key=lambda form: (-len(form), form))


def _cut(text: str, matches: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, label in matches:
        pieces += [text[at:start], label]
        at = end
    return "".join([*pieces, text[at:]])


class _Moved:
    """A text with its names replaced, and where its offsets went."""

    def __init__(self, text: str, matches: list[tuple[int, int, str]]) -> None:
        self.text = _cut(text, matches)
        self._starts = [start for start, _, _ in matches]
        self._matches = matches
        self._gains = [0]
        for start, end, label in matches:
            self._gains.append(self._gains[-1] + len(label) - (end - start))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the old text stands; one that cuts into a name takes all of what replaced it."""
        return self._at(start, is_end=False), self._at(end, is_end=True)

    def _at(self, offset: int, *, is_end: bool) -> int:
        n = bisect_right(self._starts, offset - is_end)
        if n:
            start, end, label = self._matches[n - 1]
            if offset < end or (is_end and offset == end):
                return start + self._gains[n - 1] + (len(label) if is_end else 0)
        return offset + self._gains[n]


@dataclass
class _Rewriting:
    """How one value is rewritten: names hidden, ids replaced, spans moved."""

    names: Names
    ids: Mapping[str, str]
    moved: _Moved | None = None

    def of(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.ids[value] if value in self.ids else self.names.hide(self._with_ids(value))
        if isinstance(value, (tuple, list)):
            return type(value)(self.of(one) for one in value)
        if isinstance(value, dict):
            return {self.of(key): self.of(one) for key, one in value.items()}
        return self._struct(value) if isinstance(value, msgspec.Struct) else value

    def _struct(self, value: msgspec.Struct) -> msgspec.Struct:
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        start, end = fields.get("start"), fields.get("end")
        if self.moved is not None and isinstance(start, int) and isinstance(end, int):
            start, end = self.moved.span(start, end)
            words = {"text": self.moved.text[start:end], "start": start, "end": end}
            return type(value)(**{name: self.of(one) for name, one in fields.items() if name not in words}, **words)
        if self.moved is not None and isinstance(value, Report):
            # The whole text is replaced once; its words go nowhere else.
            rest = {name: self.of(one) for name, one in fields.items() if name not in ("text", "url")}
            url = value.url and self.names.hide(value.url)
            return Report(**rest, text=self.moved.text, url=None if url == WITHHELD else url)
        return type(value)(**{name: self.of(one) for name, one in fields.items()})

    def _with_ids(self, words: str) -> str:
        """Return words in which ids are named, with the new ones."""
        return re.sub(r"[^\s,;()“”]+", lambda match: self.ids.get(match[0], match[0]), words) if self.ids else words


def redact(selection: Selection, persons: Iterable[Person]) -> Selection:
    """Return a selection in which the persons are not named: see the head of this module.

    The bytes as received hold the names, so that no format can be written that gives them: the casebook is left out.
    """
    held = tuple(persons)
    if not any(person.label for person in held):
        return selection
    of_report = {
        record.report.id: Names(held, parts_in=f"{record.report.title or ''}\n{record.report.text}")
        for record in selection.records
    }
    # What is told of several reports at once may call a person by a part of the name as any of them does.
    overall = Names(held)
    ids = _new_ids(selection)
    records = tuple(_record(record, of_report[record.report.id], ids) for record in selection.records)
    beyond = _Rewriting(overall, ids)
    return replace(
        selection,
        records=records,
        events=tuple(_known(beyond.of(event), Event) for event in selection.events),
        title=beyond.of(selection.title),
        notes=beyond.of(selection.notes),
        credibilities=beyond.of(dict(selection.credibilities)),
        ratings=beyond.of(dict(selection.ratings)),
        casebook=None,
    )


def _record(record: Record, names: Names, ids: Mapping[str, str]) -> Record:
    moved = _Moved(record.report.text, names.matches(record.report.text))
    made = _known(_Rewriting(names, ids, moved).of(record), Record)
    check_record(made)
    return made


def _known(value: Any, kind: type[_Some]) -> _Some:
    assert isinstance(value, kind)
    return value


def _new_ids(selection: Selection) -> dict[str, str]:
    """Return a number for each report, claim and event, in their order."""
    ids: dict[str, str] = {}
    for n, record in enumerate(selection.records, 1):
        ids[record.report.id] = f"report-{n}"
        ids |= {claim.id: f"report-{n}#{k}" for k, claim in enumerate(record.claims, 1)}
    for n, event in enumerate(selection.events, 1):
        ids[event.id] = f"event-{n}"
        # Claims that the filter left out are named by their events still.
        for claim in event.claims:
            ids.setdefault(claim, f"{ids.get(claim.rpartition('#')[0], 'report-0')}#{len(ids)}")
        for report in event.reports:
            ids.setdefault(report, f"report-{len(ids)}")
    return ids
