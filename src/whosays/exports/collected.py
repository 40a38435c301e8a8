"""Claims, events and figures as collections: to DataFrames, and as pictures in a notebook.

figures = whosays.Figures(records, of="killed")
figures.to_pandas()
figures            # in a notebook: the chart, each figure beside its owner
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from typing import Any, ClassVar

from whosays.exports.arrow import table_of
from whosays.exports.extras import needed
from whosays.exports.selection import Selection, select
from whosays.exports.wording import owner, sentence
from whosays.record import Event, QuantityKind, Record

# As many as a notebook shows of a long collection.
SHOWN = 50


class Collected:
    """What records or events hold, as one table.

    ``values`` are records, or events with the ``records`` they were fused from, or a `Selection`. Tables need
    ``pip install 'whosays[tables]'`` and raise `UsageError` U030 without it.
    """

    table: ClassVar[str]

    def __init__(
        self, values: Selection | Iterable[Record] | Iterable[Event], *, records: Iterable[Record] = ()
    ) -> None:
        self.selection = values if isinstance(values, Selection) else select(values, records=records)

    def to_arrow(self) -> Any:
        """Return a ``pyarrow.Table``."""
        return table_of(self.selection, self.table)

    def to_pandas(self) -> Any:
        """Return a ``pandas.DataFrame``; lists stay lists."""
        needed("pandas", "tables")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """Return a ``polars.DataFrame``."""
        return needed("polars", "tables").from_arrow(self.to_arrow())


class Claims(Collected):
    """Claims with their words."""

    table = "claims"

    def __len__(self) -> int:
        """Return how many."""
        return len(self.selection.claims)

    def _repr_html_(self) -> str:
        """Return the claims' passages with the words marked, for a notebook."""
        shown = list(self.selection.claims.values())[:SHOWN]
        lines = []
        for report, claim in shown:
            start, end = claim.evidence.start, claim.evidence.end
            before, after = report.text[max(start - 80, 0) : start], report.text[end : end + 80]
            words = f"{escape(before)}<mark>{escape(claim.evidence.text)}</mark>{escape(after)}"
            who = escape(owner(claim, report))
            lines.append(f'<li title="{escape(sentence(claim, report))}">…{words}… <small>{who}</small></li>')
        more = len(self) - len(shown)
        return f"<ul>{''.join(lines)}</ul>" + (f"<p>and {more} more</p>" if more > 0 else "")


class Events(Collected):
    """Events with their origins."""

    table = "events"

    def __len__(self) -> int:
        """Return how many."""
        return len(self.selection.fused)

    def _repr_html_(self) -> str:
        """Return the table as pandas shows it."""
        shown: str = self.to_pandas()[["event_id", "type", "earliest", "latest", "standing", "n_origins"]].to_html()
        return shown


class Figures(Collected):
    """Figures with their owners; ``of`` keeps one kind ("troops", "killed")."""

    table = "figures"

    def __init__(
        self,
        values: Selection | Iterable[Record] | Iterable[Event],
        *,
        records: Iterable[Record] = (),
        of: QuantityKind | None = None,
    ) -> None:
        super().__init__(values, records=records)
        kept = self.selection.fused
        if of is not None:
            chosen = ((event, event.quantities[of]) for event in kept if of in event.quantities)
            kept = tuple(_with(event, {of: held}) for event, held in chosen)
        self.kept = kept
        self.selection = replace(self.selection, events=kept) if kept else Selection()

    def __len__(self) -> int:
        """Return how many."""
        return sum(len(held.figures) for event in self.kept for held in event.quantities.values())

    def _repr_html_(self) -> str:
        """Return the chart, one a kind, as SVG."""
        from whosays.exports.drawing.chart import chart_of
        from whosays.exports.drawing.svg import svg_of

        kinds = sorted({kind for event in self.kept for kind in event.quantities})
        charts = []
        for kind in kinds:
            sets = [event.quantities[kind] for event in self.kept if kind in event.quantities]
            found = {(figure.claim, figure.text): figure for held in sets for figure in held.figures}
            charts.append(svg_of(chart_of(list(found.values())[:SHOWN], title=kind.capitalize())))
        return "\n".join(charts)


def _with(event: Event, quantities: dict[str, Any]) -> Event:
    import msgspec

    return msgspec.structs.replace(event, quantities=quantities)
