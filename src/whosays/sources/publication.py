"""When a report was published, and where that was found: given, metadata, address or visible dateline.

The publication date anchors every relative date of a report, so a wrong one does more harm than none: a date of
which the year, the month or the day must be guessed is not taken, nor one in the future, nor a placeholder.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from whosays.record import PublishedFrom

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
WRITTEN = (
    rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
    rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
    r"\b(?P<year>(?:18|19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b",
    r"\b(?P<year>(?:18|19|20)\d\d)/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)\b",
    r"\b(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:18|19|20)\d\d)\b",
)
_WRITTEN = tuple(re.compile(pattern, re.IGNORECASE) for pattern in WRITTEN)
_SLASHED = re.compile(r"\b(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year>(?:18|19|20)\d\d)\b")
_FOLDERS = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)(?=[/._-]|$)"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[a-z]{3})/(?P<day>[0-3]?\d)(?=[/._-]|$)", re.IGNORECASE),
    re.compile(r"/(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)/"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)/"),
)
_SLUG = (
    re.compile(r"[/_-](?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?=[._-]|$)"),
    re.compile(r"[/_-](?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[._-]|$)"),
)
_LABEL = r"(?:first\s+)?(?:published|posted|publication date|date|released|issued)(?:\s+(?:on|at))?\s*:?\s*"
LABEL = re.compile(_LABEL, re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:[\s,|·–—-]*(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}\)?)?)?"
_TAIL = rf"{_TIME}[\s,|·–—-]*"
# For each way to write a date: after a label, alone on its line, after a byline.
_LABELLED = tuple(
    (
        re.compile(rf"\b{_LABEL}{_WEEKDAY}{_TIME}[\s,]*{written}", re.IGNORECASE),
        re.compile(rf"{_WEEKDAY}{written}{_TAIL}", re.IGNORECASE),
        re.compile(rf"by\s[^.!?]{{2,80}}?[\s,|·•–—-]+{_WEEKDAY}{written}{_TAIL}", re.IGNORECASE),
    )
    for written in WRITTEN
)
_HAS_YEAR = re.compile(r"(?:18|19|20)\d\d")
_UPDATED = re.compile(r"\b(?:updated|modified|last update|edited|corrected)\b", re.IGNORECASE)
# "KYIV, Nov. 6, 2024 (Agency) -": capitals, a full date, and the mark that parts a dateline from the story.
_DATELINE = tuple(
    re.compile(
        r"^[A-Z][A-Z'’. -]{1,40}(?:,\s+(?!\d)[A-Z][\w'’. -]{1,30}?)?,?\s*[,(–—-]?\s*"
        rf"(?i:{_WEEKDAY}{written})\)?,?\s*(?:\([^)\n]{{2,40}}\)\s*|/[\w\s-]{{2,30}}/\s*)?(?:[–—:]|-)"
    )
    for written in WRITTEN
)
EARLIEST = date(1700, 1, 1)
# What systems write where they know no date: the zero of Unix, Windows, Excel and .NET clocks.
_PLACEHOLDERS = frozenset(
    {date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), date(1899, 12, 30), date(1980, 1, 1)}
)


def sane(day: date, *, today: date | None = None) -> bool:
    """Return whether a publication date can be true: not in the future (a day's grace for time zones), no zero."""
    latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
    return EARLIEST <= day <= latest and day not in _PLACEHOLDERS


def read_date(words: str, *, today: date | None = None) -> str | None:
    """Return the ISO date or datetime that metadata states, or None if it states none that can be true."""
    words = words.strip()
    moment = _moment(words)
    if moment is not None:
        day = moment.date() if isinstance(moment, datetime) else moment
        return moment.isoformat() if sane(day, today=today) else None
    return find_date(words, today=today)


def _moment(words: str) -> date | datetime | None:
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", words):
        try:
            return date.fromisoformat(words)
        except ValueError:
            return None
    if re.match(r"\d{4}-?\d\d-?\d\d[T ]", words):
        try:
            return datetime.fromisoformat(words.replace(" UTC", "Z").replace(" Z", "Z"))
        except ValueError:
            return _moment(words[:10])
    if re.match(r"[A-Z][a-z]{2}, \d", words):
        try:
            return parsedate_to_datetime(words)
        except (ValueError, IndexError):
            return None
    return None


def find_date(words: str, *, today: date | None = None) -> str | None:
    """Return the first full date written in a few words, as ISO; None if there is none or day and month can swap."""
    for pattern in _WRITTEN:
        found = pattern.search(words)
        if found is not None:
            return _iso(found["year"], found["month"], found["day"], today=today)
    found = _SLASHED.search(words)
    if found is not None:
        first, second = int(found["first"]), int(found["second"])
        if first > 12 or first == second:
            return _iso(found["year"], str(second), str(first), today=today)
        if second > 12:
            return _iso(found["year"], str(first), str(second), today=today)
    return None


def _iso(year: str, month: str, day: str, *, today: date | None) -> str | None:
    number = int(month) if month.isdigit() else MONTHS.get(month.lower().rstrip("."))
    if number is None:
        return None
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found.isoformat() if sane(found, today=today) else None


def date_in_address(url: str, *, today: date | None = None) -> str | None:
    """Return the date that the folders of an address give (/2024/11/06/, /2024/nov/06/, /20241106/), or None."""
    return _in_path(url, _FOLDERS, today=today)


def date_in_slug(url: str, *, today: date | None = None) -> str | None:
    """Return the date in the name of a page (/2024-11-06-ferry.html), or None.

    Weaker than a date in the folders: the name may tell of the event's day and not of the report's.
    """
    return _in_path(url, _SLUG, today=today)


def _in_path(url: str, patterns: tuple[re.Pattern[str], ...], *, today: date | None) -> str | None:
    path = url.split("?", 1)[0].split("#", 1)[0]
    for pattern in patterns:
        found = pattern.search(path)
        if found is not None:
            return _iso(found["year"], found["month"], found["day"], today=today)
    return None


def date_in_label(line: str, *, today: date | None = None) -> str | None:
    """Return the date of a line that is a visible publication date: "Published: 6 November 2024, 10:30 GMT"."""
    line = line.strip()
    if len(line) > 160:
        return None
    if not _HAS_YEAR.search(line):
        return None
    updated = _UPDATED.search(line)
    kept = line[: updated.start()] if updated else line
    for labelled, alone, byline in _LABELLED:
        found = labelled.search(kept) or alone.fullmatch(kept) or byline.fullmatch(kept)
        if found is not None:
            return _iso(found["year"], found["month"], found["day"], today=today)
    return None


def date_in_dateline(paragraph: str, *, today: date | None = None) -> str | None:
    """Return the full date of an agency dateline that opens a paragraph, or None; a date without a year is none."""
    for pattern in _DATELINE:
        found = pattern.match(paragraph[:160])
        if found is not None:
            return _iso(found["year"], found["month"], found["day"], today=today)
    return None


def date_in_text(text: str, *, today: date | None = None) -> str | None:
    """Return the publication date that a text shows at its top or foot, or None.

    Only lines that are nothing but a date, a label with a date or a byline with a date, and datelines: a date in
    prose is when something happened.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:6]:
        found = date_in_label(line, today=today) or date_in_dateline(line, today=today)
        if found:
            return found
    for line in lines[-3:]:
        found = date_in_label(line, today=today)
        if found:
            return found
    return None


def found_date(
    url: str | None, text: str, *, seen: str | None = None, today: date | None = None
) -> tuple[str | None, PublishedFrom]:
    """Return the publication date of a report without metadata, and where it was found.

    In order: the folders of its address, the date ``seen`` on its page, the top or foot of its text, the name of its
    page; ``unknown`` if none has it.
    """
    in_address = date_in_address(url, today=today) if url else None
    if in_address:
        return in_address, "url"
    in_text = seen or date_in_text(text, today=today)
    if in_text:
        return in_text, "text"
    in_slug = date_in_slug(url, today=today) if url else None
    return (in_slug, "url") if in_slug else (None, "unknown")


def stated_date(words: str) -> str | None:
    """Return a date given with a report as ISO, or None if it is not a full date.

    What a person gives is taken at its word, in the past or the future; an ISO date or datetime stays as written.
    """
    words = words.strip()
    moment = _moment(words)
    if moment is not None:
        return words if re.match(r"\d{4}-\d\d-\d\d(?:$|T)", words) else moment.isoformat()
    return find_date(words, today=date.max - timedelta(days=1))
