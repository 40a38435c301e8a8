"""The component that keeps word classes and lemmas leaves tokens as the model's own two components do."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from whosays.reading.syntax import MODEL, load_model

TEXTS = (
    "There's no doubt that there were two shells. Let's go, they ain't gonna wait; we gotta leave.",
    "The men left the leaves where the dogs' collars lay.\n\n He'd seen it: she's been told what's what.",
    "Soldiers are shelling Sumy — shelling that residents say hasn't stopped since 6 a.m. on Monday!",
    "“Y'all can't,” the ministry's 3rd envoy said (again), \t having better, worse and the worst news.",
    "",
    "  \n",
)  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> Language:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("whosays_paragraphs", before="parser")
    return nlp


def _rows(nlp: Language, text: str) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.lemma_, t.head.i, t.ent_type_) for t in nlp(text)]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_model_itself(plain: Language, text: str) -> None:
    assert _rows(load_model(), text) == _rows(plain, text)
    assert _rows(load_model(), text) == _rows(plain, text), "the second time, from what was kept"


def test_rules_of_two_tokens_hold_only_where_both_stand() -> None:
    lemmas = [[t.lemma_ for t in load_model()(text) if t.text == "'s"] for text in ("Let's go.", "It's late.") * 2]
    assert lemmas == [["us"], ["be"]] * 2
