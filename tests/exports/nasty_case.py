"""A report of one deadly attack a name, whose names try everything a cell can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from whosays.record import Claim, Participant, Place, Quantity, Record, Report, Source, Span, When

NASTY = ('=SUM("A1")', 'the "Tiger" brigade', "line\nbreak\ttab", "حركة النهضة", "𝔄strid; Söhne, Ltd.", "@cmd")


@dataclass
class Written:
    """One report in the making: words are added, spans follow."""

    text: str = ""

    def say(self, words: str, of: type[Any] = Span, /, **fields: Any) -> Any:
        """Add words and return their span."""
        start = len(self.text)
        self.text += words + " "
        return of(text=words, start=start, end=start + len(words), **fields)


def nasty_record() -> Record:
    """Return a report of one deadly attack a name."""
    told, claims = Written(), []
    for n, name in enumerate(NASTY):
        actor = told.say(name, Participant, name=name, entity=f"body-{n}", country="SDN", sector="REB")
        trigger = told.say("shelled")
        civilians = told.say("residents", Participant, name="residents", sector="CVL", country="SDN")
        at = {"country": "SDN", "lat": 15.5, "lon": -0.25, "geonameid": 1, "precision": "city"}
        place = told.say(name, Place, role="at", name=name, **at)
        dead = told.say("12", Quantity, of="killed", min=12, best=12, max=12)
        speaker = told.say(name, Source, name=name, kind="named")
        start, end = actor.start, speaker.end
        claims.append(
            Claim(
                id=f"r#{n}",
                evidence=Span(text=told.text[start:end], start=start, end=end),
                trigger=trigger,
                type="ASSAULT",
                mode="heavy-weapons",
                actors=(actor,),
                recipients=(civilians,),
                places=(place,),
                time=When(earliest=f"2025-03-{n + 1:02d}", latest=f"2025-03-{n + 1:02d}", grain="day"),
                quantities=(dead,),
                sources=(speaker,),
            )
        )
    report = Report(
        id="r",
        text=told.text,
        title=NASTY[0],
        publisher=NASTY[1],
        author=NASTY[2],
        published="2025-03-20T10:00:00+02:00",
        url="https://example.org/a?b=1&c=2",
        language="en",
    )
    return Record(report=report, claims=tuple(claims))
