"""Sentences that go on with the last speaker without naming him: "He said X. They had also Y."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from whosays.reading.attribution.found import FoundAttribution
from whosays.reading.attribution.page import Page


def continued(page: Page, found: list[FoundAttribution]) -> list[FoundAttribution]:
    """Return attributions of the sentences that inherit the speaker of the sentence before, in the same paragraph.

    A sentence inherits if it stands in reported tense ("had", "would") and takes up somebody already spoken of (a
    pronoun, "also"), the speaker's own sentence is indirect and in the past, and nobody else speaks in it.
    """
    return list(_continued(page, found))


def _continued(page: Page, found: list[FoundAttribution]) -> Iterator[FoundAttribution]:
    speaking = {page.sentence[a.cue_head][0]: a for a in found if a.cue_head is not None and _indirect_past(page, a)}
    busy = {page.sentence[a.cue_head][0] for a in found if a.cue_head is not None and a.asserts}
    previous: FoundAttribution | None = None
    paragraph = -1
    for sentence in page.doc.sents:
        here = page.paragraph[sentence.start]
        if here != paragraph:
            previous, paragraph = None, here
        if sentence.start in speaking:
            previous = speaking[sentence.start]
        elif sentence.start in busy or page.in_speech(sentence.start):
            previous = None
        elif previous is not None:
            stretch = page.stretch((sentence.start, sentence.end))
            if stretch is None or not _in_reported_tense(sentence.root):
                previous = None
                continue
            yield replace(
                previous, cue=None, cue_head=None, contents=(stretch,), quoted=False, marked=(), parent=None,
                inherited=True,
            )  # fmt: skip


def _indirect_past(page: Page, attribution: FoundAttribution) -> bool:
    if attribution.cue_head is None or attribution.act != "say" or not attribution.asserts or attribution.quoted:
        return False
    if attribution.source is None or page.in_speech(attribution.cue_head):
        return False
    cue = page.tokens[attribution.cue_head]
    # Only a cue that governs its sentence, or interrupts it, speaks for the sentence as a whole.
    return cue.tag_ == "VBD" and cue.dep_ in ("ROOT", "parataxis", "conj")


def _in_reported_tense(root: Token) -> bool:
    children = list(root.children)
    backshifted = any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("had", "would", "’d", "'d") for c in children)
    taken_up = any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ == "PRON" for c in children) or any(
        c.dep_ == "advmod" and c.lower_ in ("also", "still") for c in children
    )
    return backshifted and taken_up
