"""The brief: a written situation report in which every sentence is footnoted to the exact words.

Templates only: the text is the same for the same claims, and says nothing that they do not carry.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from whosays.exports.figures import figure_words, number, range_words
from whosays.exports.selection import Selection
from whosays.exports.wording import join, own_words, sentence, speaker_words, what, when_words
from whosays.record import Claim, Event, Report, When

# Figures shown by themselves; distances and money stay with their sentences.
KEY_KINDS = ("troops", "killed", "wounded", "casualties", "captured", "missing", "displaced", "containers", "missiles",
             "drones", "shells", "aircraft", "vehicles")  # fmt: skip
STANDINGS = (
    ("contested", "Contested"),
    ("denied", "Denied"),
    ("corroborated", "Corroborated"),
    ("single-source", "Resting on one origin"),
    ("retracted", "Withdrawn"),
)


@dataclass
class Notes:
    """Footnotes, numbered as they are first used."""

    selection: Selection
    numbers: dict[str, int] = field(default_factory=dict)

    def mark(self, claim_ids: list[str]) -> str:
        """Return the marks of these claims' footnotes."""
        known = [claim for claim in claim_ids if claim in self.selection.claims]
        return "".join(f"[^{self.numbers.setdefault(claim, len(self.numbers) + 1)}]" for claim in known)

    def lines(self) -> list[str]:
        """Return the footnotes: outlet, day, title, the exact words and where they stand."""
        lines = []
        for claim_id, n in self.numbers.items():
            report, claim = self.selection.claims[claim_id]
            day = (report.published or "no publication date")[:10] if report.published else "no publication date"
            head = ", ".join(filter(None, (report.publisher or report.id, day, report.title)))
            words = " ".join(claim.evidence.text.split())
            span = f"characters {claim.evidence.start}–{claim.evidence.end}"
            lines.append(f"[^{n}]: {escape(head)}: “{escape(words)}” ({span})")
        return lines


def escape(text: str) -> str:
    """Return text of a report that Markdown shows as it stands."""
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, f"\\{sign}")
    return text


def representative(claims: list[tuple[Report, Claim]]) -> tuple[Report, Claim]:
    """Return the claim that tells the most of an event: asserted before denied, most fields filled, the earliest."""

    def told(pair: tuple[Report, Claim]) -> tuple[bool, int]:
        claim = pair[1]
        fields = (claim.actors, claim.recipients, claim.places, claim.quantities, claim.time.text)
        return claim.certainty != "denied", sum(bool(value) for value in fields)

    return max(claims, key=told)


def _event_lines(selection: Selection, event: Event, notes: Notes) -> list[str]:
    claims = selection.claims_of(event)
    if not claims:
        return []
    report, claim = representative(claims)
    when = when_words(When(earliest=event.time.earliest, latest=event.time.latest, grain=event.time.grain))
    when = "" if when == "no date given" else f" ({when})"
    told = escape(what(claim, report.text))
    lines = [f"- **{told}**{when}{notes.mark([claim.id])} {escape(event.why)}".rstrip()]
    said: dict[str, list[str]] = {}
    for other_report, other in claims:
        said.setdefault(sentence(other, other_report), []).append(other.id)
    if len(said) > 1:
        lines += [f"  - {escape(line)}{notes.mark(ids)}" for line, ids in said.items()]
    return lines


def _figure_lines(selection: Selection, notes: Notes) -> list[str]:
    lines: list[str] = []
    for event in selection.events:
        claims = selection.claims_of(event)
        for kind in KEY_KINDS:
            figures = event.quantities.get(kind)
            if not claims or figures is None or len(figures.figures) < 2:
                continue
            about = escape(_about(claims))
            lines += ["", f"**{kind.capitalize()}: {about}** — {range_words(figures)} over all figures", ""]
            lines += ["| figure | who says so | reported | |", "|---|---|---|---|"]
            for figure in figures.figures:
                who = escape(figure.source or "the report itself")
                day = (figure.reported_at or "no date")[:10]
                lines.append(f"| {figure_words(figure)} | {who} | {day} | {notes.mark([figure.claim])} |")
    return lines


def _about(claims: list[tuple[Report, Claim]]) -> str:
    report, claim = representative(claims)
    return own_words(what(claim, report.text))


def _open_questions(selection: Selection, notes: Notes) -> list[str]:
    lines = []
    for event in selection.events:
        if event.standing in ("contested", "denied"):
            claims = selection.claims_of(event)
            if claims:
                about = join(event.contested_about) or "occurrence"
                lines.append(f"- On the {about}: {escape(_about(claims))}{notes.mark([claims[0][1].id])}")
    undated = sum(1 for record in selection.records if record.report.published is None)
    if undated:
        lines.append(f"- {undated} report{'s have' if undated > 1 else ' has'} no publication date; relative times in "
                     f"{'them' if undated > 1 else 'it'} stay unresolved.")  # fmt: skip
    return lines


def _source_lines(selection: Selection) -> list[str]:
    spoken: Counter[str] = Counter()
    for report, claim in selection.claims.values():
        inner = claim.sources[-1:] or ()
        spoken.update([speaker_words(source) for source in inner] or [f"{report.publisher or report.id} itself"])
    return [
        f"- {escape(name)}: {n} claim{'s' if n > 1 else ''}"
        for name, n in sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def as_markdown(selection: Selection) -> str:
    """Return the brief in Markdown."""
    notes = Notes(selection)
    days = sorted(record.report.published[:10] for record in selection.records if record.report.published)
    n_origins = len({origin.name for event in selection.events for origin in event.origins})
    head = [
        f"# {escape(selection.title)}",
        "",
        f"{number(len(selection.records))} reports" + (f", {days[0]} to {days[-1]}" if days else "")
        + f"; {number(len(selection.claims))} claims; {number(len(selection.events))} events; "
        f"{number(n_origins)} independent origins."
        + (f" As known on {selection.known_on}." if selection.known_on else ""),
        "",
        "Each sentence is what a report says, with its owner; nothing here is asserted by this brief. "
        "The notes give the exact words.",
    ]  # fmt: skip
    body: list[str] = []
    if figures := _figure_lines(selection, notes):
        body += ["", "## Figures and their owners", *figures]
    for word, title in STANDINGS:
        lines = [
            line
            for event in selection.events
            if event.standing == word
            for line in _event_lines(selection, event, notes)
        ]
        if lines:
            body += ["", f"## {title}", "", *lines]
    if questions := _open_questions(selection, notes):
        body += ["", "## Open questions", "", *questions]
    body += ["", "## Who was heard", "", *_source_lines(selection)]
    return "\n".join([*head, *body, "", *notes.lines(), ""])
