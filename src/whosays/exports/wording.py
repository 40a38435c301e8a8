"""A claim as an English sentence with its owner: what is claimed, who says so, how sure they are, when.

    About 10,000 soldiers were sent to Russia by North Korea – say reports (unnamed); presented as an estimate

Nothing is said that the claim's fields do not carry: an empty slot drops with its preposition, and where too little is
left for a sentence the report's own words stand in quotation marks. Verbs come from ``verbs.csv`` by type and mode.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from msgspec.structs import replace

from whosays.exports.naming import (
    is_earlier_self,
    join,
    looks_plural,
    name_of,
    names_of,
    own_words,
    speaker_words,
    whom,
)
from whosays.record import Claim, Participant, Place, Quantity, Report, Source, When

HOW_SURE = {
    "certain": "",
    "probable": "presented as likely",
    "possible": "presented as possible",
    "unknown": "without saying how sure",
    "doubtful": "presented as doubtful",
    "improbable": "presented as unlikely",
    "denied": "",
}
_HARM = {
    "killed": "killed",
    "wounded": "wounded",
    "captured": "captured",
    "missing": "missing",
    "displaced": "displaced",
    "casualties": "killed or wounded",
}
# What some are counted by that says what befell them; "were killed" says it again: "14 dead were killed".
_HARMED = frozenset(("dead", "bodies", "wounded", "injured", "fatalities", "deaths", "casualties", "killed"))
_MULTITUDES = ("dozens", "scores", "hundreds", "thousands", "millions")
# Words of a report that go on from a verb of ours without a stop: threatened “to fire”.
_LEADS = frozenset("to that with on for from against about over not".split())
# Types in which something goes somewhere; of any other, a place towards is where it happened.
_MOVING = frozenset(("MOBILIZE", "RETREAT", "AID", "CONSULT", "STRENGTH"))


class Verb(NamedTuple):
    """How a type (and mode) is said; ``object`` is what the verb takes: R, N, M or P, ``link`` leads in the rest."""

    verb: str
    past: str
    participle: str
    ing: str
    object: str
    link: str
    label: str


@lru_cache(maxsize=1)
def _verbs() -> dict[tuple[str, str], Verb]:
    table = files("whosays.exports").joinpath("verbs.csv").read_text(encoding="utf-8").splitlines()
    return {
        (row["type"], row["mode"]): Verb(**{name: row[name] for name in Verb._fields}) for row in csv.DictReader(table)
    }


def verb_of(claim: Claim) -> Verb:
    """Return how the claim's type and mode are said; the type's own row where the mode has none."""
    verbs = _verbs()
    return verbs.get((claim.type, claim.mode or "")) or verbs[claim.type, ""]


def label_of(type_: str) -> str:
    """Return a type's name for people: 'Attack' for ASSAULT."""
    return _verbs()[type_, ""].label


def where_words(claim: Claim) -> str:
    """Return where it happened; a place that a party is named by is not said again ("attacked Israel in Israel")."""
    named = {name_of(party).casefold() for party in (*claim.actors, *claim.recipients)}
    places = [p for p in claim.places if (p.name or p.text).casefold() not in named]
    if claim.type not in _MOVING and claim.mode != "displaced":
        places = [replace(p, role="at") if p.role == "to" else p for p in places]
    return place_words(places)


def place_words(places: Sequence[Place], *, bare: bool = False) -> str:
    """Return 'in Kursk', 'from Chongjin to Vladivostok'; ``bare`` leaves the preposition of ``at`` out."""
    parts = []
    for role in ("from", "at", "to", "about"):
        chosen = join(place.name or place.text for place in places if (place.role or "at") == role)
        if not chosen:
            continue
        if role == "at":
            points = all(place.precision == "point" for place in places if (place.role or "at") == "at")
            chosen = chosen if bare else f"{'at' if points else 'in'} {chosen}"
        elif role == "about":
            chosen = chosen if bare else f"about {chosen}"
        else:
            chosen = f"{role} {chosen}"
        parts.append(chosen)
    return " ".join(parts)


def number_words(quantity: Quantity) -> str:
    """Return the figure as the report words it, with what is counted."""
    words = own_words(quantity.text)
    unit = quantity.unit or ("people" if quantity.of in _HARM else "" if quantity.of == "other" else quantity.of)
    if unit.casefold() in _HARMED:
        unit = "people"
    if not unit or unit.casefold() in words.casefold():
        return words
    return f"{words} of {unit}" if words.casefold().endswith(_MULTITUDES) else f"{words} {unit}"


def counted(quantities: Sequence[Quantity]) -> str:
    """Return all figures of a claim, joined."""
    return join(number_words(quantity) for quantity in quantities)


def _whose(quantity: Quantity, parties: Sequence[Participant]) -> str:
    """Return 'of North Korea', unless what is counted is named in the same words: 'North Korean soldiers'."""
    counted_words = set(number_words(quantity).casefold().split())
    others = [
        party
        for party in parties
        if not counted_words & set(party.text.casefold().split()) and not any(c.isdigit() for c in party.text)
    ]
    if number_words(quantity).endswith(" people"):
        # Whoever is known by no more than words may be where they were, or who says so.
        others = [party for party in others if party.entity or party.country]
    if not others:
        return ""
    return f"({names_of(others)})" if number_words(quantity).endswith(" people") else f"of {names_of(others)}"


def _others(claim: Claim, parties: Sequence[Participant]) -> list[Participant]:
    """Return the parties who are not counted, do not say so themselves and are not where it was: not named twice."""
    told = [(one.start, one.end) for one in (*claim.quantities, *claim.places, *claim.sources)]
    return [party for party in parties if not any(start < party.end and party.start < end for start, end in told)]


def _by(actors: Sequence[Participant]) -> str:
    return f"by {whom(actors)}" if actors else ""


def _is_one(quantity: Quantity) -> bool:
    return quantity.best == 1 and quantity.max in (None, 1)


def _be(claim: Claim, *, plural: bool) -> str:
    if claim.status == "planned":
        return "will be"
    if claim.status == "hypothetical":
        return "would be"
    if claim.status == "ongoing":
        return "are being" if plural else "is being"
    return "were" if plural else "was"


def _active(claim: Claim, verb: Verb) -> str:
    if claim.status == "planned":
        return f"will {verb.verb}"
    if claim.status == "hypothetical":
        return f"would {verb.verb}"
    if claim.status == "ongoing" and verb.object != "M":
        plural = len(claim.actors) > 1 or looks_plural(names_of(claim.actors))
        return f"{'are' if plural else 'is'} {verb.ing}"
    return verb.past


def _clean(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _losses(claim: Claim) -> str:
    harms: list[str] = []
    for quantity in claim.quantities:
        harm = _HARM.get(quantity.of, "destroyed or lost")
        number = number_words(quantity)
        of = ""
        if claim.recipients and not harms:
            of = _whose(quantity, _others(claim, claim.recipients))
        be = _be(claim, plural=not _is_one(quantity)) if not harms else ""
        harms.append(_clean(number, of, be, harm))
    by = _by(claim.actors)
    if harms:
        return _clean(join(harms), by, where_words(claim))
    if claim.recipients:
        names = names_of(claim.recipients)
        harm = _HARM.get(claim.mode or "", "")
        if harm:
            return _clean(names, _be(claim, plural=looks_plural(names)), harm, by, where_words(claim))
    return ""


def _strength(claim: Claim) -> str:
    if not claim.quantities:
        return ""
    of = _whose(claim.quantities[0], _others(claim, claim.actors))
    be = {"planned": "will be", "hypothetical": "would be", "occurred": "were"}.get(claim.status, "are")
    where = where_words(claim)
    return _clean(counted(claim.quantities), of, be, where) if where else _clean(counted(claim.quantities), of)


def _ground(claim: Claim, verb: Verb) -> str:
    ground = place_words([place for place in claim.places if place.role in ("at", "to", None)], bare=True)
    ground = ground.removeprefix("to ")
    if not ground:
        return ""
    plural = " and " in ground
    by = _by(claim.actors)
    link = f"{verb.link} {whom(claim.recipients)}" if verb.link and claim.recipients else ""
    be = _be(claim, plural=plural)
    if claim.status == "ongoing" and claim.mode == "hold":
        be = "are" if plural else "is"
    return _clean(ground, be, verb.participle, by, link)


def _moved(claim: Claim, verb: Verb) -> str:
    """Types that count what is sent, given or withdrawn: the number is the subject."""
    others = _others(claim, claim.recipients) if claim.quantities else claim.recipients
    link = f"{verb.link} {whom(others)}" if verb.link and others else ""
    subject = counted(claim.quantities)
    if not subject and claim.recipients and not verb.link:
        subject = names_of(claim.recipients)
    where = where_words(claim)
    if subject:
        by = _by(_others(claim, claim.actors) if claim.quantities else claim.actors)
        plural = not all(map(_is_one, claim.quantities)) if claim.quantities else looks_plural(subject)
        return _clean(subject, _be(claim, plural=plural), verb.participle, link, where, by)
    return ""


def _matter(claim: Claim, report_text: str, verb: Verb) -> str:
    if not claim.actors:
        return ""
    rest = own_words(report_text[claim.trigger.end : claim.evidence.end]).strip(" ,;:–—-")
    if rest.startswith("by "):
        return ""
    did = _clean(names_of(claim.actors), _active(claim, verb))
    first = rest.split(" ", 1)[0].casefold()
    if rest and any(claim.trigger.end <= one.start < claim.evidence.end for one in claim.recipients):
        # The words name them.
        return _clean(did, "" if first in _LEADS else verb.link, f"“{rest}”")
    to = _clean(did, verb.link, whom(claim.recipients)) if claim.recipients else did
    leads_on = first in _LEADS and not (claim.recipients and first == verb.link)
    return to + (f" “{rest}”" if leads_on else f": “{rest}”" if rest else "")


def _acted(claim: Claim, verb: Verb) -> str:
    where = where_words(claim)
    means = join(own_words(instrument.text) for instrument in claim.instruments)
    means = f"with {means}" if means else ""
    if claim.actors and claim.recipients:
        return _clean(names_of(claim.actors), _active(claim, verb), whom(claim.recipients), where, means)
    if claim.recipients:
        names = names_of(claim.recipients)
        return _clean(names, _be(claim, plural=looks_plural(names)), verb.participle, where, means)
    if claim.actors and where and claim.type == "ASSAULT":
        # "struck Hodeidah", but "fought in Hodeidah": only fighting takes its place with a preposition.
        where = where if claim.mode == "armed-clash" else where.removeprefix("in ").removeprefix("at ")
        return _clean(names_of(claim.actors), _active(claim, verb), where, means)
    return ""


def what(claim: Claim, report_text: str) -> str:
    """Return what is claimed, without its owner; the report's own words, in quotation marks, where fields are few."""
    verb = verb_of(claim)
    if claim.type == "LOSSES":
        said = _losses(claim)
    elif claim.type == "STRENGTH":
        said = _strength(claim)
    elif claim.type == "CONTROL":
        said = _ground(claim, verb)
    elif verb.object == "N":
        said = _moved(claim, verb)
    elif verb.object == "M":
        said = _matter(claim, report_text, verb)
    else:
        said = _acted(claim, verb)
    said = said or f"“{own_words(claim.evidence.text)}”"
    return said[:1].upper() + said[1:]


def owner(claim: Claim, report: Report) -> str:
    """Return who says so: 'says Kyiv, quoted by Halych Telegraph', 'reports Meridian Wire itself'."""
    if not claim.sources:
        outlet = report.publisher or "the report"
        return f"{outlet} says this is not so" if claim.certainty == "denied" else f"reports {outlet} itself"
    if is_earlier_self(claim.sources[-1].text):
        outlet = report.publisher or "the report"
        taken_back = claim.certainty in ("denied", "improbable", "doubtful")
        return f"{outlet} said so in an earlier version{' and takes it back' if taken_back else ''}"
    groups: list[list[Source]] = []
    for source in claim.sources:
        if source.joint and groups:
            groups[-1].append(source)
        else:
            groups.append([source])
    inner, outer = groups[-1], groups[-2::-1] if len(groups) > 1 else []
    names = join(speaker_words(source) for source in inner)
    # A sentence's first word is capital without being a name: "Reports estimate".
    words = names.removesuffix(" (unnamed)")
    plural = len(inner) > 1 or looks_plural(words.lower() if inner[0].anonymous else words)
    if claim.certainty == "denied":
        said = f"{names} {'say' if plural else 'says'} this is not so"
    elif inner[0].text.casefold().endswith("ly") and inner[0].kind == "unspecified":
        said = f"{inner[0].text.casefold()} (nobody named)"
    elif inner[0].kind == "document":
        said = f"according to {names}"
    else:
        said = f"{'say' if plural else 'says'} {names}"
    quoted_by = "".join(f", quoted by {join(speaker_words(source) for source in group)}" for group in outer)
    return said + quoted_by + (", in quotation marks" if inner[-1].quoted else "")


def how_sure(claim: Claim) -> str:
    """Return how the claim is presented, or nothing for a plain statement."""
    grade = HOW_SURE[claim.certainty]
    if not grade and any(quantity.approximate for quantity in claim.quantities):
        return "presented as an estimate"
    return grade


def when_words(when: When) -> str:
    """Return the interval in short: '2024-10-28', '2024-10', '2024-10-08…13', 'until 2024-11-04', 'no date given'."""
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return f"“{own_words(when.text)}”" if when.text else "no date given"
    if first is None or last is None:
        return f"until {last}" if last else f"since {first}"
    if first == last:
        return first
    if when.grain in ("month", "year") and first.endswith("-01") and first[:7] == last[:7]:
        return first[:7]
    if when.grain == "year" and first.endswith("-01-01") and last == f"{first[:4]}-12-31":
        return first[:4]
    shared = 8 if first[:8] == last[:8] else 5 if first[:5] == last[:5] else 0
    return f"{first}…{last[shared:]}"


def sentence(claim: Claim, report: Report, *, with_date: bool = False) -> str:
    """Return the claim as one sentence with its owner."""
    parts = [f"{what(claim, report.text)} – {owner(claim, report)}"]
    if sure := how_sure(claim):
        parts.append(sure)
    parts += [f"the report notes: “{own_words(note.text)}”" for note in claim.notes]
    if with_date:
        parts.append(when_words(claim.time))
    return "; ".join(parts)
