"""Parts of the published pages: everything that a report says is escaped, isolated and shown for what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from whosays.exports.figures import figure_words
from whosays.record import Event, Figure

STANDING = {
    "single-source": "Single source", "corroborated": "Corroborated", "contested": "Contested", "denied": "Denied",
    "retracted": "Retracted",
}  # fmt: skip
# Signs that turn the direction of what follows: shown by name, since they can make words read otherwise.
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Nothing is loaded from anywhere else, no script stands in a page, and no form is sent.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'"
)
SAFE_LINK = re.compile(r"https?://", re.IGNORECASE)


class Words:
    """How words of reports come into a page."""

    def __call__(self, text: str | None) -> str:
        """Return words for a page: mark-up escaped, signs that turn the direction shown."""
        safe = escape(text or "")
        return BIDI.sub(lambda sign: f'<span class="bidi">U+{ord(sign[0]):04X}</span>', safe)

    def isolated(self, text: str | None) -> str:
        """Return words whose direction does not reach beyond them."""
        return f'<bdi dir="auto">{self(text)}</bdi>'

    def link(self, url: str | None, words: str) -> str:
        """Return a link to the original, the words alone where there is no web address."""
        if not url or not SAFE_LINK.match(url):
            return words
        return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{words}</a>'


def page(title: str, body: str, *, up: str = "", embed: bool = False, footer: str = "") -> str:
    """Return a whole page; ``up`` leads back to the site's folder."""
    nav = (
        f'<header><b>who<i>says</i></b> <a href="{up}index.html">Board</a> <a href="{up}figures.html">Figures</a> '
        f'<a href="{up}reports.html">Reports</a> <a href="{up}data.html">Data</a></header>'
    )
    return (
        f'<!doctype html>\n<html lang="en" dir="ltr"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f'<title>{title}</title><link rel="stylesheet" href="{up}site.css">'
        f'<script defer src="{up}site.js"></script>{"<base target=_parent>" if embed else ""}</head>'
        f"<body{' class=embed' if embed else ''}>{'' if embed else nav}<main>{body}</main>"
        f"<footer>{footer}</footer></body></html>\n"
    )


def standing_mark(event: Event) -> str:
    """Return an event's standing as a shape and a word."""
    return f'<span class="st {event.standing}">{STANDING[event.standing]}</span>'


def table(head: Iterable[str], rows: Iterable[Iterable[str]], name: str) -> str:
    """Return a table in a box that scrolls by itself; cells are HTML already."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="tw" tabindex="0" role="region" aria-label="{escape(name)}"><table><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def figure_cells(figure: Figure, words: Words) -> list[str]:
    """Return a figure's cells: day, owner, number, the report's words."""
    owner = words.isolated(figure.source or "the report itself")
    said = escape(figure_words(figure))
    return [(figure.reported_at or "no date")[:10], owner, said, f"“{words.isolated(figure.text)}”"]
