"""Find and resolve the places that a report names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc

from whosays.places.evidence import Name, group_names
from whosays.places.gazetteer import Candidate, Gazetteer, default_gazetteer
from whosays.places.mentions import Form, Mention, find_mentions
from whosays.places.model import PlaceModel, place_model
from whosays.places.offsets import Offset, offset_from
from whosays.places.ranker import TOWNS, holds, rank
from whosays.places.recognise import recognise
from whosays.places.words import place_words
from whosays.reading.syntax import text_of
from whosays.record import Place
from whosays.vocab import countries
from whosays.vocab.countries import Country

# Below this likelihood of the best candidate the place stays without coordinates. Cross-validated on the geoparsing dev
# articles, share of spots within 161 km, of those given / of all: at .2 .926 / .822, at .3 .938 / .816. A wrong pin
# costs more than a missing one.
SURE = 0.36
# Share of the likelihood that must lie in one country to name it without a spot.
AGREED = 0.6
_SUBJECTS = frozenset({"nsubj", "agent", "poss", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place named in a text.

    ``token_start``/``token_end`` are tokens, half-open. ``form`` tells a name from an adjective ("Syrian") and a
    name of people ("Danes"). ``part`` is the direction before it ("eastern" Libya). ``offset`` is the spot computed
    from it ("20 km south of"). ``why`` says how it was resolved.
    """

    place: Place
    token_start: int
    token_end: int
    form: Form
    likelihood: float
    is_actor_like: bool
    part: str | None
    offset: Offset | None
    why: str

    @property
    def is_adjective(self) -> bool:
        """Whether it is an adjective or a name of people rather than the name of the place."""
        return self.form != "name"


def find_places(
    doc: Doc,
    *,
    published: str | None = None,
    publisher: str | None = None,
    gazetteer: Gazetteer | None = None,
    model: PlaceModel | None = None,
) -> list[FoundPlace]:
    """Return every place the text names, in text order, resolved as far as the words allow.

    One name has one sense in a text. A place that nothing fits keeps its words without coordinates. The publisher's
    name counts as one mention of the country it names ("Kyiv Post").

    Args:
        doc: the parsed report (`whosays.reading.syntax.parse`).
        published: the publication date; accepted for the contract's sake, places do not depend on it.
        publisher: the outlet's name.
        gazetteer: another gazetteer than the default one, such as one with a user's rows.
        model: other weights than the package's own (for training).
    """
    del published
    gazetteer = gazetteer or default_gazetteer()
    model = model or place_model()
    taken = recognise(doc, find_mentions(doc, gazetteer), model)
    mentions = [m for m, _ in taken]
    names, nations = group_names(doc, mentions)
    if (home := _home(publisher)) is not None:
        nations[home] += 1
    rank(names, nations, model.alone, model.together)
    text = text_of(doc)
    by_mention = {m.first: name for name in names for m in name.mentions}
    return [
        FoundPlace(
            place=place,
            token_start=m.start,
            token_end=m.end,
            form=m.form,
            likelihood=likelihood,
            is_actor_like=_is_actor_like(doc, m, place),
            part=_part(doc, m),
            offset=offset_from(doc, m.start, place),
            why=why,
        )
        for m, likelihood in taken
        for place, why in (_settle(text[m.first : m.last], m, by_mention, nations, gazetteer),)
    ]


def _home(publisher: str | None) -> str | None:
    """Return the country an outlet's name speaks of, or None."""
    for word in (publisher or "").replace("The ", "").split():
        if entity := countries.by_capital(word) or countries.by_name(word) or countries.by_demonym(word):
            return entity.code
    return None


def _settle(
    surface: str, m: Mention, by_mention: dict[int, Name], nations: Counter[str], gazetteer: Gazetteer
) -> tuple[Place, str]:
    """Return the place a mention means, and why."""
    if m.countries:
        return _place_of_country(surface, m, _likelier(m.countries, nations)), f"{m.form} of a country"
    name = by_mention.get(m.first)
    if name is None:
        if (heard := _by_sound(surface, m, nations, gazetteer)) is not None:
            return _place(surface, m, heard), f"another spelling of {heard.name}"
        return _nowhere(m, surface, None, None), "not in the gazetteer"
    share, best = _likeliest(name)
    if best.is_own:
        return _place(surface, m, best), "the user's own row"
    for container in name.containers:
        outer = by_mention.get(container.first)
        within = _likeliest(outer)[1] if outer else None
        # Only divisions: "Iraq, Syria" is a list, "Holliday, Mo." is not.
        is_strange = best.precision == "city" and within is not None and within.kind == "admin1"
        if within and is_strange and not any(holds(within, c) for c in name.candidates):
            return _nowhere(m, surface, within.country, within.name), f"no place of that name known in {within.name}"
    among = sum(name.shares)
    if best.kind not in TOWNS:  # that none may be meant was learnt from towns; seas and regions have few namesakes
        share, among = share / among, 1.0
    if share < SURE or share < 1 - among:
        country = _agreed_country(name)
        return _nowhere(m, surface, country, None), "nothing fits well enough"
    why = f"{best.kind} {best.name}, likelihood {share:.2f} of {len(name.candidates)}"
    place = _place(surface, m, best)
    if best.precision == "city" and name.wanted & {"admin1", "admin2"}:  # "the Toretsk region" has no row of its own
        return msgspec.structs.replace(place, precision="region"), f"the land around {why}"
    return place, why


def _likeliest(name: Name) -> tuple[float, Candidate]:
    return max(zip(name.shares, name.candidates), key=lambda pair: (pair[1].is_own, pair[0]))


def _agreed_country(name: Name) -> str | None:
    """Return the country where nearly all of the likelihood lies, though no single place stands out."""
    by_country: Counter[str] = Counter()
    for share, c in zip(name.shares, name.candidates):
        by_country[c.country or ""] += share  # type: ignore[assignment]
    country, share = max(by_country.items(), key=lambda pair: pair[1])
    return country if share >= AGREED and country else None


def _nowhere(m: Mention, surface: str, country: str | None, admin1: str | None) -> Place:
    return Place(text=surface, start=m.first, end=m.last, country=country, admin1=admin1)


def _by_sound(surface: str, m: Mention, nations: Counter[str], gazetteer: Gazetteer) -> Candidate | None:
    """Return the likeliest place of another spelling in the countries the text names most, as a last resort."""
    if m.head or m.form != "name" or m.label not in ("GPE", "LOC", ""):
        return None
    heard = gazetteer.look_up_sound(surface, tuple(code for code, _ in nations.most_common(3)))
    return heard[0] if heard else None


def _likelier(among: tuple[Country, ...], nations: Counter[str]) -> Country:
    """Return the country meant by an adjective of several ("Congolese"): the one the text names, else the first."""
    return max(among, key=lambda c: nations.get(c.code or "", 0)) if len(among) > 1 else among[0]


def _place(surface: str, m: Mention, c: Candidate) -> Place:
    return Place(
        text=surface, start=m.first, end=m.last, name=c.name, country=c.country,
        admin1=None if c.kind == "country" else c.admin1, lat=c.lat, lon=c.lon, geonameid=c.geonameid,
        precision=c.precision,  # type: ignore[arg-type]
    )  # fmt: skip


def _place_of_country(surface: str, m: Mention, country: Country) -> Place:
    return Place(
        text=surface, start=m.first, end=m.last, name=country.name, country=country.code, lat=country.lat,
        lon=country.lon, geonameid=country.geonameid, precision="country" if country.alpha3 else "region",
    )  # fmt: skip


def _is_actor_like(doc: Doc, m: Mention, place: Place) -> bool:
    """Whether the words may stand for a government or a people rather than for ground."""
    if m.form != "name":
        return True
    last = doc[m.end - 1]
    is_seat = place.precision == "country" or countries.by_capital(place.text) is not None
    return is_seat and last.dep_ in _SUBJECTS


def _part(doc: Doc, m: Mention) -> str | None:
    before = doc[m.start - 1].lower_ if m.start else ""
    return before if place_words().is_part(before) else None
