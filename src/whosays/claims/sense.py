"""Keep metaphors, sport, markets, medicine, weather, courts and fiction out: what is spoken of must be a conflict.

A report, and each sentence of it, speaks of war as far as its words and its parties do (``domain_words.csv``). A claim
stays if its own parties are armed, states or bodies of theirs, or if its surroundings speak of war more than of
anything else; and if by the meaning of its report it belongs to a conflict (`subject`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache

from spacy.tokens import Doc, Token

from whosays.claims.participants import Parties
from whosays.claims.scene import Scene
from whosays.claims.subject import ARMED, POLITICAL, Subject
from whosays.claims.typing import Typed
from whosays.vocab.words import read_words

# What harms without a will; with it as doer there is no act of force.
NATURAL = frozenset(("disaster", "medicine", "accident", "nature", "art", "business", "sport"))
# Words of another domain that outweigh one word of war. Calibrated on our own counter-examples and news sentences.
OUTWEIGHS = 2.0
# Acts that are no act of a conflict without force behind them.
FORCE = frozenset(("ASSAULT", "LOSSES", "CONTROL", "STRENGTH", "MOBILIZE"))
# Domains in which wars are spoken of too; their words do not outweigh a party that is armed or political.
UNWARLIKE = frozenset(("court", "travel", "opinion", "memory", "obituary"))
STORY = 3  # words of art, weighted, that make a report a story
BEARABLE = 3  # words of another domain, weighted, that a political act bears
# Sentences on either side whose words count as a claim's surroundings.
WINDOW = 1


@lru_cache(maxsize=1)
def _domains() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for row in read_words("domain_words"):
        table[row["word"]][row["domain"]] = int(row["weight"])
    return dict(table)


def domains_of(token: Token) -> dict[str, int]:
    """Return the domains that a word belongs to (``war`` ``sport`` ``business`` ``art`` and others) with its weight."""
    table = _domains()
    return table.get(token.lower_) or table.get(token.lemma_.lower()) or {}


class Surroundings:
    """How much a report and each of its sentences speak of war, and of anything else."""

    def __init__(self, scene: Scene) -> None:
        doc = scene.doc
        self._sentence: list[int] = [0] * len(doc)
        self._counts: list[Counter[str]] = []
        for number, sentence in enumerate(doc.sents):
            self._counts.append(_counted(scene, doc, sentence.start, sentence.end))
            for index in range(sentence.start, sentence.end):
                self._sentence[index] = number
        self.whole: Counter[str] = sum(self._counts, Counter())
        self.subject = Subject(scene)

    def near(self, token: Token) -> Counter[str]:
        """Return the count of each domain's words in a word's sentence and those beside it."""
        number = self._sentence[token.i]
        return sum(self._counts[max(0, number - WINDOW) : number + WINDOW + 1], Counter())


def _counted(scene: Scene, doc: Doc, start: int, end: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for token in doc[start:end]:
        counts.update(domains_of(token))
        actor = scene.actor_headed(token)
        if actor is not None and actor.mention.sector in ARMED:
            counts["war"] += 1
    return counts


def is_of_conflict(scene: Scene, around: Surroundings, typed: Typed, parties: Parties) -> bool:
    """Say whether an event word speaks of a conflict rather than of a match, a market, a storm or a story."""
    sectors, placed = sectors_of(scene, parties)
    if not speaks_of_conflict(scene, around, typed, sectors, placed):
        return False
    return around.subject.is_conflict(sectors, around.near(typed.found.head)["war"])


def speaks_of_conflict(
    scene: Scene, around: Surroundings, typed: Typed, sectors: set[str | None], placed: bool
) -> bool:
    """Say the same by the words around and the parties alone."""
    if typed.type in FORCE and _by_nature(scene, typed):
        return False
    war, other, domain = _balance(around.near(typed.found.head))
    whole_war, whole_other, _ = _balance(around.whole)
    if around.whole["art"] >= STORY and around.whole["art"] * 2 >= whole_war:
        return False
    if sectors & ARMED:
        return war * OUTWEIGHS >= other or domain in UNWARLIKE
    if typed.type not in FORCE and (placed or sectors & POLITICAL):
        return war > 0 or other <= BEARABLE or domain in UNWARLIKE
    if sectors & POLITICAL:
        return war > 0 or other < BEARABLE
    if whole_war == 0:
        return False
    return (war * OUTWEIGHS > other and whole_war * OUTWEIGHS > whole_other) or whole_war > 2 * whole_other


def _by_nature(scene: Scene, typed: Typed) -> bool:
    doers = [t for t in typed.found.args.subject if not scene.classes(t) & {"armed", "weapon", "actor"}]
    return any(domains_of(t).keys() & NATURAL for t in doers)


def sectors_of(scene: Scene, parties: Parties) -> tuple[set[str | None], bool]:
    """Return the sectors of the parties, and whether one of them is of a known country."""
    actors = [scene.actor(t) for t, _ in parties.actors + parties.recipients]
    known = [actor.mention for actor in actors if actor is not None]
    return {m.sector for m in known}, any(m.country for m in known)


def _balance(counts: Counter[str]) -> tuple[int, int, str | None]:
    """Return the words of war, those of the strongest other domain, and which that is."""
    others = [(n, domain) for domain, n in counts.items() if domain != "war"]
    most, domain = max(others, default=(0, None), key=lambda row: row[0])
    return counts["war"], most, domain
