"""Asking: every condition finds what it should, and only that; events, figures and speakers follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from made_records import made_record, many_records

from whosays.casebook import Casebook, search
from whosays.casebook.search import match_of
from whosays.record import Participant

RECORDS = [
    made_record("a"),
    made_record("b", actor="the northern council", verb="shelled", place="Velmar", figure="12",
                speakers=("the Courier", "the defence ministry"), published="2024-12-01",
                happened=("2024-11-20", "2024-11-20"), certainty="possible"),
    made_record("c", actor="Ukrainian forces", verb="aided", place="Sana'a", figure="300",
                speakers=("the defence ministry",), published=None, happened=(None, None)),
    made_record("d", actor="the fleet", verb="shelled", place="Velmar", figure="77", speakers=("a spokesman",),
                published="2025-02-01T10:00:00Z", happened=("2025-01-01", None), certainty="denied"),
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    with Casebook(tmp_path_factory.mktemp("asking") / "a.casebook") as opened:
        for record in RECORDS:
            opened.add(record)
        yield opened


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, "cabd"),  # without a publication date first, then by day
        ({"limit": 2}, "ca"),
        ({"text": "soldiers velmar"}, "bd"),
        ({"text": '"northern council"'}, "b"),
        ({"text": "sold*"}, "cabd"),
        ({"text": "sold"}, ""),
        ({"text": "the Courier"}, "b"),  # names of speakers are words of the claim
        ({"text": "?!"}, ""),
        ({"text": 'quo"te OR ('}, ""),
        ({"actor": "north korea"}, "a"),
        ({"actor": "KOREA north"}, "a"),
        ({"actor": "defence"}, ""),  # speaks, does not act
        ({"recipient": "north korea"}, ""),
        ({"country": "prk"}, "a"),
        ({"country": "YEM"}, "c"),
        ({"type": "assault"}, "bd"),
        ({"source": "defence ministry"}, "cb"),
        ({"source": "ministry:RUS:DEF"}, "cb"),
        ({"source": "courier"}, "b"),
        ({"source": "courier", "only_source": True}, ""),
        ({"source": "defence ministry", "only_source": True}, "cb"),  # a paper that carries it is no second owner
        ({"source": "…", "only_source": True}, ""),
        ({"place": "sanaa"}, ""),
        ({"place": "sana'a"}, "c"),
        ({"place": "velmar", "certainty": "possible"}, "b"),
        ({"box": (50, 30, 55, 40)}, "a"),
        ({"since": "2024-11-05"}, "abd"),
        ({"since": "2024-11-06", "until": "2024-12-31"}, "b"),
        ({"until": "2024-11-04"}, "a"),
        ({"reported_since": "2024-12-01"}, "bd"),
        ({"reported_until": "2024-12-01"}, "ab"),
        ({"certainty": "denied"}, "d"),
        ({"status": "planned"}, ""),
        ({"report": "c"}, "c"),
        ({"claim": RECORDS[1].claims[0].id}, "b"),
        ({"country": "PRK'; DROP TABLE claims; --"}, ""),
    ],
)
def test_claims(case: Casebook, conditions: dict[str, Any], expected: str) -> None:
    assert "".join(found.report.id for found in case.claims(**conditions)) == expected


def test_conditions_that_do_not_exist_are_refused(case: Casebook) -> None:
    with pytest.raises(TypeError):
        list(case.claims(colour="red"))


def test_conditions_agree_with_a_plain_filter(tmp_path: Path) -> None:
    records = many_records(60, per_report=4)
    with Casebook(tmp_path / "a.casebook") as case:
        for record in records:
            case.add(record)
        claims = [claim for record in records for claim in record.claims]
        for country in ("PRK", "YEM", "UKR"):
            wanted = {
                claim.id
                for claim in claims
                if any(one.country == country for one in (*claim.actors, *claim.recipients, *claim.places))
            }
            assert {found.claim.id for found in case.claims(country=country)} == wanted
        for day in ("2024-03-10", "2024-08-01"):
            wanted = {claim.id for claim in claims if claim.time.latest and claim.time.latest >= day}
            assert {found.claim.id for found in case.claims(since=day)} == wanted


def test_words_of_a_name_belong_to_one_party_and_phrases_to_one_place(tmp_path: Path) -> None:
    mixed = made_record("m", actor="Ukrainian forces", verb="shelled")
    claim = mixed.claims[0]
    at = mixed.report.text.index("boats")
    fleet = Participant(text="boats", start=at, end=at + 5, name="Nord Flotte")
    both = msgspec.structs.replace(claim, actors=(*claim.actors, fleet))
    with Casebook(tmp_path / "a.casebook") as case:
        case.add(msgspec.structs.replace(mixed, claims=(both,)))
        for words, n_found in (("ukrainian forces", 1), ("nord flotte", 1), ("ukrainian flotte", 0), ("nord*", 1)):
            assert len(list(case.claims(actor=words))) == n_found, words
        for words, n_found in (
            ('"boats ukrainian"', 1),
            ('"forces boats"', 0),
            ('"ukrainian for*"', 0),
            ("flotte kursk", 1),
        ):
            assert len(list(case.claims(text=words))) == n_found, words


def test_many_names_are_gathered_and_few_are_followed_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = many_records(30, per_report=3)
    with Casebook(tmp_path / "a.casebook") as case:
        for record in records:
            case.add(record)
        asked: list[dict[str, Any]] = [
            {"actor": "korea"}, {"source": "ministry"}, {"place": "kursk", "country": "PRK"}, {"since": "2024-06-01"},
            {"since": "2024-06-01", "country": "UKR"}, {"text": "soldiers kursk", "until": "2024-05-05"},
        ]  # fmt: skip
        followed = [[found.claim.id for found in case.claims(**one)] for one in asked]
        monkeypatch.setattr(search, "FEW", 0)
        monkeypatch.setattr(search, "BROAD", 2)
        assert [[found.claim.id for found in case.claims(**one)] for one in asked] == followed
        assert all(followed)


def test_search_finds_reports_and_shows_the_words(case: Casebook) -> None:
    found = list(case.search("northern council"))
    assert [hit.report.id for hit in found] == ["b"]
    assert "«northern» «council»" in found[0].excerpt
    assert list(case.search("")) == list(case.search("* ?")) == []


def test_speakers_are_counted(case: Casebook) -> None:
    speakers = {one.name: (one.n_claims, one.n_reports, one.kind) for one in case.speakers()}
    assert speakers == {"the defence ministry": (2, 2, "military"), "a spokesman": (2, 2, "official")}


def test_events_follow_the_records(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a.casebook") as case:
        assert list(case.events()) == []
        case.add(made_record("a"))
        (event,) = case.events(country="PRK")
        assert event.claims == (made_record("a").claims[0].id,)
        assert list(case.events(country="YEM")) == []
        assert list(case.events(event=event.id)) == [event]
        assert [one.name for one in case.origins(event.id)] == [one.name for one in event.origins]
        assert case.origins("no such event") == ()
        (figure,) = case.figures(of="troops")
        assert (figure.event, figure.figure.best, figure.figure.source) == (event.id, 10000, "a spokesman")
        assert list(case.figures(of="killed")) == []
        case.add(made_record("b", place="Velmar", actor="the fleet", verb="shelled"))
        assert len(list(case.events())) == 2
        n_fused = sum(entry.act == "fuse" for entry in case.history())
        assert list(case.events(min_origins=9)) == []
        assert sum(entry.act == "fuse" for entry in case.history()) == n_fused
        case.verify()


def test_only_source_looks_at_the_whole_event(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a.casebook") as case:
        case.add(made_record("a", speakers=("the defence ministry",)))
        assert [one.report.id for one in case.claims(source="defence ministry", only_source=True)] == ["a"]
        case.add(made_record("b", speakers=("a spokesman",)))
        (event,) = case.events()
        assert len(event.claims) == 2
        assert list(case.claims(source="defence ministry", only_source=True)) == []


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("north korea", '"north" AND "korea"'),
        ('"north korea" troops', '"north korea" AND "troops"'),
        ("kore*", '"kore"*'),
        ("AND OR NOT", '"AND" AND "OR" AND "NOT"'),
        ("a(b):c^", '"a(b):c^"'),
        ("* - ?", None),
        ("", None),
    ],
)
def test_match_of(words: str, query: str | None) -> None:
    assert match_of(words) == query
