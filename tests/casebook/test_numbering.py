"""Numbers of claims order every answer; keys outlast readings."""

from __future__ import annotations

import pytest

from whosays.casebook import numbering
from whosays.errors import CasebookError


def test_numbers_are_in_the_order_of_answers_and_tell_report_and_position() -> None:
    places = [
        (None, 9, 0), ("1066-10-14", 1, 0), ("2024-11-05", 2, 0), ("2024-11-05T23:00:00Z", 2, 1), ("2024-11-05", 3, 0),
        ("2024-11-06", 1, numbering.POSITIONS - 1), ("2500-01-01", 1, 0),
    ]  # fmt: skip
    numbers = [numbering.number_of(*place) for place in places]
    assert numbers == sorted(set(numbers))
    assert [(numbering.report_of(n), numbering.position_of(n)) for n in numbers] == [place[1:] for place in places]
    assert max(numbers) < 1 << 62
    with pytest.raises(CasebookError, match="claims"):
        numbering.number_of(None, 1, numbering.POSITIONS)


def test_keys_follow_from_ids_where_these_are_regular() -> None:
    assert numbering.key_of("r1#00000000ff", "r1", 3) == 0xFF << 23 | 3
    assert numbering.key_of("r1#00000000ff", "r1", 4) != numbering.key_of("r1#00000000ff", "r1", 3)
    irregular = ("c1", "r1#xyz", "r2#00000000ff", "r1#00000000FF", "")
    assert all(numbering.key_of(one, "r1", 3) < 0 for one in irregular)
    assert len({numbering.key_of(one, "r1", 3) for one in irregular}) == len(irregular)
