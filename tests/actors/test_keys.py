import pytest

from whosays.actors.keys import names_beside


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("the Russian defence ministry", "russian ministry of defence"),
        ("Pentagon", "us department of defense"),
        ("Ansar Allah", "houthis"),
    ],
)
def test_other_names_of_a_body(name: str, other: str) -> None:
    assert other in names_beside(name)


def test_unknown_names_have_none() -> None:
    assert names_beside("the ferry pilots of Dorn") == ()


def test_names_that_several_bear_bring_in_nobody() -> None:
    # RSF is the Rapid Support Forces and Reporters Without Borders.
    assert "rsf" not in names_beside("Rapid Support Forces")
