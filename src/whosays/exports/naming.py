"""Who is named in a sentence of ours, and how: names, the report's own words, one or several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from whosays.record import Participant, Source
from whosays.vocab.countries import all_countries

# The longest stretch of a report's own words inside a sentence of ours; longer ones are cut at a word.
MAX_WORDS = 110

_NONE = re.compile(r"(?:no one|nobody|no-one|none)$|no ", re.IGNORECASE)
_PRONOUNS = frozenset(("he", "she", "it", "him", "her", "who", "which"))
_LOWERED = frozenset(
    "a an the some several many most more about at up over under nearly almost around roughly dozens hundreds "
    "thousands scores two three four five six seven eight nine ten his her its their our this that these those "
    "no both each another other local senior unnamed officials residents witnesses reports sources medics aid they "
    "he she doctors rescuers activists analysts experts media police authorities diplomats researchers memos it".split()
)
# What follows the noun that says whether a name is of several.
_BEFORE = re.compile(r",? (?:of|at|in|from|for|with|on|near|there|here|who|which|that)\b|,\s")
_SEVERAL = frozenset(
    "many several some most both few two three four five six seven eight nine ten dozens hundreds thousands".split()
)
# How a correction speaks of what it corrects: the outlet itself, earlier.
_EARLIER = re.compile(
    r"(?:an|the|its|our) (?:earlier|previous) versions? of (?:this|the) (?:story|article|report|piece)", re.IGNORECASE
)
# A pronoun after a verb.
_OBJECTS = {"they": "them", "he": "him", "she": "her", "we": "us", "i": "me"}


def join(words: Iterable[str]) -> str:
    """Return 'a', 'a and b', 'a, b and c', each once."""
    once = list(dict.fromkeys(word for word in words if word))
    if len(once) < 2:
        return "".join(once)
    return f"{', '.join(once[:-1])} and {once[-1]}"


def own_words(text: str) -> str:
    """Return words of the report on one line, cut at a word and marked where they are long."""
    line = " ".join(text.split())
    if len(line) <= MAX_WORDS:
        return line
    return f"{line[:MAX_WORDS].rsplit(' ', 1)[0]} …"


def names_of(participants: Sequence[Participant]) -> str:
    """Return the participants' names; those who have none of their own ("the gunmen") as the report words them."""
    return join(name_of(participant) for participant in participants)


def name_of(participant: Participant | Source) -> str:
    """Return a proper name where there is one, else the report's own words."""
    name = participant.name
    none = _NONE.match(participant.text)
    if none:
        # That it is not so is said of the claim: "somebody was killed – the ministry says this is not so".
        return own_words(participant.text[none.end() :]) or "somebody"
    named = name and (not name[:1].islower() or participant.text.casefold() in _PRONOUNS)
    return name if name and named else own_words(participant.text)


def whom(participants: Sequence[Participant]) -> str:
    """Return the participants' names as they stand after a verb: 'them' for they."""
    return join(_OBJECTS.get(name.casefold(), lowered(name)) for name in map(name_of, participants))


def lowered(words: str) -> str:
    """Return words for the middle of a sentence: a capital that only began a sentence becomes small."""
    first = words.split(" ", 1)[0]
    return words[:1].lower() + words[1:] if first.casefold() in _LOWERED and first.istitle() else words


def looks_plural(words: str) -> bool:
    """Say whether a name is spoken of as several: 'officials', 'two people', 'researchers at a university'."""
    once = words.split()
    if not once:
        return False
    head = _BEFORE.split(words)[0].split()[-1:] or once[-1:]
    return (
        " and " in words
        or once[0].casefold() in _SEVERAL
        or (once[0][:1].isdigit() and once[0] != "1" and len(once) == 1)
        or head[0] in _peoples()
        or head[0] == "Forces"
        or head[0].casefold() in {"people", "police", "men", "women", "children", "media", "they", "we", "troops"}
        or (head[0].endswith("s") and not head[0].endswith(("ss", "us", "is")) and head[0][:1].islower())
    )


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    """Return the names of peoples in the plural: 'Koreans', 'Houthis'."""
    peoples = {word.split()[-1] for country in all_countries() for word in country.demonyms}
    return frozenset({word for word in peoples if word.endswith("s")} | {"Houthis"})


def is_earlier_self(words: str) -> bool:
    """Say whether words mean no speaker but what the same outlet wrote before it corrected it."""
    return _EARLIER.fullmatch(" ".join(words.split())) is not None


def speaker_words(source: Source) -> str:
    """Return the speaker's name; an unnamed speaker is always marked."""
    words = own_words(source.text) if source.anonymous else name_of(source)
    name = lowered(words.removesuffix(" of"))
    return f"{name} (unnamed)" if source.anonymous else name
