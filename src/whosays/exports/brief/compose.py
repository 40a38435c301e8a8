"""The brief's parts in order: in short, new, changed, figures, places, standings, timeline, questions, voices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from whosays.exports.brief.changed import changed_points
from whosays.exports.brief.days import day_words, iso_words, time_words
from whosays.exports.brief.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
    plain,
)
from whosays.exports.brief.key_figures import figure_blocks
from whosays.exports.brief.notes import Notes
from whosays.exports.brief.questions import question_points
from whosays.exports.brief.speech import headline, representative, told
from whosays.exports.brief.voices import voices_table
from whosays.exports.days import day
from whosays.exports.drawing.map import AREA, countries_of, map_of, marks_of
from whosays.exports.figures import number
from whosays.exports.naming import join
from whosays.exports.selection import Selection
from whosays.record import Event

STANDINGS = (
    ("contested", "Contested"),
    ("denied", "Denied"),
    ("retracted", "Withdrawn"),
    ("corroborated", "Corroborated"),
    ("single-source", "Resting on one origin"),
)
# As many events as a person reads in one brief; the rest is counted, and a narrower filter shows it.
MOST_EVENTS = 150
MOST_ATTESTED = 5
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def counted(n: int, thing: str, plural: str | None = None) -> str:
    """Return 'one report', 'three reports', '19 reports'."""
    words = _NUMBERS[n] if n < len(_NUMBERS) else number(n)
    return f"{words} {thing if n == 1 else plural or thing + 's'}"


def capital(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def compose(selection: Selection) -> Document:
    """Return the brief on a selection; ``selection.since`` is the day from which something counts as new."""
    notes, document = Notes(selection), Document(selection.title)
    events = sorted(
        (event for event in selection.fused if selection.claims_of(event)),
        key=lambda event: (-len(event.origins), -len(event.reports), event.time.earliest or "9999", event.id),
    )
    shown, hidden = events[:MOST_EVENTS], events[MOST_EVENTS:]
    blocks = document.blocks
    blocks += _in_short(selection, events, notes)
    if selection.since:
        blocks += _since(selection, shown, notes, selection.since)
    blocks += _headed("Figures and their owners", figure_blocks(selection, shown, notes))
    blocks += _headed("Places", _places(shown))
    for word, title in STANDINGS:
        chosen = [event for event in shown if event.standing == word]
        blocks += _headed(title, _standing(selection, chosen, notes))
    if hidden:
        blocks.append(
            Paragraph(
                plain(
                    f"{capital(counted(len(hidden), 'further event'))} with fewer origins are not told here; "
                    "choose a narrower filter to see them."
                )
            )
        )
    blocks += _headed("Timeline", _timeline(selection, shown, notes))
    questions = question_points(selection, shown, notes)
    blocks += _headed("Open questions", iter([Bullets(questions)] if questions else ()))
    blocks += _headed("Who was heard", iter((_SCALE, voices_table(selection))) if selection.claims else iter(()))
    document.notes = notes.all()
    return document


_SCALE = Paragraph(
    plain(
        "Reliability is a person's rating of the source on the Admiralty scale, A (completely reliable) to E "
        "(unreliable); F is not judged. How sure a claim is presented is the speaker's own and no rating."
    )
)


def _headed(title: str, blocks: Iterator[Block]) -> list[Block]:
    found = list(blocks)
    return [Heading(title), *found] if found else []


def _period(selection: Selection) -> str:
    days = sorted(found for record in selection.records if (found := day(record.report.published)))
    if not days:
        return ""
    return f"on {day_words(days[0])}" if days[0] == days[-1] else f"from {day_words(days[0])} to {day_words(days[-1])}"


def _in_short(selection: Selection, events: list[Event], notes: Notes) -> Iterator[Block]:
    outlets = {record.report.publisher for record in selection.records if record.report.publisher}
    period = _period(selection)
    made = counted(len(selection.records), "report")
    made += f" by {counted(len(outlets), 'outlet')}" if outlets else ""
    made += f", published {period}" if period else ""
    verb = "makes" if len(selection.records) == 1 else "make"
    scope = f"{capital(made)}, {verb} {counted(len(selection.claims), 'claim')} about {counted(len(events), 'event')}."
    tally = [
        f"{counted(n, 'is', 'are')} {words}"
        for word, words in (
            ("contested", "contested"), ("denied", "denied by a party to it"), ("retracted", "withdrawn"),
            ("corroborated", "asserted by independent origins and denied by none"),
        )
        if (n := sum(event.standing == word for event in events))
    ]  # fmt: skip
    single = sum(event.standing == "single-source" for event in events)
    tally += [f"{counted(single, 'rests', 'rest')} on one origin"] if single else []
    known = f" All of it as known on {iso_words(selection.known_on)}." if selection.known_on else ""
    of_these = f" Of these, {join(tally)}." if tally else ""
    yield Paragraph(plain(scope + of_these + known))
    yield Paragraph(
        plain(
            "What anybody says stands in the report's own words, with its owner; this brief asserts none of it. "
            "The notes give the passage."
        )
    )
    attested = [event for event in events if len(event.origins) > 1 and event.standing == "corroborated"]
    if attested[:MOST_ATTESTED]:
        yield Heading("Most widely attested", 2)
        yield Bullets(tuple((_attested(selection, event, notes), ()) for event in attested[:MOST_ATTESTED]))


def _line(selection: Selection, event: Event, notes: Notes) -> Runs:
    claims = selection.claims_of(event)
    when = time_words(event.time)
    _, claim = representative(claims)
    return (Run(headline(event, claims), bold=True), Run(f" ({when})." if when else ".", notes=notes.of([claim.id])))


def _attested(selection: Selection, event: Event, notes: Notes) -> Runs:
    one_each = [claim for origin in event.origins for claim in origin.claims[:1]]
    origins = capital(counted(len(event.origins), "independent origin"))
    return (*_line(selection, event, notes), Run(f" {origins}.", notes=notes.of(one_each)))


def _since(selection: Selection, events: list[Event], notes: Notes, since: str) -> Iterator[Block]:
    new = [event for event in events if (event.first_reported or "")[:10] > since]
    yield Heading(f"New since {iso_words(since)}")
    if new:
        yield Bullets(tuple((_told_once(selection, event, notes), ()) for event in new))
    else:
        yield Paragraph(plain("Nothing that was not reported before."))
    yield Heading(f"Changed since {iso_words(since)}")
    points = changed_points(selection, notes, date.fromisoformat(since))
    yield Bullets(points) if points else Paragraph(plain("No figure, standing or denial has changed."))


def _told_once(selection: Selection, event: Event, notes: Notes) -> Runs:
    report, claim = representative(selection.claims_of(event))
    return (*_line(selection, event, notes), Run(f" {told(report, claim)}", notes=notes.of([claim.id])))


def _how_it_stands(event: Event) -> str:
    for_it = sum(not origin.denies for origin in event.origins)
    against = len(event.origins) - for_it
    if event.standing == "retracted":
        return " Its outlet withdrew it."
    if event.standing == "single-source":
        return ""
    asserted = f"{capital(counted(for_it, 'independent origin'))} {'asserts' if for_it == 1 else 'assert'} it"
    if event.standing == "corroborated":
        return f" {asserted}; none denies it."
    about = join(event.contested_about)
    differ = f" What is told differs on the {about}." if about else ""
    if not for_it:
        return (
            f" Nobody asserts it here; {counted(against, 'origin')} {'denies' if against == 1 else 'deny'} it.{differ}"
        )
    denied = f", {counted(against, 'denies', 'deny')} it" if against else ""
    return f" {asserted}{denied}.{differ}"


def _standing(selection: Selection, events: list[Event], notes: Notes) -> Iterator[Block]:
    points = []
    for event in events:
        said: dict[str, list[str]] = {}
        for report, claim in selection.claims_of(event):
            said.setdefault(told(report, claim), []).append(claim.id)
        below = tuple((Run(sentence, notes=notes.of(ids)),) for sentence, ids in said.items())
        line = _line(selection, event, notes)
        stands = _how_it_stands(event)
        points.append(((*line, Run(stands)) if stands else line, below))
    if points:
        yield Bullets(tuple(points))


def _places(events: list[Event]) -> Iterator[Block]:
    drawing = map_of(events)
    if drawing is not None:
        yield Picture(drawing, "Places that reports name as scenes, with the number of events; no border is drawn.")
        areas = sorted({mark.name for mark in marks_of(events) if mark.precision in AREA})
        if areas:
            yield Paragraph(plain(f"Known only as an area: {join(areas)}."))
    countries = countries_of(events)
    if countries:
        listed = join(f"{name} ({n})" for name, n in countries)
        yield Paragraph(plain(f"Placed no more exactly than in a country, and so not on the map: {listed}."))


def _timeline(selection: Selection, events: list[Event], notes: Notes) -> Iterator[Block]:
    dated = [event for event in events if event.time.earliest or event.time.latest]
    dated.sort(
        key=lambda event: (event.time.earliest or event.time.latest or "", event.time.latest or "9999", event.id)
    )
    rows = tuple(
        (
            plain(time_words(event.time)),
            (
                Run(
                    headline(event, claims := selection.claims_of(event)),
                    notes=notes.of([representative(claims)[1].id]),
                ),
            ),
            plain(event.standing.replace("-", " ")),
            plain(str(len(event.origins))),
        )
        for event in dated
    )
    if rows:
        yield Table(("When", "What is said to have happened", "Standing", "Origins"), rows)
    if undated := len(events) - len(dated):
        verb = "has" if undated == 1 else "have"
        yield Paragraph(plain(f"{capital(counted(undated, 'event'))} {verb} no date: the words give none."))
