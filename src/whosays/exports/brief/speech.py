"""What somebody says, as a sentence of the brief: the speaker, how sure, and the exact words in quotation marks.

An unnamed source (“a NATO official”), quoted by Harbour Wire, presents as likely: “…”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.exports.naming import join, looks_plural, lowered, name_of, own_words
from whosays.exports.wording import what
from whosays.record import Claim, Event, Report, Source

# Fewer words tell nothing by themselves; their sentence is given too.
FEW_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?](?=[”\"’')]*\s)|\n")
# The longest stretch of a report's words in one sentence: two lines of a page.
MAX_WORDS = 240
_PRONOUNS = frozenset("he she they it we i you who him her them us this that these those".split())
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’-]{2,40}(, \w+\.? \d{1,2})?( \([^)]{2,40}\))? [-–—]+ (?=\S)")
# (plural, singular) of what the speaker does, by how the claim is presented.
_DOES = {
    "certain": ("say", "says"),
    "probable": ("present as likely", "presents as likely"),
    "possible": ("present as possible", "presents as possible"),
    "unknown": ("say, without stating how sure", "says, without stating how sure"),
    "doubtful": ("present as doubtful", "presents as doubtful"),
    "improbable": ("present as unlikely", "presents as unlikely"),
    "denied": ("say that this is not so", "says that this is not so"),
}
# Words that begin with a capital only because a sentence began with them.


def representative(claims: list[tuple[Report, Claim]]) -> tuple[Report, Claim]:
    """Return the claim that tells the most of an event: asserted before denied, names before pronouns, most fields."""

    def told(pair: tuple[Report, Claim]) -> tuple[bool, bool, int, int]:
        report, claim = pair
        is_clear = _is_clear(what(claim, report.text))
        fields = (claim.actors, claim.recipients, claim.places, claim.quantities, claim.time.text)
        # Where only the report's words can tell, more of them tell more.
        told = sum(map(bool, fields)) if is_clear else len(claim.evidence.text.split())
        named = sum(bool(party.name) for party in (*claim.actors, *claim.recipients))
        return claim.certainty not in ("denied", "improbable", "doubtful"), is_clear, told, named

    return max(claims, key=told)


def _is_clear(said: str) -> bool:
    """Say whether a wording stands by itself: no bare quotation, nobody called only "they"."""
    return not said.startswith("“") and not _PRONOUNS & set(said.casefold().split())


def headline(event: Event, claims: list[tuple[Report, Claim]]) -> str:
    """Return what an event is, by the claim that tells the most of it; its words where a wording would be unclear."""
    report, claim = representative(claims)
    said = what(claim, report.text)
    return said if _is_clear(said) else f"“{own_words(bare(claim.evidence.text))}”"


def bare(words: str) -> str:
    """Return words without the dateline before them: 'SEOUL, Nov 4 (Harbour Wire) - '."""
    return _DATELINE.sub("", " ".join(words.split()))


def quotation(words: str) -> str:
    """Return words of a report in quotation marks, on one line, cut at a word where they are long."""
    line = bare(words)
    if len(line) > MAX_WORDS:
        line = f"{line[:MAX_WORDS].rsplit(' ', 1)[0]} …"
    # Marks inside marks become single ones.
    return f"“{line.replace('“', '‘').replace('”', '’').strip()}”"


def speaker(source: Source) -> str:
    """Return the speaker's name; one whom the report does not name, in its words and marked."""
    words = " ".join(source.text.split())
    if is_pronoun(source):
        return f"a speaker called only “{words.casefold()}”"
    if source.anonymous:
        return f"an unnamed source (“{lowered(words)}”)"
    return lowered(name_of(source))


def is_pronoun(source: Source) -> bool:
    """Say whether a report calls the speaker only "he" or "they"."""
    return name_of(source).casefold() in _PRONOUNS


def groups_of(sources: Sequence[Source]) -> list[list[Source]]:
    """Return the steps of a chain from the outermost inwards, those who speak together as one step."""
    groups: list[list[Source]] = []
    for source in sources:
        if source.joint and groups:
            groups[-1].append(source)
        else:
            groups.append([source])
    return groups


def lead(report: Report, claim: Claim) -> str:
    """Return who says it, and how sure: 'Kyiv, quoted by Halych Telegraph, presents as likely'."""
    does = _DOES[claim.certainty]
    outlet = report.publisher or "The report"
    if not claim.sources:
        if claim.certainty == "certain":
            return f"{outlet} reports"
        return f"{outlet} {does[1]}"
    *outer, inner = groups_of(claim.sources)
    first = inner[0]
    if first.kind == "unspecified" and first.text.casefold().endswith("ly"):
        return f"{outlet} reports, naming nobody (“{first.text.casefold()}”)"
    names = join(speaker(source) for source in inner)
    is_one = len(inner) == 1 and (first.anonymous or is_pronoun(first) or not looks_plural(names))
    quoted_by = "".join(f", quoted by {join(map(speaker, group))}" for group in reversed(outer))
    said = f"{names}{quoted_by}{',' if quoted_by else ''} {does[1] if is_one else does[0]}"
    return said[:1].upper() + said[1:]


def told(report: Report, claim: Claim) -> str:
    """Return the sentence, and the reporter's own remark on it if there is one."""
    said, words = lead(report, claim), bare(claim.evidence.text)
    if words.startswith("that ") and len(words) > len("that "):
        # The sentence takes the word over: she says that “…”.
        said = said.replace("that this is not so", "it is not so")
        said = said.replace("without stating how sure", "without stating how sure,")
        sentence = f"{said} that {quotation(words.removeprefix('that '))}."
    elif len(words.split()) < FEW_WORDS and (around := _sentence_around(report, claim)) != words:
        sentence = f"{said}: {quotation(words)}, in: {quotation(around)}."
    else:
        sentence = f"{said}: {quotation(words)}."
    remarks = [f"The report adds: {quotation(note.text)}." for note in claim.notes]
    return " ".join((sentence, *remarks))


def _sentence_around(report: Report, claim: Claim) -> str:
    """Return the report's sentence that the words stand in."""
    text, evidence = report.text, claim.evidence
    start = max((found.end() for found in _SENTENCE_END.finditer(text, 0, evidence.start)), default=0)
    end = _SENTENCE_END.search(text, evidence.end)
    return bare(text[start : end.start() + 1 if end else len(text)]).rstrip(".")
