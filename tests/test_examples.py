"""The example reports: every record holds, validates against the published schema, and reads alike every time."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from whosays.errors import ReportError
from whosays.record import Record, check_record, json_schema, record_from_json, to_json
from whosays.sources import open_reports


def test_every_record_holds(example_records: list[Record]) -> None:
    assert len(example_records) >= 41
    for record in example_records:
        check_record(record)


def test_every_record_validates_against_the_schema(example_records: list[Record]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for record in example_records:
        validator.validate(json.loads(to_json(record)))


def test_every_report_makes_claims_and_most_have_an_owner(example_records: list[Record]) -> None:
    claims = [claim for record in example_records for claim in record.claims]
    assert all(record.claims for record in example_records)
    assert sum(bool(claim.sources) for claim in claims) > len(claims) / 2


def test_claim_ids_are_unique(example_records: list[Record]) -> None:
    ids = [claim.id for record in example_records for claim in record.claims]
    assert len(ids) == len(set(ids))


def test_the_foot_of_the_page_is_not_read(example_records: list[Record]) -> None:
    for record in example_records:
        for furniture in ("written as an example", "Leave a Comment", "No comments available", "cookies", "newsletter"):
            assert furniture not in record.report.text


@pytest.mark.parametrize(
    ("page", "published", "published_from"),
    [
        ("kursk/2024-10-18-harbour-wire.html", "2024-10-18", "metadata"),
        ("kursk/2024-10-19-lantern-post.html", "2024-10-19", "metadata"),
        ("kursk/2024-10-21-northbridge-chronicle.html", "2024-10-21", "url"),
        ("kursk/2024-10-25-vistula-courier.html", "2024-10-25", "text"),
        ("kursk/2024-11-05-meadow-tribune.html", "2024-11-05", "text"),
        ("kursk/undated-open-notebook.html", None, "unknown"),
    ],
)
def test_publication_date_and_where_it_was_found(
    examples: Path, page: str, published: str | None, published_from: str
) -> None:
    (report,) = open_reports([examples / page])
    assert not isinstance(report, ReportError)
    assert (report.published or "")[:10] == (published or "")
    assert report.published_from == published_from


def test_undated_report_has_no_invented_dates(example_records: list[Record]) -> None:
    (undated,) = [record for record in example_records if record.report.published is None]
    relative = [claim.time for claim in undated.claims if claim.time.text and "last month" in claim.time.text]
    assert all(when.earliest is None and when.latest is None for when in relative)


@pytest.mark.parametrize(
    ("page", "code"),
    [("empty.html", "R002"), ("broken.html", "R005"), ("not-news.html", "R005"), ("ukrainian.html", "R007")],
)
def test_odd_pages_get_a_coded_error_with_a_remedy(examples: Path, page: str, code: str) -> None:
    (error,) = open_reports([examples / "odd" / page])
    assert isinstance(error, ReportError)
    assert error.code == code
    assert page in error.what
    assert error.remedy


def test_a_record_comes_back_from_json_byte_for_byte(example_records: list[Record]) -> None:
    for record in example_records:
        assert to_json(record_from_json(to_json(record))) == to_json(record)
