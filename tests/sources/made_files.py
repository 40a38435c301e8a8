"""One report in every kind of file that is opened, made here: each maker returns the bytes of a file."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

STORY = (
    "Two drones were shot down over the port of Velmar early on Wednesday, the regional governor said.",
    "No one was hurt, according to the harbour master, who asked ships to wait outside the breakwater until noon.",
    "The defence ministry in the capital did not comment on the attack, which residents said lasted an hour.",
)
TEXT = "\n\n".join(STORY)
TITLE = "Drones over Velmar port"
URL = "https://courier.example/world/velmar"
DAY = "2024-11-06"
WORDS = ("first", "second", "third", "fourth")


def page(title: str = TITLE, *, url: str | None = URL, day: str | None = DAY, story: tuple[str, ...] = STORY) -> bytes:
    head = f"<title>{title}</title>" + (f"<link rel='canonical' href='{url}'>" if url else "")
    head += f"<meta name='date' content='{day}'>" if day else ""
    told = "".join(f"<p>{words}</p>" for words in story)
    body = f"<article><h1>{title}</h1>{told}</article>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def rss(*, content: bool = True, entries: int = 1) -> bytes:
    told = "".join(f"&lt;p&gt;{words}&lt;/p&gt;" for words in STORY)
    body = f"<content:encoded>{told}</content:encoded>" if content else f"<description>{STORY[0]}</description>"
    items = "".join(
        f"<item><title>{TITLE}</title><link>{URL}{'' if n == 0 else f'-{n}'}</link><guid>g{n}</guid>"
        f"<pubDate>Wed, 06 Nov 2024 08:15:00 GMT</pubDate>{body}</item>"
        for n in range(entries)
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>The Harbour Courier</title>{items}</channel></rss>"
    ).encode()


def atom() -> bytes:
    told = "".join(f"<p>{words}</p>" for words in STORY)
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Harbour Courier</title><entry>"
        f"<title>{TITLE}</title><id>tag:a</id><link href='{URL}'/><published>2024-11-06T08:15:00Z</published>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{told}</div></content></entry></feed>"
    ).encode()


def json_feed() -> bytes:
    told = "".join(f"<p>{words}</p>" for words in STORY)
    entry = {"id": "1", "url": URL, "title": TITLE, "content_html": told, "date_published": "2024-11-06T08:15:00Z"}
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Harbour Courier", "items": [entry]}
    ).encode()


def mail(*, html: bool = False, attach: bytes | None = None, quoted: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = "Mara Ellingsen <mara@courier.example>"
    message["To"] = "desk@courier.example"
    message["Subject"] = f"Fwd: {TITLE}"
    message["Date"] = "Wed, 06 Nov 2024 08:15:00 +0000"
    message["Message-ID"] = "<1@courier.example>"
    if html:
        message.set_content(page(url=None, day=None).decode(), subtype="html")
    else:
        message.set_content(TEXT + quoted)
    if attach is not None:
        message.add_attachment(attach, maintype="application", subtype="octet-stream", filename="../../etc/report.bin")
    return message.as_bytes()


def mailbox() -> bytes:
    return b"".join(b"From MAILER Wed Nov 06 08:15:00 2024\n" + mail() + b"\n\n" for _ in range(3))


def zipped(files: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return made.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, raw in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return made.getvalue()


def warc(pages: dict[str, tuple[str, bytes]] | None = None, *, packed: bool = True) -> bytes:
    made = io.BytesIO()
    for url, (status, raw) in (pages or {URL: ("200 OK", page(url=None))}).items():
        kind = "image/png" if url.endswith(".png") else "text/html; charset=utf-8"
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(raw)}\r\n\r\n".encode() + raw
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-11-06T08:15:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(url):012d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        made.write(gzip.compress(record) if packed else record)
    return made.getvalue()


def wacz() -> bytes:
    return zipped({"datapackage.json": b"{}", "pages/pages.jsonl": b'{"format": "x"}\n', "archive/a.warc.gz": warc()})


def table(delimiter: str = ",", *, text: str = "text", day: str = "published", encoding: str = "utf-8") -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter)
    writer.writerow(["id", day, "title", text, "url"])
    for n in range(3):
        writer.writerow([f"r{n}", DAY, f"“{TITLE}”", TEXT.replace("early", f"early, {n}"), f"{URL}-{n}"])
    return made.getvalue().encode(encoding)


def parquet() -> bytes:
    import pyarrow
    import pyarrow.parquet

    made = io.BytesIO()
    rows = {"docid": ["a", "b"], "body": [TEXT, TEXT + " Again."], "published": [DAY, None]}
    pyarrow.parquet.write_table(pyarrow.table(rows), made)
    return made.getvalue()


def word() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = TITLE
    for words in STORY:
        document.add_paragraph(words)
    grid = document.add_table(rows=1, cols=2)
    grid.rows[0].cells[0].text, grid.rows[0].cells[1].text = "Drones", "two"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def pdf(lines: list[str] | None = None, *, pages: int = 1, password: str | None = None) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, encrypt=password)
    canvas.setTitle(TITLE)
    for number in range(pages):
        at = 780
        for line in [*(lines if lines is not None else _wrapped())]:
            canvas.drawString(60, at, line.replace("{page}", str(number + 1)).replace("{word}", WORDS[number]))
            at -= 14
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _wrapped() -> list[str]:
    import textwrap

    lines: list[str] = []
    for words in STORY:
        lines += [*textwrap.wrap(words, 60), ""]
    return lines


def lines() -> bytes:
    return json.dumps({"id": "v1", "text": TEXT, "title": TITLE, "published": DAY}).encode() + b"\n"


# Each kind of file with the number of reports in it, and the media type of each.
FILES: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "page": (page, 1, "text/html"),
    "text": (TEXT.encode, 1, "text/plain"),
    "markdown": (lambda: f"# {TITLE}\n\n{TEXT}".encode(), 1, "text/markdown"),
    "lines": (lines, 1, "application/json"),
    "rss": (lambda: rss(entries=2), 2, "application/xml"),
    "atom": (atom, 1, "application/xml"),
    "json-feed": (json_feed, 1, "application/feed+json"),
    "mail": (mail, 1, "message/rfc822"),
    "mail-in-mark-up": (lambda: mail(html=True), 1, "message/rfc822"),
    "mailbox": (mailbox, 3, "message/rfc822"),
    "csv": (table, 3, "text/csv"),
    "tsv": (lambda: table("\t"), 3, "text/csv"),
    "semicolons": (lambda: table(";", encoding="cp1252"), 3, "text/csv"),
    "csv-wide": (lambda: table(encoding="utf-16"), 3, "text/csv"),
    "parquet": (parquet, 2, "application/json"),
    "word": (word, 1, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf, 1, "application/pdf"),
    "warc": (lambda: warc(packed=False), 1, "text/html"),
    "warc-packed": (warc, 1, "text/html"),
    "wacz": (wacz, 1, "text/html"),
    "zip": (lambda: zipped({"b/page.html": page(), "a.jsonl": lines()}), 2, "text/html"),
    "tar": (lambda: tarred({"page.html": page(), "a.jsonl": lines()}), 2, "application/json"),
    "tar-gz": (lambda: tarred({"page.html": page()}, "w:gz"), 1, "text/html"),
    "tar-xz": (lambda: lzma.compress(tarred({"page.html": page()})), 1, "text/html"),
    "gzip": (lambda: gzip.compress(page()), 1, "text/html"),
    "bzip2": (lambda: bz2.compress(page()), 1, "text/html"),
}  # fmt: skip
