"""Is the language model the one that this release was measured with?

The model comes as a third party's upload of Explosion's en_core_web_sm 3.8.0 (MIT). The lock pins the archive's hash;
here the unpacked files are hashed again whenever it is loaded, and for ``whosays doctor`` a golden sentence is parsed,
so that a changed or half-installed model is named before it can misread a report.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from whosays.errors import WhosaysError
from whosays.reading.syntax import MODEL, load_model

# SHA-256 over "path NUL bytes NUL" of every model file in sorted order, caches left out; taken from the pinned archive.
MODEL_DIGEST = "522c8837e0fcb5a83f4ebbbbf6ef01ebc367049392c055827594a5cc2428ecbc"
GOLDEN_SENTENCE = "About 10,000 soldiers were sent to Russia by North Korea, two officials said on Tuesday."
GOLDEN_PARSE = (
    "About/RB/quantmod 10,000/CD/nummod soldiers/NNS/nsubjpass were/VBD/auxpass sent/VBN/ccomp "
    "to/IN/dative Russia/NNP/pobj by/IN/agent North/NNP/compound Korea/NNP/pobj ,/,/punct two/CD/nummod "
    "officials/NNS/nsubj said/VBD/ROOT on/IN/prep Tuesday/NNP/pobj ././punct"
)


def model_folder() -> Path:
    """Return the folder that the model's files lie in."""
    spec = find_spec(MODEL)
    if spec is None or spec.origin is None:
        raise WhosaysError("I001", item=MODEL, detail="the language model is not installed")
    return Path(spec.origin).parent


def digest_of(folder: Path) -> str:
    """Return the digest of every file below a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def parse_in_short(sentence: str) -> str:
    """Return word/tag/relation of each token."""
    return " ".join(f"{token.text}/{token.tag_}/{token.dep_}" for token in load_model()(sentence))


def check_files() -> None:
    """Raise `WhosaysError` I001 unless the model's files are as released (0.05 s)."""
    if digest_of(model_folder()) != MODEL_DIGEST:
        raise WhosaysError("I001", item=MODEL, detail="its files are not those of the release")


def check_model() -> None:
    """Raise `WhosaysError` I001 unless the model's files and its golden parse are as released."""
    check_files()
    if parse_in_short(GOLDEN_SENTENCE) != GOLDEN_PARSE:
        raise WhosaysError("I001", item=MODEL, detail="it parses the test sentence in another way")
