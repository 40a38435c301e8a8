"""What a report's words are read as before its claims: quotations, speakers, times, numbers, places, actors."""

from __future__ import annotations

from dataclasses import dataclass, field

from whosays.actors import FoundActor
from whosays.claims.instruments import FoundInstrument
from whosays.claims.quantities import FoundQuantity
from whosays.places import FoundPlace
from whosays.reading.attribution import FoundAttribution
from whosays.reading.numbers import NumberExpression
from whosays.reading.quotes import Quotation
from whosays.reading.times import TimeExpression


@dataclass(slots=True)
class Layers:
    """The readings that claims stand on, all of one parsed report."""

    quotations: list[Quotation] = field(default_factory=list)
    attributions: list[FoundAttribution] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    numbers: list[NumberExpression] = field(default_factory=list)
    quantities: list[FoundQuantity] = field(default_factory=list)
    instruments: list[FoundInstrument] = field(default_factory=list)
    places: list[FoundPlace] = field(default_factory=list)
    actors: list[FoundActor] = field(default_factory=list)
