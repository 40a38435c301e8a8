"""Files of sources: OPML, lists, TOML; and what they may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.errors import UsageError
from whosays.sources.following import Followed, read_sources, seconds_of

OPML = (
    "<?xml version='1.0' encoding='windows-1252'?><opml version='2.0'><body><outline text='War'>"
    "<outline type='rss' text='Courier' xmlUrl='https://a.example/feed'/></outline><outline text='B' xmlurl='https://b.example/feed'/>"
    "<outline text='again' xmlUrl='https://a.example/feed'/><outline text='no feed'/></body></opml>"
)
TOML = (
    'every = "1h"\n[[feed]]\nurl = "https://a.example/feed"\nname = "Courier"\nevery = "90s"\n[[feed]]\n'
    'url = "https://b.example/feed"\npages = false\n[[feed]]\nurl = "https://c.example/feed"\nevery = "1s"\n'
)


@pytest.mark.parametrize(
    ("written", "feeds"),
    [
        (OPML, [Followed("https://a.example/feed", "Courier"), Followed("https://b.example/feed", "B")]),
        ("# mine\nhttps://a.example/feed The Courier\n\nhttps://b.example/feed?x=1\n",
         [Followed("https://a.example/feed", "The Courier"), Followed("https://b.example/feed?x=1")]),
        (TOML, [Followed("https://a.example/feed", "Courier", 90.0),
                Followed("https://b.example/feed", None, 3600.0, False),
                Followed("https://c.example/feed", None, 60.0)]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_way_to_write_them(tmp_path: Path, written: str, feeds: list[Followed], encoding: str) -> None:
    path = tmp_path / "any.name"
    path.write_bytes(written.encode(encoding))
    assert list(read_sources(path).feeds) == feeds


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "G001"), ("<opml></opml>", "G001"), ("ftp://a.example/feed\n", "G002"), ("# nothing\n", "G001"),
        ("[[feed]]\nurl = 'x'\n", "G002"), ("[[feed]]\nname = 'x'\n", "G002"),
        ("[[feed]]\nurl = 'https://a.example'\nevry = '1h'", "G003"),
        ("every = 'often'\n[[feed]]\nurl = 'https://a.example'", "G002"), ("feed = 3\n", "G002"),
    ],
)  # fmt: skip
def test_what_they_may_not_say(tmp_path: Path, written: str, code: str) -> None:
    path = tmp_path / "sources"
    path.write_text(written)
    with pytest.raises(UsageError) as caught:
        read_sources(path)
    assert caught.value.code == code


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="G001"):
        read_sources(tmp_path / "none")


@pytest.mark.parametrize(("words", "seconds"), [("90s", 90), ("15m", 900), ("2 h", 7200), ("1d", 86400)])
def test_lengths_of_time(words: str, seconds: float) -> None:
    assert seconds_of(words, item="x") == seconds


def test_entities_in_opml_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    bomb = "<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    path.write_text(OPML.replace("<opml", f"{bomb}<opml").replace("text='B'", "text='B&a;'"))
    assert "root:" not in str(read_sources(path))
