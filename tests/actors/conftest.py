from __future__ import annotations

from collections.abc import Callable

import pytest

from whosays.actors import FoundActor, find_actors
from whosays.reading.syntax import parse

Find = Callable[..., list[FoundActor]]


@pytest.fixture(scope="session")
def find() -> Find:
    """Find the actors of a text, without places."""

    def find_in(text: str, published: str | None = "2024-06-03") -> list[FoundActor]:
        return find_actors(parse(text), [], published=published)

    return find_in


@pytest.fixture(scope="session")
def one(find: Find) -> Callable[..., FoundActor]:
    """Find the one actor of a text whose mention is these words."""

    def pick(text: str, words: str, published: str | None = "2024-06-03") -> FoundActor:
        found = [a for a in find(text, published) if a.mention.text == words]
        assert found, f"no mention {words!r} in {[a.mention.text for a in find(text, published)]}"
        return found[-1]

    return pick
