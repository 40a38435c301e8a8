"""Parquet and Arrow: read back by pyarrow, DuckDB, polars and pandas, cell for cell what the CSV tables say."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from whosays.errors import UsageError
from whosays.exports import Selection, export, render
from whosays.exports.arrow import schema_of, table_of
from whosays.exports.checks import check_file
from whosays.exports.delimited import cell

pyarrow = pytest.importorskip("pyarrow")
feather = pytest.importorskip("pyarrow.feather")
parquet_files = pytest.importorskip("pyarrow.parquet")
TABLES = {"claims": "csv", "events": "events-csv", "figures": "figures-csv", "origins": "origins-csv"}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("case", ["selection", "nasty"])
def test_table_says_what_the_csv_says(table: str, case: str, request: pytest.FixtureRequest) -> None:
    selection = request.getfixturevalue(case)
    rows = list(csv.DictReader(io.StringIO(render(selection, TABLES[table]), newline="")))
    made = table_of(selection, table).to_pylist()
    assert len(made) == len(rows)
    for arrow_row, csv_row in zip(made, rows, strict=True):
        cells = {name: cell(tuple(value) if isinstance(value, list) else value) for name, value in arrow_row.items()}
        assert cells == csv_row


def test_formulas_are_words_where_no_spreadsheet_reads_them(nasty: Selection) -> None:
    assert table_of(nasty, "claims")["title"][0].as_py() == '=SUM("A1")'


def test_duckdb_reads_types_and_lists(selection: Selection, tmp_path: Path) -> None:
    import duckdb

    claims = export(selection, tmp_path / "claims.parquet")
    figures = export(selection, tmp_path / "figures.parquet", to="figures-parquet")
    with duckdb.connect() as db:
        kinds = dict(row[:2] for row in db.execute(f"DESCRIBE SELECT * FROM '{claims}'").fetchall())
        assert kinds["latitudes"] == "DOUBLE[]"
        assert kinds["earliest"] == "DATE"
        assert kinds["evidence_start"] == "INTEGER"
        n_quoted, n_claims = db.execute(
            f"SELECT count(*) FILTER (list_contains(quoted, true)), count(*) FROM '{claims}'"
        ).fetchall()[0]
        assert n_claims == len(selection.claims)
        assert n_quoted == sum(any(s.quoted for s in claim.sources) for _, claim in selection.claims.values())
        joined = db.execute(f"SELECT count(*) FROM '{figures}' AS f JOIN '{claims}' AS c USING (claim_id)").fetchall()
        assert joined[0][0] == sum(
            len(held.figures) for event in selection.events for held in event.quantities.values()
        )


def test_polars_and_pandas_read_both_kinds(selection: Selection, tmp_path: Path) -> None:
    import pandas
    import polars

    parquet = export(selection, tmp_path / "e.parquet", to="events-parquet")
    arrow = export(selection, tmp_path / "e.arrow", to="events-arrow")
    frame = polars.read_parquet(parquet)
    assert frame.equals(polars.read_ipc(arrow))
    assert pandas.read_feather(arrow)["event_id"].tolist() == [event.id for event in selection.events]
    assert frame["n_origins"].to_list() == [len(event.origins) for event in selection.events]


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_strange_columns_and_codes_are_found(ending: str, nasty: Selection, tmp_path: Path) -> None:
    table = table_of(nasty, "claims")
    n_type = table.schema.get_field_index("type")
    wrong = table.set_column(n_type, "type", pyarrow.array(["RUMOUR"] * len(table)))
    untyped = table.set_column(n_type, "type", pyarrow.array([1] * len(table)))
    for made, what in ((wrong, "RUMOUR"), (untyped, "int64"), (table.drop_columns(["url"]), "url is missing")):
        path = tmp_path / f"wrong.{ending}"
        made = made.replace_schema_metadata(schema_of("claims").metadata)
        if ending == "parquet":
            parquet_files.write_table(made, path)
        else:
            feather.write_feather(made, path, compression="uncompressed")
        faults = check_file(path).faults
        assert what in faults[0].what
    path.write_bytes(path.read_bytes()[:-20])
    assert not check_file(path, to=ending).holds


def test_stranger_among_parquet_files_is_not_recognised(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    parquet_files.write_table(pyarrow.table({"a": [1]}), path)
    with pytest.raises(UsageError, match="U015"):
        check_file(path)


def test_missing_library_is_named_with_its_remedy(
    nasty: Selection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"U030.*pyarrow.*whosays\[tables\]"):
        export(nasty, tmp_path / "claims.parquet")
    assert not list(tmp_path.iterdir())
