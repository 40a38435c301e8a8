"""Writing the published site: board, events, reports, figures, data, and views to embed."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files
from pathlib import Path

import msgspec

from whosays.app.site.drawing import map_of
from whosays.app.site.parts import Words, figure_cells, page, standing_mark, table
from whosays.app.site.rules import Rules
from whosays.errors import UsageError
from whosays.exports import LeftOut, render
from whosays.exports.brief import representative
from whosays.exports.figures import number, range_words
from whosays.exports.redacting import Names, Person, redact
from whosays.exports.selection import Selection
from whosays.exports.wording import label_of, sentence, what, when_words
from whosays.record import Claim, Event, Record, Report, When

# Data to take away: quotations only, so that they may be given whatever the rules are. Whole records only where
# every report may be shown in full.
DATA = {
    "claims.csv": "csv", "events.csv": "events-csv", "figures.csv": "figures-csv", "origins.csv": "origins-csv",
    "events.geojson": "geojson", "brief.md": "markdown",
}  # fmt: skip
# By this an earlier site is known, so that publishing again replaces it and nothing else.
MARK = ".whosays-site"
FOOTER = (
    "<span>Every sentence is what a report says, with its owner.</span><span>Place data © GeoNames contributors, "
    "CC BY 4.0. Land: Natural Earth; no borders are drawn. Discs are not borders.</span><span>Times in UTC. "
    "Made with whosays; this page loads nothing from anywhere else.</span>"
)


def publish(selection: Selection, out: Path, *, rules: Rules | None = None, persons: tuple[Person, ...] = ()) -> int:
    """Write a static site of the selection into a folder and return how many pages it has.

    ``rules`` say how much of each report is shown (default: quotations with a link). ``persons`` who are not to be
    named (`exports.redacting`) are named nowhere; raise `UsageError` U061 if one would be. Raise U004 where the folder
    cannot be written; a folder that holds other files is left as it is.
    """
    site = Site.of(selection, rules or Rules(), persons)
    # Whole names alone: of a part it cannot be said on every page whom it means.
    private = Names((person for person in persons if person.label), parts_in="")
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise UsageError("U004", item=str(out), detail="the folder holds other files")
    made = None
    n_pages = 0
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
        for name, text in site.members():
            if private.matches(text) or private.matches(name, in_address=True):
                raise UsageError("U061", item=name)
            target = made / name
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8", errors="replace")
            n_pages += name.endswith(".html")
        (made / MARK).touch()
        made.chmod(0o755)
        if out.exists():
            shutil.rmtree(out)
        made.replace(out)
        made = None
    except OSError as error:
        raise UsageError("U004", item=str(out), detail=error.strerror or str(error)) from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
    return n_pages


@dataclass(frozen=True)
class Site:
    """What is published: the selection without what must not be shown, and the rules."""

    selection: Selection
    hidden: frozenset[str]
    rules: Rules
    is_redacted: bool
    words: Words

    @classmethod
    def of(cls, selection: Selection, rules: Rules, persons: tuple[Person, ...] = ()) -> Site:
        """Return the site of a selection; claims of reports that are not shown leave it, events keep their standing."""
        showings = [rules.of(record.report) for record in selection.records]
        selection = redact(selection, persons)
        # Where persons are withheld, reports have other ids and outlets may have other names.
        named = dict(zip((record.report.id for record in selection.records), showings))
        rules = replace(rules, reports=named)
        hidden = frozenset(one.report.id for one in selection.records if rules.of(one.report) == "none")
        shown = tuple(one for one in selection.records if one.report.id not in hidden)
        kept = {claim.id for record in shown for claim in record.claims}
        events = tuple(event for event in selection.events if kept.intersection(event.claims))
        cut = tuple(
            msgspec.structs.replace(event, claims=tuple(one for one in event.claims if one in kept)) for event in events
        )
        whole = Selection(records=shown, events=cut, title=selection.title, known_on=selection.known_on)
        return cls(whole, hidden, rules, any(person.label for person in persons), Words())

    def members(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of every file."""
        yield "index.html", self.index()
        yield "figures.html", self.figures()
        yield "reports.html", self.reports()
        yield "data.html", self.data()
        yield "embed-map.html", self.shell("Map", self.map(), embed=True)
        for event in self.selection.events:
            yield f"event/{event.id}.html", self.event(event)
            yield f"embed/{event.id}.html", self.card(event)
        for record in self.selection.records:
            yield f"report/{name_of(record.report)}.html", self.report(record)
        for name, format_ in DATA.items():
            yield f"data/{name}", render(self.selection, format_, left_out=LeftOut())
        if self.may_give_records():
            yield "data/records.jsonl", render(self.selection, "jsonl", left_out=LeftOut())
        for name in ("site.css", "site.js"):
            yield name, files("whosays.app.site").joinpath(name).read_text(encoding="utf-8")

    def may_give_records(self) -> bool:
        """Say whether whole records may be given: every report in full, nobody's name withheld."""
        in_full = all(self.rules.of(record.report) == "full" for record in self.selection.records)
        return in_full and not self.hidden and not self.is_redacted

    # ------------------------------------------------------------ pages

    def shell(self, title: str, body: str, *, up: str = "", embed: bool = False) -> str:
        """Return a page of the site."""
        known = f" · as known on {escape(self.selection.known_on)}" if self.selection.known_on else ""
        return page(f"{self.words(title)} · whosays{known}", body, up=up, embed=embed, footer=FOOTER)

    def told(self, event: Event) -> str:
        """Return what an event is, as its fullest claim says it."""
        claims = self.selection.claims_of(event)
        if not claims:
            return label_of(event.type)
        report, claim = representative(claims)
        return what(claim, report.text)

    def map(self, up: str = "") -> str:
        """Return the map of the events."""
        told = [(event, self.told(event)) for event in self.selection.events]
        return map_of(told, link=f"{up}event/{{}}.html")

    def index(self) -> str:
        """Return the board: map, filters, list."""
        chosen = self.selection
        newest = sorted(chosen.events, key=lambda event: (event.last_reported or "", event.id), reverse=True)
        n_origins = len({origin.name for event in chosen.events for origin in event.origins})
        known = f"As known on {escape(chosen.known_on)}" if chosen.known_on else "As known when this was published"
        types = sorted({(label_of(event.type), event.type) for event in newest})
        options = "".join(f'<option value="{type_}">{escape(label)}</option>' for label, type_ in types)
        standings = "".join(f"<option>{one}</option>" for one in sorted({event.standing for event in newest}))
        body = (
            f"<h1>{self.words(chosen.title)}</h1><p>{known}: {number(len(newest))} events from "
            f"{number(len(chosen.claims))} claims in {number(len(chosen.records))} reports, resting on "
            f"<b>{number(n_origins)} independent origins</b>.</p>{self.map()}"
            '<form id="filters" hidden><label>Words<input name="words" type="search"></label>'
            f'<label>What<select name="type"><option value="">anything</option>{options}</select></label>'
            f'<label>Standing<select name="standing"><option value="">any</option>{standings}</select></label>'
            '<label>Origins at least<input name="origins" type="number" min="0" value="0"></label>'
            '<span class="meta" id="count" role="status"></span></form>'
            f'<ul class="evs">{"".join(self.row(event) for event in newest)}</ul>'
        )
        return self.shell(chosen.title, body)

    def row(self, event: Event, up: str = "") -> str:
        """Return an event in a list."""
        origins = len(event.origins)
        figures = ", ".join(f"{range_words(held)} {kind}" for kind, held in sorted(event.quantities.items()))
        places = ", ".join(dict.fromkeys(place.name for place in event.places if place.name))
        more = " · ".join(self.words(part) for part in (places, _when(event), figures) if part)
        return (
            f'<li class="ev" data-event="{event.id}" data-type="{event.type}" data-standing="{event.standing}" '
            f'data-origins="{origins}">{standing_mark(event)} <span class="meta">{origins} '
            f"origin{'' if origins == 1 else 's'}, {len(event.reports)} report{'' if len(event.reports) == 1 else 's'}"
            f'</span><h3><a href="{up}event/{event.id}.html" dir="auto">{self.words(self.told(event))}</a></h3>'
            f'<p class="meta">{more}</p></li>'
        )

    def event(self, event: Event) -> str:
        """Return an event's page: standing, figures, origins, claims in their words."""
        words = self.words
        figures = [
            [escape(kind), *figure_cells(figure, words)]
            for kind, held in sorted(event.quantities.items())
            for figure in held.figures
            if figure.claim in self.selection.claims
        ]
        origins = "".join(
            f"<li><b>{words.isolated(origin.name)}</b>{' denies it' if origin.denies else ''} "
            f'<span class="meta">{words(origin.why)}; {self.outlets(origin.reports)}</span></li>'
            for origin in event.origins
        )
        claims = self.selection.claims_of(event)
        said = "".join(self.claim(report, claim, up="../") for report, claim in claims)
        hidden = sum(report in self.hidden for report in event.reports)
        note = f'<p class="meta">{hidden} of its reports may not be shown here.</p>' if hidden else ""
        code = escape(f'<iframe src="embed/{event.id}.html" title="whosays" width="100%" height="320"></iframe>')
        body = (
            f'<p class="meta">{escape(label_of(event.type))} · {event.id}</p>'
            f'<h1 dir="auto">{words(self.told(event))}</h1>'
            f"<p>{standing_mark(event)}</p><p>{words(event.why)}</p>"
            f'<p class="meta">Happened: {words(_when(event))}. First reported {_day(event.first_reported)}, last '
            f"{_day(event.last_reported)}.</p>{note}"
            + (f"<h2>Figures</h2>{table(HEAD, figures, 'Figures')}" if figures else "")
            + f'<h2>Where it comes from</h2><ul class="trees">{origins}</ul><h2>Claims</h2>{said}'
            f"<h2>Embed</h2><pre>{code}</pre>"
        )
        return self.shell(self.told(event), body, up="../")

    def outlets(self, reports: tuple[str, ...]) -> str:
        """Return where an origin was carried; reports that are not shown are counted."""
        held = self.selection.report_by_id
        outlets = (held[one].publisher or "an outlet not named" for one in reports if one in held)
        names = dict.fromkeys(map(self.words, outlets))
        hidden = sum(one not in held for one in reports)
        return ", ".join([*names, *([f"{hidden} report{'s' if hidden > 1 else ''} not shown"] if hidden else [])])

    def claim(self, report: Report, claim: Claim, *, up: str) -> str:
        """Return a claim as a sentence, with the words that make it and where they stand."""
        told = self.words(sentence(claim, report, with_date=True))
        quoted = self.words(" ".join(claim.evidence.text.split()))
        return (
            f'<section id="{_anchor(claim)}"><h3 dir="auto">{told}</h3><blockquote dir="auto">“{quoted}”</blockquote>'
            f'<p class="meta">{self.cited(report, up)}</p></section>'
        )

    def cited(self, report: Report, up: str) -> str:
        """Return where words stand: outlet, day, title with its link, our page of the report."""
        outlet = self.words.isolated(report.publisher or "outlet not named")
        title = self.words.link(report.url, self.words.isolated(report.title or "without a title"))
        own = f'<a href="{up}report/{name_of(report)}.html">its claims</a>'
        return f"{outlet}, {_day(report.published)}, {title} · {own}"

    def card(self, event: Event) -> str:
        """Return an event to embed in another page."""
        body = (
            f'<h1 dir="auto"><a href="../event/{event.id}.html">{self.words(self.told(event))}</a></h1>'
            f"<p>{standing_mark(event)} · {self.words(event.why)}</p>"
            f'<p class="meta">{self.words(_when(event))}; {len(event.origins)} origins, '
            f"{len(event.reports)} reports.</p>"
        )
        return self.shell(self.told(event), body, up="../", embed=True)

    def report(self, record: Record) -> str:
        """Return a report's page: its whole text with the claims marked, or its claims as quotations with a link."""
        report = record.report
        in_full = self.rules.of(report) == "full"
        claims = "".join(self.claim(report, claim, up="../") for claim in record.claims)
        text = f'<h2>Its words</h2><div class="text">{self.marked(record)}</div>' if in_full else ""
        link = self.words.link(report.url, "Read it where it was published")
        note = "" if in_full else f'<p class="meta">Quotations only. {link}.</p>' if report.url else ""
        outlet = self.words.isolated(report.publisher or "outlet not named")
        body = (
            f'<p class="meta">{outlet} · {_day(report.published)}</p>'
            f'<h1 dir="auto">{self.words(report.title or "Without a title")}</h1>{note}{text}'
            f"<h2>What we read in it</h2>{claims or '<p>No claim about the conflict was found.</p>'}"
        )
        return self.shell(report.title or "Report", body, up="../")

    def marked(self, record: Record) -> str:
        """Return a report's paragraphs with the words of its claims marked."""
        text = record.report.text
        covered = bytearray(len(text) + 1)
        for claim in record.claims:
            covered[claim.evidence.start : claim.evidence.end] = b"\1" * (claim.evidence.end - claim.evidence.start)
        made, start = [], 0
        for line in text.split("\n"):
            parts, at = [], start
            while at < start + len(line):
                end = at
                while end < start + len(line) and covered[end] == covered[at]:
                    end += 1
                words = self.words(text[at:end])
                parts.append(f"<mark>{words}</mark>" if covered[at] else words)
                at = end
            if line.strip():
                made.append(f'<p dir="auto">{"".join(parts)}</p>')
            start += len(line) + 1
        return "".join(made)

    def reports(self) -> str:
        """Return the list of reports."""
        held = sorted(self.selection.records, key=lambda one: (one.report.published or "", one.report.id), reverse=True)
        rows = []
        for report, n_claims in ((one.report, len(one.claims)) for one in held):
            title = self.words.isolated(report.title or "without a title")
            link = f'<a href="report/{name_of(report)}.html">{title}</a>'
            outlet = self.words.isolated(report.publisher or "not named")
            rows.append([_day(report.published), outlet, link, str(n_claims), self.rules.of(report)])
        head = ("Published", "Outlet", "Title", "Claims", "Shown")
        return self.shell("Reports", f"<h1>Reports</h1>{table(head, rows, 'Reports')}")

    def figures(self) -> str:
        """Return every figure with its owner, by kind and day."""
        rows: dict[str, list[list[str]]] = {}
        for event in self.selection.events:
            link = f'<a href="event/{event.id}.html">{self.words.isolated(self.told(event))}</a>'
            for kind, held in event.quantities.items():
                for figure in held.figures:
                    if figure.claim in self.selection.claims:
                        rows.setdefault(kind, []).append([*figure_cells(figure, self.words), link])
        head = (*HEAD[1:], "Event")
        parts = [
            f"<h2>{escape(kind.capitalize())}</h2>{table(head, sorted(held), kind)}"
            for kind, held in sorted(rows.items())
        ]
        return self.shell("Figures", f"<h1>How many, says who</h1>{''.join(parts) or '<p>No figure is given.</p>'}")

    def data(self) -> str:
        """Return the page of data to take away and of views to embed."""
        names = [*DATA, *(["records.jsonl"] if self.may_give_records() else [])]
        links = "".join(f'<li><a href="data/{name}" download>{name}</a></li>' for name in names)
        code = escape('<iframe src="embed-map.html" title="whosays map" width="100%" height="420"></iframe>')
        return self.shell("Data", f"<h1>Data</h1><ul>{links}</ul><h2>Embed the map</h2><pre>{code}</pre>")


HEAD = ("Kind", "Reported", "Who says so", "Figure", "In the report’s words")


def name_of(report: Report) -> str:
    """Return the name of a report's page: its id may be anything, a file's name may not."""
    return hashlib.sha256(report.id.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _anchor(claim: Claim) -> str:
    return "c" + hashlib.sha256(claim.id.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _day(instant: str | None) -> str:
    return escape(instant[:10]) if instant else "no date"


def _when(event: Event) -> str:
    return when_words(When(earliest=event.time.earliest, latest=event.time.latest, grain=event.time.grain))
