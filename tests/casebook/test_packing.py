"""Packing: every record and event comes back to the byte; the dictionaries never change."""

from __future__ import annotations

import hashlib
import zlib
from importlib.resources import files

import msgspec
import pytest
from made_records import many_records

from whosays.casebook.packing import body_of, packed, packed_event, unpacked, unpacked_event
from whosays.fusion import fuse
from whosays.record import Place, Record, Report, to_json


def _body(record: Record) -> bytes:
    return to_json(msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, text="")))


def test_real_records_and_events_come_back(example_records: list[Record]) -> None:
    n_packed = n_plain = 0
    for record in [*example_records, *many_records(5)]:
        body, text = _body(record), record.report.text
        packing, kept = packed(record, body)
        assert body_of(packing, kept, text) == body
        assert _body(unpacked(packing, kept, text)) == _body(msgspec.json.decode(body, type=Record))
        n_packed += len(kept)
        n_plain += len(zlib.compress(body))
    assert n_packed < 0.75 * n_plain
    for event in fuse(example_records):
        assert unpacked_event(packed_event(event)) == event


@pytest.mark.parametrize(
    "record",
    [
        Record(report=Report(id="", text="")),
        Record(report=Report(id="a", text="a", title="a")),
        Record(report=Report(id="a", text="@ at"), places=(Place(text="@", start=0, end=1, lat=1, lon=-0.0),)),
    ],
)
def test_odd_records_come_back(record: Record) -> None:
    body = _body(record)
    packing, kept = packed(record, body)
    assert body_of(packing, kept, record.report.text) == body


def test_the_dictionaries_are_part_of_the_format() -> None:
    found = {
        name: hashlib.sha256((files("whosays.casebook") / "data" / f"{name}-1.dict").read_bytes()).hexdigest()[:16]
        for name in ("record", "event")
    }
    # Otherwise casebooks made before could not be read any more.
    assert found == {"record": "b41606ca1d7111e8", "event": "ef9ff0dc64d20063"}, (
        "casebooks made before could not be read any more"
    )
