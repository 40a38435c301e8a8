from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whosays.reading.stretches import StretchIndex

stretches = st.lists(
    st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 1500)).map(lambda s: (s[0], s[0] + s[1])), max_size=3)
)


@given(stretches, st.integers(0, 4000))
def test_the_index_finds_what_looking_through_all_finds(things: list[list[tuple[int, int]]], offset: int) -> None:
    expected = [n for n, own in enumerate(things) if any(start <= offset < end for start, end in own)]
    assert StretchIndex(things).at(offset) == expected
