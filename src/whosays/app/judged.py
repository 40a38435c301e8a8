"""Who judged which claim, followed as the casebook grows; and how far two readers agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from threading import Lock

from whosays.casebook import Casebook
from whosays.casebook.verdicts import Verdict, standing_verdicts

JUDGING = ("accept", "correct", "reject")


class Judged:
    """The verdicts of a casebook in the order in which they came in; asking again reads only what is new."""

    def __init__(self, casebook: Path) -> None:
        self._casebook = casebook
        self._lock = Lock()
        self._all: list[Verdict] = []
        self._of_claim: dict[str, list[Verdict]] = defaultdict(list)
        self._latest: dict[str, dict[str, Verdict]] = {}

    def follow(self) -> None:
        """Read the verdicts that came in since, whoever gave them."""
        with self._lock, Casebook(self._casebook, create=False) as case:
            touched = set()
            for verdict in case.verdicts(after=self._all[-1].id if self._all else None):
                self._all.append(verdict)
                if verdict.anchor is not None:
                    self._of_claim[verdict.anchor.claim].append(verdict)
                    touched.add(verdict.anchor.claim)
            for claim in touched:
                self._latest[claim] = {
                    one.author: one for one in standing_verdicts(self._of_claim[claim]) if one.act in JUDGING
                }

    def on(self, claim: str) -> dict[str, Verdict]:
        """Return the last standing judgement of each person on a claim, the newest person last."""
        return dict(sorted(self._latest.get(claim, {}).items(), key=lambda pair: pair[1].at))

    def claims(self) -> list[str]:
        """Return the claims that somebody judged, in the order in which they were first spoken of."""
        return [claim for claim in self._of_claim if self._latest.get(claim)]

    def since(self, verdict: str | None) -> list[Verdict]:
        """Return what came in after a verdict, all of it where that is none of this casebook's."""
        at = next((n for n in range(len(self._all) - 1, -1, -1) if self._all[n].id == verdict), -1)
        return self._all[at + 1 :]

    @property
    def last(self) -> str | None:
        """Return the newest verdict's id."""
        return self._all[-1].id if self._all else None

    def by_person(self) -> dict[str, int]:
        """Return how many claims each person has judged, the busiest first."""
        counts = Counter(author for latest in self._latest.values() for author in latest)
        return dict(counts.most_common())


def agreement(pairs: list[tuple[str, str]]) -> tuple[float | None, float | None]:
    """Return the share of pairs that agree, and Cohen's kappa (1960): agreement beyond chance, at most 1.

    None where there is nothing to compare, and for kappa where both only ever said the same one thing.
    """
    if not pairs:
        return None, None
    n = len(pairs)
    same = sum(one == other for one, other in pairs) / n
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(firsts[act] * seconds[act] for act in firsts) / n**2
    return same, None if by_chance == 1 else (same - by_chance) / (1 - by_chance)
