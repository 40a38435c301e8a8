"""Known names in a text, found in one pass whatever their number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

# Acronyms up to this length are ordinary words in another case ("is", "so", "who", "Mit"): they must match exactly.
EXACT_UP_TO = 3
# Names of mixed case up to this length likewise ("LeT", "AfD").
MIXED_UP_TO = 5
# More letters in capitals than this share: a text in capitals only, where case tells nothing.
CAPITALS_SHARE = 0.7
CAPITALS_WITHIN = 2000  # characters that are looked at
# Acronyms that spell an English word, which a text in capitals cannot tell from it.
ORDINARY_WORDS = frozenset(
    "ADF AIM ALF AMAN AU EAC ELF IS ISI IT ICE MAD MIT NAM NIS SAF SLA SO STEM US WHO CIS DIA HUR MRS SANA".split()
)


@dataclass(frozen=True, slots=True)
class Referent:
    """What a name may stand for: its kind (organisation, person, country, adjective, people, seat) and key."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name at ``start:end`` (code points) and all that it may stand for, likeliest first."""

    start: int
    end: int
    referents: tuple[Referent, ...]


class _Folding(dict[int, int]):
    """A translation table, filled on demand, that keeps the length of a text."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0]
        lower = base.lower()
        folded = ord(lower) if len(lower) == 1 and lower.isalnum() else 32
        self[code] = folded
        return folded


_folding = _Folding({ord("ı"): ord("i"), ord("ø"): ord("o"), ord("ł"): ord("l"), ord("đ"): ord("d")})


def fold(text: str) -> str:
    """Return ``text`` without case, accents and punctuation, every character still at its offset."""
    return text.translate(_folding)


def slug(words: str) -> str:
    """Return an entity key made of a name: capitals and hyphens only."""
    return re.sub(r"[^0-9A-Z]+", "-", words.upper().replace("’S ", " ").replace("'S ", " ")).strip("-")


def _has_its_case(alias: str, words: str, shouting: bool) -> bool:
    """Whether ``words`` of the text, equal to ``alias`` but for case, are written as a name would be."""
    letters = "".join(c for c in alias if c.isalnum())
    if letters.isupper():
        if shouting and letters in ORDINARY_WORDS:
            return False
        if len(letters) <= EXACT_UP_TO:
            return sum(c.isupper() for c in words) >= sum(c.isupper() for c in letters)
        return words.isupper() or words[0].isupper()
    if alias[0].islower() and alias.lower() == alias:
        return True
    if len(alias) <= MIXED_UP_TO and any(c.isupper() for c in alias[1:]) and " " not in alias:
        return words == alias
    parts = words.split()
    # Three words in a row do not agree with a name by chance; two do ("general assembly").
    return len(parts) >= 3 or any(c.isupper() for c in parts[0]) or any(c.isupper() for c in parts[-1][:1])


class NameFinder:
    """All names of a table in one automaton; a name is found at word boundaries, accents and hyphens aside."""

    def __init__(self, names: Iterable[tuple[str, Referent]]) -> None:
        aliases: dict[str, dict[str, list[Referent]]] = {}
        for alias, referent in names:
            plain = alias[4:] if alias.lower().startswith("the ") else alias
            referents = aliases.setdefault(f" {fold(plain)} ", {}).setdefault(plain, [])
            if referent not in referents:
                referents.append(referent)
        self._patterns = list(aliases)
        self._aliases = [tuple((alias, tuple(rs)) for alias, rs in aliases[p].items()) for p in self._patterns]
        self._automaton = AhoCorasick(self._patterns)

    def find(self, text: str) -> list[NameMatch]:
        """Return the longest known names of ``text`` that do not overlap, in order; time linear in its length."""
        opening = text[:CAPITALS_WITHIN]
        shouting = sum(map(str.isupper, opening)) > CAPITALS_SHARE * sum(map(str.isalpha, opening))
        hits = []
        for index, start, end in self._automaton.find_matches_as_indexes(f" {fold(text)} ", overlapping=True):
            words = text[start : end - 2]
            referents = [r for alias, rs in self._aliases[index] if _has_its_case(alias, words, shouting) for r in rs]
            if referents:
                hits.append(NameMatch(start, end - 2, tuple(dict.fromkeys(referents))))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        chosen: list[NameMatch] = []
        for hit in hits:
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
        return chosen

    def referents_of(self, name: str) -> tuple[Referent, ...]:
        """Return what ``name`` stands for as a whole, or nothing."""
        found = self.find(name)
        return found[0].referents if found and found[0].start == 0 and found[0].end == len(name) else ()
