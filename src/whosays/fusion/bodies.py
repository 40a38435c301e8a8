"""Bodies and those who head them or speak for them: a ministry and its minister, a service and its chief.

From the words ("the defence minister", "the Kremlin") by ``body.csv``; from the table of actors, who holds which office
on the day of the report, by the office's title and ``seat.csv``. Defence ministry, general staff and army are one body:
they publish one account of a war. An intelligence service known by name is a body of its own.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from whosays.actors.table import organisation_of, read_table

_PAST = re.compile(r"\b(?:former|ex|then|late|late-|onetime|retired|opposition|shadow|would-be)[\s-]", re.IGNORECASE)


class Seat(NamedTuple):
    """A body, and whether the words name the person who heads it rather than the body."""

    body: str
    is_chief: bool


def _rows(name: str) -> csv.DictReader[str]:
    return csv.DictReader((files("whosays.fusion") / "data" / f"{name}.csv").read_text("utf-8").splitlines())


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], dict[str, Seat]]:
    seats = {row["words"]: Seat(row["body"], row["who"] == "chief") for row in _rows("body")}
    longest_first = "|".join(re.escape(w) for w in sorted(seats, key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:{longest_first})\b", re.IGNORECASE), seats


@lru_cache(maxsize=4096)
def seat_in(words: str) -> Seat | None:
    """Return the body that words name, or whose chief they name; None for neither and for who held an office once."""
    pattern, seats = _words()
    match = pattern.search(words)
    if match is None:
        return None
    seat = seats[match.group().lower()]
    return None if seat.is_chief and _PAST.search(words[: match.start()]) else seat


@lru_cache(maxsize=1)
def _seats() -> dict[str, str]:
    return {row["key"]: row["body"] for row in _rows("seat")}


@lru_cache(maxsize=1)
def _organisations() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Return the body of every organisation by its key, and the names by which a title ("head of X") means one."""
    bodies: dict[str, str] = {}
    named: dict[str, str] = {}
    for organisation in map(organisation_of, read_table("organisations")):
        body = _seats().get(organisation.key)
        if body is None and organisation.kind in ("state forces", "general staff"):
            body = "military"
        if body is None and organisation.kind == "ministry" and (seat := seat_in(organisation.name)):
            body = seat.body
        bodies[organisation.key] = body or organisation.key
        for name in (organisation.name, *organisation.aliases):
            named.setdefault(name, bodies[organisation.key])
    longest_first = "|".join(re.escape(w) for w in sorted(named, key=lambda w: (-len(w), w)))
    return bodies, re.compile(rf"\b(?:{longest_first})\b"), named


@lru_cache(maxsize=1)
def _posts() -> dict[str, list[dict[str, str]]]:
    posts: dict[str, list[dict[str, str]]] = {}
    for row in read_table("persons"):
        posts.setdefault(row["key"], []).append(row)
    return posts


def _held(post: dict[str, str], day: str) -> bool:
    begun, ended = post["valid_from"], post["valid_to"]
    return (not begun or begun <= day[: len(begun)]) and (not ended or day[: len(ended)] <= ended)


def _body_of_post(post: dict[str, str]) -> str | None:
    if (body := _seats().get(post["office"])) is not None:
        return body
    if (seat := seat_in(post["title"])) is not None:
        return seat.body
    _, pattern, named = _organisations()
    match = pattern.search(post["title"])
    return named[match.group()] if match else None


@lru_cache(maxsize=4096)
def seat_of(entity: str, day: str | None) -> Seat | None:
    """Return the body that an actor of the table is, or heads or speaks for on a day (ISO); None where that is unknown.

    Who left the office before that day speaks for it no more; without a day nobody is known to hold one.
    """
    bodies, _, _ = _organisations()
    if entity in bodies:
        return Seat(bodies[entity], is_chief=False)
    if day is None:
        return None
    held = [body for post in _posts().get(entity, ()) if _held(post, day) and (body := _body_of_post(post))]
    return Seat(held[-1], is_chief=True) if held else None
