"""Our models are data that can hold no code, and are read only as they were released."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from whosays import models
from whosays.claims import gate, pairing, subject, telling, weighing
from whosays.errors import WhosaysError
from whosays.fusion import mentions, scorer
from whosays.places import model as places
from whosays.reading import model_check, syntax
from whosays.reading.attribution import network
from whosays.reading.factuality import grading

FOLDER = Path(models.__file__).parent
SOURCES = FOLDER.parent
LOADERS: dict[str, Callable[[], object]] = {
    "attribution.npz": network.networks, "claims.json": weighing.shipped, "claims_pairs.npz": pairing._model,
    "conflict.npz": subject._model, "factuality.npz": grading.load_grader, "factuality.msgpack": grading.load_grader,
    "fusion_claims.json": scorer.load_pair_model, "fusion_mentions.json": mentions.load_mention_model,
    "gate.npz": gate._model, "places.json": places.place_model,
    "telling.json": telling._weights,
}  # fmt: skip


def test_every_model_is_sealed_and_has_its_card() -> None:
    there = {path.name for path in FOLDER.iterdir() if path.suffix not in (".py", ".md") and path.is_file()}
    assert there - {"SHA256SUMS"} == set(models.sums())
    for name, digest in models.sums().items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, "run tools/seal_models.py"


@pytest.mark.parametrize("name", LOADERS)
def test_a_changed_model_is_not_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = LOADERS[name]
    monkeypatch.setitem(models.sums(), name, "0" * 64)
    with pytest.raises(WhosaysError) as caught:
        loader.__wrapped__()  # type: ignore[attr-defined]
    assert caught.value.code == "I001"
    assert name in caught.value.what


def test_a_changed_language_model_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_check, "MODEL_DIGEST", "0" * 64)
    with pytest.raises(WhosaysError, match="I001"):
        syntax.load_model.__wrapped__()


def test_a_missing_model_is_named() -> None:
    with pytest.raises(WhosaysError, match="I001"):
        models.opened("none.npz")


@pytest.mark.parametrize("name", [name for name in LOADERS if name.endswith(".npz")])
def test_arrays_hold_numbers_and_words_and_no_objects(name: str) -> None:
    with np.load(BytesIO(models.opened(name)), allow_pickle=False) as held:
        assert all(held[one].dtype.kind in "biufUS" for one in held.files)


def test_nothing_is_unpickled_or_run_from_data() -> None:
    """No module of ours imports what runs data as code, nor calls it."""
    banned = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert not banned & {alias.name.split(".")[0] for alias in node.names}, path
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] not in banned, path
            elif isinstance(node, ast.Call):
                called = getattr(node.func, "id", None)
                assert called not in ("eval", "exec", "compile", "__import__"), (path, node.lineno)
                allows = [word for word in node.keywords if word.arg == "allow_pickle"]
                assert all(getattr(word.value, "value", True) is False for word in allows), (path, node.lineno)
