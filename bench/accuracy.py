"""Run every benchmark on the program's own output, print the figures and write them into BENCHMARKS.md.

    python bench/accuracy.py DATA [--only RUN ...] [--dry]

DATA is a folder with `gold/` and `bench/*/`, each with a scorer. The program is driven as a user drives it:
`whosays read|fuse|copies`. What is published, with floors and aims, stands in figures.toml beside this file.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIGURES = Path(__file__).with_name("figures.toml")
PAGE = ROOT / "BENCHMARKS.md"
BEGIN, END = "<!-- accuracy: begin -->", "<!-- accuracy: end -->"
Scores = dict[str, Any]


class Bench:
    """The folder of benchmarks and a scratch folder; each run returns what its scorer says."""

    def __init__(self, data: Path, scratch: Path) -> None:
        self.data = data
        self.scratch = scratch
        self.gold = data / "gold"

    def whosays(self, out: str, *arguments: str | Path) -> Path:
        """Run one command of the program with its output in a scratch file; return the file."""
        target = self.scratch / out
        with target.open("wb") as sink:
            subprocess.run([sys.executable, "-m", "whosays", *map(str, arguments), "--quiet"], stdout=sink, check=False)
        return target

    def score(self, scorer: Path, *arguments: str | Path) -> str:
        """Run a scorer; return what it prints."""
        command = [sys.executable, str(scorer), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def make_input(self, name: str, *arguments: str | Path, scorer: Path) -> Path:
        """Let a scorer write the reports that are to be read."""
        target = self.scratch / f"{name}-input.jsonl"
        target.write_text(self.score(scorer, *arguments), encoding="utf-8")
        return target

    def read(self, name: str, reports: Path, *options: str) -> Path:
        """Read reports into records with the program."""
        return self.whosays(f"{name}-records.jsonl", "read", "--format", "jsonl", *options, reports)

    # ------------------------------------------------------------ the runs

    def run_gold(self) -> Scores:
        """Claims of the annotated reports, end to end."""
        scorer, gold = self.gold / "score.py", self.gold / "dev.jsonl"
        reports = self.scratch / "gold-input.jsonl"
        self.score(scorer, gold, "--make-input", reports)
        return json.loads(self.score(scorer, gold, self.read("gold", reports), "--json"))  # type: ignore[no-any-return]

    def run_gold_fusion(self) -> Scores:
        """Fusion of perfect claims."""
        scorer, gold = self.gold / "score.py", self.gold / "dev.jsonl"
        records = self.scratch / "gold-perfect.jsonl"
        self.score(scorer, gold, "--make-records", records)
        events = self.whosays("gold-events.jsonl", "fuse", "--format", "jsonl", records)
        copies = self.whosays("gold-copies.jsonl", "copies", "--format", "jsonl", records)
        groups = [group for line in copies.open(encoding="utf-8") for group in json.loads(line)["copies"]]
        lines = "".join(json.dumps({"reports": group}) + "\n" for group in groups)
        flat = self.scratch / "gold-copy-groups.jsonl"
        flat.write_text(lines, encoding="utf-8")
        return json.loads(  # type: ignore[no-any-return]
            self.score(scorer, gold, records, "--fusion", events, "--copies", flat, "--json")
        )

    def run_events(self) -> Scores:
        """Who did what to whom in single sentences, from raw text."""
        folder = self.data / "bench" / "events"
        scorer, gold = folder / "score.py", folder / "dev.jsonl"
        reports = self.make_input("events", "--make-input", gold, scorer=scorer)
        return json.loads(self.score(scorer, gold, self.read("events", reports), "--json"))  # type: ignore[no-any-return]

    def run_events_labels(self) -> Scores:
        """The type of a marked pair."""
        from whosays.claims.pairing import type_of_pair
        from whosays.reader import Reader
        from whosays.reading.syntax import parse_with
        from whosays.record import Report

        folder = self.data / "bench" / "events"
        scorer, gold = folder / "score.py", folder / "dev.jsonl"
        rows = [json.loads(line) for line in gold.open(encoding="utf-8")]
        target = self.scratch / "events-labels.jsonl"
        reader = Reader()
        with target.open("w", encoding="utf-8") as out:
            for doc, row in parse_with((row["text"], row) for row in rows):
                pair = [[(span["start"], span["end"]) for span in row[side]] for side in ("source", "target")]
                layers = reader.layers_of(Report(id=row["id"], text=row["text"]), doc)
                out.write(json.dumps({"id": row["id"], "type": type_of_pair(doc, *pair, layers=layers)}) + "\n")
        return json.loads(self.score(scorer, gold, target, "--labels", "--json"))  # type: ignore[no-any-return]

    def run_incidents(self) -> Scores:
        """Document-level incidents."""
        folder = self.data / "bench" / "incidents"
        gold = folder / "dev.jsonl"
        return json.loads(self.score(folder / "score.py", gold, self.read("incidents", gold), "--json"))  # type: ignore[no-any-return]

    def _with_json_file(self, name: str, *options: str) -> Scores:
        folder = self.data / "bench" / name
        scorer, gold = folder / "score.py", folder / "dev.jsonl"
        reports = self.make_input(name, "--make-input", gold, scorer=scorer)
        target = self.scratch / f"{name}-scores.json"
        self.score(scorer, gold, self.read(name, reports, *options), "--json", target)
        return json.loads(target.read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    def run_attribution(self) -> Scores:
        """Who says what, by which cue."""
        return self._with_json_file("attribution")

    def run_factuality(self) -> Scores:
        """How certain each event is presented."""
        return self._with_json_file("factuality", "--layers", "predicates")

    def run_geo(self) -> Scores:
        """Which places the text names, and where they are."""
        folder = self.data / "bench" / "geo"
        scorer, gold = folder / "score.py", folder / "dev.jsonl"
        reports = self.make_input("geo", gold, "--make-input", scorer=scorer)
        return json.loads(self.score(scorer, gold, self.read("geo", reports), "--json"))  # type: ignore[no-any-return]

    def _table(self, task: str, gold: Path, predicted: Path) -> Scores:
        """Return a fusion scorer's printed table as numbers: 'pairwise P 1 R 2 F1 3' gives 'pairwise F1': 3."""
        scores: Scores = {}
        for line in self.score(self.data / "bench" / "fusion" / "score.py", task, gold, predicted).splitlines():
            name = line.split()[0] if line.split() else ""
            for key, value in re.findall(r"\b(P|R|F1)\s+([\d.]+)", line):
                scores[f"{name} {key}"] = float(value) / 100
            if single := re.fullmatch(r"(\S+)\s+([\d.]+)", line.strip()):
                scores[single[1]] = float(single[2]) / 100
        return scores

    def _groups(self, gold: Path, *options: str) -> Path:
        target = self.scratch / f"{gold.stem}{'-'.join(options)}.jsonl"
        command = [sys.executable, str(ROOT / "bench" / "mentions.py"), str(gold), str(target), *options]
        subprocess.run(command, check=True)
        return target

    def run_mentions(self) -> Scores:
        """Gold event mentions into events."""
        gold = self.data / "bench" / "fusion" / "ecb_dev.jsonl"
        return self._table("mentions", gold, self._groups(gold))

    def run_stories(self) -> Scores:
        """Reports into stories."""
        gold = self.data / "bench" / "fusion" / "news_dev.jsonl"
        return self._table("stories", gold, self._groups(gold, "--stories"))

    def run_copies(self) -> Scores:
        """Copies among reports."""
        gold = self.data / "bench" / "fusion" / "news_dev.jsonl"
        copies = self.whosays("news-copies.jsonl", "copies", "--format", "jsonl", gold)
        groups = [group for line in copies.open(encoding="utf-8") for group in json.loads(line)["copies"]]
        target = self.scratch / "news-copy-groups.jsonl"
        lines = [json.dumps({"id": report, "cluster": n}) for n, group in enumerate(groups) for report in group]
        target.write_text("\n".join(lines), encoding="utf-8")
        return self._table("copies", gold, target)

    def run_scenarios(self) -> Scores:
        """Events, origins, figures and standing, from raw reports."""
        gold = self.data / "bench" / "fusion" / "scenarios_dev.jsonl"
        reports = self.scratch / "scenarios-input.jsonl"
        rows = [report for line in gold.open(encoding="utf-8") for report in json.loads(line)["reports"]]
        reports.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        records = self.read("scenarios", reports)
        events = self.whosays("scenarios-events.jsonl", "fuse", "--format", "jsonl", records)
        return self._table("scenarios", gold, events)


def look_up(scores: Scores, path: str) -> float | None:
    """Return the number at a path of keys, or None where the scorer gives none."""
    value: Any = scores
    for key in path.split("/"):
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return float(value) if isinstance(value, (int, float)) else None


def verdict(value: float | None, figure: dict[str, Any]) -> str:
    """Say in a word how a figure stands to its floor and its aim."""
    if value is None:
        return "not measured"
    sign = -1 if figure.get("better") == "lower" else 1
    if "aim" in figure and sign * value >= sign * figure["aim"]:
        return "aim"
    if "floor" in figure:
        return "floor" if sign * value >= sign * figure["floor"] else "**below**"
    return ""


def table(results: dict[str, Scores], seconds: dict[str, float]) -> str:
    """Return the published table."""
    figures = tomllib.loads(FIGURES.read_text(encoding="utf-8"))["figure"]
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    ).stdout.strip()
    lines = [
        f"{date.today().isoformat()} · commit {commit or 'unknown'} · Python {platform.python_version()} · "
        f"{platform.machine()}, development halves",
        "",
        "| benchmark | measure | figure | floor | aim | | note |",
        "|---|---|---|---|---|---|---|",
    ]
    for figure in figures:
        if figure["run"] not in results:
            continue
        value = look_up(results[figure["run"]], figure["path"])
        value = value * figure["scale"] if value is not None and "scale" in figure else value
        shown = "–" if value is None else f"{value:.3f}"
        limits = " | ".join(f"{figure[key]:.2f}" if key in figure else "" for key in ("floor", "aim"))
        row = (figure["run"], figure["name"], shown, limits, verdict(value, figure), figure.get("note", ""))
        lines.append(f"| {' | '.join(row)} |")
    took = ", ".join(f"{name} {spent:.0f} s" for name, spent in seconds.items())
    return "\n".join([*lines, "", f"Time spent: {took}."])


def main() -> int:
    """Run the benchmarks named, print the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--dry", action="store_true", help="print only, leave BENCHMARKS.md alone")
    arguments = parser.parse_args()
    results: dict[str, Scores] = {}
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(arguments.data.resolve(), Path(scratch))
        runs: dict[str, Callable[[], Scores]] = {
            name.removeprefix("run_").replace("_", "-"): getattr(bench, name)
            for name in vars(Bench)
            if name.startswith("run_")
        }
        for name, run in runs.items():
            if arguments.only and name not in arguments.only:
                continue
            start = time.perf_counter()
            try:
                results[name] = run()
            except (subprocess.CalledProcessError, json.JSONDecodeError, ImportError) as error:
                print(f"{name}: could not be measured: {error}", file=sys.stderr)
                results[name] = {}
            seconds[name] = time.perf_counter() - start
            print(f"{name}: {seconds[name]:.0f} s", file=sys.stderr)
    text = table(results, seconds)
    print(text)
    if not arguments.dry and not arguments.only and PAGE.exists():
        page = PAGE.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        PAGE.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
