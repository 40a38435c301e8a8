"""Cluster the gold event mentions of a file, to hold the fuser against the literature on cross-document coreference.

    python bench/mentions.py GOLD.jsonl OUT.jsonl            mentions into events (ECB+ and corpora of its form)
    python bench/mentions.py GOLD.jsonl OUT.jsonl --stories  reports into stories
    python bench/mentions.py GOLD.jsonl OUT.jsonl --copies   reports into groups of copies

A line of GOLD is a report: ``id``, ``text``, ``publisher`` and, for events, ``mentions`` with ``id``, ``start``,
``end`` and, where known, ``sentence`` ([start, end]). OUT gets a line ``{"id", "cluster"}`` for every mention or
report. Gold clusters, topics and stories in the file are not looked at.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from whosays.fusion import find_copies
from whosays.fusion.mentions import Mention, cluster_mentions, sentence_around
from whosays.fusion.stories import find_stories
from whosays.record import Report


def main() -> None:
    """Read the file, cluster, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--stories", action="store_true", help="group reports by story instead")
    parser.add_argument("--copies", action="store_true", help="group copies of one text instead")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines() if line.strip()]
    reports = {
        row["id"]: Report(id=row["id"], text=row["text"], title=row.get("title"), publisher=row.get("publisher"))
        for row in rows
    }
    if options.stories or options.copies:
        groups = find_stories(reports.values()) if options.stories else find_copies(reports.values())
        clusters = {key: n for n, group in enumerate(groups) for key in group}
    else:
        clusters = cluster_mentions(
            (
                reports[row["id"]],
                [
                    Mention(
                        m["id"],
                        m["start"],
                        m["end"],
                        tuple(m.get("sentence") or sentence_around(row["text"], m["start"], m["end"])),
                    )
                    for m in row["mentions"]
                ],
            )
            for row in rows
        )
    lines = [json.dumps({"id": key, "cluster": cluster}) + "\n" for key, cluster in clusters.items()]
    options.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
