"""From the places of a clause to actors and recipients."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from whosays.claims.grammar import noun_span
from whosays.claims.scene import Scene
from whosays.claims.triggering import Found
from whosays.record import Participant
from whosays.vocab.triggers import frames

PERSONLIKE = frozenset(
    (
        "people",
        "troops",
        "armed",
        "actor",
        "official",
        "captives",
        "victims",
        "protester",
        "reporter",
        "worker",
        "police",
        "state",
    )
)
HOLDERS = frozenset(
    (
        "number",
        "group",
        "handful",
        "dozen",
        "hundred",
        "thousand",
        "score",
        "million",
        "majority",
        "part",
        "member",
        "lot",
        "couple",
        "series",
        "some",
        "most",
        "many",
        "all",
        "half",
        "one",
        "first",
        "remnant",
        "rest",
        "body",
        "thousands",
        "hundreds",
        "dozens",
        "scores",
    )
)


@dataclass(slots=True)
class Parties:
    """Who takes part in a claim, as head tokens, and by which place of the clause."""

    actors: list[tuple[Token, str]] = field(default_factory=list)
    recipients: list[tuple[Token, str]] = field(default_factory=list)

    def add(self, side: str, token: Token, place: str) -> None:
        """Add a party once."""
        rows = self.actors if side == "actor" else self.recipients
        if all(token.i != seen.i for seen, _ in self.actors + self.recipients):
            rows.append((token, place))


def parties_of(scene: Scene, found: Found) -> Parties:
    """Return who stands where around an event word, by the frame of its sense."""
    frame = frames()[found.sense.frame]
    parties = Parties()
    order = ["subject", "object", "dative", *[n for n, _ in found.args.prepositions]]
    for place in dict.fromkeys(order):
        part = frame.get(place)
        if place == "modifier":
            part = "actor" if not parties.actors else None
        if part is None:
            continue
        for token in found.args.at(place):
            _assign(scene, parties, part, token, place)
    return parties


def _assign(scene: Scene, parties: Parties, part: str, token: Token, place: str) -> None:
    who = party_at(scene, token, place)
    if who is None:
        return
    if part in ("actor", "both"):
        parties.add("actor", who, place)
    elif part == "recipient":
        parties.add("recipient", who, place)
    elif part == "counterpart":
        parties.add("actor", who, place)
    elif part in ("gift", "held", "troops", "place", "thing"):
        classes = scene.classes(who)
        if part == "gift" and classes & {"actor", "people", "armed", "state"}:
            parties.add("recipient", who, place)
        elif part == "held" and classes & {"troops"} and not parties.actors:
            parties.add("actor", who, place)
        elif part == "troops" and classes & {"troops", "armed"}:
            parties.add("recipient", who, place)


def party_at(scene: Scene, token: Token, place: str) -> Token | None:
    """Return the token that names the party standing at ``token``: itself, what it counts, or whose it is."""
    if token.lemma_.lower() in HOLDERS:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "among"):
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return party_at(scene, inner, place)
    if scene.actor_headed(token) is not None:
        return token
    classes = scene.classes(token)
    if classes & PERSONLIKE:
        return token
    for child in token.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod") and scene.actor(child) is not None:
            return child
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "by"):
            for inner in child.children:
                if inner.dep_ == "pobj" and scene.actor(inner) is not None:
                    return inner
    return None


def participant(scene: Scene, token: Token) -> Participant:
    """Return the participant that a token names."""
    doc = scene.doc
    actor = scene.actor(token)
    start, end = noun_span(doc, token)
    if actor is None:
        return Participant(text=doc.text[start:end], start=start, end=end)
    mention = actor.mention
    if actor.head != token.i or not start <= mention.start < end:
        start, end = mention.start, mention.end
    return Participant(
        text=doc.text[start:end],
        start=start,
        end=end,
        name=mention.name,
        entity=mention.entity,
        country=mention.country,
        sector=mention.sector,
    )
