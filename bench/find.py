"""How often a right claim stands among the first for a question: bench/questions.tsv over the example reports.

    python bench/find.py [--part tuned|held|all] [--misses]

A claim is right if its words hold one of those named for the question. A third of the questions is kept aside
("held"): weights are set on the others.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from whosays.errors import ReportError
from whosays.finding import Answer, find
from whosays.reader import Reader
from whosays.record import Record
from whosays.sources import open_reports

ROOT = Path(__file__).resolve().parent.parent


def questions(part: str = "all") -> list[tuple[str, list[str]]]:
    """Return (question, right words) of a part."""
    with (Path(__file__).parent / "questions.tsv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["question"], row["words"].split("|")) for row in rows if part in ("all", row["part"])]


def is_right(answer: Answer, words: list[str]) -> bool:
    """Say whether a claim's words hold one of the right ones."""
    said = " ".join(answer.claim.evidence.text.split()).casefold()
    return any(one.casefold() in said for one in words)


def rank_of(question: str, words: list[str], records: list[Record]) -> int | None:
    """Return the rank of the first right claim, from 1, or None past ten."""
    answers = find(question, records, limit=10)
    return next((n for n, answer in enumerate(answers, 1) if is_right(answer, words)), None)


def main() -> None:
    """Print the shares."""
    options = argparse.ArgumentParser()
    options.add_argument("--part", default="all", choices=("all", "tuned", "held"))
    options.add_argument("--misses", action="store_true")
    given = options.parse_args()
    reports = [item for item in open_reports([ROOT / "examples"]) if not isinstance(item, ReportError)]
    records = list(Reader().read_many(reports))
    for part in ("tuned", "held") if given.part == "all" else (given.part,):
        asked = questions(part)
        ranks = [(question, rank_of(question, words, records)) for question, words in asked]
        top = {n: sum(rank is not None and rank <= n for _, rank in ranks) / len(ranks) for n in (1, 3, 10)}
        print(f"{part}: {len(asked)} questions; first {top[1]:.3f}, in the first three {top[3]:.3f}, ten {top[10]:.3f}")
        if given.misses:
            print("\n".join(f"  {rank or '-'}  {question}" for question, rank in ranks if rank is None or rank > 3))


if __name__ == "__main__":
    main()
