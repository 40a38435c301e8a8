"""A day of the calendar that names a group or a street dates nothing."""

import pytest

from whosays.reading.times import find_times


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A fighter of the 26 July Movement was shot.", []),
        ("Police cleared the 14 February Coalition out of the square.", []),
        ("The October 6 Bridge was closed.", []),
        ("Gunmen of the 5 May Revolutionary Front fired on 26 July.", ["on 26 July"]),
        ("On 26 July the movement struck.", ["On 26 July"]),
        ("The front was broken on 14 February.", ["on 14 February"]),
    ],
)
def test_times_names_date_nothing(text: str, found: list[str]):
    assert [t.text for t in find_times(text)] == found
