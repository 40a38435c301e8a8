"""The two sides of an event, as conflict data sees them: states, armed groups, civilians, things."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.record import Event, EventParticipant

STATE_FORCES = frozenset({"GOV", "MIL", "COP", "SPY"})
ARMED_GROUPS = frozenset({"REB", "PRM", "UAF"})
CIVILIANS = frozenset({"CVL", "JRN", "MED", "EDU", "REL", "NGO", "BUS"})


@dataclass(frozen=True)
class Sides:
    """Who acts and who bears it."""

    actors: tuple[EventParticipant, ...]
    recipients: tuple[EventParticipant, ...]

    @property
    def both_armed(self) -> bool:
        """Whether both sides bear arms, or two armed parties act together ("clashes between")."""
        acting = sum(is_armed(side) for side in self.actors)
        return bool(acting) and (any(map(is_armed, self.recipients)) or (acting > 1 and not self.recipients))

    @property
    def on_civilians(self) -> bool:
        """Whether civilians bear it and no armed party does: ACLED marks them only as the main or only target."""
        return any(map(is_civilian, self.recipients)) and not any(map(is_armed, self.recipients))

    @property
    def violence(self) -> int | None:
        """UCDP's type_of_violence: 1 state-based, 2 non-state, 3 one-sided; None where a side is not known."""
        attackers = [side for side in self.actors if is_armed(side)]
        if not attackers:
            return None
        opponents = [side for side in self.recipients if is_armed(side)]
        if not opponents and not self.recipients and len(attackers) > 1:
            attackers, opponents = attackers[:1], attackers[1:]
        if opponents:
            return 1 if any(side.sector in STATE_FORCES for side in (*attackers, *opponents)) else 2
        return 3 if self.on_civilians else None


def is_armed(side: EventParticipant) -> bool:
    """Whether the side is a state's forces or government, or an armed group."""
    return side.sector in STATE_FORCES or side.sector in ARMED_GROUPS


def is_civilian(side: EventParticipant) -> bool:
    """Whether the side are civilians."""
    return side.sector in CIVILIANS


def sides_of(event: Event) -> Sides:
    """Return the event's actors and recipients."""
    return Sides(
        tuple(side for side in event.participants if side.role == "actor"),
        tuple(side for side in event.participants if side.role == "recipient"),
    )
