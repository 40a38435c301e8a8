"""The wheel holds all that an installation needs, and reads a report from nothing but itself and its dependencies."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (
    "whosays/app/static/index.html",
    "whosays/places/data/gazetteer.sqlite",
    "whosays/models/attribution.npz",
    "whosays/vocab/triggers.csv",
    "whosays/casebook/schema/old/001.sql",
    "whosays/examples/kursk",
    "whosays/py.typed",
)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a freshly built wheel."""
    into = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", into], cwd=ROOT, check=True,
                   capture_output=True)  # fmt: skip
    (wheel,) = into.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(into / "files")
    return into / "files"


def test_the_wheel_holds_page_models_gazetteer_and_examples_and_no_tests(unpacked: Path) -> None:
    assert [path for path in NEEDED if not (unpacked / path).exists()] == []
    assert {path.name for path in unpacked.iterdir()} == {"whosays", "whosays-0.1.0.dist-info"}


def test_the_package_reads_from_the_wheel_alone(unpacked: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r}); import json, whosays\n"
        "record = whosays.read('Russian forces shelled Kharkiv, Ukrainian police said.')\n"
        "print(json.dumps([whosays.__file__, [c.type for c in record.claims]]))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, cwd=unpacked)
    where, types = json.loads(done.stdout)
    assert Path(where).is_relative_to(unpacked)
    assert types == ["ASSAULT"]
