"""Times that are written and read back, and input that means nothing."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.reading.times import Interval, find_times, resolve

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def written(day: date, style: int) -> str:
    """Return a date in one of the styles that reports use."""
    month = MONTHS[day.month - 1]
    ending = "th" if 10 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return [
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3] + '.' if month != 'May' else month} {day.day}, {day.year}",
        f"the {day.day}{ending} of {month} {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{WEEKDAYS[day.weekday()]}, {month} {day.day}{ending}, {day.year}",
        f"{day.day} {month}, {day.year}",
    ][style]


@given(DAYS, st.integers(0, 7))
def test_a_date_in_any_style_reads_back(day: date, style: int):
    (found,) = find_times(f"The bridge fell on {written(day, style)}.", date(2024, 11, 6))
    assert (found.earliest, found.latest, found.grain) == (day, day, "day")


@given(DAYS, st.integers(0, 364))
def test_a_date_without_its_year_is_the_last_one(published: date, back: int):
    day = published - timedelta(days=back)
    (found,) = find_times(f"on {day.day} {MONTHS[day.month - 1]}", published)
    if found.earliest is not None:  # 29 February has no last year
        assert found.earliest == day or found.earliest == published + timedelta(days=1)


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_within_the_week(published: date, day: int):
    text = f"on {WEEKDAYS[day]}"
    (found,) = find_times(text, published)
    past, coming = (resolve(found, published, tense=tense).earliest for tense in ("past", "future"))
    assert past is not None and coming is not None
    assert past.weekday() == coming.weekday() == day
    assert 0 <= (published - past).days <= 6 and 0 <= (coming - published).days <= 6


@given(DAYS, st.integers(1, 300))
def test_days_ago_and_days_later_are_exact(published: date, count: int):
    (found,) = find_times(f"It fell {count} days ago.", published)
    assert found.earliest == published - timedelta(days=count)
    (later,) = find_times(f"It fell {count} days later.", None)
    assert later.needs_anchor and later.earliest is None
    anchored = resolve(later, None, anchor=Interval(published, published, "day"))
    assert anchored.earliest == published + timedelta(days=count)


@given(st.integers(0, 11), st.integers(1950, 2090))
def test_months_hold_their_parts(month: int, year: int):
    text = f"{MONTHS[month]} {year}"
    (whole,) = find_times(f"in {text}")
    previous = whole.earliest
    assert previous is not None and previous.day == 1
    end = None
    for part in ("early", "mid", "late"):
        (found,) = find_times(f"in {part} {text}")
        assert found.earliest == (previous if end is None else end + timedelta(days=1))
        end = found.latest
    assert end == whole.latest


@given(st.text(max_size=300))
@settings(max_examples=150)
def test_any_text_is_read_without_harm(text: str):
    for published in (None, date(2024, 11, 6)):
        for found in find_times(text, published):
            assert text[found.start : found.end] == found.text
            assert not (found.earliest and found.latest and found.earliest > found.latest)


WORDS = st.sampled_from(
    "on in since by of the last next first half week days two 12 2024 May June Tuesday and to - , ago after "
    "before night at 04:30 early late year month for within every Ramadan Easter dawn that same following 31 "
    "February 400".split()
)


@given(st.lists(WORDS, max_size=14), st.sampled_from([date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31), None]))
@settings(max_examples=400)
def test_any_heap_of_words_of_time_is_read_without_harm(words: list[str], published: date | None):
    text = " ".join(words)
    for found in find_times(text, published):
        assert text[found.start : found.end] == found.text
        for tense in ("past", "future", None):
            interval = resolve(found, published, tense=tense)
            assert not (interval.earliest and interval.latest and interval.earliest > interval.latest)


@pytest.mark.parametrize(
    "text",
    ["on 31 February 2024", "in the year 0", "on 0/0/0000", "9" * 400 + " days ago", "for " + "1" * 400 + " years",
     "in 99999999 weeks", "1" * 400, "the 99th of June", "2024-02-30", "at 25:61", "in the 0th century"],
)  # fmt: skip
def test_what_does_not_exist_has_no_interval(text: str):
    for found in find_times(text, date(2024, 11, 6)):
        assert found.earliest is None or found.kind in ("duration", "vague")
        assert found.earliest is None or date(1900, 1, 1) <= found.earliest


def test_reading_takes_time_linear_in_the_text():
    sentence = "On Tuesday, two days after the raid, troops held it since early June 2023 for the past three weeks. "
    seconds = {}
    for copies in (200, 800) * 3:
        start = time.process_time()
        find_times(sentence * copies, date(2024, 11, 6))
        seconds[copies] = min(time.process_time() - start, seconds.get(copies, 60.0))
    assert seconds[800] < 10 * max(seconds[200], 0.01)


def test_a_day_named_before_anchors_what_follows():
    text = "The town fell on 5 November 2005. Four days later the bridge went, and the following day the depot."
    found = [t for t in find_times(text, None) if t.earliest]
    assert [t.earliest for t in found] == [date(2005, 11, 5), date(2005, 11, 9), date(2005, 11, 10)]


def test_a_year_named_before_holds_where_the_day_of_publication_is_unknown():
    text = "It began in early November 2005. On 5 November they crossed."
    assert [t.latest for t in find_times(text)] == [date(2005, 11, 10), date(2005, 11, 5)]


@pytest.mark.parametrize(
    "text",
    ["may fall", "they march on", "2000 people", "1500 men", "the spring of water ran", "Su-34", "T-72", "the sun set"],
)
def test_what_only_looks_like_time_is_left_alone(text: str):
    assert [
        t
        for t in find_times(f"Officers said {text} there.", date(2024, 11, 6))
        if t.kind == "point" and "spring" not in t.text
    ] == []


UNITS = "second minute hour day night week fortnight weekend month quarter season year decade century".split()
LENGTHS = ("two {}s ago", "after three {}s", "within a {}", "the past two {}s", "for {}s", "every {}", "a {} later",
           "in two {}s", "over the last {}", "the last few {}s", "{}s before the attack", "a {} before")  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_can_be_counted(unit: str) -> None:
    for length in LENGTHS:
        for found in find_times(f"He left {length.format(unit)}.", date(2020, 1, 1)):
            assert found.earliest is None or found.latest is None or found.earliest <= found.latest
