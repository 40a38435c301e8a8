"""Read by their layout alone: speakers' turns in transcripts, and quotations signed with a dash and a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from whosays.reading.attribution.found import FoundAttribution, Stretch
from whosays.reading.attribution.page import Page

# "WALTERS: …", "Q: …", "Gen. Mark Olsen: …" at a paragraph's start, perhaps after an opening quotation mark.
LABEL = re.compile(
    r"(?m)^[ \t]*[\"“„«]?[ \t]*(?P<name>(?:Q|A|[A-Z][\w.'’-]*(?:[ \t]+[A-Z(][\w.'’)-]*){0,4}))(?P<cue>[ \t]?:)[ \t\u00a0]+(?=\S)"
)
CAPITALS = re.compile(r"^[^a-z]+$")
STAGE = re.compile(r"^[\"“]?[(\[].*[)\]][\"”.]*$")
# “…” — Name, to the end of the line or of the sentence's line.
SIGNED = re.compile(
    r"(?P<quote>[“\"][^\n“”\"]{20,}[”\"])[ \t\u00a0\n]{0,3}(?P<cue>[―—–]|--)[ \t\u00a0]*(?P<name>[A-Z][^\n“”\"]{2,80})(?=\n|$)"
)


def layout_attributions(page: Page) -> list[FoundAttribution]:
    """Return what the layout alone attributes, in text order."""
    return [*_turns(page), *_signed(page)]


def _turns(page: Page) -> Iterator[FoundAttribution]:
    labels = list(LABEL.finditer(page.text))
    counts = Counter(label["name"] for label in labels)
    capitals = sum(bool(CAPITALS.match(label["name"])) for label in labels)
    speakers = [
        label
        for label in labels
        if (capitals >= 2 and CAPITALS.match(label["name"])) or (counts[label["name"]] >= 2 and len(counts) >= 2)
    ]
    for nth, label in enumerate(speakers):
        last = nth + 1 == len(speakers)
        stop = page.text.find("\n", label.end()) if last else speakers[nth + 1].start()
        contents = tuple(_paragraphs(page.text, label.end(), stop if stop >= 0 else len(page.text)))
        if contents:
            yield _found(page, label.span("name"), label.span("cue"), contents, quoted=True)


def _paragraphs(text: str, start: int, stop: int) -> Iterator[Stretch]:
    """Yield the paragraphs of a turn, without stage directions such as "(CROSSTALK)"."""
    for line in re.finditer(r"[^\n]+", text[start:stop]):
        words = line.group().strip()
        if words and not STAGE.match(words) and any(c.isalnum() for c in words):
            first = start + line.start() + (len(line.group()) - len(line.group().lstrip()))
            yield first, first + len(words)


def _signed(page: Page) -> Iterator[FoundAttribution]:
    for match in SIGNED.finditer(page.text):
        name = match["name"].rstrip(" \u00a0.")
        if len(name.split()) <= 12:
            start = match.start("name")
            yield _found(page, (start, start + len(name)), match.span("cue"), (match.span("quote"),), quoted=True)


def _found(
    page: Page, source: Stretch, cue: Stretch, contents: tuple[Stretch, ...], *, quoted: bool
) -> FoundAttribution:
    named = page.doc.char_span(*source, alignment_mode="expand")
    mark = page.doc.char_span(*cue, alignment_mode="expand")
    at = cue[0] + len(page.text[slice(*cue)]) - len(page.text[slice(*cue)].lstrip())
    return FoundAttribution(
        source=source,
        source_head=named.root.i if named is not None else None,
        cue=(at, cue[1]),
        cue_head=mark.root.i if mark is not None else None,
        contents=contents,
        quoted=quoted,
        marked=contents,
    )
