"""What is fuzzed: every parser of bytes from outside, and what must hold whatever it is given.

A target takes bytes and returns nothing. Anything but a coded error is a defect; so is a span that does not carry its
words, an answer that differs the second time, a value that does not come back from JSON.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from whosays.casebook import Casebook
from whosays.casebook.verdicts import Verdict, sealed
from whosays.errors import CasebookError, FetchError, ReportError, UsageError
from whosays.reading.numbers import find_numbers
from whosays.reading.quotes import quotations_in
from whosays.reading.times import find_times
from whosays.record import Report, SpanError, check_record, record_from_json, spans_in, to_json
from whosays.sources import Limits, Opened, open_bytes, publication
from whosays.sources.allowing import parts_of
from whosays.sources.following import read_sources
from whosays.sources.robots import Robots

TODAY = date(2026, 11, 24)
# An input may be far smaller in tests than in use; what is above it must be refused, not read.
LIMITS = Limits(max_bytes=300_000, free_bytes=2_000_000, max_ratio=20, max_seconds=20.0)


def _opening(raw: bytes) -> None:
    """Whatever the bytes are: reports or coded errors, the same each time, every name printable."""
    found = list(open_bytes(raw, name="x", limits=LIMITS, today=TODAY))
    for one in found:
        if isinstance(one, ReportError):
            assert str(one).isprintable(), "an error that cannot be printed"
            continue
        assert isinstance(one, Opened)
        _holds(one.report)
        assert one.locator.isprintable()
        assert one.raw
        assert len(one.raw) <= max(len(raw), LIMITS.max_bytes)
    again = list(open_bytes(raw, name="x", limits=LIMITS, today=TODAY))
    assert [_said(one) for one in again] == [_said(one) for one in found], "another answer the second time"


def _said(one: Opened | ReportError) -> object:
    return str(one) if isinstance(one, ReportError) else (one.report, one.locator, one.media_type)


def _holds(report: Report) -> None:
    """A report has words, an id and a language, comes back from JSON as it was, and its date is one."""
    assert report.text.strip()
    assert len(report.text) <= LIMITS.max_characters
    assert report.id
    assert report.language == "en"
    assert msgspec.json.decode(to_json(report), type=Report) == report
    if report.published is not None:
        date.fromisoformat(report.published[:10])
    assert (report.published is None) == (report.published_from == "unknown")


def _dates(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    for found in find_times(text, TODAY):
        assert 0 <= found.start < found.end <= len(text)
    for stated in (publication.read_date(text, today=TODAY), publication.stated_date(text)):
        if stated is not None:
            date.fromisoformat(stated[:10])
    publication.date_in_text(text, today=TODAY)
    publication.date_in_address(text, today=TODAY)


def _numbers(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    found = find_numbers(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
    assert [one.start for one in found] == sorted(one.start for one in found)


def _quotes(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    for one in quotations_in(text):
        assert 0 <= one.start <= one.inner_start <= one.inner_end <= one.end <= len(text)


def _record(raw: bytes) -> None:
    try:
        record = record_from_json(raw)
    except (msgspec.MsgspecError, SpanError, UnicodeDecodeError, RecursionError):
        return
    assert record_from_json(to_json(record)) == record
    for words, start, end in spans_in(record):
        assert record.report.text[start:end] == words


def _casebook(raw: bytes) -> None:
    """A casebook file from a stranger opens, answers and is judged, or gives a coded error; no more."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        path.write_bytes(raw)
        try:
            with Casebook(path, create=False, wait=0.1) as case:
                for record in case.records():
                    check_record(record)
                list(case.claims(limit=5))
                list(case.search("port"))
                list(case.history())
                for report in case.reports():
                    list(case.evidence(report.id))
                list(case.events())
                with Casebook(Path(folder) / "mine") as mine:
                    mine.join(case)
                    mine.verify()
                case.verify()
        except (CasebookError, SpanError):
            return


def _verdicts(raw: bytes) -> None:
    """Verdicts in a stranger's casebook, one a line: what comes in by merging can be asked, undone and verified."""
    with tempfile.TemporaryDirectory() as folder:
        record = record_from_json(corpus_of("record")[0])
        with Casebook(Path(folder) / "theirs") as theirs, Casebook(Path(folder) / "mine") as mine:
            for case in (theirs, mine):
                case.add(record)
            for line in raw.splitlines()[:8]:
                try:
                    verdict = sealed(msgspec.json.decode(line, type=Verdict))
                    theirs._connection.execute(
                        "INSERT OR IGNORE INTO verdicts (id, act, about, report, author, at, json) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (verdict.id, verdict.act, verdict.about, verdict.report, verdict.author, verdict.at,
                         to_json(verdict).decode()),
                    )  # fmt: skip
                except (msgspec.MsgspecError, UnicodeError):
                    return
            mine.join(theirs)
            for held in mine.records():
                check_record(held)
            list(mine.claims())
            list(mine.events())
            list(mine.comments(record.report.id))
            mine.verify()


def _sources(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sources"
        path.write_bytes(raw)
        try:
            found = read_sources(path)
        except UsageError:
            return
    assert all(feed.url.startswith(("http://", "https://")) and feed.every >= 60 for feed in found.feeds)


def _web(raw: bytes) -> None:
    """An address and a robots.txt."""
    text = raw.decode("utf-8", "replace")
    address, _, rules = text.partition("\n")
    try:
        scheme, host, port, path = parts_of(address)
    except FetchError:
        pass
    else:
        assert scheme in ("http", "https")
        assert host
        assert 0 <= port < 65_536
        assert path.startswith("/")
    robots = Robots.of(200, rules.encode("utf-8", "surrogatepass"), now=0.0)
    assert robots.allows("https://a.example/page", "whosays") in (True, False)
    assert 0.0 <= robots.delay("whosays") <= 60.0


# Target -> (what it is given to, kinds of made files that its corpus begins with).
TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "page": (_opening, ("page", "text", "markdown")),
    "feed": (_opening, ("rss", "atom", "json-feed")),
    "mail": (_opening, ("mail", "mail-in-mark-up", "mailbox")),
    "table": (_opening, ("csv", "tsv", "semicolons", "csv-wide")),
    "lines": (_opening, ("lines",)),
    "archive": (_opening, ("zip", "tar", "tar-gz", "tar-xz", "gzip", "bzip2", "wacz", "word")),
    "warc": (_opening, ("warc", "warc-packed")),
    "dates": (_dates, ()),
    "numbers": (_numbers, ()),
    "quotes": (_quotes, ()),
    "record": (_record, ()),
    "casebook": (_casebook, ()),
    "verdicts": (_verdicts, ()),
    "sources": (_sources, ()),
    "web": (_web, ()),
}
CORPUS = Path(__file__).parent / "corpus"


def corpus_of(name: str) -> list[bytes]:
    """Return the inputs that a target begins with, in the order of their names; a casebook is made for the purpose."""
    if name == "casebook":
        return [_made_casebook()]
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]


def _made_casebook() -> bytes:
    """Return a casebook file of one record, with its events and its search rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        with Casebook(path, by="maker", clock=lambda: "2024-11-06T08:15:00+00:00") as case:
            for line in corpus_of("record"):
                case.add(record_from_json(line), raw=line, media_type="application/json", locator="a.jsonl")
            list(case.events())
        return path.read_bytes()
