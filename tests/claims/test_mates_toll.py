"""An undated attack is of the day of its toll, or of what befell the same bearer; nothing else dates it."""

import pytest

from whosays.reader import read
from whosays.record import Report


def day_of(text: str, trigger: str) -> tuple[str | None, str | None]:
    claims = read(Report(id="r", text=text, published="2024-05-16")).claims
    acts = [c for c in claims if c.trigger.text == trigger and c.type == "ASSAULT"]
    assert acts, f"no {trigger!r} read in {text!r}"
    return acts[0].time.earliest, acts[0].time.latest


# Another act on another day keeps the rule of the one day out.
OTHER = "Rebels shelled a base in Darfur on Sunday."
TOLL = "At least 12 farmers died on Tuesday in Kutum."


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        (f"{OTHER}\\n\\nGunmen attacked the market.\\n\\n{TOLL}", "attacked", ("2024-05-14", "2024-05-14")),
        (f"{OTHER}\\n\\nGunmen had attacked the market.\\n\\n{TOLL}", "attacked", (None, "2024-05-16")),
        (f"{OTHER}\\n\\nGunmen attacked the market in El Geneina.\\n\\n{TOLL}", "attacked", (None, "2024-05-16")),
    ],
)
def test_mates_toll_dates_its_attack(text: str, trigger: str, days: tuple[str | None, str | None]):
    assert day_of(text.replace("\\n", "\n"), trigger) == days
