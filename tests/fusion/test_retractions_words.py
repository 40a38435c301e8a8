"""Corrections and withdrawals are told from the words; armies that withdraw are not."""

from __future__ import annotations

import pytest

from whosays.fusion.retractions import amendment
from whosays.record import Report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Corrects figure in paragraph 3) Nine people died at the ford.", "corrected"),
        ("An earlier version of this story misstated the colonel's name. Shells fell on the ford.", "corrected"),
        ("CORRECTION: The bridge report was wrong and has been withdrawn.", "withdrawn"),
        ("The agency retracts its story about the convoy. It regrets the error.", "withdrawn"),
        ("The army has withdrawn from the ridge, its commander said.", None),
        ("The mayor corrected his tie and spoke of the dead.", None),
    ],
)
def test_amendment(text: str, expected: str | None) -> None:
    assert amendment(Report(id="r", text=text)) == expected
