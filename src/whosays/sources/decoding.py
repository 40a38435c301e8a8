"""Bytes to text: the encoding by byte-order mark, by proof, by declaration, by pattern, and only then by guess."""

from __future__ import annotations

import codecs
import re

from whosays.errors import ReportError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
# The web reads these declarations as the Windows code pages that contain them (WHATWG Encoding Standard).
_READ_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
# Python's own notations and what browsers refuse: a page that declares one is lying.
_NO_WEB_ENCODINGS = frozenset(
    "idna punycode undefined unicode_escape raw_unicode_escape unicode-escape raw-unicode-escape utf-7 mbcs oem".split()
)


def decode(raw: bytes, *, item: str, charset: str | None = None) -> str:
    """Return the text of ``raw``; raise `ReportError` R004 if no encoding fits.

    ``charset`` is what the server said: servers send one for all their pages, so the page's own word comes first.
    Valid UTF-8 with bytes above 127 is UTF-8 whatever the page declares: text in another encoding passes for it by
    accident about once in 2**n for n such bytes.
    """
    if not raw.strip():
        raise ReportError("R002", item=item)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decode_as(raw, encoding, item=item)
    wide = _wide_encoding(raw)
    if wide is not None:
        return _decode_as(raw, wide, item=item)
    text = _try(raw, "utf-8")
    if text is not None:
        return text
    declared = _declared_encoding(raw)
    for named in (declared, _known_encoding(charset) if charset else None):
        text = _try(raw, named) if named else None
        if text is not None:
            return text
    return _guess(raw, item=item, declared=declared)


def encoding_of(head: bytes) -> str:
    """Return the wide encoding that the first bytes show, else "utf-8"; for inputs that are read line by line."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    return _wide_encoding(head) or "utf-8"


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _decode_as(raw: bytes, encoding: str, *, item: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError("R004", item=item, detail=f"not valid {encoding.upper()}: {error.reason}") from error


def _wide_encoding(raw: bytes) -> str | None:
    """Return the UTF-16 byte order that the zero bytes of Latin text betray, or None.

    Latin text in UTF-16 has a zero in every second byte; two in five on one side and hardly any on the other leave
    room for quotation marks and a Cyrillic name.
    """
    sample = raw[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _declared_encoding(raw: bytes) -> str | None:
    """Return the encoding that a page declares in its first 4 kB, if Python knows it."""
    found = _DECLARED.search(raw[:4096])
    if found is None:
        return None
    return _known_encoding(found.group(1).decode("ascii"))


def _known_encoding(named: str) -> str | None:
    """Return the encoding that a declaration names, as the web reads it; None for one that is none, or UTF-8."""
    name = named.strip().lower()
    name = _READ_AS.get(name, name)
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if known in _NO_WEB_ENCODINGS:
        return None
    return None if name.replace("-", "").replace("_", "") == "utf8" else name


def _guess(raw: bytes, *, item: str, declared: str | None) -> str:
    """Return the text in the likeliest undeclared encoding: Western for a few high bytes, else by statistics.

    Under one high byte in ten letters the text is in Latin script and the bytes are quotation marks, dashes and an
    accent here and there: cp1252, the one such encoding in use on English pages.
    """
    letters = sum(1 for byte in raw[:65_536] if 65 <= byte <= 90 or 97 <= byte <= 122)
    high = sum(1 for byte in raw[:65_536] if byte >= 128)
    if high * 10 < letters:
        text = _try(raw, "cp1252")
        if text is not None:
            return text
    from trafilatura.utils import detect_encoding

    for encoding in detect_encoding(raw):
        text = _try(raw, str(encoding))
        if text is not None:
            return text
    tried = f"not UTF-8, and not {declared} as declared" if declared else "not UTF-8, and no encoding is declared"
    raise ReportError("R004", item=item, detail=tried)
