"""Make the corpus anew from files of our own making: python tests/fuzz/make_corpus.py."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "sources"), str(Path(__file__).parent)]

import later_pages  # noqa: E402
import made_files  # noqa: E402
from fresh_pages import fresh_pages  # noqa: E402
from targets import CORPUS, TARGETS, corpus_of  # noqa: E402

DATES = (
    "On 6 November 2024 he said that on Monday, two days later, last month and in the summer of 2023 it had begun.",
    "between March and mid-May; since the 1990s; from 9 p.m. on Sunday until 04:30 GMT; 06/11/2024; 2024-11-06T08:15Z",
    "for the third day running, early next week, the night of 5-6 November, the end of the decade, 29 February 2023",
)
NUMBERS = (
    "between 1,200 and 1.5 million; some 3,000; at least a dozen; two-thirds; 10-12,000; tens of thousands; ½; 12th",
    "no fewer than forty-seven thousand three hundred and two, up from 46 302,5 (a 10.5 per cent rise); 1 000 000",
)
QUOTES = (
    "“We have agreed,” he said, “on a date.” ‘No,’ said the other. \"It's 'over',\" they wrote.\n\n"
    "“A first paragraph\n\n“goes on.”",
    "«Nous», „wir“, ''us'' – the so-called \"corridor\" wasn't open, don't you see: the soldiers' 'own' road",
)
SOURCES = (
    "<opml version='2.0'><body><outline text='A' xmlUrl='https://a.example/feed'/></body></opml>",
    "# mine\nhttps://a.example/feed The Courier\n",
    'every = "1h"\n[[feed]]\nurl = "https://a.example/feed"\nevery = "90s"\n'
    '[[alert]]\nstanding = "denied"\n[channel.x]\nkind = "atom"\n',
)
WEB = (
    "https://a.example:8443/page?x=1#y\nUser-agent: *\nDisallow: /a*b$\nCrawl-delay: 3\nAllow: /\n",
    "http://[::1]:80/\n", "https://ü.example/\nUser-agent: whosays\nDisallow:\n",
)  # fmt: skip


def _record() -> bytes:
    import whosays

    return _json(whosays.read(f"{made_files.TEXT}\n\n{later_pages.LIVE[1].paragraphs[0]}"))


def _verdicts() -> Iterator[bytes]:
    """Yield verdicts on the claims of the record that the corpus has."""
    from whosays.casebook.verdicts import Verdict, anchor_of, sealed
    from whosays.record import record_from_json

    record = record_from_json(corpus_of("record")[0])
    said = {"report": record.report.id, "author": "ana", "at": "2026-11-24T08:00:00+00:00"}
    on = [said | {"about": "claim", "anchor": anchor_of(record.report.id, claim)} for claim in record.claims]
    where = {"text": record.report.text[4:10], "start": 4, "end": 10}
    for fields in (
        {"act": "accept"}, {"act": "reject", "why": "no"}, {"act": "tag", "tag": "x"},
        {"act": "comment", "text": "so?"},
        {"act": "credibility", "grade": 3}, {"act": "correct", "changes": {"certainty": "denied", "mode": None}},
        {"act": "correct", "changes": {"actors": [{**where, "name": "x", "country": "PRK"}], "trigger": where}},
        {"act": "correct", "changes": {"time": {"earliest": "2024-11-05", "latest": None, "grain": "day"}}},
    ):  # fmt: skip
        yield _json(Verdict(**on[0], **fields))  # type: ignore[arg-type]
    groups = tuple((one["anchor"],) for one in on[:2])
    yield _json(Verdict(act="merge", about="event", groups=groups, author="ana", at=said["at"]))  # type: ignore[arg-type]
    first = sealed(Verdict(act="reject", **on[0]))  # type: ignore[arg-type]
    yield _json(first) + b"\n" + _json(Verdict(act="undo", undoes=first.id, **on[0]))  # type: ignore[arg-type]


def _json(value: object) -> bytes:
    from whosays.record import to_json

    return to_json(value)  # type: ignore[arg-type]


def main() -> None:
    """Write every seed under the hash of its bytes."""
    written = {"dates": DATES, "numbers": NUMBERS, "quotes": QUOTES, "sources": SOURCES, "web": WEB}
    for name, (_, kinds) in TARGETS.items():
        seeds = [made_files.FILES[kind][0]() for kind in kinds]
        seeds += [words.encode() for words in written.get(name, ())]
        if name == "page":
            seeds += [page.bytes for page in (*fresh_pages()[::3], *later_pages.later_pages()[::3])]
            seeds += [later_pages.live_linked().encode(), later_pages.live_marked("list").encode()]
        seeds += [_record()] if name == "record" else []
        seeds += _verdicts() if name == "verdicts" else []
        folder = CORPUS / name
        folder.mkdir(parents=True, exist_ok=True)
        for seed in seeds:
            (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


if __name__ == "__main__":
    main()
