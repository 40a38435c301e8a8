"""Find the actors of a parsed report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from whosays.actors.context import Scene, place_actors
from whosays.actors.identity import identify
from whosays.actors.local import read_definitions, read_local_names
from whosays.actors.mention import FoundActor, finish
from whosays.actors.named import read_issuer, read_names
from whosays.actors.page import open_page
from whosays.actors.parts import read_parts, read_pronouns
from whosays.actors.people import read_persons, read_surnames, read_titles
from whosays.actors.phrases import read_complements, read_phrases
from whosays.actors.resolve import resolve
from whosays.actors.table import ActorTable
from whosays.actors.units import read_units


def find_actors(
    doc: Doc,
    places: Sequence[Any] = (),
    *,
    published: str | None = None,
    publisher: str | None = None,
    table: ActorTable | None = None,
) -> list[FoundActor]:
    """Return every mention of an actor in a parsed report, in order of its first token.

    ``places`` are the report's `FoundPlace` values; they tell the countries of towns. ``published`` (ISO) decides who
    held an office; ``publisher`` who "we" is in a body's own communiqué. Mentions may nest ("*Russia*'s defence
    ministry" and the whole). Country, sector and entity are None where the words do not say. Time is linear in the
    length of the report.
    """
    page = open_page(doc, places, table or ActorTable.open(), published)
    read_issuer(page, publisher)
    read_names(page)
    read_units(page)
    read_persons(page)
    read_local_names(page)
    read_phrases(page)
    read_surnames(page)
    read_definitions(page)
    read_pronouns(page)
    read_complements(page)
    read_titles(page)
    read_parts(page)
    identify(page)
    scene = Scene(page)
    resolve(page, scene)
    place_actors(page, scene)
    identify(page)
    kept = [draft for draft in page.drafts.values() if draft.kind != "arms" or draft.country or draft.entity]
    return [finish(draft, doc) for draft in sorted(kept, key=lambda d: (d.start, d.head))]


def actor_at(actors: Sequence[FoundActor], token: int) -> FoundActor | None:
    """Return the mention whose head is ``token``, else the shortest that covers it, else None.

    ``actors`` must be in the order `find_actors` gives.
    """
    first = bisect_right(actors, token, key=lambda actor: actor.token_start)
    best: FoundActor | None = None
    for actor in reversed(actors[max(first - 40, 0) : first]):
        if actor.head == token:
            return actor
        if actor.token_end > token and (best is None or _length(actor) < _length(best)):
            best = actor
    return best


def _length(actor: FoundActor) -> int:
    return actor.token_end - actor.token_start
