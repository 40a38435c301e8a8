"""W3C Web Annotation: every claim as an annotation of its exact words, found by quote and by position."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.exports.identity import urn_of
from whosays.exports.json_text import document, without_nulls
from whosays.exports.left_out import LeftOut
from whosays.exports.selection import Selection
from whosays.exports.wording import sentence
from whosays.record import Claim, Report, Span

# As many characters of context as tell one place in a report from another.
CONTEXT = 32


def selectors(report: Report, span: Span) -> list[dict[str, object]]:
    """Return the two selectors of some words; positions count code points, as the model asks."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": report.text[max(0, span.start - CONTEXT) : span.start],
            "suffix": report.text[span.end : span.end + CONTEXT],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def _annotation(report: Report, claim: Claim) -> dict[str, object]:
    return without_nulls(
        {
            "id": urn_of("claim", claim.id),
            "type": "Annotation",
            "motivation": "classifying",
            "body": [
                {"type": "TextualBody", "purpose": "classifying", "value": claim.type},
                {
                    "type": "TextualBody",
                    "purpose": "describing",
                    "format": "text/plain",
                    "language": "en",
                    "value": sentence(claim, report),
                },
                {
                    "type": "TextualBody",
                    "purpose": "tagging",
                    "value": f"presented certainty: {claim.certainty}",
                },
            ],
            "target": {
                "source": report.url or urn_of("report", report.id),
                "selector": selectors(report, claim.evidence),
            },
        }
    )


def pieces(selection: Selection, left_out: LeftOut) -> Iterator[str]:
    """Yield one AnnotationPage, an annotation a line."""
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:whosays:annotations",
        "type": "AnnotationPage",
    }
    return document(head, "items", (_annotation(report, claim) for report, claim in selection.claims.values()))
