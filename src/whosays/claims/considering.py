"""Consider every event word of a report, and say of each whether it states an event of a conflict, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whosays.claims.participants import Parties, parties_of
from whosays.claims.scene import Scene
from whosays.claims.sense import Surroundings, is_of_conflict
from whosays.claims.typing import Typed
from whosays.claims.weighing import Weights, density_of, signs, states_event, why_weighed

NOT_OF_CONFLICT = "the words around it are of something other than a conflict"


@dataclass(frozen=True, slots=True)
class Considered:
    """An event word with its type and parties; ``kept``: it states an event of a conflict; ``why``: what decided.

    ``signs`` are those that the decision was weighed by, none where something else decided.
    """

    typed: Typed
    parties: Parties
    kept: bool
    why: str
    signs: tuple[str, ...] = ()


def consider(scene: Scene, typed: list[Typed], weights: Weights | None = None) -> Iterator[Considered]:
    """Yield every typed event word of a report, in text order, with the decision on it by ``weights``, else by ours."""
    density = density_of(typed, sum(1 for _ in scene.doc.sents))
    around = Surroundings(scene)
    for one in typed:
        parties = parties_of(scene, one)
        if not is_of_conflict(scene, around, one, parties):
            yield Considered(one, parties, False, NOT_OF_CONFLICT)
            continue
        weighed = signs(scene, one, parties, density)
        if parties.charge is not None and one.found.sense.pos == "noun":
            # Who is accused of an act is news of it, even where the act itself is only mentioned.
            yield Considered(one, parties, True, f"somebody is accused of it, “{parties.charge.word.text}”")
            continue
        kept, why = states_event(weighed, weights), why_weighed(weighed, weights)
        yield Considered(one, parties, kept, why, tuple(weighed))
