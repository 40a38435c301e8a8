"""What a host's robots.txt allows (RFC 9309), by Protego."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host: none (everything is allowed), all (nothing is), or those of its file."""

    rules: Any | None
    all_closed: bool
    read_at: float
    MAX_BYTES: ClassVar[int] = 512 * 1024  # RFC 9309, 2.5, asks for at least 500 KiB

    @classmethod
    def of(cls, status: int, body: bytes, *, now: float) -> Robots:
        """Return the rules that an answer stands for: 4xx none, 5xx all, else its file (RFC 9309, 2.3.1)."""
        if 400 <= status < 500 and status != 429:
            return cls(None, False, now)
        if not 200 <= status < 300:
            return cls(None, True, now)
        from protego import Protego

        return cls(Protego.parse(body.decode("utf-8", "replace").lstrip("\ufeff")), False, now)

    def is_fresh(self, now: float) -> bool:
        """Return whether the rules may still be used: a day for a file, an hour for a host that gave none for now."""
        return now - self.read_at < (DAY / 24 if self.all_closed else DAY)

    def allows(self, url: str, agent: str) -> bool:
        """Return whether a page may be fetched."""
        if self.all_closed:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Return the pause that the file asks for, in seconds; at most a minute, beyond which a feed is never read."""
        wanted = self.rules.crawl_delay(agent) if self.rules is not None else None
        return min(float(wanted or 0.0), 60.0)
