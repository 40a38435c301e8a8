"""Answers that were given, kept as bytes: the same question of the same state is worked out once, whoever asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MEGABYTE = 1024 * 1024
# The board of 100,000 claims takes half a megabyte; a hundred such answers and thousands of others are kept.
MOST_KEPT = 64 * MEGABYTE
# Longer answers are given and forgotten.
LONGEST = 4 * MEGABYTE


class Answers:
    """Answers by what they rest on and the question; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._making: dict[str, Lock] = {}

    def get(self, key: str, make: Callable[[], bytes], *, holds: Callable[[], bool] = lambda: True) -> bytes:
        """Return the answer; made now, where nobody has asked yet. Who asks while it is being made waits for it.

        One that does not hold any more once it is made (``holds``) is given and not kept.
        """
        with self._lock:
            if (known := self._known(key)) is not None:
                return known
            turn = self._making.setdefault(key, Lock())
        with turn:
            with self._lock:
                if (known := self._known(key)) is not None:
                    return known
            try:
                made = make()
                if holds():
                    self._keep(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _known(self, key: str) -> bytes | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def _keep(self, key: str, made: bytes) -> None:
        if len(made) > LONGEST:
            return
        with self._lock:
            self._kept[key] = made
            self._size += len(made)
            while self._size > MOST_KEPT:
                self._size -= len(self._kept.popitem(last=False)[1])
