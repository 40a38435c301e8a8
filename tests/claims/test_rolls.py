"""Who is named as "the dead", or among them, bears the loss; nobody else in the sentence does."""

import pytest

from whosays.reader import read
from whosays.record import Report

BEFORE = "Rebels attacked an army patrol in Kutum. "


@pytest.mark.parametrize(
    ("roll", "mode", "bearers"),
    [
        ("The dead were identified as Omar Hasan, Ali Musa and Sami Nur.", "killed",
         ["Omar Hasan", "Ali Musa", "Sami Nur"]),
        ("The injured are Omar Hasan, 53; Ali Musa, 24; and Sami Nur.", "wounded",
         ["Omar Hasan", "Ali Musa", "Sami Nur"]),
        ("Among the dead are Sergeant Omar Hasan and his driver.", "killed", ["Sergeant Omar Hasan", "his driver"]),
        ("Two police officers are among the wounded.", "wounded", ["Two police officers"]),
        ("A judge identified the dead soldiers as Omar Hasan, 38, and Ali Musa.", "killed", ["Omar Hasan", "Ali Musa"]),
        ("The victims were identified as Omar Hasan, director of a school, and Ali Musa.", "casualties",
         ["Omar Hasan", "Ali Musa"]),
        ("The dead were buried by Omar Hasan on Friday.", None, []),
        ("Nobody is among the wounded.", None, []),
    ],
)  # fmt: skip
def test_rolls_name_who_bore_the_loss(roll: str, mode: str | None, bearers: list[str]):
    text = BEFORE + roll
    claims = [c for c in read(Report(id="r", text=text)).claims if c.type == "LOSSES" and c.trigger.start > len(BEFORE)]
    named = [c for c in claims if c.recipients]
    assert [c.mode for c in named] == ([mode] if mode else [])
    assert [p.text for c in named for p in c.recipients] == bearers
