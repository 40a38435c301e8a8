"""Connected components: who is joined to whom, whatever the order of joining."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Components(Generic[K]):
    """A union-find over hashable keys (Tarjan 1975); unknown keys stand alone."""

    def __init__(self, keys: Iterable[K] = ()) -> None:
        self._parent: dict[K, K] = {key: key for key in keys}

    def find(self, key: K) -> K:
        """Return the representative of the key's component."""
        parent = self._parent
        root = parent.setdefault(key, key)
        while parent[root] != root:
            root = parent[root]
        while parent[key] != root:
            parent[key], key = root, parent[key]
        return root

    def join(self, a: K, b: K) -> None:
        """Make the components of two keys one."""
        self._parent[self.find(a)] = self.find(b)

    def groups(self) -> list[list[K]]:
        """Return the components, each in order of first mention."""
        members: dict[K, list[K]] = defaultdict(list)
        for key in self._parent:
            members[self.find(key)].append(key)
        return list(members.values())
