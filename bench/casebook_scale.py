"""Measure a large casebook: its size, and how long opening, asking, adding, checking and copying take.

    python bench/casebook_scale.py [CLAIMS ...] [--folder DIR] [--keep] [--events]

Casebooks are made from generated reports of ten claims each, with all the layers that a reading has; default 10,000
and 100,000 claims. A million take some ten minutes and 2 GB of disk. Every filter asks for its first 50 claims; each
question is asked five times, each time with other values, and the median and the worst are printed. Times are by the
clock, those busy on a core in brackets. Progress goes to standard error,
the result to standard output. With --events, events are fused too (1 ms a claim).
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from whosays.casebook import Casebook
from whosays.record import (
    ActorMention,
    Attribution,
    Claim,
    Participant,
    Place,
    Predicate,
    Quantity,
    Record,
    Report,
    Source,
    Span,
    When,
    claim_id,
)  # fmt: skip

START = datetime(2021, 1, 1, tzinfo=UTC)
SYLLABLES = ("ka", "mor", "tel", "zin", "dar", "bu", "les", "or", "vit", "nam", "shi", "gor", "pel", "ru", "ten", "ax")
SIDES = {"northern": "PRK", "coastal": "UKR", "valley": "SDN", "island": "YEM", "river": "COD", "plains": "MLI",
         "highland": "ETH", "delta": "MMR"}  # fmt: skip
BODIES = (("troops", "MIL"), ("rebels", "REB"), ("police", "COP"), ("officials", "GOV"), ("medics", "MED"))
VERBS = (("struck", "ASSAULT", "aerial"), ("shelled", "ASSAULT", "shelling"), ("detained", "COERCE", "detention"),
         ("aided", "AID", "humanitarian"), ("deployed", "MOBILIZE", "troops"), ("left", "RETREAT", None),
         ("met", "CONSULT", "meeting"), ("threatened", "THREATEN", None))  # fmt: skip
CERTAINTIES = ("certain",) * 8 + ("probable", "denied")
FILLER = tuple(
    "market harbour bridge season weather council prices winter harvest school clinic border letter radio morning "
    "convoy village station engine evening".split()
)
N_PLACES, N_NAMES, N_OUTLETS, DAYS = 3_000, 8_000, 200, 1_400


def name_of(number: int) -> str:
    """Return the invented name of a place or a person."""
    rng = random.Random(number)
    return "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize() + rng.choice(SYLLABLES)


def few(rng: random.Random, n: int) -> int:
    """Return a number below ``n``, small ones far more often: some names are in every second report, most in few."""
    return int(n * rng.random() ** 3)


class Writer:
    """Writes generated reports of ten claims, each with its reading."""

    def __init__(self, seed: int = 11) -> None:
        self._rng = random.Random(seed)
        self._names = [name_of(n) for n in range(N_NAMES)]

    def record(self, number: int, n_reports: int) -> Record:
        """Return one report and what is read in it; the reports' days run from the first to the last."""
        rng = self._rng
        day = START.date() + timedelta(days=DAYS * number // n_reports)
        drawn = [self._drawn(day) for _ in range(10)]
        lead = f"Dispatch {number} of {day:%d %B}."
        text = "\n\n".join([lead, *(" ".join(one["words"]) for one in drawn)])
        report = Report(
            id=f"{number:016x}", text=text, title=f"{drawn[0]['actor'].capitalize()} {drawn[0]['verb'][0]} in "
            f"{drawn[0]['town']}", url=f"https://outlet{number % N_OUTLETS}.example/{day:%Y/%m/%d}/{number}.html",
            publisher=f"outlet{number % N_OUTLETS}.example", language="en", published=day.isoformat(),
            published_from="metadata",
        )  # fmt: skip
        claims, attributions, actors, places, predicates = [], [], [], [], []
        at = len(lead) + 2
        for chain, one in enumerate(drawn):
            claim = _claim(report, at, one)
            at += len(" ".join(one["words"])) + 2
            claims.append(claim)
            actors += [ActorMention(**_fields(who), chain=chain + n) for n, who in enumerate(claim.actors)]
            places += claim.places
            said = claim.sources[0]
            attributions.append(Attribution(source=Span(text=said.text, start=said.start, end=said.end), cue=said.cue,
                                            content=(claim.evidence,)))  # fmt: skip
            predicates.append(
                Predicate(**_fields(claim.trigger), lemma=one["verb"][0], factuality=round(rng.random(), 2))
            )
        return Record(
            report=report, claims=tuple(claims), attributions=tuple(attributions), actors=tuple(actors),
            places=tuple(places), predicates=tuple(predicates), version="0.1.0",
        )  # fmt: skip

    def _drawn(self, day: date) -> dict[str, Any]:
        rng = self._rng
        side = rng.choice(tuple(SIDES))
        body, sector = rng.choice(BODIES)
        place = few(rng, N_PLACES)
        one: dict[str, Any] = {
            "side": side, "sector": sector, "actor": f"{side} {body}", "verb": rng.choice(VERBS), "place": place,
            "town": name_of(100_000 + place), "speaker": self._names[few(rng, N_NAMES)],
            "figure": rng.randrange(2, 9_999), "certainty": rng.choice(CERTAINTIES),
            "day": day - timedelta(days=rng.randrange(4)),
        }  # fmt: skip
        one["evidence"] = (
            f"The {one['actor']} {one['verb'][0]} {one['figure']:,} people near {one['town']} on {one['day']:%A}"
        )
        rest = " ".join(rng.choice(FILLER) for _ in range(9))
        one["words"] = (f"{one['evidence']}, {one['speaker']} said.", f"The {rest}.")
        return one


def _fields(span: Any) -> dict[str, Any]:
    return {name: getattr(span, name) for name in span.__struct_fields__ if name != "chain"}


def _claim(report: Report, at: int, one: dict[str, Any]) -> Claim:
    sentence = report.text[at : at + len(" ".join(one["words"]))]

    def span(words: str) -> dict[str, Any]:
        start = at + sentence.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    evidence, trigger = Span(**span(one["evidence"])), Span(**span(one["verb"][0]))
    _, kind, mode = one["verb"]
    place, country = one["place"], SIDES[one["side"]]
    day = one["day"].isoformat()
    return Claim(
        id=claim_id(report.id, type=kind, trigger=trigger, evidence=evidence), evidence=evidence, trigger=trigger,
        type=kind, mode=mode, certainty=one["certainty"],
        actors=(Participant(**span(one["actor"]), name=one["actor"], entity=f"{country}:{one['sector']}",
                            country=country, sector=one["sector"]),),
        places=(Place(**span(one["town"]), name=one["town"], country=tuple(SIDES.values())[place % len(SIDES)],
                      lat=round(place % 120 - 60 + place / 7_000, 4), lon=round(place * 7 % 340 - 170.0, 4),
                      geonameid=5_000_000 + place, precision="city", role="at"),),
        time=When(**span(f"on {one['day']:%A}"), earliest=day, latest=day, grain="day"),
        quantities=(Quantity(**span(f"{one['figure']:,} people"), of="other", unit="people", min=one["figure"],
                             best=one["figure"], max=one["figure"]),),
        sources=(Source(**span(one["speaker"]), name=one["speaker"], kind="named", cue=Span(**span("said"))),),
        why={"trigger": f"0.{one['figure'] % 50 + 50} the model of triggers", "actors": "the verb's subject",
             "places": "in the clause", "time": "weekday before the report"},
    )  # fmt: skip


# ---------------------------------------------------------------- measuring


def say(line: str) -> None:
    """Say how far it is."""
    print(line, file=sys.stderr, flush=True)


class Stopwatch:
    """Milliseconds by the clock and busy of each call of something."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self.busy: list[float] = []

    def time(self, ask: Callable[[], object]) -> None:
        """Time one call."""
        clock, busy = time.perf_counter(), time.process_time()
        ask()
        self.took.append(1000 * (time.perf_counter() - clock))
        self.busy.append(1000 * (time.process_time() - busy))

    def __str__(self) -> str:
        """Return the median, and the worst of several."""
        if len(self.took) == 1:
            return f"{self.took[0]:,.0f} ms ({self.busy[0] / 1000:,.1f} s busy)"
        return (f"median {statistics.median(self.took):,.1f} ms, worst {max(self.took):,.1f} ms "
                f"(busy {statistics.median(self.busy):,.1f}, worst {max(self.busy):,.1f})")  # fmt: skip


def make(path: Path, n_claims: int) -> tuple[float, float]:
    """Make a casebook of so many claims, its clock a day further with every 70th part; return seconds, and those busy.

    Without waiting for the disk: how long that takes is seen where one more report is added.
    """
    n_reports, writer = n_claims // 10, Writer()
    writing, start, told = 0.0, time.perf_counter(), time.perf_counter()
    moment, busy, writing_busy = START, time.process_time(), 0.0
    with Casebook(path, by="bench", clock=lambda: moment.isoformat()) as case:
        case._connection.execute("PRAGMA synchronous = OFF")
        for number in range(n_reports):
            moment = START + timedelta(days=70 * number // n_reports)
            before, before_busy = time.perf_counter(), time.process_time()
            record = writer.record(number, n_reports)
            writing += time.perf_counter() - before
            writing_busy += time.process_time() - before_busy
            case.add(record)
            if time.perf_counter() > told + 15:
                told = time.perf_counter()
                say(f"  {10 * (number + 1):,} claims in, {told - start:.0f} s")
    return time.perf_counter() - start - writing, time.process_time() - busy - writing_busy


def questions(rng: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (name, conditions) of the filters that a person may set; other values with every turn."""
    town, speaker = name_of(100_000 + few(rng, N_PLACES)), name_of(few(rng, N_NAMES))
    country, other = rng.sample(tuple(SIDES.values()), 2)
    day = (START + timedelta(days=rng.randrange(DAYS - 60))).date()
    yield "type", {"type": rng.choice(VERBS)[1]}
    yield "country", {"country": country}
    yield "rare and rare", {"place": town, "source": speaker}
    yield "actor", {"actor": f"{rng.choice(tuple(SIDES))} {rng.choice(BODIES)[0]}"}
    yield "speaker", {"source": speaker}
    yield "place", {"place": town}
    yield "words", {"text": f"{rng.choice(VERBS)[0]} {town}"}
    yield "frequent words", {"text": f"people {rng.choice(VERBS)[0]}"}
    yield "country and type", {"country": country, "type": rng.choice(VERBS)[1]}
    yield "country and certainty", {"country": country, "certainty": "denied"}
    yield "happened in a month", {"since": day.isoformat(), "until": (day + timedelta(days=30)).isoformat()}
    yield (
        "reported in a week",
        {"reported_since": day.isoformat(), "reported_until": (day + timedelta(days=6)).isoformat()},
    )
    yield "box", {"box": (10.0, 0.0, 30.0, 60.0)}
    yield "country, box and time", {"country": other, "box": (-20.0, -90.0, 20.0, 20.0), "since": day.isoformat()}
    # Many claims meet each of these and none meets both.
    yield "two that never meet", {"actor": "northern", "recipient": "troops", "country": country}
    yield "two that hardly meet", {"actor": "northern medics", "text": "coastal"}


def measure(path: Path, n_claims: int, *, with_events: bool) -> Iterator[str]:
    """Yield the lines of the result for one size."""
    took, busy = make(path, n_claims)
    text = n_chars(path)
    size = path.stat().st_size
    yield f"size: {size / 1e6:,.1f} MB, {size / text:.1f} × the text ({text / 1e6:,.1f} MB)"
    yield f"making: {took:,.1f} s, {1000 * busy / (n_claims // 10):.2f} ms busy a report of ten claims"
    opening = Stopwatch()
    for _ in range(5):
        opening.time(lambda: Casebook(path, create=False).close())
    yield f"open and close: {opening}"
    with Casebook(path, create=False, by="bench") as case:
        yield from _asked(case)
        yield from _grown(case, n_claims // 10)
        if with_events:
            yield from _fused(case, n_claims // 10)
        yield from _kept(case, path)
    yield f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


def n_chars(path: Path) -> int:
    """Return the length of all reports' texts."""
    with Casebook(path, create=False) as case:
        return sum(len(report.text.encode()) for report in case.reports())


def _asked(case: Casebook) -> Iterator[str]:
    watches: dict[str, Stopwatch] = {}
    found: dict[str, int] = {}
    for turn in range(5):
        for name, conditions in questions(random.Random(turn)):
            say(f"  filter: {name}") if turn == 0 else None
            answer: list[object] = []
            watches.setdefault(name, Stopwatch()).time(
                lambda c=conditions, a=answer: a.extend(case.claims(limit=50, **c))
            )
            found[name] = max(found.get(name, 0), len(answer))
    for name, watch in watches.items():
        yield f"filter, {name}: {watch} ({found[name]} found at most)"
    searching = Stopwatch()
    rng = random.Random(3)
    for _ in range(5):
        words = (f"{rng.choice(FILLER)} {rng.choice(FILLER)}", name_of(few(rng, N_NAMES)),
                 f"people {rng.choice(VERBS)[0]}")  # fmt: skip
        for query in words:
            searching.time(lambda q=query: list(case.search(q)))
    yield f"search in reports: {searching}"


def _grown(case: Casebook, n_reports: int) -> Iterator[str]:
    adding, judging = Stopwatch(), Stopwatch()
    writer = Writer(99)
    for n in range(20):
        record = writer.record(n_reports + n, n_reports)
        adding.time(lambda r=record: case.add(r))
        claim = record.claims[n % 10].id
        judging.time(lambda c=claim: case.accept(c))
    yield f"one more report: {adding}"
    yield f"a verdict: {judging}"


def _fused(case: Casebook, n_reports: int) -> Iterator[str]:
    say("  fusing")
    watch, again = Stopwatch(), Stopwatch()
    watch.time(lambda: sum(1 for _ in case.events(limit=50)))
    yield f"events, fused for the first time: {watch}"
    writer = Writer(98)
    for n in range(5):
        case.add(writer.record(n_reports + 100 + n, n_reports))
        again.time(lambda: sum(1 for _ in case.events(limit=50)))
    yield f"events after one more report: {again}"


def _kept(case: Casebook, path: Path) -> Iterator[str]:
    for name, day in (("a day ago", 69), ("half of it", 35)):
        say(f"  as of {name}")
        first, again = Stopwatch(), Stopwatch()
        as_of = (START + timedelta(days=day - 1)).date().isoformat()
        first.time(lambda d=as_of: list(case.claims(limit=50, country="UKR", as_of=d)))
        yield f"as of {name}, first time: {first}"
        for _ in range(3):
            again.time(lambda d=as_of: list(case.claims(limit=50, country="UKR", as_of=d)))
        yield f"as of {name}, again: {again}"
    copying, checking = Stopwatch(), Stopwatch()
    say("  backup")
    copy = path.with_name(path.name + ".copy")
    copying.time(lambda: case.backup(copy))
    copy.unlink()
    yield f"backup: {copying}"
    say("  verify")
    checking.time(case.verify)
    yield f"verify: {checking}"


def main() -> None:
    """Print the figures of every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="where to make the casebooks; default: a temporary folder")
    parser.add_argument("--keep", action="store_true", help="leave them there")
    parser.add_argument("--events", action="store_true", help="fuse events, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as temporary:
        folder = options.folder if options.keep and options.folder else Path(temporary)
        for n_claims in options.claims:
            path = folder / f"{n_claims}.casebook"
            say(f"{n_claims:,} claims")
            print(f"{n_claims:,} claims in {n_claims // 10:,} reports", flush=True)
            for line in measure(path, n_claims, with_events=options.events):
                print(f"  {line}", flush=True)
            if not options.keep:
                path.unlink()


if __name__ == "__main__":
    main()
