"""Who speaks, resolved across reports: one spokesman under three spellings, a body and the man who speaks for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from whosays.fusion.bodies import Seat, seat_in, seat_of
from whosays.fusion.views import fold
from whosays.record import Source

_SPOKESPERSON = re.compile(r"\bspokes(?:man|woman|person|people)\b|\bspeaking for\b|\bpress secretary\b", re.IGNORECASE)
_NAME = re.compile(r"^[^\W\d_][\w'’.-]*$")
_PARTICLES = frozenset({"al", "bin", "de", "von", "van", "el", "abu"})


class Speaker(NamedTuple):
    """A named speaker in comparable form; ``surname`` of a person, ``body`` of an institution or its spokesman.

    ``state``: named as a state and nothing more.
    """

    name: str
    entity: str | None
    country: str | None
    kind: str
    surname: str | None
    body: str | None
    speaks_for: bool
    state: bool


def _surname(source: Source) -> str | None:
    """Return the surname in a speaker's words or name: the last capitalised word after a title or office."""
    for words in (source.name, source.text):
        tokens = (words or "").replace(",", " ").split()
        capital = [t for t in tokens if t[:1].isupper() and _NAME.match(t)]
        if (
            capital
            and tokens[-1] == capital[-1]
            and (source.sector is None or source.kind == "named" or len(capital) > 1)
        ):
            last = capital[-1].casefold().removesuffix("'s").removesuffix("’s")
            if seat_in(capital[-1]) is None:
                return last
    return None


def _is_state(source: Source) -> bool:
    """Whether a speaker is named as a state and nothing more ("Russia", "the United States", "Kyiv")."""
    if source.country is None or source.entity not in (None, source.country) or source.kind != "official":
        return False
    tokens = [t for t in source.text.split() if t.lower() not in ("the", "of", "and")]
    return bool(tokens) and all(t[:1].isupper() for t in tokens) and (source.entity is not None or len(tokens) == 1)


def _chair(source: Source, day: str | None) -> Seat | None:
    """Return the body that a source is or heads, as the table of actors knows it, else as its own words say."""
    seat = seat_of(source.entity, day) if source.entity is not None else None
    seat = seat or seat_in(f"{source.text} {source.name or ''}")
    if seat is not None and seat.is_chief and source.country is None and source.entity is None:
        # "The president" of whatever club.
        return None
    return seat


def speaker_of(source: Source, context: str, day: str | None = None) -> Speaker:
    """Return a source in comparable form.

    ``context`` is the sentence around it, where apposition names the office; ``day`` (ISO) when it was printed.
    """
    words = f"{source.text} {source.name or ''}"
    seat = _chair(source, day)
    for_body = bool(_SPOKESPERSON.search(words) or (_SPOKESPERSON.search(context) and source.text in context))
    if seat is None and for_body:
        seat = seat_in(context)
    body = seat.body if seat else None
    is_person = for_body or (seat is not None and seat.is_chief)
    state = _is_state(source)
    # "Port authorities" may carry the key of their country; that makes them no voice of the state.
    known = source.entity != source.country or state or body in ("government", "presidency")
    entity, name = (source.entity, source.name) if known else (None, None)
    surname = None if state or (body is not None and not is_person) else _surname(source)
    return Speaker(
        fold(name) or fold(source.text) or "", entity, source.country, source.kind, surname, body, for_body, state
    )


def same_speaker(a: Speaker, b: Speaker) -> str | None:
    """Return why two speakers in one event are one ("the same name", …), or None if they are two.

    A state named bare speaks through any of its bodies; two bodies of one state are two.
    """
    if a.country is not None and b.country is not None and a.country != b.country:
        return None
    if a.entity is not None and a.entity == b.entity:
        return "the same actor"
    if a.name and a.name == b.name:
        return "the same name"
    if a.surname is not None and a.surname == b.surname and a.surname not in _PARTICLES:
        return "the same person"
    if a.body is not None and a.body == b.body:
        return "one body and those who speak for it"
    if a.country is not None and a.country == b.country:
        if (a.state and b.kind in ("official", "military")) or (b.state and a.kind in ("official", "military")):
            return "a state and its own officials"
        if a.kind == b.kind and (a.speaks_for or b.speaks_for) and (a.body is None or b.body is None):
            return "a body and its spokesman"
    return None
