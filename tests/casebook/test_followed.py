"""A casebook that stays open: what was read once is not read again, and what changed is the same as if all were."""

from __future__ import annotations

import shutil
from pathlib import Path

from whosays.casebook import Casebook
from whosays.casebook.events import unpacked
from whosays.fusion import find_copies


def test_what_changed_is_as_if_all_were_read_anew(example_casebook: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.casebook"
    shutil.copy(example_casebook, path)
    with Casebook(path) as followed, Casebook(path, by="Ada") as other:
        followed.take_in()
        mark, before = followed.mark(), list(followed.events_at_hand())
        assert followed.is_fused()
        assert followed.copies() == find_copies([record.report for record in followed.records()])
        judged = unpacked(before[0]).claims[0]
        other.reject(judged, why="a heading")
        assert not followed.is_fused()
        followed.take_in()
        with followed.unchanging():
            other.comment(judged, "said while one reads")
            assert [record.report.id for record in followed.changed_since(mark)] == [judged.rpartition("#")[0]]
            after = [unpacked(one) for one in followed.events_at_hand()]
        assert list(followed.changed_since(followed.mark())) == []
    shutil.copy(path, tmp_path / "anew.casebook")
    with Casebook(tmp_path / "anew.casebook") as anew:
        assert after == list(anew.events())
        assert judged not in {claim for event in after for claim in event.claims}
