"""schema.org JSON-LD: reports as NewsArticle, claims as Claim with who makes them and where they appear.

A ClaimReview is a person's verdict on how credible a claim is, with that person's name and day; none is made from
anything else. How sure a claim is presented stands in no rating.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whosays.exports.identity import urn_of
from whosays.exports.json_text import document, without_nulls
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.wording import sentence, what
from whosays.record import Claim, Event, Report, Source

if TYPE_CHECKING:
    from whosays.casebook.verdicts import Verdict


def _article(report: Report) -> dict[str, object]:
    return without_nulls(
        {
            "@type": "NewsArticle",
            "@id": urn_of("report", report.id),
            "headline": report.title,
            "author": {"@type": "Person", "name": report.author} if report.author else None,
            "publisher": {"@type": "Organization", "name": report.publisher} if report.publisher else None,
            "datePublished": report.published,
            "inLanguage": report.language,
            "url": report.url,
        }
    )


def _author(source: Source) -> dict[str, object]:
    # Whether a speaker is a person or a body is not told apart, so the common type of both is named.
    return {"@type": "Thing", "name": source.name or source.text}


def _claim(report: Report, claim: Claim, first: Report | None) -> dict[str, object]:
    authors = [_author(source) for source in claim.sources]
    if not authors and report.publisher:
        authors = [{"@type": "Organization", "name": report.publisher}]
    return without_nulls(
        {
            "@type": "Claim",
            "@id": urn_of("claim", claim.id),
            "name": what(claim, report.text),
            "text": claim.evidence.text,
            "description": sentence(claim, report, with_date=True),
            "author": authors,
            "appearance": {"@id": urn_of("report", report.id)},
            "firstAppearance": {"@id": urn_of("report", first.id)} if first else None,
        }
    )


def _review(report: Report, claim: Claim, verdict: Verdict) -> dict[str, object]:
    from whosays.casebook.ratings import CREDIBILITIES

    grade = verdict.grade or 6
    rating: dict[str, object] = {"@type": "Rating", "alternateName": CREDIBILITIES[grade]}
    if grade <= 5:
        # The Admiralty scale runs from 1 (confirmed) to 5 (improbable); schema.org's best is its highest.
        rating |= {"ratingValue": 6 - grade, "bestRating": 5, "worstRating": 1}
    return without_nulls(
        {
            "@type": "ClaimReview",
            "@id": urn_of("verdict", verdict.id),
            "claimReviewed": what(claim, report.text),
            "itemReviewed": {"@id": urn_of("claim", claim.id)},
            "author": {"@type": "Person", "name": verdict.author},
            "datePublished": verdict.at[:10],
            "reviewRating": rating,
            "reviewBody": verdict.why,
        }
    )


def _first_by_claim(selection: Selection) -> dict[str, Report]:
    """Return the report that told of the claim's event first, for every claim of an event."""

    def first(event: Event) -> Report | None:
        pairs = selection.claims_of(event)
        return pairs[0][0] if pairs and pairs[0][0].published else None

    return {id_: report for event in selection.fused if (report := first(event)) for id_ in event.claims}


def _graph(selection: Selection) -> Iterator[dict[str, object]]:
    first = _first_by_claim(selection)
    yield from map(_article, selection.report_by_id.values())
    for claim_id, (report, claim) in selection.claims.items():
        yield _claim(report, claim, first.get(claim_id))
        if verdict := selection.credibilities.get(claim_id):
            yield _review(report, claim, verdict)


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one graph, a node a line."""
    return document({"@context": "https://schema.org"}, "@graph", _graph(selection))
