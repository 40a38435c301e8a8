"""The table of cues: read whole, sorted, and every act one the code knows."""

import csv
from importlib import resources

from whosays.record import SOURCE_KINDS
from whosays.vocab.cues import cue_table, cue_words, find_cue, speaker_nouns

ACTS = {"say", "deny", "think", "want", "ask", "judge", "show", "quote", "plan", "talk", "promise", "impersonal"}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(resources.files("whosays.vocab").joinpath(name).read_text("utf-8").splitlines()))


def test_tables_are_sorted_and_without_doubles() -> None:
    for name, key in (("cues.csv", ("lemma", "word_class")), ("cues_kinds.csv", ("noun",))):
        keys = [tuple(row[k] for k in key) for row in rows(name)]
        assert keys == sorted(set(keys))


def test_every_act_and_kind_is_known() -> None:
    assert {cue.act for cue in cue_table().values()} <= ACTS
    assert {noun.kind for noun in speaker_nouns().values()} <= set(SOURCE_KINDS)


def test_hundreds_of_verbs() -> None:
    assert sum(cue.word_class == "verb" for cue in cue_table().values()) > 500


def test_who_wishes_asserts_nothing() -> None:
    for lemma, asserts in (
        ("say", True),
        ("deny", True),
        ("accuse", True),
        ("want", False),
        ("urge", False),
        ("vow", False),
    ):
        cue = find_cue(lemma, "VERB")
        assert cue is not None
        assert cue.asserts is asserts


def test_slips_of_the_lemmatizer_are_put_right() -> None:
    assert find_cue("hop", "VERB") == find_cue("hope", "VERB")
    assert "according" not in cue_words("adverbs")
