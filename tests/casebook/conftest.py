"""The casebook's own tests, run against both places where a casebook can be kept: a file, and a server.

On the server each path that a test opens is this machine's copy of a casebook of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres_server import RunningServer
from whosays.casebook import opened
from whosays.casebook.addresses import parsed

# Not those that look into the file itself, or end processes.
BOTH = {
    "test_archive", "test_asking_past", "test_asking_speakers", "test_fusing_histories", "test_grading", "test_joining",
    "test_judging", "test_store_asking", "test_store_histories", "test_store_keeping",
}  # fmt: skip


# A copy that was changed is made anew from the server: test_following_server.py.
OF_A_FILE = {"test_a_changed_verdict_is_found"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.module.__name__ in BOTH and metafunc.function.__name__ not in OF_A_FILE:
        metafunc.parametrize("kept_in", ["file", "server"], indirect=True, scope="module")


@pytest.fixture(scope="module", autouse=True)
def kept_in(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where the casebooks of a test are kept."""
    if getattr(request, "param", "file") == "file":
        yield
        return
    server: RunningServer = request.getfixturevalue("postgres")
    from whosays.casebook.following import Following

    theirs: set[Path] = set()

    def followed(where: str | Path, wait: float) -> Following | None:
        path = Path(where)
        if path not in theirs and path.exists():
            return None  # a copy that the test made
        theirs.add(path)
        name = "t" + hashlib.sha256(str(path).encode()).hexdigest()[:20]
        following = Following(parsed(server.address(name)), wait=wait)
        following.path = path
        return following

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened, "_followed", followed)
        yield
