"""Datelines: where and when an agency filed a report, before its first words."""

from __future__ import annotations

import re

_NAME, _AGENCY = r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?){0,2}", r"(?: ?\([^)\n]{2,40}\))?"
_DATE = r"(?:\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{2,4})?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|No Date)"
# "CAIRO (Agency) - ", "GOMA, Congo, Jan 27 (Agency) --": capitals, then a place, a date, an agency, and a dash; or
# "Guatemala City, 4 Feb 90 (Agency) --": small letters, if a date and a dash
# follow, an agency by its letters between them ("Tunis, March 3, TAP - ").
DATELINE = re.compile(
    r"^[^\S\n]*(?:[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]+){0,3}"
    + _NAME
    + r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?))?"
    + _AGENCY
    + r"(?: [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:--|[-–—:])\s"
    r"|(?!On |In |At )[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){0,3}"
    + _NAME
    + r"(?: \([A-Z][\w. ]{1,30}\))?, "
    + _DATE
    + r"(?:, [A-Z]{2,12})?"
    + _AGENCY
    + r"\s*(?:--|[-–—])\s)",
    re.MULTILINE,
)
