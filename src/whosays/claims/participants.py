"""From the places of a clause to actors and recipients."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from whosays.claims.grammar import RELATIVES, noun_owner, noun_span
from whosays.claims.moods import Mood
from whosays.claims.scene import HOLDERS, PERSONAL, Scene
from whosays.claims.typing import Typed
from whosays.record import SITUATION_TYPES, Participant
from whosays.vocab.triggers import frames

PERSONLIKE = frozenset(
    "people troops armed actor official captives victims protester reporter worker police state institution".split()
)
# What acts only as somebody's means: its owner is the party.
MEANS = frozenset(
    "weapon attack equipment decision proposal talk agreement claim policy demand aid restriction".split()
)
DOERS = ("er", "or", "ist", "man", "men", "ant", "ian", "able", "ables", "ite", "ero", "ista", "istas", "eros")
OF = ("of", "among")
OWNING = ("of", "by", "on", "against", "from", "in")
# Types whose object bears the act even if it is a thing.
SPOKEN = frozenset(("resolution", "claim", "investigation", "demand", "order", "law", "call"))
# Types that two parties can do to each other.
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
# Types whose place is where it happens, never whom it concerns.
MEETING = frozenset(("CONSULT", "COOPERATE", "SUPPORT", "AGREE"))
# Types whose noun ("raids", "the assault") often tells no bearer at all.
UNSAID = frozenset(("ASSAULT",))
THINGS = frozenset(("ASSAULT",))


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


def parties_of(scene: Scene, typed: Typed) -> Parties:
    """Return who stands where around an event word, by the frame of its sense."""
    found = typed.found
    frame = frames()[found.sense.frame]
    parties = Parties()
    order = ["subject", "object", "dative", *[n for n, _ in found.args.prepositions]]
    for place in dict.fromkeys(order):
        part = frame.get(place, "recipient" if place == "dative" else None)
        if place == "modifier":
            part = "actor" if not parties.actors else None
        if part is None:
            continue
        for token in found.args.at(place):
            if place == "modifier" and not _is_owner(scene, token):
                continue
            if token.lower_ not in RELATIVES and not scene.in_dateline(token):
                _assign(scene, parties, part, token, place)
    if typed.mood is not None and typed.mood.speaker is not None:
        _spoken(scene, parties, typed.mood)
    for more in typed.also:
        for token, place in parties_of(scene, more).recipients:
            if not (parties.recipients and token.pos_ == "NUM"):
                parties.add("recipient", token, place)
    if not parties.recipients and typed.inner:
        _from_content(scene, parties, typed)
    both = found.sense.frame in ("meet", "mutual") or typed.type in MUTUAL
    mutual = len(parties.actors) > 1 and (both or _shared(parties))
    if not parties.recipients and not mutual:
        _nearby(scene, parties, typed)
    if not parties.recipients and typed.type in THINGS and found.sense.pos == "verb":
        borne = [t for n, t in found.args.prepositions if frame.get(n) == "recipient"]
        for token in found.args.object or borne[:1]:
            if token.lower_ not in PERSONAL and not _same_party(scene, token, parties.actors):
                parties.add("recipient", token, "object")
    return parties


def _shared(parties: Parties) -> bool:
    return parties.actors[-1][1] in ("between", "among", "with")


def _spoken(scene: Scene, parties: Parties, mood: Mood) -> None:
    """Make the speaker of "we will", "you must" the actor; who must is asked, and so the recipient."""
    assert mood.speaker is not None
    who = party_at(scene, mood.speaker, "speaker") or mood.speaker
    if mood.name == "must":
        parties.recipients = [row for row in parties.actors if row[0].i != who.i] or parties.recipients
    parties.recipients = [row for row in parties.recipients if row[0].i != who.i]
    parties.actors = []
    parties.add("actor", who, f'speaker of "{mood.word.text}"')


def _from_content(scene: Scene, parties: Parties, typed: Typed) -> None:
    """Take the parties of what is promised, asked, refused or threatened for its recipients."""
    for inner in typed.inner:
        within = parties_of(scene, inner)
        for token, place in within.recipients + within.actors:
            own = inner.type in ("MOBILIZE", "RETREAT", "AID") and "troops" in scene.classes(token)
            if not own and not _same_party(scene, token, parties.actors):
                parties.add("recipient", token, f"content, {place}")
        if parties.recipients:
            return


def _same_party(scene: Scene, token: Token, rows: list[tuple[Token, str]]) -> bool:
    mine = scene.actor(token)
    for other, _ in rows:
        theirs = scene.actor(other)
        if other.i == token.i or (
            mine is not None and theirs is not None and mine.mention.chain == theirs.mention.chain
        ):
            return True
    return token.lower_ in PERSONAL


def _nearby(scene: Scene, parties: Parties, typed: Typed) -> None:
    """Take the nearest actor, else country, that hangs from the event word and plays no other part."""
    if typed.type in SITUATION_TYPES or (typed.type in ("MOBILIZE", "RETREAT") and typed.found.sense.frame == "go"):
        return
    head = typed.found.head
    if typed.found.sense.pos == "noun":
        if typed.type in UNSAID:
            return
        if head.dep_ in ("dobj", "nsubjpass"):
            head = head.head
    for token in head.subtree:
        if token.i <= typed.found.head.i or token.i - head.i > 40 or token.i in typed.found.words:
            continue
        if token.dep_ == "compound" or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        if any(c.dep_ == "poss" and c.lower_ in PERSONAL for c in token.children) or _in_other_clause(token, head):
            continue
        if typed.type in MEETING and token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near"):
            continue
        named = scene.actor_headed(token) is not None or token.ent_type_ in ("GPE", "ORG", "NORP")
        if named and not _same_party(scene, token, parties.actors) and not _in_time(token):
            parties.add("recipient", token, "nearest")
            return


def _in_other_clause(token: Token, head: Token) -> bool:
    for _ in range(20):
        if token == head or token.head == token:
            return False
        if token.dep_ == "conj" and token.pos_ == "VERB":
            return True
        token = token.head
    return False


def _in_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL")


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
            if child.dep_ == "prep" and child.lower_ in OF:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return party_at(scene, inner, place)
    if scene.actor_headed(token) is not None:
        return token
    classes = scene.classes(token)
    if classes & PERSONLIKE and (not classes & MEANS or "troops" in classes):
        return token
    owner = _owner(scene, token)
    if owner is not None:
        return owner
    if place == "subject" and classes & SPOKEN:
        behind = noun_owner(token)
        if behind and behind[0].i != token.i:
            return party_at(scene, behind[0], "owner")
    if place == "subject" and token.pos_ == "NOUN" and len(classes) == 1 and _names_a_doer(token):
        return token
    return token if classes & PERSONLIKE else None


def _names_a_doer(token: Token) -> bool:
    """Say whether a noun that no table knows is made as names of doers are ("the extraditables", "a trafficker")."""
    return token.lemma_.lower().endswith(DOERS)


def _owner(scene: Scene, token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod") and _is_owner(scene, child):
            return child
    for child in token.children:
        if (child.dep_ == "prep" and child.lower_ in OWNING) or (child.dep_ == "acl" and child.tag_ == "VBN"):
            for inner in child.children:
                if inner.dep_ == "agent":
                    inner = next((c for c in inner.children if c.dep_ == "pobj"), inner)
                if inner.dep_ == "pobj":
                    if _is_actor(scene, inner):
                        return inner
                    if scene.classes(inner) & MEANS:
                        return _owner(scene, inner)
    return None


def _is_owner(scene: Scene, token: Token) -> bool:
    if token.dep_ == "poss":
        return token.pos_ != "PRON" and _is_actor(scene, token)
    actor = scene.actor(token)
    return token.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") or (actor is not None and token.pos_ in ("PROPN", "ADJ"))


def _is_actor(scene: Scene, token: Token) -> bool:
    return scene.actor(token) is not None or bool({"actor", "institution"} & scene.classes(token))


def participant(scene: Scene, token: Token, typed: Typed, first: Participant | None = None) -> Participant:
    """Return the participant that a token names; ``first`` is the claim's first actor, if there is one already."""
    doc = scene.doc
    actor = scene.actor(token)
    start, end = noun_span(doc, token)
    start = scene.after_dateline(start, token.idx)
    if actor is None:
        return Participant(text=scene.text[start:end], start=start, end=end)
    mention = actor.mention
    if actor.head != token.i or not start <= mention.start < end:
        start, end = mention.start, mention.end
    country, sector = mention.country, mention.sector
    if sector == "GOV" and typed.type in ("STRENGTH", "LOSSES") and actor.form == "name":
        sector = "MIL"  # a country that has troops, or loses them, stands for its army
    if first is not None and typed.type == "MOBILIZE" and sector == "MIL" and not _of_nation(scene, token):
        country = first.country or country  # "the North sent troops": its own
    return Participant(
        text=scene.text[start:end],
        start=start,
        end=end,
        name=mention.name,
        entity=mention.entity,
        country=country,
        sector=sector,
    )


def _of_nation(scene: Scene, token: Token) -> bool:
    return any(t.ent_type_ in ("GPE", "NORP") or scene.place(t) is not None for t in token.subtree if t.i < token.i)
