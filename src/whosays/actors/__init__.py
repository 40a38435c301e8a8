"""Who is who: names, countries, sectors and entity keys of the actors in a report."""

from whosays.actors.find import actor_at, find_actors
from whosays.actors.mention import FoundActor
from whosays.actors.table import ActorTable

__all__ = ["ActorTable", "FoundActor", "actor_at", "find_actors"]
