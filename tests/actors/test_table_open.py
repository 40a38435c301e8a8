"""The table, and a reader's own additions to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.actors import ActorTable, find_actors
from whosays.actors.lint import lint_file, lint_shipped
from whosays.errors import UsageError
from whosays.reading.syntax import parse

HEADER = "key,name,aliases,country,sector,kind,valid_from,valid_to,parent,source\n"


def write(folder: Path, *rows: str) -> Path:
    path = folder / "my_actors.csv"
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_shipped_tables_are_clean():
    assert lint_shipped() == []


def test_tables_are_large_enough_to_be_of_use():
    table = ActorTable.open()
    assert len(table.organisations) >= 1300
    assert len(table.persons) >= 650
    assert len(table.roles) >= 1500


def test_own_rows_are_found(tmp_path):
    table = ActorTable.open(write(tmp_path, "FERNFRONT,Fern Front,FFR;Fernists,NOR,REB,rebel,,,,mine"))
    found = find_actors(parse("The Fernists burned a mill."), [], table=table)
    mention = next(a.mention for a in found if a.mention.text == "Fernists")
    assert (mention.entity, mention.name, mention.country, mention.sector) == ("FERNFRONT", "Fern Front", "NOR", "REB")


def test_own_rows_replace_shipped_ones(tmp_path):
    table = ActorTable.open(write(tmp_path, "HOUTHI,Houthi movement,Houthis,YEM,GOV,government,,,,mine"))
    assert table.organisations["HOUTHI"].sector == "GOV"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A,Fern Front,,XYZ,REB,,,,,", "XYZ"),
        ("A,Fern Front,,NOR,RBL,,,,,", "RBL"),
        (",Fern Front,,NOR,REB,,,,,", "key"),
    ],
)
def test_a_row_that_does_not_hold_is_named(tmp_path, row, words):
    with pytest.raises(UsageError) as caught:
        ActorTable.open(write(tmp_path, row))
    assert caught.value.code == "U006"
    assert words in str(caught.value)
    assert "2" in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError) as caught:
        ActorTable.open(tmp_path / "none.csv")
    assert caught.value.code == "R001"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["A,Fern Front,Houthis,NOR,REB,rebel,,,,"], "houthis"),
        (["A,Fern Front,,NOR,REB,rebel,1999-13,,,"], "not a date"),
        (["A,Fern Front,,NOR,REB,rebel,2001,1999,,"], "before it begins"),
        (["A,Fern Front,,NOR,REB,rebel,,,NOBODY,"], "parent"),
        (["A,Fern Front,,ZZZ,REB,rebel,,,,"], "ZZZ"),
        (["A,Fern Front,,NOR,ZZZ,rebel,,,,"], "ZZZ"),
        (["A,Fern Front,,NOR,REB,rebel,,,,", "A,Moss Front,,NOR,REB,rebel,,,,"], "twice"),
    ],
)
def test_the_linter_finds_what_is_wrong(tmp_path, rows, words):
    assert any(words in fault for fault in lint_file(write(tmp_path, *rows)))


def test_the_linter_passes_a_good_file(tmp_path):
    assert lint_file(write(tmp_path, "A,Fern Front,FFR,NOR,REB,rebel,1999,2001,,mine")) == []


def test_posts_are_those_of_the_day():
    person = ActorTable.open().persons["DONALD-TRUMP"]
    assert [p.valid_from for p in person.posts] == sorted(p.valid_from for p in person.posts)
    held = person.post_at("2018-01-01")
    assert held is not None
    assert held.valid_from == "2017-01-20"
