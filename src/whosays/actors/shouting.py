"""Lines in capitals, given the case they would have in prose.

Taggers and tables go by capitals, so that a line all in capitals ("GUNMEN KILLED 20 IN KADUNA") is opaque to them.
`Quieter` puts such lines into small letters, length unchanged, and leaves capitals to what the tables and the gazetteer
know as names, to words that English does not have, and to the first letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from whosays.actors.table import ActorTable
from whosays.places import Gazetteer
from whosays.reading.syntax import load_model
from whosays.vocab.countries import all_countries
from whosays.vocab.triggers import thing_classes

# A line is shouted if nine in ten of its letters are capitals, and it has words enough to be no mere name or heading.
SHARE, LEAST_WORDS = 0.9, 3
LONGEST_NAME = 6  # words
NEAR = 8  # characters before a word in which the end of the sentence before it stands
CITY = 100_000  # people: so large a town is meant by its name wherever it stands, a smaller one behind "in" only
SHORT = 5  # letters: what is shorter may be an abbreviation ("NATO"), longer names in capitals are mere style ("HAMAS")
SURE_FROM = 4  # letters: shorter names of countries ("CAR", "IN") are words of their own
WORD = re.compile(r"[^\W_]+")
WHERE = frozenset("in at near from to of outside around inside into toward towards via across for".split())
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
    "october november december".split()
)
ABBREVIATED = frozenset(
    "jan feb aug sept sep oct nov dec mon tue wed thu fri sat sun mr mrs ms gen col maj lt dr".split()
)
# Of a one-word name and a common word the word is the likelier in capitals ("LET", "UP"), but for these and countries'.
RATHER_NAMES = frozenset(("us", "eu", "un", "uk", "uae"))
ENDINGS = (
    ("men", "man"),
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
)


class Quieter:
    """Gives shouted lines the case of prose, by the names of an actor table and a gazetteer."""

    def __init__(self, table: ActorTable, gazetteer: Gazetteer) -> None:
        self._table = table
        self._gazetteer = gazetteer

    @cached_property
    def _names(self) -> dict[str, str]:
        return _spellings(self._table)

    def quiet(self, text: str) -> str:
        """Return a text with its shouted lines in the case of prose, length unchanged; itself if no line is shouted."""
        lines = text.split("\n")
        if not any(_shouted(line) for line in lines):
            return text
        return "\n".join(self._quieted(line) if _shouted(line) else line for line in lines)

    def _quieted(self, line: str) -> str:
        words = list(WORD.finditer(line))
        out = [_lower(c) for c in line]
        named = self._write_names(line, words, out)
        for n, word in enumerate(words):
            before = words[n - 1].group().lower() if n else ""
            first = n == 0 or _opens(line, word.start())
            if n not in named and (first or _is_name(word.group(), before, self._gazetteer)):
                out[word.start()] = line[word.start()]
        return "".join(out)

    def _write_names(self, line: str, words: list[re.Match[str]], out: list[str]) -> set[int]:
        """Write the known names of a line in their own case, the longest first; return the words they take."""
        named: set[int] = set()
        for first in range(len(words)):
            for last in range(min(len(words), first + LONGEST_NAME), first, -1):
                start, end = words[first].start(), words[last - 1].end()
                spelling = self._names.get(line[start:end].upper())
                if spelling is not None and first not in named:
                    out[start:end] = spelling
                    named.update(range(first, last))
                    break
        return named


def _shouted(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return (
        bool(letters)
        and sum(c.isupper() for c in letters) >= SHARE * len(letters)
        and sum(1 for _ in WORD.finditer(line)) >= LEAST_WORDS
    )


def _lower(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


def _opens(line: str, start: int) -> bool:
    """Say whether a sentence starts here."""
    return bool(re.search(r"[.!?]['\"”’)]*\s+$", line[max(0, start - NEAR) : start]))


def _is_name(word: str, before: str, gazetteer: Gazetteer) -> bool:
    small = word.lower()
    if small in DAYS or small in ABBREVIATED or small == "i":
        return True
    if not _is_english(small):
        return len(small) > 1 and small.isalpha()
    if small in _other_words() or small in thing_classes():
        return False
    return any(before in WHERE or (place.population or 0) >= CITY for place in gazetteer.look_up(word.title()))


def _is_english(word: str) -> bool:
    words = _english()
    return word in words or any(word.endswith(end) and word[: -len(end)] + put in words for end, put in ENDINGS)


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Return the words of the lemmatizer's index, and the small words of the language."""
    return _other_words().union(*_indexed("noun"))


@lru_cache(maxsize=1)
def _other_words() -> frozenset[str]:
    """Return the verbs, adjectives, adverbs and small words of the language; names are nouns to the lemmatizer."""
    return frozenset(load_model().Defaults.stop_words).union(*_indexed("verb"), *_indexed("adj"), *_indexed("adv"))


def _indexed(part: str) -> list[Iterable[str]]:
    lookups = load_model().get_pipe("lemmatizer").lookups
    return [lookups.get_table(name).get(part, ()) for name in ("lemma_index", "lemma_exc")]


def _spellings(table: ActorTable) -> dict[str, str]:
    """Return every known name by its capitals."""
    spelled: dict[str, str] = {}
    sure = set(_countries())
    for name in (*_countries(), *_names(table)):
        small = name.lower()
        doubtful = " " not in name and small not in RATHER_NAMES and (name not in sure or len(name) < SURE_FROM)
        if doubtful and (small in _other_words() or (small in thing_classes() and not name.isupper())):
            continue
        if len(name.upper()) == len(name) and not name.islower():
            spelled[name.upper()] = name if name.isupper() and len(name) < SHORT else spelled.get(name.upper(), name)
    return spelled


def _countries() -> Iterable[str]:
    for country in all_countries():
        yield from (*country.names, *country.adjectives, *country.demonyms, *country.seats)
        if country.capital:
            yield country.capital


def _names(table: ActorTable) -> Iterable[str]:
    for body in table.organisations.values():
        yield from (body.name, *body.aliases)
    for person in table.persons.values():
        yield from (person.name, *person.aliases)
        yield person.name.rpartition(" ")[2]
    yield from table.peoples
