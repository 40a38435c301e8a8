"""Write the worked examples into docs/formats/ from the small case that lies there; with --check, fail on a drift.

In a page, what stands between ``<!-- example NAME -->`` and ``<!-- end -->`` is what ``whosays export --to NAME`` makes
of ``case.jsonl``: the first row of a table without its empty cells, or chosen objects, long words cut.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from whosays.casebook import Casebook
from whosays.exports import FORMATS, LeftOut, Selection, export, render
from whosays.exports.arrow import table_of
from whosays.exports.checks.arrow_checks import ARROW_FORMATS
from whosays.exports.checks.table_checks import TABLES, columns_of
from whosays.record import event_from_json, record_from_json

PAGES = Path(__file__).resolve().parent.parent / "docs" / "formats"
# The longest words of a cell or string that an example shows.
LONGEST = 160
# Of a JSON document: which objects are shown, by the value of this field.
SHOWN = {
    "stix": ("type", ("note", "opinion", "incident")),
    "ftm": ("schema", ("Note", "Event")),
    "schema-org": ("@type", ("Claim",)),
    "annotations": ("type", ("Annotation",)),
    "geojson": ("type", ("Feature",)),
    "plover": ("coder", ("whosays",)),
}
_EXAMPLE = re.compile(r"(<!-- example ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def case() -> Selection:
    """Return the small case."""
    records = tuple(map(record_from_json, (PAGES / "case.jsonl").read_bytes().splitlines()))
    # The events lie there as they were fused once: an example of a format is no test of the fusion.
    events = tuple(map(event_from_json, (PAGES / "case-events.jsonl").read_bytes().splitlines()))
    return Selection(records=records, events=events, title="El Fasher")


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
    if isinstance(value, dict):
        return {name: _cut(inner) for name, inner in value.items()}
    return [_cut(inner) for inner in value[:3]] if isinstance(value, list) else value


def _table(name: str, text: str) -> str:
    _, _, delimiter, headings = TABLES[name]
    if headings:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[headings]
    else:
        cells = text.splitlines()[0].split("\t")
    rows = [
        f"| `{column}` | {_cut(cell).replace('|', chr(92) + '|').replace(chr(10), ' ')} |"
        for column, cell in zip(columns_of(name), cells, strict=True)
        if cell
    ]
    return "\n".join(["| column | first row |", "|---|---|", *rows])


def _objects(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        try:
            value = json.loads(line.strip().rstrip(","))
        except json.JSONDecodeError:
            continue
        if isinstance(value, dict):
            yield value


def _json(name: str, text: str) -> str:
    field, kinds = SHOWN[name]
    found = list(_objects(text))
    chosen = [next((value for value in found if value.get(field) == kind), None) for kind in kinds]
    shown = [json.dumps(_cut(value), ensure_ascii=False, indent=1) for value in chosen if value is not None]
    return "\n".join(("```json", *shown, "```"))


def _lines(text: str, *, kind: str, most: int) -> str:
    lines = [_cut(line) for line in text.splitlines()[:most]]
    return "\n".join((f"```{kind}", *lines, "```"))


def _arrow(selection: Selection, name: str) -> str:
    table = table_of(selection, ARROW_FORMATS[name][0])
    rows = [f"| `{field.name}` | {field.type} |" for field in table.schema]
    return "\n".join(["| column | type |", "|---|---|", *rows])


def _wacz(selection: Selection, left_out: LeftOut) -> str:
    """Return what a web archive of the texts holds; the clock is stopped, so that the page does not drift."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.casebook"
        with Casebook(path, by="docs", clock=lambda: "2025-11-07T12:00:00+00:00") as case:
            for record in selection.records:
                case.add(record, raw=record.report.text.encode(), media_type="text/plain")
        archive = export(replace(selection, casebook=path), Path(folder) / "case.wacz", left_out=left_out)
        with zipfile.ZipFile(archive) as opened:
            texts = {name: opened.read(name).decode() for name in opened.namelist() if not name.endswith(".gz")}
    shown = (f"`{member}`\n\n{_lines(text, kind='text', most=4)}" for member, text in texts.items())
    return "\n\n".join(("`archive/evidence.warc.gz`", *shown))


def example(selection: Selection, name: str) -> str:
    """Return the worked example of a format, and what was left out of it."""
    format_, left_out = FORMATS[name], LeftOut()
    if name == "markdown":
        shown = _lines(render(selection, name), kind="markdown", most=14)
    elif name == "wacz":
        shown = _wacz(selection, left_out)
    elif name in ARROW_FORMATS:
        shown = _arrow(selection, name)
    elif format_.is_folder:
        files = {member: "".join(map(str, pieces)) for member, pieces in format_.members(selection, left_out)}
        shown = "\n\n".join(f"`{member}`\n\n{_lines(text, kind='text', most=6)}" for member, text in files.items())
    else:
        text = "".join(map(str, format_.pieces(selection, left_out)))
        if name in TABLES:
            shown = _table(name, text)
        elif name in SHOWN:
            shown = _json(name, text)
        else:
            shown = _lines(text, kind="xml" if name == "kml" else "text", most=8)
    reasons = "\n".join(f"    {line}" for line in left_out.lines(shown=3))
    return f"{shown}\n" + (f"\nOn standard error:\n\n{reasons}\n" if reasons else "")


def written(page: Path, selection: Selection) -> str:
    """Return a page with its examples as they are now."""

    def fill(match: re.Match[str]) -> str:
        return f"{match[1]}\n{example(selection, match[2])}\n{match[3]}"

    return _EXAMPLE.sub(fill, page.read_text(encoding="utf-8"))


def main(*, check: bool) -> int:
    """Write or check every page."""
    selection, drifted = case(), []
    for page in sorted(PAGES.glob("*.md")):
        now = written(page, selection)
        if now != page.read_text(encoding="utf-8"):
            drifted.append(page.name)
            if not check:
                page.write_text(now, encoding="utf-8")
    if check and drifted:
        print(f"docs/formats: {', '.join(drifted)} drifted; run tools/write_formats.py")
    return 1 if check and drifted else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
