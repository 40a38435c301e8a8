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


def test_codes_for_a_terminal_are_shown_and_not_sent() -> None:
    error = ReportError("R001", item="a\x1b[2J\nb\u202e.html", detail="\x07")
    assert str(error).isprintable()
    assert "a\\x1b[2J\\nb\\u202e.html" in error.what
