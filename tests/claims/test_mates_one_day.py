"""The one day on which a report sets its fight dates the acts that it leaves undated nearby."""

import pytest

from whosays.reader import read
from whosays.record import Report

NEXT = "\n\nThe gunmen killed two farmers."


def day_of_killing(text: str) -> tuple[str | None, str | None]:
    claims = read(Report(id="r", text=text, published="2024-05-16")).claims
    killed = [c for c in claims if c.trigger.text == "killed" and c.type == "ASSAULT"]
    assert killed, f"no killing read in {text!r}"
    return killed[-1].time.earliest, killed[-1].time.latest


def test_mates_one_day_dates_what_stands_near():
    assert day_of_killing(f"Rebels attacked an army base in Darfur on Tuesday.{NEXT}") == ("2024-05-14", "2024-05-14")


@pytest.mark.parametrize(
    "before",
    [
        "Rebels attacked an army base in Darfur on Tuesday. They shelled a market on Monday.",  # two days
        "Rebels attacked an army base in Darfur on 3 March.",  # long ago
        "Rebels attacked an army base in Darfur on Tuesday. The rain fell. It was cold. It was dark. A wind rose.",
    ],
)
def test_mates_one_day_is_not_stretched(before: str):
    assert day_of_killing(before + NEXT)[0] is None


OFFENSIVE = "The army launched an offensive against the rebels on Tuesday.\n\nThe rain fell. It was cold. It was dark."


@pytest.mark.parametrize(
    ("after", "days"),
    [
        ("At least 40 farmers were killed in the shelling.", ("2024-05-14", "2024-05-16")),
        ("The ministry said that the army had killed 40 farmers.", ("2024-05-14", "2024-05-16")),
        ("The army had killed 40 farmers.", (None, "2024-05-16")),  # before the offensive
    ],
)
def test_mates_offensive_dates_the_acts_from_its_beginning(after: str, days: tuple[str | None, str]):
    report = Report(id="r", text=f"{OFFENSIVE}\n\n{after}", published="2024-05-16")
    (toll,) = [c for c in read(report).claims if c.type == "LOSSES"]
    assert (toll.time.earliest, toll.time.latest) == days
