"""What the claims of one report take from each other: the place, the day and the doer that a clause leaves unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from whosays.claims.linking import link_events
from whosays.claims.mates import share_times
from whosays.claims.scene import Scene
from whosays.claims.setting import set_in_country, share_places
from whosays.record import Claim


def read_whole(scene: Scene, claims: Sequence[Claim], published: date | None) -> tuple[Claim, ...]:
    """Return the claims of a report with what it says of their happenings elsewhere, and the happening of each."""
    placed = share_places(scene, list(claims))
    linked = [msgspec.structs.replace(c, event=e) for c, e in zip(placed, link_events(placed), strict=True)]
    times = [(t.start, t.end) for t in scene.layers.times]
    return share_times(set_in_country(scene, linked), scene.doc, published, times)
