"""Numbers that are written and read back, and input that means nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.reading.numbers import find_numbers

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    """Return a number below a thousand million in English words."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    for size, name in ((10**6, "million"), (10**3, "thousand")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // size)} {name}" + (f"{joint}{in_words(rest)}" if rest else "")
    raise AssertionError(number)


@given(st.integers(1, 10**9 - 1))
@settings(max_examples=400)
def test_a_number_in_words_reads_back(number: int):
    (found,) = find_numbers(f"They counted {in_words(number)} shells.")
    assert (found.min, found.best, found.max) == (number, number, number)


@given(st.integers(0, 10**12), st.booleans())
def test_a_number_in_digits_reads_back(number: int, commas: bool):
    (found,) = find_numbers(f"They counted {number:,} shells." if commas else f"They counted {number} shells.")
    assert found.best == number


@given(st.integers(1, 999), st.integers(1, 9), st.sampled_from([("million", 10**6), ("billion", 10**9)]))
def test_a_decimal_of_a_large_unit_reads_back(whole: int, tenth: int, size: tuple[str, int]):
    (found,) = find_numbers(f"It cost {whole}.{tenth} {size[0]} roubles.")
    assert found.best == pytest.approx((whole + tenth / 10) * size[1])


@given(st.integers(2, 10**6), st.integers(1, 10**6))
def test_bounds_hold_for_any_number(low: int, more: int):
    high = low + more
    at_least, at_most, about, between = (
        find_numbers(f"There were {words} men")[0]
        for words in (f"at least {low:,}", f"up to {low:,}", f"about {low:,}", f"between {low:,} and {high:,}")
    )
    assert (at_least.min, at_least.best, at_least.max) == (low, low, None)
    assert (at_most.min, at_most.best, at_most.max) == (None, low, low)
    assert (about.min, about.best, about.max, about.approximate) == (None, low, None, True)
    assert (between.min, between.best, between.max) == (low, None, high)


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_is_read_without_harm(text: str):
    for found in find_numbers(text):
        assert text[found.start : found.end] == found.text


WORDS = st.sampled_from(
    "at least more than up to about nearly between and or to of a the half dozen hundred thousand million several few "
    "12 1,500 2.5 $ % £ two twenty one dozens thousands third quarter - , 400 km plus no fewer as many".split()
)


@given(st.lists(WORDS, max_size=14))
@settings(max_examples=400)
def test_any_heap_of_number_words_is_read_without_harm(words: list[str]):
    text = " ".join(words)
    for found in find_numbers(text):
        assert text[found.start : found.end] == found.text
        assert found.min is None or found.max is None or found.min <= found.max


@pytest.mark.parametrize("text", ["9" * 400, "1" * 17, "٣٤٥", "²³", "1,2,3,4", "...", "0x1F", "1e309", "½¼"])
def test_digits_beyond_reason_invent_nothing(text: str):
    assert all((n.best or 0) <= 1e15 for n in find_numbers(f"They said {text} there."))


def test_reading_takes_time_linear_in_the_text():
    sentence = (
        "At least 12 of the 1,500 men, nearly half a million shells and $2.5 billion went between 8 and 10 March. "
    )
    seconds = []
    for copies in (200, 800):
        runs = []
        for _ in range(3):  # the least of three: others use the machine too
            start = time.process_time()
            find_numbers(sentence * copies)
            runs.append(time.process_time() - start)
        seconds.append(min(runs))
    assert seconds[1] < 10 * max(seconds[0], 0.01)
