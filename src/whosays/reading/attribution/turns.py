"""Read by their layout alone: speakers' turns in transcripts, and quotations signed with a dash and a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from whosays.reading.attribution.found import FoundAttribution, Stretch
from whosays.reading.attribution.page import Page
from whosays.vocab.cues import speaker_nouns

# "WALTERS: …", "Q: …", "Gen. Mark Olsen: …" at a paragraph's start, perhaps after an opening quotation mark.
LABEL = re.compile(
    r"(?m)^[ \t]*[\"“„«]?[ \t]*(?P<name>(?:Q|A|[A-Z][\w.'’-]*(?:[ \t]+[A-Z(][\w.'’)-]*){0,4}))"
    r"(?P<cue>[ \t]?:)[ \t\u00a0]+(?=\S)"
)
CAPITALS = re.compile(r"^[^a-z]+$")
# "The envoy said:" at the head of a paragraph, and what marks the paragraphs after it as still his.
INTRODUCED = re.compile(
    r"(?m)^[^\n:“\"]{3,160}?\b(?P<verb>said|says|stated|added|wrote|writes|commented)[^\n:.“\"]{0,60}:[ \t\u00a0]*\n*"
)
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us)\b")
# A quotation without marks has at least this many words; shorter ones are left to the networks.
STATEMENT_WORDS = 8
# A speaker before a colon has at most so many words; what is longer is a sentence that lists or explains.
COLON_WITHIN = 14
HEADED = re.compile(r"^(?P<name>[A-Z][\w.'’-]*(?: [\w.'’-]+){0,3})(?P<cue>:) (?P<content>\S.{15,})$")
TAILED = re.compile(r"^(?P<content>\S.{15,}\S) (?P<cue>[-–—]) (?P<name>[\w.'’-]+(?: [\w.'’-]+){0,3})$")
CLOSED = re.compile(r"^(?P<content>\S.{15,}\S), (?P<name>[\w.'’-]+(?: [\w.'’-]+){0,3}) (?P<cue>says?|said)$")
SPEAKS = frozenset(("NOUN", "PROPN"))
STAGE = re.compile(r"^[\"“]?[(\[].*[)\]][\"”.]*$")
# “…” — Name, to the end of the line or of the sentence's line.
SIGNED = re.compile(
    r"(?P<quote>[“\"][^\n“”\"]{20,}[”\"])[ \t\u00a0\n]{0,3}(?P<cue>[―—–]|--)[ \t\u00a0]*"
    r"(?P<name>[A-Z][^\n“”\"]{2,80})(?=\n|$)"
)


def layout_attributions(page: Page) -> list[FoundAttribution]:
    """Return what the layout alone attributes, in text order."""
    found = [*_turns(page), *_signed(page), *_statements(page), *_headline(page)]
    marks = {attribution.cue for attribution in found}
    return [*found, *(a for a in _introduced(page) if a.cue not in marks)]


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


def _headline(page: Page) -> Iterator[FoundAttribution]:
    """Yield the source that a headline sets before a colon or after a dash: "Ministry: …", "… - ministry"."""
    line = page.text.lstrip().split("\n", 1)[0].rstrip()
    offset = len(page.text) - len(page.text.lstrip())
    before, after = HEADED.match(line), TAILED.match(line) or CLOSED.match(line)
    match = before or after
    if match is None:
        return
    named = page.doc.char_span(offset + match.start("name"), offset + match.end("name"), alignment_mode="expand")
    if named is None or any(token.pos_ in ("VERB", "AUX", "NUM") for token in named) or named.root.pos_ not in SPEAKS:
        return
    if before is not None and named.root.pos_ != "PROPN" and named.root.lemma_.lower() not in speaker_nouns():
        return
    if after is not None and named.root.lemma_.lower() not in speaker_nouns() and named.root.ent_type_ != "ORG":
        return
    source, cue, content = (
        (offset + match.start(part), offset + match.end(part)) for part in ("name", "cue", "content")
    )
    yield _found(page, source, cue, (content,), quoted=False)


def _statements(page: Page) -> Iterator[FoundAttribution]:
    """Yield what follows "X said:" without quotation marks: the paragraph, and those after it in the first person."""
    for match in INTRODUCED.finditer(page.text):
        token = page.doc.char_span(*match.span("verb"), alignment_mode="expand")
        if token is None or token.root.pos_ != "VERB" or page.in_speech(token.root.i):
            continue
        subject = next((c for c in token.root.children if c.dep_ == "nsubj"), None)
        if subject is None or page.text[subject.left_edge.idx - 1 : subject.left_edge.idx] not in ("", "\n", " "):
            continue
        contents = tuple(_in_first_person(page.text, match.end()))
        if contents:
            last = min(subject.right_edge.i, token.root.i - 1) if subject.i < token.root.i else subject.right_edge.i
            source = page.stretch((subject.left_edge.i, last + 1))
            if source is not None:
                yield replace(
                    _found(page, source, match.span("verb"), contents, quoted=False), cue_head=token.root.i, marked=(),
                    source_head=subject.i, act="say",
                )  # fmt: skip


def _introduced(page: Page) -> Iterator[FoundAttribution]:
    """Yield what a sentence sets after a speaker and a colon: "The army's spokesman, Col. Adu: we hit two ships."."""
    for sentence in page.doc.sents:
        words = page.tokens[sentence.start : sentence.end]
        at = next((n for n, token in enumerate(words[:COLON_WITHIN]) if token.text == ":"), 0)
        named = [token for token in words[:at] if token.is_alpha or token.is_punct]
        said = page.stretch((sentence.start + at + 1, sentence.end))
        if not named or said is None or page.in_speech(sentence.start + at) or not _is_finite(words[at + 1 :]):
            continue
        speaker = _speaker_of(named)
        if speaker is None:
            continue
        source = page.stretch((named[0].i, named[-1].i + 1))
        if source is not None:
            colon = words[at]
            found = _found(page, source, (colon.idx, colon.idx + 1), (said,), quoted=page.in_speech(colon.i + 1))
            yield replace(found, source_head=speaker.i)


def _is_finite(words: Sequence[Token]) -> bool:
    return any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in words)


def _speaker_of(words: Sequence[Token]) -> Token | None:
    """Return the noun of some words before a colon if they only name somebody who can speak, else None."""
    if any(token.pos_ in ("VERB", "AUX", "SCONJ") or token.like_num for token in words):
        return None
    head = next((t for t in words if t.pos_ in SPEAKS and t.dep_ not in ("compound", "poss", "amod", "nmod")), None)
    if head is None or not words[0].text[:1].isupper():
        return None
    if head.pos_ == "PROPN":
        return head if head.ent_type_ in ("PERSON", "ORG") else None
    return head if head.lemma_.lower() in speaker_nouns() else None


def _in_first_person(text: str, start: int) -> Iterator[Stretch]:
    """Yield the paragraph at ``start``, if it is long, and the following ones as long as they say "I" or "we"."""
    for nth, line in enumerate(re.finditer(r"[^\n]+", text[start:])):
        words = line.group().strip()
        if not words:
            continue
        opens_quoted = words[0] in "\"“„«‘'"
        goes_on = FIRST_PERSON.search(words) if nth else len(words.split()) >= STATEMENT_WORDS
        if opens_quoted or not goes_on:
            return
        first = start + line.start() + (len(line.group()) - len(line.group().lstrip()))
        yield first, first + len(words)


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
        marked=contents if quoted else (),
    )
