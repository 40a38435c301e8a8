import pytest

from whosays.claims.pairing import type_of_pair
from whosays.reading.syntax import parse

PAIRS = [
    ("Rebels attacked Kenyan soldiers near the border.", "Rebels", "Kenyan soldiers", "ASSAULT"),
    ("Norway condemned Hungary over the new law.", "Norway", "Hungary", "ACCUSE"),
    ("Police arrested two journalists in Minsk.", "Police", "two journalists", "COERCE"),
    ("Chad refused to meet Sudanese envoys.", "Chad", "Sudanese envoys", "REJECT"),
]


@pytest.mark.parametrize(("text", "source", "target", "type_"), PAIRS)
def test_a_given_pair_is_typed(text, source, target, type_):
    spans = [[(text.index(words), text.index(words) + len(words))] for words in (source, target)]
    assert type_of_pair(parse(text), *spans) == type_


def test_a_pair_without_a_target_is_typed():
    text = "Miners went on strike."
    assert type_of_pair(parse(text), [(0, 6)], []) == "PROTEST"
