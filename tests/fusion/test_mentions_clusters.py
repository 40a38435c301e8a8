"""Given event mentions are clustered across reports, without topics."""

from __future__ import annotations

from whosays.fusion.mentions import Mention, cluster_mentions, sentence_around, word_classes
from whosays.fusion.stories import find_stories
from whosays.record import Report

TEXTS = {
    "a": "Police arrested Marta Dale on Friday after the fire at the Tarn depot. Two guards died in the blaze.",
    "b": "Marta Dale was detained on Friday over the Tarn depot fire, in which two guards were killed, police said.",
    "c": "The central bank raised its rate by a quarter point. Markets had expected a smaller step from the governor.",
}
WORDS = {
    "a1": ("a", "arrested"),
    "a2": ("a", "died"),
    "b1": ("b", "detained"),
    "b2": ("b", "killed"),
    "c1": ("c", "raised"),
}


def test_reworded_mentions_meet_and_foreign_ones_stay_alone() -> None:
    reports = {key: Report(id=key, text=text) for key, text in TEXTS.items()}
    held = []
    for key, report in reports.items():
        mentions = []
        for name, (home, word) in WORDS.items():
            if home == key:
                start = report.text.index(word)
                sentence = sentence_around(report.text, start, start + len(word))
                mentions.append(Mention(name, start, start + len(word), sentence))
        held.append((report, mentions))
    clusters = cluster_mentions(held)
    assert clusters["a1"] == clusters["b1"]
    assert len({clusters["a1"], clusters["a2"], clusters["c1"]}) == 3
    assert cluster_mentions(list(reversed(held))) == clusters


def test_phrases_have_classes_before_their_words() -> None:
    assert "shoot" in word_classes("opened fire")
    assert "fire" not in word_classes("opened fire")


def test_stories() -> None:
    stories = find_stories([Report(id=key, text=text) for key, text in TEXTS.items()])
    assert stories == [("a", "b"), ("c",)]
    assert find_stories([]) == []
