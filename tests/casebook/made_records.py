"""Records made by hand: reports whose claims are known to the letter."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

from whosays.record import (
    Claim,
    Instrument,
    Participant,
    Place,
    Quantity,
    Record,
    Report,
    Source,
    Span,
    When,
    claim_id,
)

PARTIES = {
    "North Korea": ("country:PRK", "PRK", "GOV"),
    "the northern council": ("council", None, "REB"),
    "Ukrainian forces": ("country:UKR:MIL", "UKR", "MIL"),
    "the fleet": (None, None, "MIL"),
}
PLACES = {"Kursk": ("RUS", 51.73, 36.19), "Sana'a": ("YEM", 15.35, 44.2), "Velmar": (None, None, None)}
SPEAKERS = {
    "the defence ministry": ("ministry:RUS:DEF", "RUS", "military"),
    "a spokesman": (None, None, "official"),
    "the Courier": ("courier", None, "media"),
}
VERBS = {"sent": "MOBILIZE", "shelled": "ASSAULT", "aided": "AID"}


def _where(text: str, words: str) -> dict[str, object]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def made_claim(
    report: Report,
    sentence: str,
    *,
    verb: str,
    actor: str,
    place: str,
    figure: str,
    speakers: tuple[str, ...],
    happened: tuple[str | None, str | None] = (None, None),
    certainty: str = "certain",
    nth: int = 0,
) -> Claim:
    """Return the claim that a sentence of a report makes."""
    start = report.text.index(sentence)

    def span(words: str) -> dict[str, object]:
        at = start + sentence.index(words)
        return {"text": words, "start": at, "end": at + len(words)}

    evidence, trigger = Span(**span(sentence)), Span(**span(verb))  # type: ignore[arg-type]
    entity, country, sector = PARTIES[actor]
    place_country, lat, lon = PLACES[place]
    kind = VERBS[verb]
    number = float(figure.replace(",", ""))
    return Claim(
        id=claim_id(report.id, type=kind, trigger=trigger, evidence=evidence, nth=nth),
        evidence=evidence,
        trigger=trigger,
        type=kind,  # type: ignore[arg-type]
        actors=(Participant(**span(actor), name=actor, entity=entity, country=country, sector=sector),),  # type: ignore[arg-type]
        places=(
            Place(**span(place), role="at", name=place, country=place_country, lat=lat, lon=lon, precision="city"),  # type: ignore[arg-type]
        ),
        time=When(earliest=happened[0], latest=happened[1], grain="day" if happened[0] else "unknown"),
        quantities=(Quantity(**span(figure), of="troops", min=number, best=number, max=number),),  # type: ignore[arg-type]
        instruments=(Instrument(**span("boats"), kind="ship"),),  # type: ignore[arg-type]
        sources=tuple(
            Source(
                **span(speaker),  # type: ignore[arg-type]
                name=speaker,
                entity=SPEAKERS[speaker][0],
                country=SPEAKERS[speaker][1],
                kind=SPEAKERS[speaker][2],  # type: ignore[arg-type]
            )
            for speaker in speakers
        ),
        certainty=certainty,  # type: ignore[arg-type]
    )


def made_record(
    report_id: str,
    *,
    verb: str = "sent",
    actor: str = "North Korea",
    place: str = "Kursk",
    figure: str = "10,000",
    speakers: tuple[str, ...] = ("a spokesman",),
    published: str | None = "2024-11-06",
    happened: tuple[str | None, str | None] = ("2024-11-04", "2024-11-05"),
    certainty: str = "certain",
    version: str = "0.1.0",
) -> Record:
    """Return a record with one claim."""
    says = ", ".join(speakers)
    sentence = f"In boats {actor} {verb} {figure} soldiers at {place}, {says} said."
    text = f"Report {report_id} from the coast.\n\n{sentence}\n\nNothing else was known."
    report = Report(
        id=report_id, text=text, title=f"News {report_id}", url=f"https://a.example/{report_id}", publisher="Courier",
        language="en", published=published, published_from="given" if published else "unknown",
    )  # fmt: skip
    claim = made_claim(
        report, sentence, verb=verb, actor=actor, place=place, figure=figure, speakers=speakers, happened=happened,
        certainty=certainty,
    )  # fmt: skip
    return Record(report=report, claims=(claim,), version=version)


def many_records(n: int, *, seed: int = 7, per_report: int = 10, padding: int = 0) -> list[Record]:
    """Return ``n`` records with ``per_report`` claims each, drawn from the tables above."""
    rng = random.Random(seed)
    records = []
    for number in range(n):
        choices = [
            (rng.choice(list(VERBS)), rng.choice(list(PARTIES)), rng.choice(list(PLACES)), f"{rng.randint(2, 99_999)}",
             rng.choice(list(SPEAKERS)), rng.randint(1, 28))
            for _ in range(per_report)
        ]  # fmt: skip
        sentences = [f"In boats {a} {v} {f} soldiers at {p}, {s} said." for v, a, p, f, s, _ in choices]
        text = f"Report {number}.\n\n" + "\n\n".join(sentences) + "\n\n" + "Waves broke on the shore. " * padding
        report = Report(
            id=f"r{number}", text=text, title=f"News {number}", publisher=f"Outlet {number % 40}", language="en",
            published=f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}", published_from="given",
        )  # fmt: skip
        claims = tuple(
            made_claim(
                report, sentence, verb=v, actor=a, place=p, figure=f, speakers=(s,), nth=nth,
                happened=(f"2024-{number % 12 + 1:02}-{day:02}",) * 2,
            )
            for nth, (sentence, (v, a, p, f, s, day)) in enumerate(zip(sentences, choices, strict=True))
        )  # fmt: skip
        records.append(Record(report=report, claims=claims, version="0.1.0"))
    return records


_BEHIND = ("_config", "_content", "_data", "_docsize", "_idx", "_node", "_parent", "_rowid")


def contents(path: Path) -> list[object]:
    """Return all that a casebook says: its schema, its rows, and of the search words each word with its place.

    The blocks that hold the words have bits that mean nothing, such as the mark of a deletion in a lone segment.
    """
    connection = sqlite3.connect(path)
    try:
        tables = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        # How SQLite words the tables that it keeps behind an index is its own affair.
        said: list[object] = [(kind, name, None if name.endswith(_BEHIND) else sql) for kind, name, sql in tables]
        for kind, name, _ in tables:
            if kind == "table" and not name.endswith(("_data", "_marks", "_node")):
                # SQLite knows the settings of an index by their names in any case.
                what = "lower(k), v" if name.endswith("_config") else "*"
                # Without the entry of a segment's first page it begins at that page all the same.
                where = " WHERE length(term) > 0" if name.endswith("_idx") else ""
                said += connection.execute(f'SELECT {what} FROM "{name}"{where}')
        for table in ("report_words", "party_words", "place_words"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab('main', '{table}', 'instance')")
            said += connection.execute(f"SELECT * FROM temp.v_{table}")
        return said
    finally:
        connection.close()
