"""Every message is a sentence with a remedy and a code."""

from __future__ import annotations

import string

import pytest

from whosays.errors import MESSAGES, ReportError, WhosaysError


@pytest.mark.parametrize("code", MESSAGES)
def test_message_is_a_sentence_with_a_remedy(code: str) -> None:
    error = WhosaysError(code, item="page.html", detail="a detail", line=3)
    assert str(error).startswith(f"[{code}] ")
    assert error.what.endswith(".")
    assert error.remedy.endswith((".", "…"))
    assert "{" not in str(error)


@pytest.mark.parametrize("code", MESSAGES)
def test_message_uses_known_fields_only(code: str) -> None:
    fields = {name for text in MESSAGES[code] for _, name, _, _ in string.Formatter().parse(text) if name}
    assert fields <= {"item", "detail", "line"}


def test_unknown_code_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        ReportError("R999")
