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
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import unquote

import msgspec

from whosays.actors.words import TITLES_OF_COURTESY
from whosays.errors import UsageError
from whosays.exports.selection import Selection
from whosays.record import Event, Record, Report, check_record

WITHHELD = "[name withheld]"
# Between the parts of a name in running text, in an address and in an id.
_SIGNS = r"[\s\-_.+,’'‘\u02bb\u02bc\u00ad\u2010-\u2013]"
BETWEEN = rf"{_SIGNS}*(?:%20)*"
# Small words that begin a surname: whoever is called by it may be called with or without them.
_PARTICLES = frozenset("al el bin ibn bint abu".split())
# Parts of names that are words of every report, too.
_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_Some = TypeVar("_Some")


@dataclass(frozen=True)
class Person:
    """Somebody who is not named, with the word that stands instead; or, without one, somebody who stays named.

    ``called`` are parts of the names by which a report may call that person without the whole name.
    """

    names: tuple[str, ...]
    label: str | None
    called: tuple[str, ...] = ()


def persons_of(
    withheld: Iterable[str], *, kept: Iterable[str] = (), called: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Person, ...]:
    """Return the persons of some names, numbered in their order; a name given twice is one person.

    ``called``: by which parts of a name its bearer is called in reports without the whole name. Raise `UsageError`
    U033 for a name without a letter, which would be found everywhere or nowhere.
    """
    chosen, stay = _by_plain(withheld), _by_plain(kept)
    parts = {plain(name): found for name, found in (called or {}).items()}
    private = [key for key in chosen if key not in stay]
    return (
        *(Person((chosen[key],), f"person {n}", parts.get(key, ())) for n, key in enumerate(private, 1)),
        *(Person((name,), None, parts.get(key, ())) for key, name in stay.items()),
    )


def _by_plain(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        if not any(sign.isalpha() for sign in name):
            raise UsageError("U033", item=f"“{name}”")
        bare = untitled(name)
        found.setdefault(plain(bare), bare)
    return found


class Names:
    """The names of persons as they may stand in one text, and what stands instead."""

    def __init__(self, persons: Iterable[Person], *, parts_in: str | None = None) -> None:
        """``parts_in``: a text in which whoever is named in full may be named by a part from then on."""
        self._instead: dict[str, str | None] = {}
        names: list[str] = []
        parts: dict[str, dict[str | None, str]] = {}
        alone: dict[str, dict[str | None, str]] = {}
        for person in persons:
            for name in person.names:
                self._instead[plain(name)] = person.label
                names.append(name)
                is_there = parts_in is None or pattern_of((name,)).search(parts_in) is not None
                for part in parts_of(name) if is_there else ():
                    parts.setdefault(plain(part), {})[person.label] = part
            for part in person.called:
                alone.setdefault(plain(part), {})[person.label] = part
        called: list[str] = []
        # A part means whoever is named in full here; where nobody is, whoever is called by it in any report.
        for part, by_label in (alone | parts).items():
            # Of two who share a name it is not said which is meant; of one who stays named, nothing is taken.
            if part not in self._instead and by_label.keys() != {None}:
                self._instead[part] = next(iter(by_label)) if len(by_label) == 1 else WITHHELD
                called += by_label.values()
        self._names = pattern_of(tuple(names))
        self._parts = _pattern_of_parts(called)
        # In addresses names stand in small letters.
        self._parts_in_addresses = pattern_of(tuple(called))

    def matches(self, text: str, *, in_address: bool = False) -> list[tuple[int, int, str]]:
        """Return (start, end, what stands instead) of each name in a text, in order."""
        parts = self._parts_in_addresses if in_address else self._parts
        found: list[re.Match[str]] = []
        at = 0
        # A whole name goes before parts; these stand between whole names.
        for whole in self._names.finditer(text):
            found += [*parts.finditer(text, at, whole.start()), whole]
            at = whole.end()
        found += parts.finditer(text, at)
        instead = ((match.span(), self._instead[plain(match[0])]) for match in found)
        return [(start, end, label) for (start, end), label in instead if label is not None]

    def hide(self, text: str) -> str:
        """Return a text with every name replaced; an address that holds one is taken out as a whole."""
        if text.startswith(("http://", "https://")):
            return WITHHELD if self.matches(unquote(text), in_address=True) else text
        return _cut(text, self.matches(text))


def parts_of(name: str) -> list[str]:
    """Return the parts of a name by which its bearer may be called: capitalised, of three letters and more.

    Of Ahmed al-Sayed these are Ahmed, al-Sayed and Sayed.
    """
    if len(name.split()) < 2:
        return []
    bare = unicodedata.normalize("NFC", untitled(name)).replace("\u00ad", "")
    # Somebody typed it in small letters only.
    words = [_trimmed(word) for word in re.split(r"[\s,]+", bare.title() if bare.islower() else bare)]
    found: list[str] = []
    for n, word in enumerate(words):
        if word.casefold() in _PARTICLES and n + 1 < len(words):
            found.append(f"{word} {words[n + 1]}")
        else:
            pieces = _pieces(word)
            found += [word, *pieces] if len(pieces) > 1 else [word]
    return [part for part in dict.fromkeys(found) if _calls(part)]


def _calls(part: str) -> bool:
    """Say whether a part of a name is more than a short word, a particle, a title or a day's name."""
    small = part.casefold()
    capital = any(piece[0].isupper() for piece in _pieces(part))
    return capital and len(plain(part)) > 2 and small not in _DATES | _PARTICLES | TITLES_OF_COURTESY


def untitled(name: str) -> str:
    """Return a name without titles of courtesy, its spaces made single; a title that is all there is stays."""
    words = name.split()
    while len(words) > 1 and words[0].casefold() in TITLES_OF_COURTESY:
        words = words[1:]
    return " ".join(words)


def plain(name: str) -> str:
    """Return a name so that two ways of writing it are one."""
    bare = unicodedata.normalize("NFC", re.sub(rf"{_SIGNS}+|%20", "", name)).replace("ı", "i")
    # Where letters are compared whatever their case, the Turkish ı and İ are i; case folding takes them for others.
    return unicodedata.normalize("NFC", re.sub("i\u0307+", "i", bare.casefold()))


@lru_cache(maxsize=4096)
def pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds names however they are written; nothing where there are none."""
    return _either(f"(?i:{BETWEEN.join(map(_letters, _pieces(form)))})" for form in _forms(names))


def _pattern_of_parts(parts: Iterable[str]) -> re.Pattern[str]:
    """Return what finds parts of names with a capital or in capitals alone.

    A part in small letters is a word of the language more often than a name: prices rose.
    """
    return _either(BETWEEN.join(map(_capital, _pieces(form))) for form in _forms(parts))


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    # Without any, what is nowhere.
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns) or '(?!)'})(?![^\W_])")


def _pieces(name: str) -> list[str]:
    return [piece for piece in re.split(f"{_SIGNS}+", name.replace("\u00ad", "")) if piece]


def _trimmed(word: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", word)


def _letters(piece: str) -> str:
    """Return the pattern of a piece of a name: with or without a dot on i, with hyphens that only line ends show."""
    dotted = {"i": "[iı]\u0307?", "ı": "[iı]\u0307?", "I": "[Iİ]\u0307?", "İ": "[Iİ]\u0307?"}
    return "\u00ad?".join(dotted.get(letter) or re.escape(letter) for letter in piece)


def _capital(piece: str) -> str:
    """Return the pattern of a piece of a part: with a capital or in capitals; small ones in any way."""
    if len(piece) < 3 or piece.islower() or piece.casefold() in _PARTICLES:
        return f"(?i:{_letters(piece)})"
    forms = dict.fromkeys((piece, piece.upper(), piece[0] + piece[1:].lower()))
    return f"(?:{'|'.join(map(_letters, forms))})"


def _forms(names: Iterable[str]) -> list[str]:
    # The longest first, so that a name goes before its parts; letters with marks in both ways of Unicode.
    # In capitals, too, for letters that become two: ß.
    forms = {
        unicodedata.normalize(form, way)
        for name in names
        for way in ((name, name.upper()) if len(name.upper()) != len(name) else (name,))
        for form in ("NFC", "NFD")
    }
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
