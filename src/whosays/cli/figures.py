"""whosays figures: how many, says who."""

from __future__ import annotations

from typing import Any

import click

from whosays.cli import options
from whosays.cli.output import print_csv, print_lines, print_table, talk
from whosays.errors import UsageError
from whosays.exports.figures import figure_words, number
from whosays.exports.selection import Selection
from whosays.record import QUANTITY_KINDS, Figure, to_json

COLUMNS = ("reported", "figure", "of", "who says so", "origin", "how sure", "words", "event")


def figures_of(selection: Selection, kind: str | None) -> list[tuple[str, Figure, str]]:
    """Return (kind, figure, event id) of all figures, oldest report first."""
    found = [
        (name, figure, event.id)
        for event in selection.events
        for name, held in event.quantities.items()
        if kind in (None, name)
        for figure in held.figures
    ]
    return sorted(found, key=lambda row: (row[1].reported_at or "9999", row[0], row[1].claim))


def concerns(selection: Selection, claim_id: str, country: str) -> bool:
    """Say whether a claim's actors or recipients belong to a country."""
    _, claim = selection.claims[claim_id]
    return any(participant.country == country for participant in (*claim.actors, *claim.recipients))


def figure_rows(selection: Selection, kind: str | None, *, country: str | None = None) -> list[dict[str, str]]:
    """Return the figures as rows for people; with ``country``, those of claims that concern it."""
    return [
        {
            "reported": (figure.reported_at or "")[:10],
            "figure": figure_words(figure),
            "of": figure.unit or name,
            "who says so": figure.source or "the report itself",
            "origin": figure.origin or "",
            "how sure": figure.certainty,
            "words": figure.text,
            "event": event_id,
        }
        for name, figure, event_id in figures_of(selection, kind)
        if country is None or concerns(selection, figure.claim, country)
    ]


@click.command(epilog="Examples: whosays figures EV-1a2b3c · whosays figures --about Kursk --of troops --rule latest")
@click.argument("event", required=False)
@click.option("--about", help="Figures of events that mention these words, this actor or this place.")
@click.option("--of", "kind", type=click.Choice(QUANTITY_KINDS), help="Figures of this kind.")
@click.option("--rule", help="Give one number too, by a named rule: latest, conservative, most-sourced, …")
@options.filters
@options.known_on
@options.format_
@options.casebook
@options.quiet
def command(
    event: str | None,
    about: str | None,
    kind: str | None,
    rule: str | None,
    known_on: str | None,
    format_: str,
    casebook: str,
    quiet: bool,
    **values: Any,
) -> None:
    """List every figure with its owner and its day, for one event or for what a filter chooses."""
    from whosays.cli.selecting import event_by_id, selection_of

    conditions = options.chosen(values)
    if about:
        conditions["text"] = about
    selection = selection_of(casebook, {} if event else conditions, known_on=known_on)
    if event:
        selection = Selection(records=selection.records, events=(event_by_id(selection, event),))
    rows = figures_of(selection, kind)
    if format_ == "jsonl":
        print_lines(to_json(figure) for _, figure, _ in rows)
        return
    shown = figure_rows(selection, kind)
    if format_ == "csv":
        print_csv(shown, COLUMNS)
        return
    if shown:
        print_table([list(row.values()) for row in shown], COLUMNS)
    else:
        talk(UsageError("U007").what, quiet=quiet)
    if rule:
        talk(number_by([figure for _, figure, _ in rows], rule))


def number_by(figures: list[Figure], rule: str) -> str:
    """Return one number by a named rule, with the rule's name; raise `UsageError` U003 for an unknown rule."""
    from whosays.fusion import RULES, one_number
    from whosays.fusion.figures import figure_set

    if rule not in RULES:
        raise UsageError("U003", item=rule, detail=", ".join(RULES))
    value = one_number(figure_set(figures), rule)
    return f"{number(value) if value is not None else 'no figure'} (by the rule '{rule}')"
