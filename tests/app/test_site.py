"""The published site: no server, nothing from elsewhere, and no more of a report than may be shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from whosays.app.site import Rules, Showing, publish, read_rules
from whosays.app.site.rules import SHOWINGS
from whosays.errors import UsageError
from whosays.exports import Selection
from whosays.exports.redacting import persons_of
from whosays.fusion import fuse
from whosays.record import ActorMention, Claim, Participant, Place, Record, Report, Source, check_record, span_of

HOSTILE = "<script>alert(1)</script>"
# What follows the sign reads from right to left: "exe.txt" would look like "txt.exe".
TURNED = "invoice\u202etxt.exe"
# Only this sentence is quoted; the one after it belongs to the outlet.
QUOTED = f"Gunmen of {HOSTILE} led by Ana Petrova killed 12 people in Sumy on Monday, Boris Hadad said"
REST = f"Petrova was seen later. The weather was fair; {TURNED} was attached."


def record(name: str = "r1", publisher: str = "Morning Wire") -> Record:
    text = f"{QUOTED}.\n{REST} [{name}]"

    def at(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    claim = Claim(
        id=f"{name}#1", type="ASSAULT", evidence=span_of(text, 0, len(QUOTED)),
        trigger=span_of(text, text.index("killed"), text.index("killed") + 6),
        actors=(Participant(**at(f"Gunmen of {HOSTILE}"), name=f"Gunmen of {HOSTILE}"),),
        recipients=(Participant(**at("Ana Petrova"), name="Ana Petrova"),),
        places=(Place(**at("Sumy"), name="Sumy", role="at", country="UKR", lat=50.9, lon=34.8, precision="city"),),
        sources=(Source(**at("Boris Hadad"), name="Boris Hadad", kind="named"),),
    )  # fmt: skip
    later = text.index("Petrova was")
    actors = (
        ActorMention(**at("Ana Petrova"), name="Ana Petrova", chain=1),
        ActorMention(text="Petrova", start=later, end=later + 7, chain=1),
    )
    report = Report(
        id=name, text=text, title=f'{HOSTILE} & "Sumy"', publisher=publisher, published="2024-10-01",
        url="javascript:alert(1)" if name == "r3" else f"https://wire.example/ana-petrova/{name}",
    )  # fmt: skip
    made = Record(report=report, claims=(claim,), actors=actors)
    check_record(made)
    return made


def selection(*records: Record) -> Selection:
    return Selection(records=records, events=tuple(fuse(records)), title=f"Sumy {HOSTILE}")


def texts(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.suffix
    }


class Looking(HTMLParser):
    """Notes the elements and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]


def looked_at(text: str) -> Looking:
    found = Looking()
    found.feed(text)
    return found


def test_quotations_are_the_default_and_the_rest_is_not_there(tmp_path: Path) -> None:
    n_pages = publish(selection(record()), tmp_path / "site")
    files = texts(tmp_path / "site")
    assert n_pages == sum(name.endswith(".html") for name in files)
    assert "killed 12 people" in files["data/claims.csv"]
    assert not [name for name, text in files.items() if "weather was fair" in text]
    assert "data/records.jsonl" not in files
    (page,) = [text for name, text in files.items() if name.startswith("report/")]
    assert 'href="https://wire.example/ana-petrova/r1"' in page


def test_each_outlet_and_report_is_shown_as_far_as_it_may_be(tmp_path: Path) -> None:
    shown = selection(record("r1", "Morning Wire"), record("r2", "Evening Post"), record("r3", "Night Post"))
    rules = Rules(publishers={"morning wire": "full", "evening post": "none"}, reports={"r3": "quotation"})
    publish(shown, tmp_path / "site", rules=rules)
    files = texts(tmp_path / "site")
    pages = [text for name, text in files.items() if name.startswith("report/")]
    assert len(pages) == 2
    assert [text.count("weather was fair") for text in pages].count(1) == 1
    assert not [name for name, text in files.items() if "Evening Post" in text or "[r2]" in text]
    assert [name for name, text in files.items() if name.startswith("event/") and "may not be shown here" in text]


def test_only_whole_reports_give_whole_records(tmp_path: Path) -> None:
    publish(selection(record()), tmp_path / "site", rules=Rules(default="full"))
    assert "weather was fair" in texts(tmp_path / "site")["data/records.jsonl"]


def test_a_withheld_name_is_nowhere(tmp_path: Path) -> None:
    publish(selection(record()), tmp_path / "site", rules=Rules(default="full"), persons=persons_of(["Ana Petrova"]))
    files = texts(tmp_path / "site")
    assert not [name for name, text in files.items() if re.search("petrova", text, re.IGNORECASE)]
    assert "data/records.jsonl" not in files
    assert "person 1" in files["data/claims.csv"]
    assert "Boris Hadad" in files["data/claims.csv"]


def test_nothing_that_a_report_says_becomes_part_of_the_page(tmp_path: Path) -> None:
    publish(selection(record("r1"), record("r3")), tmp_path / "site", rules=Rules(default="full"))
    for name, text in texts(tmp_path / "site").items():
        if not name.endswith(".html"):
            continue
        found = looked_at(text)
        # The one script is the site's own file; the policy would let no other run.
        assert found.tags.count("script") == 1, name
        assert not found.handlers, name
        assert "script-src 'self'" in text
        for address in found.addresses:
            assert not address.startswith(("javascript:", "data:", "//")), name
            if not address.startswith("https://wire.example/"):
                assert (tmp_path / "site" / name).parent.joinpath(address).resolve().exists(), (name, address)
        assert "\u202e" not in text, name
    (page, _) = [text for name, text in texts(tmp_path / "site").items() if name.startswith("report/")]
    assert "U+202E" in page


def test_publishing_again_replaces_the_site_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(selection(record("r1"), record("r2", "Evening Post")), out)
    publish(selection(record("r1")), out)
    assert len(list((out / "report").iterdir())) == 1
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    with pytest.raises(UsageError, match="U004"):
        publish(selection(record("r1")), tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep me"


def test_the_same_casebook_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        publish(selection(record("r1"), record("r2", "Evening Post")), tmp_path / name)
    assert texts(tmp_path / "one") == texts(tmp_path / "two")


@pytest.mark.parametrize("showing", SHOWINGS)
def test_rules_are_read_from_a_file(tmp_path: Path, showing: Showing) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(f'default = "{showing}"\n[publishers]\n"Morning Wire" = "full"\n[reports]\nr2 = "none"\n')
    rules = read_rules(path)
    found = [rules.of(one.report) for one in (record("r1"), record("r2"), record("r1", "Other"))]
    assert found == ["full", "none", showing]


@pytest.mark.parametrize(
    "text", ['default = "all"', "publishers = 3", '[reports]\nr1 = "half"', 'colour = "red"', "not toml"]
)
def test_rules_that_do_not_hold_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match="U060"):
        read_rules(path)
