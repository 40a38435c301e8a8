"""Count the claims of war that the reader makes of texts about something else.

    python bench/counter_examples.py [--part dev|kept|all] [--list] [--by-trigger] [--folder FOLDER]

The collection (tests/claims/counter_examples) has texts that speak of war only in figures of speech, texts of past
wars, and a control of real war reporting, so that silence does not pass. What is false: docs/why/counter-examples.md.
"""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from whosays.reader import Reader
from whosays.record import Claim, Report

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "claims" / "counter_examples"
FILES = {"sentence": "sentences.toml", "text": "texts.toml"}
PARTS = ("dev", "kept")
# A claim is of history if all of it lies this long before publication.
PAST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Example:
    """One text of the collection: ``unit`` is "sentence" or "text", ``yields`` "nothing", "history" or "war"."""

    unit: str
    text: str
    kind: str
    yields: str
    published: date
    part: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An example with every claim made of it, and those of them that are false."""

    example: Example
    claims: tuple[Claim, ...]
    false: tuple[Claim, ...]


def open_examples(folder: Path = FOLDER, *, part: str = "all") -> list[Example]:
    """Return the examples of a part ("dev", "kept" or "all"), sentences first."""
    examples = []
    for unit, name in FILES.items():
        for row in tomllib.loads((folder / name).read_text("utf-8"))[unit]:
            published = date.fromisoformat(row["published"])
            examples.append(Example(unit, row["text"], row["kind"], row["yields"], published, row["part"]))
    return [e for e in examples if part in ("all", e.part)]


def digest(examples: Iterable[Example]) -> str:
    """Return a digest of examples, so that a figure can say what it was measured on."""
    words = "\n".join(f"{e.part} {e.kind} {e.yields} {e.published} {e.text}" for e in examples)
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]


def read_examples(examples: list[Example]) -> list[Reading]:
    """Read each example as a report of its own."""
    reports = [Report(id=str(n), text=e.text, published=e.published.isoformat()) for n, e in enumerate(examples)]
    records = Reader().read_many(reports)
    return [
        Reading(example, record.claims, tuple(c for c in record.claims if is_false(example, c)))
        for example, record in zip(examples, records, strict=True)
    ]


def is_false(example: Example, claim: Claim) -> bool:
    """Say whether a claim must not be made of an example: any of "nothing", one that is not long past of "history"."""
    if example.yields == "war":
        return False
    if example.yields == "nothing":
        return True
    latest = claim.time.latest
    return latest is None or date.fromisoformat(latest) > example.published - PAST


def figures(readings: Iterable[Reading]) -> dict[str, tuple[int, int]]:
    """Return each figure as (examples it holds of, examples in all).

    ``false texts`` and ``false sentences`` are those with any false claim, ``false history texts`` those of past wars
    with one, ``silent history texts`` those of past wars of which nothing is read, ``control texts`` those of war
    reporting with a claim; each also for sentences.
    """
    counts: dict[str, list[int]] = {}
    for reading in readings:
        unit, yields = f"{reading.example.unit}s", reading.example.yields
        if yields == "war":
            names = {f"control {unit}": bool(reading.claims)}
        elif yields == "history":
            names = {f"false history {unit}": bool(reading.false), f"silent history {unit}": not reading.claims}
        else:
            names = {f"false {unit}": bool(reading.false)}
        for name, holds in names.items():
            count = counts.setdefault(name, [0, 0])
            count[0] += holds
            count[1] += 1
    return {name: (held, total) for name, (held, total) in sorted(counts.items())}


def shown(claim: Claim) -> str:
    """Return a claim in one line: its type, event word, parties and time."""
    actors, recipients = ("+".join(p.text for p in side) or "-" for side in (claim.actors, claim.recipients))
    time = f"{claim.time.earliest}..{claim.time.latest}"
    return f"{claim.type}({claim.trigger.text}) {actors} > {recipients} [{time}] {claim.evidence.text!r}"


def _print_list(readings: list[Reading]) -> None:
    for reading in readings:
        example = reading.example
        for claim in reading.false:
            print(f"{example.unit} {example.kind}: {shown(claim)}")
        if not reading.claims and example.yields != "nothing":
            print(f"{example.unit} {example.kind}: SILENT {example.text[:150]!r}")


def main() -> None:
    """Read the collection and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev")
    parser.add_argument("--list", action="store_true", help="print false claims, and silent texts of war")
    parser.add_argument("--by-trigger", action="store_true", help="count false claims by event word")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    examples = open_examples(options.folder, part=options.part)
    readings = read_examples(examples)
    if options.list:
        _print_list(readings)
    for name, (held, total) in figures(readings).items():
        print(f"{name:26} {held:4} of {total:4}  {held / total:6.1%}")
    totals, false = Counter(r.example.kind for r in readings), Counter(r.example.kind for r in readings if r.false)
    print("by kind:", ", ".join(f"{kind} {n}/{totals[kind]}" for kind, n in false.most_common()))
    if options.by_trigger:
        words = Counter(f"{c.type} {c.trigger.text.lower()}" for r in readings for c in r.false)
        print("by event word:", ", ".join(f"{word} {n}" for word, n in words.most_common()))
    print(f"digest {digest(examples)}")


if __name__ == "__main__":
    main()
