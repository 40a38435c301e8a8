"""Speakers who are only cited: "the agency said, citing a diplomat, that", "quoted a guard as saying"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from whosays.reading.attribution.found import FoundAttribution
from whosays.reading.attribution.page import Page
from whosays.vocab.cues import cue_words


def with_cited_speakers(page: Page, found: list[FoundAttribution]) -> list[FoundAttribution]:
    """Return the attributions with those of cited speakers put right and added, each inside the one that cites it."""
    cited = list(_cited(page, found))
    citing = {attribution.cue_head for attribution in cited}
    kept = [_put_right(page, a) for a in found if a.cue_head not in citing]
    kept = [_within_report(page, a, kept) for a in kept]
    return sorted([*kept, *cited], key=lambda a: a.cue or a.contents[0])


def _cited(page: Page, found: list[FoundAttribution]) -> Iterator[FoundAttribution]:
    for attribution in found:
        if attribution.cue_head is None or not attribution.asserts:
            continue
        verb = page.tokens[attribution.cue_head]
        for child in (c for near in verb.children for c in (near, *near.children)):
            if child.tag_ != "VBG" or child.lower_ not in cue_words("citing"):
                continue
            speaker = next((c for c in child.rights if c.dep_ in ("dobj", "pobj")), None)
            stretch = _stretch(page, speaker) if speaker is not None else None
            if speaker is not None and stretch is not None:
                yield replace(
                    attribution, source=stretch, source_head=speaker.i, cue=(child.idx, child.idx + len(child)),
                    cue_head=child.i, quoted=False, joint_sources=(), impersonal=False,
                )  # fmt: skip


def _stretch(page: Page, speaker: Token) -> tuple[int, int] | None:
    """Return the words of a cited speaker, without the clause that tells what is said."""
    end = speaker.right_edge.i + 1
    for token in speaker.rights:
        if token.dep_ in ("relcl", "ccomp", "advcl", "acl") and token.left_edge.lower_ in (
            "that",
            "as",
            "who",
            "which",
        ):
            end = min(end, token.left_edge.i)
    return page.stretch((speaker.left_edge.i, end))


def _within_report(page: Page, attribution: FoundAttribution, found: list[FoundAttribution]) -> FoundAttribution:
    """Put "a guard told the Gazette, which reported that …" inside what the Gazette reported."""
    if attribution.cue_head is None or page.tokens[attribution.cue_head].lemma_.lower() not in cue_words("telling"):
        return attribution
    told = [c for c in page.tokens[attribution.cue_head].children if c.dep_ in ("dobj", "dative", "pobj")]
    for other in found:
        cue = page.tokens[other.cue_head] if other.cue_head is not None else None
        if cue is None or cue.dep_ != "relcl" or cue.head not in told or not other.asserts:
            continue
        # What is told lies inside what is reported: the same words without the conjunction.
        start, end = other.contents[0]
        inner = start + 5 if page.text[start : start + 5] == "that " else start
        return replace(attribution, contents=((inner, end), *other.contents[1:]))
    return attribution


def _put_right(page: Page, attribution: FoundAttribution) -> FoundAttribution:
    """Give "quoted a guard as saying" to the guard."""
    if attribution.cue_head is None:
        return attribution
    saying = page.tokens[attribution.cue_head]
    quoting = saying.head.head
    if saying.tag_ != "VBG" or saying.head.lower_ != "as" or quoting.lemma_.lower() not in ("quote", "cite"):
        return attribution
    speaker = next((c for c in quoting.children if c.dep_ in ("dobj", "nsubjpass")), None)
    stretch = page.stretch((speaker.left_edge.i, speaker.right_edge.i + 1)) if speaker is not None else None
    if speaker is None or stretch is None:
        return attribution
    return replace(attribution, source=stretch, source_head=speaker.i, joint_sources=())
