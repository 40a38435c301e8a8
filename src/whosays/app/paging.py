"""Pages of long lists: a cursor names the last row that was seen, so that new rows neither shift nor hide any."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated

from fastapi import HTTPException, Query

Cursor = Annotated[str | None, Query(max_length=400, description="The `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="Rows a page.")]


def cursor_of(key: str) -> str:
    """Return the cursor that names a row."""
    return base64.urlsafe_b64encode(key.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def key_in(cursor: str) -> str:
    """Return the row that a cursor names; raise 422 for what is no cursor."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("utf-8", "surrogatepass")
    except (binascii.Error, ValueError) as error:
        raise HTTPException(422, "That is no cursor of this list. Begin with the first page.") from error


def page_of(keys: Sequence[str], cursor: str | None, limit: int) -> tuple[slice, str | None]:
    """Return the rows of a page, and the cursor of the next (None on the last); raise 422 for a row that is gone."""
    start = 0
    if cursor:
        key = key_in(cursor)
        try:
            start = keys.index(key) + 1
        except ValueError as error:
            raise HTTPException(422, "The list has changed since. Begin with the first page.") from error
    end = min(start + limit, len(keys))
    return slice(start, end), cursor_of(keys[end - 1]) if end < len(keys) else None
