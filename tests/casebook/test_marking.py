"""Marks: words without case and accents, one term each in every script; phrases word by word."""

from __future__ import annotations

import sqlite3

import pytest

from whosays.casebook.marking import Row, any_of, holds, mark, marks_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Army's 2nd brigade", ["the", "army", "s", "2nd", "brigade"]),
        ("Zürich, São Paulo", ["zurich", "sao", "paulo"]),
        ("Війська_Києва", ["віиська", "києва"]),
        ("ＡＢＣ ½", ["abc", "1", "2"]),
        ("— … !", []),
    ],
)
def test_words_of(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_mark_is_one_term_of_the_index_in_every_script() -> None:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5 (marks, content = '', detail = none, tokenize = 'ascii')")
    words = ["kursk", "київ", "سودان", "北京", "ßtrasse"]
    for number, word in enumerate(words):
        index.execute("INSERT INTO t (rowid, marks) VALUES (?, ?)", (number, mark("w", word)))
    for number, word in enumerate(words):
        for condition in (mark("w", word), mark("w", word[:-1]) + "*"):
            found = index.execute("SELECT rowid FROM t WHERE t MATCH ?", (any_of([condition]),)).fetchall()
            assert found == [(number,)]
    index.close()


def test_marks_of_a_claim() -> None:
    row = Row(
        type="ASSAULT", mode="armed-clash", certainty=None, status="planned", actors="Army", recipients=None,
        places="Goma", countries="COD RWA", says="a witness", names="a1 p2 i3", evidence="the army shelled Goma",
    )  # fmt: skip
    assert marks_of(row).split() == [
        "tassault", "marmedclash", "xplanned", "gcod", "grwa", "wthe", "warmy", "wshelled", "wgoma", "wa", "wwitness",
        "a1", "p2", "i3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "is_there"),
    [("northern council", True), ("NORTHERN  Council", True), ("council northern", False), ("ern council", False),
     ("northern coun", False), ("northern coun*", True)],
)  # fmt: skip
def test_a_phrase_is_held_word_by_word(phrase: str, is_there: bool) -> None:
    assert holds("It was the Northern Council.", phrase) is is_there
