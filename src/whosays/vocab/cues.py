"""The words by which somebody is said to speak, think, want, show or deny: one cue a row in ``cues.csv``."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

# spaCy's coarse word classes -> the classes of cues.csv.
WORD_CLASS = {
    "VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adverb",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word: its lemma, word class, what sort of act it names, and what its content looks like.

    ``act`` is one of ``say`` ``deny`` ``think`` ``want`` ``ask`` ``judge`` ``show`` ``quote`` ``plan`` ``talk``
    ``promise`` ``impersonal``; ``takes`` holds ``clause``, ``quote``, ``infinitive``, ``object`` or a preposition.
    ``asserts``: whoever is said to do this commits to a fact, or denies one ("say", "believe", "accuse"), so that the
    events in the content have a source; wishes, requests, promises and attitudes do not.
    """

    lemma: str
    word_class: str
    act: str
    takes: frozenset[str]
    asserts: bool


@lru_cache(maxsize=1)
def cue_table() -> dict[tuple[str, str], Cue]:
    """Return every cue by lemma and word class."""
    text = resources.files("whosays.vocab").joinpath("cues.csv").read_text("utf-8")
    return {
        (row["lemma"], row["word_class"]): Cue(
            row["lemma"], row["word_class"], row["act"], frozenset(row["takes"].split()), row["asserts"] == "yes"
        )
        for row in csv.DictReader(text.splitlines())
    }


@lru_cache(maxsize=1)
def _extras() -> dict[str, dict[str, object]]:
    return tomllib.loads(resources.files("whosays.vocab").joinpath("cues.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def lemma_slips() -> dict[str, str]:
    """Return the lemmatizer's known slips on cue words, wrong form to right form."""
    return {wrong: str(right) for wrong, right in _extras()["lemmas"].items()}


@cache
def cue_words(name: str) -> frozenset[str]:
    """Return one of the word lists of ``cues.toml``; raise `KeyError` if it holds none of that name."""
    words = _extras()["words"][name]
    assert isinstance(words, list)
    return frozenset(words)


def find_cue(lemma: str, pos: str) -> Cue | None:
    """Return the cue of a lemma in a coarse word class of spaCy's, or None."""
    lemma = lemma.lower()
    return cue_table().get((lemma_slips().get(lemma, lemma), WORD_CLASS.get(pos, "")))


@dataclass(frozen=True, slots=True)
class SpeakerNoun:
    """What a noun tells of the speaker it names: the kind of source, and whether it alone leaves him unnamed."""

    kind: str
    anonymous: bool


@lru_cache(maxsize=1)
def speaker_nouns() -> dict[str, SpeakerNoun]:
    """Return the nouns of ``cues_kinds.csv`` by lemma."""
    text = resources.files("whosays.vocab").joinpath("cues_kinds.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["noun"]: SpeakerNoun(row["kind"], row["anonymous"] == "yes") for row in rows}
