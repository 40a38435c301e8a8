"""What readers wrote below a page: found to be kept apart from the report, with who wrote it and when."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from whosays.sources import publication
from whosays.sources.fragment import words_of
from whosays.sources.furniture import without_furniture
from whosays.sources.opened import PageComment

MAX_COMMENTS = 1_000
# Whether words are a date, not whether it can be true.
_ANY_DAY = date.max - timedelta(days=1)
# Names that engines give to one comment; a list or a form of comments has other ones.
_ITEM = re.compile(
    r"^(?:(?:user|reader|article|single|site|js|c)-?_?)?comments?(?:[-_]{1,2}(?:item|box|body|entry|wrap|wrapper|card|inner))?$",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(r"^(?:div-)?comment-\d+$", re.IGNORECASE)
_NAME = re.compile(r"(?:^|[-_])(?:fn|author|name|user(?:name)?|nick|by)$", re.IGNORECASE)
_BUTTONS = re.compile(
    r"^(?:reply|like|likes|report|share|permalink|flag|\d+ (?:likes?|replies|votes?))$", re.IGNORECASE
)


def comments_on(tree: Any, *, today: date | None = None) -> tuple[PageComment, ...]:
    """Return the comments on a page in their order, each once; none where there is only a box to write one."""
    items = [element for element in tree.iter("li", "div", "article", "section", "p") if _is_item(element)]
    nested = set(items)
    found: list[PageComment] = []
    for item in items[:MAX_COMMENTS]:
        author, at = _author(item, nested), _at(item, nested, today=today)
        lines = [line for line in words_of(item, left_out=nested - {item}) if line != author]
        lines = [line for line in without_furniture(lines) if not _is_head(line, author) and not _BUTTONS.match(line)]
        if author or len(" ".join(lines).split()) >= 3:
            text = "\n\n".join(lines)
            if text:
                found.append(PageComment(text=text, author=author, at=at))
    return tuple(dict.fromkeys(found))


def _is_item(element: Any) -> bool:
    if element.get("itemprop") == "comment" or "schema.org/Comment" in (element.get("itemtype") or ""):
        return True
    tokens = (element.get("class") or "").split()
    is_named = any(_ITEM.match(token) and not token.lower().endswith("comments") for token in tokens)
    return is_named or bool(_ITEM_NUMBER.match(element.get("id") or ""))


def _own(item: Any, nested: set[Any]) -> list[Any]:
    """Return the elements in a comment and in none of its answers."""
    own: list[Any] = []
    waiting = list(item)
    while waiting:
        element = waiting.pop(0)
        if element in nested:
            continue
        own.append(element)
        waiting[:0] = list(element)
    return own


def _author(item: Any, nested: set[Any]) -> str | None:
    for element in _own(item, nested):
        marks = [*(element.get("class") or "").split(), element.get("itemprop") or "", element.get("rel") or ""]
        words = " ".join(element.text_content().split()) if isinstance(element.tag, str) else ""
        if any(_NAME.search(mark) for mark in marks) and 0 < len(words) <= 60:
            return re.sub(r"\s*(?:says|said|wrote|writes)\s*:?$", "", words, flags=re.IGNORECASE) or None
    return None


def _at(item: Any, nested: set[Any], *, today: date | None) -> str | None:
    for element in _own(item, nested):
        if element.tag == "time" and element.get("datetime"):
            return publication.read_date(element.get("datetime"), today=today)
    return None


def _is_head(line: str, author: str | None) -> bool:
    """Return whether a line is who wrote it and when, and none of what was written."""
    if author and line.startswith(author) and len(line) <= len(author) + 60:
        rest = re.sub(r"\b(?:says|said|wrote|on|at)\b", " ", line[len(author) :]).strip(" :,|·•–—-")
        return not rest or publication.find_date(rest, today=_ANY_DAY) is not None
    return len(line) <= 60 and publication.date_in_label(line, today=_ANY_DAY) is not None
