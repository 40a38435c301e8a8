"""What holds for all formats: they pass their rules, say the same twice, lose nothing silently, survive any name."""

from __future__ import annotations

import csv
import io
import resource
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from nasty_case import NASTY

from whosays.errors import ReportError, UsageError
from whosays.exports import FORMATS, LeftOut, Selection, export, render
from whosays.exports.checks import CHECKED, check_file
from whosays.exports.writing import write_folder, write_whole, write_zip
from whosays.record import Record, Report

BRIEFS = ("markdown", "html", "docx", "pdf")
CHECKABLE = [name for name in FORMATS if name not in BRIEFS]
SINGLE = [name for name, format_ in FORMATS.items() if not format_.is_folder and not format_.is_binary]
# What leaves claims or events out, and so must list them.
PARTIAL = [
    "polecat",
    "plover",
    "gdelt-events",
    "gdelt-mentions",
    "acled-like",
    "ged",
    "views-country",
    "views-grid",
    "kml",
    "geojson",
    "timemap",
]


def path_for(name: str, folder: Path) -> Path:
    return folder / f"{name}{FORMATS[name].ending}"


def test_every_format_but_the_report_can_be_checked() -> None:
    assert set(CHECKED) == set(CHECKABLE)


@pytest.mark.parametrize("name", CHECKABLE)
@pytest.mark.parametrize("case", ["selection", "nasty"])
def test_file_is_recognised_and_holds(name: str, case: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    written = export(request.getfixturevalue(case), path_for(name, tmp_path), to=name)
    check = check_file(written)
    assert check.format == name
    assert check.faults == []
    assert check.n_checked


@pytest.mark.parametrize("name", CHECKABLE)
def test_nothing_chosen_is_still_a_whole_file(name: str, tmp_path: Path) -> None:
    written = export(Selection(), path_for(name, tmp_path), to=name)
    assert check_file(written, to=name).faults == []


@pytest.mark.parametrize("name", SINGLE)
def test_same_claims_give_the_same_words(name: str, selection: Selection) -> None:
    assert render(selection, name) == render(replace(selection), name)


@pytest.mark.parametrize("name", PARTIAL)
def test_what_is_left_out_is_listed_with_a_reason(name: str, selection: Selection, left_out: LeftOut) -> None:
    if FORMATS[name].is_folder:
        for _, pieces in FORMATS[name].members(selection, left_out):
            "".join(pieces)
    else:
        render(selection, name, left_out=left_out)
    known = {event.id for event in selection.events} | set(selection.claims)
    listed = [id_ for id_, _ in left_out.rows()]
    assert listed
    assert set(listed) <= known
    assert len(set(listed)) == len(listed) == left_out.count
    assert sum(int(line.split(":")[0].split()[-1]) for line in left_out.lines()) == left_out.count


def written(selection: Selection, name: str, left_out: LeftOut) -> str:
    """Return all text of a format."""
    if FORMATS[name].is_folder:
        return "".join("".join(map(str, pieces)) for _, pieces in FORMATS[name].members(selection, left_out))
    return render(selection, name, left_out=left_out)


# Formats that carry ids as they are: whose ids.
CARRIED = {
    "events": ("csv events-csv origins-csv acled-like ged event-reports event-aggregates geojson kml timemap hxl stix "
               "prov datapackage"),
    "claims": "jsonl csv polecat plover event-reports stix prov datapackage",
}  # fmt: skip


@pytest.mark.parametrize(("unit", "name"), [(unit, name) for unit, names in CARRIED.items() for name in names.split()])
def test_nothing_is_neither_written_nor_listed(unit: str, name: str, selection: Selection, left_out: LeftOut) -> None:
    text = written(selection, name, left_out)
    wanted = set(selection.claims) if unit == "claims" else {event.id for event in selection.events}
    assert {id_ for id_ in wanted if id_ not in text} <= {id_ for id_, _ in left_out.rows()}


# Formats with ids of their own: how a claim or an event is counted.
COUNTED = {
    "gdelt-events": ("events", "\n"),
    "annotations": ("claims", '"type":"Annotation"'),
    "schema-org": ("claims", '"@type":"Claim"'),
}


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_written_and_what_is_listed_are_all(name: str, selection: Selection, left_out: LeftOut) -> None:
    unit, mark = COUNTED[name]
    text = written(selection, name, left_out)
    assert text.count(mark) + left_out.count == len(selection.claims if unit == "claims" else selection.events)


def test_report_without_a_claim_is_listed_where_it_cannot_be(left_out: LeftOut) -> None:
    silent = Selection(records=(Record(report=Report(id="silent", text="Nothing happened.")),))
    written(silent, "stix", left_out)
    assert [id_ for id_, _ in left_out.rows()] == ["silent"]


@pytest.mark.parametrize("name", ["csv", "events-csv", "polecat", "acled-like", "ged", "hxl", "event-reports"])
def test_names_survive_a_table(name: str, nasty: Selection) -> None:
    delimiter = "\t" if name == "polecat" else ","
    cells = {
        cell for row in csv.reader(io.StringIO(render(nasty, name), newline=""), delimiter=delimiter) for cell in row
    }
    words = " ".join(cells)
    assert all(given in words for given in NASTY if name not in ("hxl",) or given == NASTY[3])
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)


@pytest.mark.parametrize("name", ["geojson", "stix", "ftm", "prov", "annotations", "schema-org"])
def test_names_survive_json(name: str, nasty: Selection) -> None:
    written = render(nasty, name)
    assert NASTY[3] in written
    assert NASTY[4] in written


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].is_binary])
def test_bytes_are_the_same_every_time_and_are_not_printed(name: str, nasty: Selection, tmp_path: Path) -> None:
    one, two = (export(nasty, tmp_path / f"{n}{FORMATS[name].ending}", to=name) for n in "ab")
    assert one.read_bytes() == two.read_bytes()
    with pytest.raises(UsageError):
        render(nasty, name)


@pytest.mark.parametrize("name", [name for name in CHECKABLE if not FORMATS[name].is_binary])
def test_presented_certainty_is_no_likelihood(name: str, nasty: Selection, tmp_path: Path) -> None:
    written = export(nasty, path_for(name, tmp_path), to=name)
    if written.is_dir():
        text = "".join(path.read_text(encoding="utf-8") for path in written.iterdir())
    elif zipfile.is_zipfile(written):
        with zipfile.ZipFile(written) as archive:
            text = "".join(archive.read(member).decode("utf-8") for member in archive.namelist())
    else:
        text = written.read_text(encoding="utf-8")
    assert "likelihood" not in text
    assert '"confidence"' not in text


def test_archive_is_the_same_bytes_every_time(nasty: Selection, tmp_path: Path) -> None:
    one = export(nasty, tmp_path / "one.zip", to="datapackage")
    two = export(nasty, tmp_path / "two.zip", to="datapackage")
    assert one.read_bytes() == two.read_bytes()


def test_folder_and_archive_hold_the_same(nasty: Selection, tmp_path: Path) -> None:
    folder = export(nasty, tmp_path / "case", to="datapackage")
    with zipfile.ZipFile(export(nasty, tmp_path / "case.zip", to="datapackage")) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }
    assert check_file(folder).faults == []


def test_folder_is_replaced_but_never_a_stranger(nasty: Selection, tmp_path: Path) -> None:
    folder = export(nasty, tmp_path / "map", to="timemap")
    export(nasty, folder, to="timemap")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"U004.*notes\.txt"):
        export(nasty, folder, to="timemap")
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["map"]


def full_disk() -> Iterator[str]:
    yield "first words"
    raise OSError(28, "No space left on device")


def broken() -> Iterator[str]:
    yield "first words"
    raise KeyError("a fault of ours")


def test_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    for target in ("a.csv", "a.zip", "a"):
        write = {"a.csv": write_whole}.get(target)
        with pytest.raises(UsageError, match="No space left"):
            if write:
                write(tmp_path / target, full_disk())
            else:
                (write_zip if target == "a.zip" else write_folder)(
                    tmp_path / target, [("b", ["b"]), ("c", full_disk())]
                )
    assert list(tmp_path.iterdir()) == []


@contextmanager
def small_disk() -> Iterator[None]:
    """Let no file grow beyond some bytes: what a disk does that is full, from the system itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_leaves_half_a_file_on_a_full_disk(name: str, nasty: Selection, tmp_path: Path) -> None:
    target = path_for(name, tmp_path)
    target.parent.mkdir(exist_ok=True)
    if FORMATS[name].is_folder and not target.suffix:
        earlier = None
    else:
        earlier = "before"
        target.write_text(earlier, encoding="utf-8")
    with small_disk(), pytest.raises(UsageError, match="U004"):
        export(nasty, target, to=name)
    assert [path.name for path in tmp_path.iterdir()] == ([target.name] if earlier else [])
    assert earlier is None or target.read_text(encoding="utf-8") == earlier


def test_fault_of_ours_leaves_the_earlier_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("before", encoding="utf-8")
    with pytest.raises(KeyError):
        write_whole(tmp_path / "a.csv", broken())
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["before"]


def test_several_files_are_not_printed(nasty: Selection) -> None:
    with pytest.raises(UsageError, match="several files"):
        render(nasty, "timemap")


def test_checking_says_what_it_cannot_check(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="R001"):
        check_file(tmp_path / "gone.csv")
    strange = tmp_path / "strange.txt"
    strange.write_text("a letter\n", encoding="utf-8")
    with pytest.raises(UsageError, match="U015"):
        check_file(strange)
