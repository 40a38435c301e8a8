"""Who is told in a list with a number or a kinsman bears the act too; an apposition does not."""

import pytest

from whosays.reader import read
from whosays.record import Report


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        ("Gunmen killed the rector, five other monks and two women.", ["the rector", "five other monks", "two women"]),
        ("Rebels kidnapped Mayor Tomas Rey, his wife, and two guards.", ["Mayor Tomas Rey", "his wife", "two guards"]),
        ("Rebels killed General Rey, a veteran of two wars and a father of three.", ["General Rey"]),
        ("Rebels attacked a patrol, five soldiers and a guide.", ["a patrol"]),
    ],
)
def test_grammar_lists_name_every_bearer(text: str, bearers: list[str]):
    act = next(c for c in read(Report(id="r", text=text)).claims if c.type == "ASSAULT")
    assert [p.text for p in act.recipients] == bearers
