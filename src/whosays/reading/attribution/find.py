"""Find the attributions of a parsed text: cues first, then for each its content and its speaker."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from whosays.reading.attribution.candidates import CueCandidate, cue_candidates, cue_tokens
from whosays.reading.attribution.contents import ContentCandidate, content_candidates
from whosays.reading.attribution.found import FoundAttribution
from whosays.reading.attribution.page import Page, Tokens
from whosays.reading.attribution.sources import SourceCandidate, source_candidates

SPOKEN = frozenset(("say", "deny", "think", "show", "quote", "ask", "want", "judge", "plan", "talk", "impersonal"))


def find_attributions(doc: Doc) -> list[FoundAttribution]:
    """Return the attributions of a parsed text in text order of their cues."""
    page = Page(doc)
    found = []
    for candidate in cue_candidates(page):
        attribution = _by_rule(page, candidate)
        if attribution is not None:
            found.append(attribution)
    return _nested(found)


def _by_rule(page: Page, candidate: CueCandidate) -> FoundAttribution | None:
    quotes = _near_quotes(page, candidate)
    content = _pick_content(page, candidate, content_candidates(page, candidate, quotes))
    if content is None:
        return None
    source = _pick_source(page, candidate, source_candidates(page, candidate), content)
    if (
        source is None
        and candidate.shape not in ("adverb", "adjective")
        and not (candidate.cue is not None and candidate.cue.act == "impersonal")
    ):
        return None
    return _make(page, candidate, content, source)


def _near_quotes(page: Page, candidate: CueCandidate) -> tuple[Tokens, ...]:
    if candidate.shape != "verb" or candidate.cue is None or page.in_speech(candidate.head):
        return ()
    start, end = page.sentence[candidate.head]
    return tuple(
        tokens
        for tokens, quotation in zip(page.quote_tokens, page.quotations, strict=True)
        if not quotation.is_scare and start <= tokens[0] < end and quotation.level == 0
    )


def _pick_content(page: Page, candidate: CueCandidate, contents: list[ContentCandidate]) -> ContentCandidate | None:
    by_form = {content.form: content for content in contents}
    for form in _content_order(candidate):
        match = next((c for name, c in by_form.items() if name.startswith(form)), None)
        if match is not None:
            return match
    return None


def _content_order(candidate: CueCandidate) -> tuple[str, ...]:
    if candidate.shape == "preposition":
        return ("around", "before", "after")
    if candidate.shape == "adverb":
        return ("modified",)
    if candidate.cue is None:
        return ()
    if candidate.shape == "adjective":
        return ("described",) if candidate.cue.act == "impersonal" else ()
    if candidate.shape == "noun":
        return ("right:acl", "right:ccomp") if "clause" in candidate.cue.takes else ()
    act = candidate.cue.act
    order = [
        "right:ccomp+quotes",
        "quotes",
        "right:ccomp",
        "left:ccomp",
        "governor0:parataxis",
        "after colon",
        "next paragraph",
    ]
    if act in ("want", "ask", "plan", "judge", "show", "impersonal"):
        order.append("right:xcomp")
    if act in ("judge", "deny", "quote"):
        order.append("right:dobj")
    return tuple(order)


def _pick_source(
    page: Page, candidate: CueCandidate, sources: list[SourceCandidate], content: ContentCandidate
) -> SourceCandidate | None:
    for source in sources:
        if any(start <= source.head < end for start, end in content.ranges):
            continue
        if candidate.shape == "preposition" and source.form.startswith(("prep:", "pobj")):
            return source
        if candidate.shape == "noun" and source.form in ("poss", "compound", "amod"):
            return source
        if candidate.shape == "verb" and source.form.startswith(("nsubj", "described/acl")):
            return source
    return None


def _make(
    page: Page, candidate: CueCandidate, content: ContentCandidate, source: SourceCandidate | None
) -> FoundAttribution | None:
    contents = tuple(s for s in (page.stretch(r) for r in content.ranges) if s is not None)
    if not contents:
        return None
    return FoundAttribution(
        source=page.stretch(source.tokens) if source else None,
        source_head=source.head if source else None,
        cue=page.stretch(cue_tokens(page, candidate)),
        cue_head=candidate.head,
        contents=contents,
        quoted=all(page.in_speech(start) for start, _ in content.ranges),
        act=candidate.cue.act if candidate.cue else None,
    )


def _nested(found: list[FoundAttribution]) -> list[FoundAttribution]:
    """Give each attribution the index of the smallest other one in whose content its cue lies."""
    out = []
    for attribution in found:
        around = [
            (sum(end - start for start, end in other.contents), index)
            for index, other in enumerate(found)
            if other is not attribution
            and attribution.cue
            and any(start <= attribution.cue[0] < end for start, end in other.contents)
        ]
        out.append(replace(attribution, parent=min(around)[1]) if around else attribution)
    return out
