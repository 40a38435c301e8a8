"""Find what stands between quotation marks, whatever the marks, and tell scare quotes from speech.

Marks pair up inside one paragraph (a line of the text), so that one lost mark never swallows a report. A paragraph
that opens a quotation and does not close it is read, as newspapers mean it, as going on in the next paragraph if that
one opens again; otherwise the quotation ends with its paragraph, and only if it began where speech begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from whosays.reading.syntax import text_of

# Opening mark -> the marks that may close it. German „…“ closes with the English opening mark.
PAIRS = {"“": '”"‟″', "„": '“”"', "«": "»", "»": "«", "‟": '”"', "＂": "＂", "‹": "›", "「": "」"}
STRAIGHT = ('"', '""', "''", "``", "″")
SINGLE = {"‘": "’'", "'": "'’", "‚": "‘’"}
# Where a mark of either sort may stand; `_mark_width` and `_single_opens` decide.
_MARK = re.compile("[" + re.escape("".join(PAIRS) + '”"″') + "]|''|``")
_SINGLE_MARK = re.compile("[" + "".join(SINGLE) + "]")
SENTENCE_END = re.compile(r"(?<![A-Z])[.!?](?=\s+[A-Z“\"(])")
PARAGRAPH = re.compile(r"[^\n]+")
BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u200a\u202f([{-–—―/:,;.…‘'“«„")
# A quotation that its paragraph never closes is kept only where speech can begin: at the paragraph's start, or after
# one of these.
SPEECH_OPENS_AFTER = frozenset(":,—–―-")
# Longer than this many words, words between marks are speech, not a borrowed term. Of the quotations in the training
# news that no speaker owns, nine in ten have at most four words.
SCARE_WORDS = 4
_KEPT = "whosays.quotations"
TERMINAL = frozenset(".,?!…—")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; all offsets are code points into the text.

    ``start:end`` takes in the marks, ``inner_start:inner_end`` does not. ``closed`` is false where the paragraph ends
    before a closing mark; ``continues`` says that the next paragraph's first quotation goes on with this one.
    ``single`` is true for single marks; ``level`` is 1 for a quotation inside another. ``is_scare``: a borrowed or
    distanced term or a title rather than speech, as far as the words between the marks tell.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    continues: bool = False
    single: bool = False
    level: int = 0
    is_scare: bool = False


def find_quotations(doc: Doc) -> list[Quotation]:
    """Return the quotations of a parsed text in text order, outer before inner; they are kept with the document."""
    found: tuple[Quotation, ...] | None = doc.user_data.get(_KEPT)
    if found is None:
        text = text_of(doc)
        found = doc.user_data[_KEPT] = tuple(_judged(doc, text, quotation) for quotation in quotations_in(text))
    return list(found)


def quotations_in(text: str) -> list[Quotation]:
    """Return the quotations of a text by its marks alone; ``is_scare`` is not judged."""
    found: list[Quotation] = []
    paragraphs = [(match.start(), match.end()) for match in PARAGRAPH.finditer(text) if match.group().strip()]
    for nth, (start, end) in enumerate(paragraphs):
        following = text[slice(*paragraphs[nth + 1])].lstrip() if nth + 1 < len(paragraphs) else ""
        found.extend(_in_paragraph(text, start, end, following))
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def _in_paragraph(text: str, start: int, end: int, following: str) -> Iterator[Quotation]:
    doubles = list(_doubles(text, start, end, following))
    yield from doubles
    yield from _singles(text, start, end, doubles)


def _doubles(text: str, start: int, end: int, following: str) -> Iterator[Quotation]:
    opened: tuple[int, int] | None = None
    i = start
    while (found := _MARK.search(text, i, end)) is not None:
        i, width = found.start(), _mark_width(text, found.start())
        mark = text[i : i + width]
        if opened is None:
            if _may_open(text, i, width, start, end):
                opened = (i, width)
        elif _may_close(text, opened, mark, i, width, end):
            if any(c.isalnum() for c in text[opened[0] : i]):
                yield Quotation(opened[0], i + width, opened[0] + opened[1], i)
            opened = None
        i += width
    if opened is not None:
        yield from _unclosed(text, opened, start, end, following)


def _mark_width(text: str, i: int) -> int:
    if text[i : i + 2] == '""':  # doubled by a table that escaped it
        return 2
    if text[i] in PAIRS or text[i] in '”"″':
        return 1
    return 2 if text[i : i + 2] in ("''", "``") else 0


def _may_open(text: str, i: int, width: int, start: int, end: int) -> bool:
    mark = text[i : i + width]
    if mark == "”" or i + width >= end or text[i + width].isspace():
        return False
    if mark in STRAIGHT and mark != "``":
        return i == start or text[i - 1] in BEFORE_OPENING
    # » opens only in the reversed style, where a word follows and none stands before.
    return mark != "»" or i == start or text[i - 1].isspace()


def _may_close(text: str, opened: tuple[int, int], mark: str, i: int, width: int, end: int) -> bool:
    opening = text[opened[0] : opened[0] + opened[1]]
    if i <= opened[0] + opened[1]:
        return False
    if opening in PAIRS:
        return mark in PAIRS[opening] or mark == "''"
    # A straight mark after a space and before a word opens again: an inner quotation, not the end of this one.
    reopens = text[i - 1].isspace() and i + width < end and text[i + width].isalnum()
    return not reopens and (mark in STRAIGHT or mark == "”")


def _unclosed(text: str, opened: tuple[int, int], start: int, end: int, following: str) -> Iterator[Quotation]:
    at, width = opened
    before = text[start:at].rstrip()
    goes_on = bool(following) and following[0] in PAIRS | dict.fromkeys("\"'`")
    if not before or before[-1] in SPEECH_OPENS_AFTER or goes_on:
        stop = start + len(text[start:end].rstrip())
        if not goes_on and (sentence := SENTENCE_END.search(text, at + width, stop)) is not None:
            # Nobody can tell where the mark was lost: only the first sentence is surely quoted.
            stop = sentence.start() + 1
        if any(c.isalnum() for c in text[at + width : stop]):
            yield Quotation(at, stop, at + width, stop, closed=False, continues=goes_on)


def _singles(text: str, start: int, end: int, doubles: list[Quotation]) -> Iterator[Quotation]:
    i = start
    while (found := _SINGLE_MARK.search(text, i, end)) is not None:
        i = found.start()
        if not _single_opens(text, i, start, end):
            i += 1
            continue
        outer = next((q for q in doubles if q.start < i < q.end), None)
        limit = outer.inner_end if outer else end
        close = _single_close(text, i, limit)
        crosses = close is not None and any(i < q.start <= close < q.end for q in doubles)
        if close is None or crosses:
            i += 1
            continue
        yield Quotation(i, close + 1, i + 1, close, single=True, level=1 if outer else 0)
        i = close + 1


def _single_opens(text: str, i: int, start: int, end: int) -> bool:
    if text[i - 1 : i] == "'" or text[i : i + 2] == "''":
        return False
    return (i == start or text[i - 1] in BEFORE_OPENING) and i + 1 < end and text[i + 1].isalpha()


def _single_close(text: str, i: int, limit: int) -> int | None:
    """Return where a single quotation closes: a mark after a word or stop, before no letter, no plural possessive."""
    closers = SINGLE[text[i]]
    possessive = None
    for j in range(i + 2, limit):
        if text[j] in closers and not text[j - 1].isspace() and not text[j + 1 : j + 2].isalnum():
            if text[j - 1] == "s" and re.match(r" [a-z]", text[j + 1 : j + 3]):
                possessive = possessive or j
                continue
            return j
    return possessive


def _judged(doc: Doc, text: str, quotation: Quotation) -> Quotation:
    inner = doc.char_span(quotation.inner_start, quotation.inner_end, alignment_mode="expand")
    if inner is None or not _is_scare(inner, text, quotation):
        return quotation
    return Quotation(
        quotation.start, quotation.end, quotation.inner_start, quotation.inner_end,
        quotation.closed, quotation.continues, quotation.single, quotation.level, is_scare=True,
    )  # fmt: skip


def _is_scare(inner: Span, text: str, quotation: Quotation) -> bool:
    words = [token for token in inner if token.is_alpha or token.like_num]
    if not words:
        return True
    if text[quotation.inner_end - 1] in TERMINAL or text[max(0, quotation.start - 3) : quotation.start].rstrip()[
        -1:
    ] in (":", ","):
        return False
    title = len(words) > 1 and all(w.text[0].isupper() or w.is_stop for w in words) and words[-1].text[0].isupper()
    finite = any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in inner)
    return title or (len(words) <= SCARE_WORDS and not finite)
