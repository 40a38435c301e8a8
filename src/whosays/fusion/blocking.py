"""Which claims are held against which: by short keys that two claims of one event share.

A block holds the claims of one type that share a place, a party, a figure or a word within about a week (and, for what
lasts, within about two months). In a crowded block every claim is held against a few fixed members only, the anchors:
those with the smallest hashes, the same whatever the order of arrival.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from whosays.fusion.agreement import precise
from whosays.fusion.views import View

WEEK, SEASON = 8, 64  # days; every bucket has a twin shifted by half, so that neighbours across an edge still meet
MOST_PARTIES, MOST_PLACES = 3, 3  # of one claim that make keys; more are lists, not identities
ANCHORS = 16  # a claim in a crowded block is compared with this many others


@lru_cache(maxsize=500_000)
def _number(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def key_number(*parts: int | str | None) -> int:
    """Return a 64-bit number for a key, the same on every machine and in every process."""
    # Hashes of tuples of integers do not differ from process to process, as those of strings do.
    return hash(tuple([part if isinstance(part, int) else _number(repr(part)) for part in parts]))


def _buckets(day: int, width: int) -> tuple[str, str]:
    return f"{width}a{day // width}", f"{width}b{(day + width // 2) // width}"


def _when(view: View) -> tuple[list[str], list[str]]:
    """Return the narrow and the wide time buckets of a claim; the publication day serves only to find neighbours."""
    days = [d for d in {view.first, view.last} if d is not None] or ([view.published] if view.published else [])
    narrow = [bucket for day in days for bucket in _buckets(day, WEEK)] or ["undated"]
    lasting = not precise(view) or view.status == "ongoing" or view.type in ("LOSSES", "STRENGTH", "CONTROL")
    wide = [bucket for day in days[-1:] for bucket in _buckets(day, SEASON)] if lasting or len(days) > 1 else []
    return sorted(set(narrow)), sorted(set(wide))


def _party_keys(view: View) -> set[str]:
    keys: set[str] = set()
    for party in (*view.actors[:MOST_PARTIES], *view.recipients[:MOST_PARTIES]):
        keys.update(k for k in (party.entity, party.name, party.country) if k)
    return keys


def copy_key(view: View, copy: int) -> int:
    """Return the key under which a claim meets those of its own report and of the copies of its text."""
    return key_number(view.type, "copy", copy)


def block_keys(view: View) -> Iterator[int]:
    """Yield the keys under which a claim meets its like; claims that say the same have the same keys."""
    narrow, wide = _when(view)
    parties = _party_keys(view)
    places = {p.geonameid or p.name for p in view.places[:MOST_PLACES]}
    countries = {p.country for p in view.places if p.country}
    for time in narrow:
        yield from (key_number(view.type, "place", p, time) for p in places)
        yield from (key_number(view.type, "party", p, time) for p in parties)
        yield from (key_number(view.type, "country", c, time) for c in countries)
        yield key_number(view.type, "word", view.trigger, time)
        for figure in view.figures:
            size = figure.best or figure.min or figure.max
            if size and size > 2:
                yield key_number(view.type, "figure", figure.of, int(size), time)
    for time in wide:
        yield from (key_number(view.type, "place", p, time) for p in places)
        yield from (key_number(view.type, "party", p, time) for p in parties)
