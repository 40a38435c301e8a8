"""Measure fusion on generated reports whose truth is known: time, memory, accuracy, and what one more report costs.

    python bench/fusion_scale.py [CLAIMS ...] [--copies N]

Reports are made from a simple world: strikes and their tolls at places on days, each told by a few outlets from one or
two speakers, some of them as copies. Prints one line a size: claims, reports, seconds, megabytes, B-cubed P, R and F1
against the known events, and the milliseconds that adding one more report takes (median and worst of 20).
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from whosays.fusion import Fuser
from whosays.record import Claim, Participant, Place, Quantity, Record, Report, Source, Span, When, claim_id

START = date(2021, 1, 1)
SIDES = ("RUS", "UKR", "ISR", "YEM", "SDN", "COD", "RWA", "MLI")
VERBS = ("struck", "shelled", "bombed", "attacked", "hit")
TARGETS = ("depot", "market", "bridge", "school", "airfield", "barracks", "harbour", "clinic", "station", "refinery")
SYLLABLES = ("ka", "mor", "tel", "zin", "dar", "bu", "les", "or", "vit", "nam", "shi", "gor", "pel", "ru", "ten", "ax")


def name_of(number: int) -> str:
    """Return the invented name of a place or a person."""
    rng = random.Random(number)
    return "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize() + f"{number % 97:02d}"


def span(text: str, words: str) -> dict[str, object]:
    """Return the span of words in a text."""
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def strike(rng: random.Random, event: int) -> Iterator[tuple[Record, dict[str, int]]]:
    """Yield the reports of one strike and its toll, each with the true event of every claim."""
    place, side, target = rng.randrange(2_000), rng.choice(SIDES), rng.choice(TARGETS)
    day = START + timedelta(days=rng.randrange(1_000))
    killed, verb, town = rng.randrange(1, 60), rng.choice(VERBS), name_of(place)
    where = {"name": town, "country": SIDES[place % 8], "lat": 10 + place % 50 * 0.9, "lon": 10 + place // 50 * 0.9,
             "geonameid": place + 1, "precision": "city", "role": "at"}  # fmt: skip
    for n in range(1 + min(rng.randrange(6), rng.randrange(6))):
        speaker, told = (
            name_of(10_000 + event * 3 + rng.randrange(2)),
            rng.choice(("said", "told reporters", "confirmed")),
        )
        act = f"{side} forces {verb if n < 2 else rng.choice(VERBS)} a {target} in {town}"
        text = f"{act} on {day:%A}, killing {killed} people, {speaker} {told}. " + " ".join(
            rng.choice(SYLLABLES) + rng.choice(SYLLABLES) for _ in range(12)
        )
        report = Report(
            id=f"r{event}-{n}",
            text=text,
            publisher=f"outlet{rng.randrange(300)}.example",
            published=(day + timedelta(days=rng.randrange(3))).isoformat(),
        )
        common = {
            "places": (Place(**span(text, town), **where),),
            "time": When(earliest=day.isoformat(), latest=day.isoformat(), grain="day"),
            "sources": (Source(**span(text, speaker), name=speaker, country=side, kind="official"),),
        }
        trigger = Span(**span(text, act.split()[2]))
        evidence = Span(**span(text, act))
        toll, deaths = Span(**span(text, f"killing {killed} people")), Span(**span(text, "killing"))
        claims = (
            Claim(id=claim_id(report.id, type="ASSAULT", trigger=trigger, evidence=evidence), type="ASSAULT",
                  trigger=trigger, evidence=evidence, mode="aerial",
                  actors=(Participant(**span(text, f"{side} forces"), entity=f"{side}MIL", country=side),),
                  **common),
            Claim(id=claim_id(report.id, type="LOSSES", trigger=deaths, evidence=toll), type="LOSSES",
                  trigger=deaths, evidence=toll, mode="killed",
                  quantities=(Quantity(**span(text, str(killed)), of="killed", min=killed, best=killed, max=killed),),
                  **common),
        )  # fmt: skip
        yield Record(report=report, claims=claims), {claims[0].id: 2 * event, claims[1].id: 2 * event + 1}


def b_cubed(truth: dict[str, int], found: dict[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1."""
    gold, pred, both = defaultdict(int), defaultdict(int), defaultdict(int)
    for claim, event in truth.items():
        gold[event] += 1
        pred[found[claim]] += 1
        both[event, found[claim]] += 1
    p = sum(n * n / pred[f] for (_, f), n in both.items()) / len(truth)
    r = sum(n * n / gold[e] for (e, _), n in both.items()) / len(truth)
    return p, r, 2 * p * r / (p + r)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(claims: int, copies: int) -> str:
    """Fuse at least ``claims`` generated claims, ``copies`` of them in copies of one text; return the line to print."""
    rng, truth, fuser, n_reports = random.Random(5), {}, Fuser(), 0
    start, busy, event = time.perf_counter(), time.process_time(), 0
    while len(truth) < claims:
        for record, events in strike(rng, event):
            fuser.add(record)
            truth |= events
            n_reports += 1
        event += 1
        if event % 40_000 == 0:
            print(f"{len(truth):,} claims in, {time.process_time() - busy:.0f} s busy, {_megabytes():,.0f} MB",
                  file=sys.stderr, flush=True)  # fmt: skip
    first, _ = next(strike(random.Random(1), event + 1))
    for n in range(copies):
        fuser.add(Record(report=Report(id=f"copy{n}", text=first.report.text, published="2022-01-01"), claims=()))
    events_found = fuser.events()
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    found = {claim: e.id for e in events_found for claim in e.claims}
    p, r, f = b_cubed(truth, found)
    costs = []
    for n in range(20):
        record, _ = next(strike(rng, event + 10 + n))
        start = time.perf_counter()
        fuser.add(record)
        fuser.refresh()
        costs.append(1000 * (time.perf_counter() - start))
    return (f"{len(truth):>9,} claims {n_reports:>8,} reports {len(events_found):>8,} events "
            f"{seconds:8.1f} s ({busy:.1f} of them busy) {_megabytes():8,.0f} MB  "
            f"B-cubed P {p:.3f} R {r:.3f} F1 {f:.3f}  "
            f"one more: {statistics.median(costs):.1f} ms, worst {max(costs):.1f} ms")  # fmt: skip


def main() -> None:
    """Print one line for every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="*", type=int, default=[10_000])
    parser.add_argument("--copies", type=int, default=0, help="reports that are copies of one text, besides")
    options = parser.parse_args()
    for size in options.claims:
        print(measure(size, options.copies), flush=True)


if __name__ == "__main__":
    main()
