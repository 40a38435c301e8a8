"""Numbers of claims, whose order is that of every answer; and keys of claims, which outlast a new reading.

A claim's number holds its day of publication, its report and its position in the report's record, so that lists of
claims are in the order of answers as they come. Its key holds the ten digits after the report's id in its own id, and
the report: it is the same in every reading.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date

from whosays.errors import CasebookError

# 17 bits of days (from 1800 to 2158), 27 of reports, 18 of positions: 62, and SQLite has 63.
POSITION_BITS, REPORT_BITS, DAY_BITS = 18, 27, 17
POSITIONS, REPORTS, DAYS = (1 << bits for bits in (POSITION_BITS, REPORT_BITS, DAY_BITS))
_FIRST_DAY = date(1800, 1, 1).toordinal() - 1
_KEY_BITS = 23  # of the report's number; with the 40 of ten hexadecimal digits 63
_REGULAR = re.compile(r"#[0-9a-f]{10}")
# The number of the report in the number of a claim, as SQL.
REPORT_SQL = f"(c.number >> {POSITION_BITS}) & {REPORTS - 1}"
ID_SQL = f"coalesce(c.id, p.id || '#' || printf('%010x', c.key >> {_KEY_BITS}))"


def day_number(published: str | None) -> int:
    """Return the number of a day, 0 for none: those before 1800 and after 2158 count as the first and the last."""
    try:
        day = date.fromisoformat((published or "")[:10]).toordinal() - _FIRST_DAY
    except ValueError:
        return 0
    return min(max(day, 1), DAYS - 1)


def number_of(published: str | None, report: int, position: int) -> int:
    """Return the number of a claim; raise `CasebookError` C009 for the 262,144th of one report."""
    if position >= POSITIONS:
        raise CasebookError("C009", item=f"report {report}", detail=f"more than {POSITIONS:,} claims")
    return (day_number(published) * REPORTS + report) * POSITIONS + position


def first_on(day: int) -> int:
    """Return the first number that a claim published on a day can have."""
    return day * REPORTS * POSITIONS


def report_of(number: int) -> int:
    """Return the report in the number of a claim."""
    return number // POSITIONS % REPORTS


def position_of(number: int) -> int:
    """Return the position in its record in the number of a claim."""
    return number % POSITIONS


def key_of(claim: str, report_id: str, report: int) -> int:
    """Return the key of a claim in this casebook; one that does not follow from its id is below 0."""
    digits = claim[len(report_id) :]
    if claim.startswith(report_id) and _REGULAR.fullmatch(digits):
        return int(digits[1:], 16) << _KEY_BITS | report % (1 << _KEY_BITS)
    return -1 - hash_of(claim) % (1 << 62)


def hash_of(*fields: object) -> int:
    """Return the number that stands for all fields of a row: 64 bits of their SHA-256, signed."""
    import msgspec

    return int.from_bytes(hashlib.sha256(msgspec.json.encode(fields)).digest()[:8], "big", signed=True)
