"""Any history of adding ends as the same additions would without repetition; real records are kept whole."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import made_record

from whosays.casebook import Casebook
from whosays.errors import CasebookError
from whosays.record import Record

steps = st.lists(
    st.tuples(
        st.sampled_from("abc"),  # report
        st.sampled_from(["0.1", "0.2", "0.3"]),  # reading
        st.sampled_from([None, b"one", b"two"]),  # bytes
    ),
    max_size=12,
)


def _reading(report: str, version: str) -> Record:
    record = made_record(report, version=version)
    return record if version == "0.1" else msgspec.structs.replace(record, claims=())


@settings(max_examples=40, deadline=None)
@given(steps)
def test_any_history(history: list[tuple[str, str, bytes | None]]) -> None:
    readings: dict[str, list[str]] = {}
    captures: dict[str, list[bytes]] = {}
    with tempfile.TemporaryDirectory() as folder, Casebook(Path(folder) / "a.casebook") as case:
        case._connection.execute("PRAGMA synchronous = OFF")
        for report, version, raw in history:
            is_new = version not in readings.setdefault(report, [])
            assert case.add(_reading(report, version), raw=raw) == is_new
            if is_new:
                readings[report].append(version)
            if raw is not None and raw not in captures.setdefault(report, []):
                captures[report].append(raw)
        current = {record.report.id: record for record in case.records()}
        assert current == {report: _reading(report, versions[-1]) for report, versions in readings.items()}
        assert {r: [raw for raw, _, _ in case.evidence(r)] for r in captures} == captures
        claiming = sorted(report for report, versions in readings.items() if versions[-1] == "0.1")
        assert sorted(found.report.id for found in case.claims()) == claiming
        case.verify()


def test_examples_are_kept_whole(example_records: list[Record], tmp_path: Path) -> None:
    with Casebook(tmp_path / "a.casebook") as case:
        for record in example_records:
            assert case.add(record)
        assert list(case.records()) == example_records
        claims = [claim for record in example_records for claim in record.claims]
        assert sorted(found.claim.id for found in case.claims()) == sorted(claim.id for claim in claims)
        assert {claim for event in case.events() for claim in event.claims} <= {claim.id for claim in claims}
        case.verify()


def test_a_backup_taken_in_use_is_a_casebook(tmp_path: Path) -> None:
    with Casebook(tmp_path / "a #1?.casebook") as case:
        case.add(made_record("a"), raw=b"x")
        case.backup(tmp_path / "copy.casebook")
        case.add(made_record("b"))
        with pytest.raises(CasebookError, match="already"):
            case.backup(tmp_path / "copy.casebook")
    with Casebook(tmp_path / "copy.casebook", create=False) as copy:
        assert [record.report.id for record in copy.records()] == ["a"]
        copy.verify()
