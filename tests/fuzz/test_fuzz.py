"""A short run of every target: the corpus as it is, then mutations of it for some seconds; and the long run's way in.

The dice are fixed, so that each run tries the same inputs as far as it comes. The long run, guided by coverage, is
``make fuzz``.
"""

from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets import TARGETS, corpus_of

# For all targets together; in CI a minute.
SECONDS = float(os.environ.get("WHOSAYS_FUZZ_SECONDS", "60")) / len(TARGETS)
# An input of at most a megabyte must be done with long before this, on a busy machine too.
LONGEST = 10.0
TOKENS = (
    b"<", b">", b"</p>", b"<!--", b"]]>", b"<![CDATA[", b"&#x0;", b"&amp;", b"\0", b"\xff\xfe", b"\xef\xbb\xbf",
    b"\r\n\r\n",
    b'"', b"'", b"{", b"}", b"[", b"]", b",", b"\t", b"\\ud800", b"1e999", b"-1", b"99999999999999999999",
    b"PK\x03\x04",
    b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08", b"ustar", b"WARC/1.1\r\n", b"Content-Length: 999999999\r\n",
    b"From ",
    b"31 February", b"12:99", b"\xe2\x80\x9c", b"\xe2\x80\x8b", b"\xf0\x9f\x92\xa5", b"http://", b"\x1b[2J",
)  # fmt: skip


def mutated(seeds: list[bytes], dice: random.Random) -> bytes:
    """Return a seed with some bytes changed, cut, doubled, moved or taken from another seed."""
    raw = bytearray(dice.choice(seeds))
    for _ in range(dice.choice((1, 1, 2, 3, 8, 30))):
        at, length = dice.randrange(len(raw) + 1), dice.choice((1, 2, 4, 16, 200, 3_000))
        act = dice.randrange(7)
        if act == 0 and raw:
            raw[at % len(raw)] ^= 1 << dice.randrange(8)
        elif act == 1:
            del raw[at : at + length]
        elif act == 2:
            raw[at:at] = raw[at : at + length] * dice.choice((1, 2, 20))
        elif act == 3:
            raw[at:at] = dice.choice(TOKENS) * dice.choice((1, 1, 1, 50))
        elif act == 4:
            raw[at : at + length] = dice.randbytes(length)
        elif act == 5:
            other = dice.choice(seeds)
            start = dice.randrange(len(other) + 1)
            raw[at : at + length] = other[start : start + length]
        else:
            del raw[at:]
    return bytes(raw[:1_000_000])


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_holds(name: str) -> None:
    seeds = corpus_of(name)
    assert seeds
    for seed in seeds:
        TARGETS[name][0](seed)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.filterwarnings("default")
def test_mutations_of_the_corpus_hold(name: str, record_property: Callable[[str, object], None]) -> None:
    target, seeds, dice = TARGETS[name][0], corpus_of(name), random.Random(name)
    ends, n_tried = time.monotonic() + SECONDS, 0
    while time.monotonic() < ends or n_tried < 5:
        raw = mutated(seeds, dice)
        began = time.monotonic()
        try:
            target(raw)
        except Exception as error:
            path = Path(os.environ.get("WHOSAYS_FUZZ_FOUND", ".")) / f"fuzz-{name}-{n_tried}"
            path.write_bytes(raw)
            raise AssertionError(f"{name} broke on try {n_tried}; the input is in {path}") from error
        assert time.monotonic() - began < LONGEST, f"{name} took too long on try {n_tried}"
        n_tried += 1
    record_property("inputs", n_tried)


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ("whosays.sources.texts.checked", "page"),
        ("whosays.sources.feeds.checked", "feed"),
        ("targets.find_times", "dates"),
    ],
)
def test_a_broken_parser_is_noticed(monkeypatch: pytest.MonkeyPatch, broken: str, name: str) -> None:
    def breaks(*_: object, **__: object) -> object:
        raise KeyError("not a coded error")

    monkeypatch.setattr(broken, breaks)
    with pytest.raises(KeyError):
        TARGETS[name][0](corpus_of(name)[0])


@pytest.mark.parametrize("name", ["dates", "numbers", "quotes", "record", "web", "sources"])
def test_any_text_holds(name: str) -> None:
    @settings(max_examples=60, deadline=None, database=None)
    @given(st.text(max_size=300))
    def tried(text: str) -> None:
        TARGETS[name][0](text.encode("utf-8", "surrogatepass"))

    tried()


@pytest.mark.parametrize("name", ["dates", "numbers", "quotes"])
def test_time_is_linear_in_size(name: str) -> None:
    """Ten times the text takes less than fifty times as long (what is quadratic takes a hundred), whichever seed."""
    target = TARGETS[name][0]
    for seed in corpus_of(name):
        target(seed * 20)
        times = {50: 60.0, 500: 60.0}
        for n in (50, 500, 50, 500):
            began = time.process_time()
            target(seed * n)
            times[n] = min(times[n], time.process_time() - began)
        assert times[500] < 50 * max(times[50], 0.01), f"{times[50]:.3f} s, then {times[500]:.3f} s"


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is for Linux")
def test_the_long_run_starts(tmp_path: Path) -> None:
    command = [sys.executable, str(Path(__file__).parent / "run.py"), "web", "--seconds", "2", "--found", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "held" in done.stdout
