"""From the places of a clause to actors and recipients."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from whosays.claims.grammar import DOING, RELATIVES, noun_span
from whosays.claims.lemmas import LIGHT, lemma_of
from whosays.claims.moods import Mood
from whosays.claims.owners import is_act, is_owner, names_its_party, owner_of, party_at
from whosays.claims.placing import place_nouns
from whosays.claims.scene import ARMED, PERSONAL, Scene
from whosays.claims.typing import Typed
from whosays.record import SITUATION_TYPES
from whosays.vocab.triggers import frames, senses_by_first_word

# Types that two parties can do to each other.
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
# Types whose place is where it happens, never whom it concerns.
MEETING = frozenset(("CONSULT", "COOPERATE", "SUPPORT", "AGREE"))
# Types whose noun ("raids", "the assault") often tells no bearer at all.
UNSAID = frozenset(("ASSAULT",))
# Types whose place in the recipient's stead is where they happen, and nobody (GUIDELINES).
PLACED = frozenset(("ASSAULT", "COERCE", "CONTROL"))
THINGS = frozenset(("ASSAULT",))
# What is no thing that an act could hit: acts, and words about them.
ACTS = frozenset("attack claim decision proposal talk agreement demand aid restriction".split())
MATERIAL = frozenset(
    ("ASSAULT", "LOSSES", "COERCE", "CONTROL", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST", "AID", "COOPERATE")
)
FORCE = frozenset(("ASSAULT", "LOSSES", "COERCE", "CONTROL"))
WHERE = frozenset(("in", "at", "near", "from", "inside", "outside", "around"))
# What may bear an act of a verb that is mostly said of weapons ("launched", "dropped").
BORNE = frozenset("people troops armed official state police".split())
# Verbs whose object is the means, if it is a weapon.
USING = frozenset("fire launch use employ deliver drop throw lob hurl plant detonate".split())
CORE = frozenset(("nsubj", "nsubjpass", "dobj", "ROOT"))
# Openers of a clause that tells another happening.
APART = frozenset(("after", "as", "before", "because", "since", "when", "where", "while", "although", "though"))
# Verbs whose subject does the harm that their object names; whoever counts, finds or buries the dead did not kill them.
INFLICTING = frozenset("cause inflict deal exact bring wreak leave cost suffer take sustain lose".split())
# Verbs whose subject goes on with the act that their object names.
GOING_ON = frozenset(
    "begin start commence stag implement continue resume end stop halt suspend cease pause step intensify escalate "
    "renew expand widen extend complete finish join lead direct command repeat plot prepare attempt try return "
    "answer respond".split()
)


@dataclass(slots=True)
class Parties:
    """Who takes part in a claim, as head tokens, and by which place of the clause.

    ``phrases`` gives for a party that only owns what stands in the clause ("the rebels' base") that noun.
    """

    actors: list[tuple[Token, str]] = field(default_factory=list)
    recipients: list[tuple[Token, str]] = field(default_factory=list)
    phrases: dict[int, Token] = field(default_factory=dict)

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
            if place == "modifier" and not is_owner(scene, token):
                continue
            if token.lower_ in RELATIVES or scene.in_dateline(token):
                continue
            if part == "recipient" and _bears_nothing(scene, typed, token, place):
                continue
            if not (place == "subject" and _only_tells(typed, token)):
                _assign(scene, parties, part, token, place)
    if typed.mood is not None and typed.mood.speaker is not None:
        _spoken(scene, parties, typed.mood)
    for more in typed.also:
        for token, place in parties_of(scene, more).recipients:
            if not (parties.recipients and token.pos_ == "NUM"):
                parties.add("recipient", token, place)
    both = found.sense.frame in ("meet", "mutual") or typed.type in MUTUAL
    mutual = len(parties.actors) > 1 and (both or _shared(parties))
    if not parties.recipients and typed.inner and not mutual:
        _from_content(scene, parties, typed)
    if not parties.recipients and typed.type in THINGS and found.sense.pos == "verb":
        _things(scene, parties, typed, frame)
    if not parties.recipients and not mutual:
        _nearby(scene, parties, typed)
    _once_each(scene, parties)
    return parties


def _bears_nothing(scene: Scene, typed: Typed, token: Token, place: str) -> bool:
    """Say whether a word in a recipient's place is nobody: a place, a state of affairs, "it" that was an act."""
    if typed.type in PLACED and scene.actor(token) is None and _is_where(scene, token):
        return _losers(scene, token) is None
    wielded = place == "object" and typed.type in FORCE and lemma_of(typed.found.head) in USING
    if wielded and not scene.classes(token) & BORNE:
        return True
    if token.lemma_.lower() == "state" and any(c.lower_ == "of" for c in token.children):
        return True
    if token.i in typed.found.words and "weapon" in scene.classes(token):
        return True
    return token.lower_ in ("it", "them") and _means_a_thing(scene, token)


def _losers(scene: Scene, ground: Token) -> Token | None:
    """Return the armed party whose ground or post a word names ("the headquarters of the 2nd Division")."""
    owner = owner_of(scene, ground)
    actor = scene.actor(owner) if owner is not None else None
    return owner if actor is not None and actor.mention.sector in ARMED else None


def _means_a_thing(scene: Scene, pronoun: Token) -> bool:
    """Say whether "it" or "them" more likely means an act told of since its supposed antecedent than a party."""
    actor = scene.actor(pronoun)
    if actor is None:
        return True
    plural = pronoun.lower_ == "them"
    for index in range(pronoun.i - 1, max(-1, pronoun.sent.start - 40), -1):
        token = scene.doc[index]
        other = scene.actor(token)
        if other is not None and other.mention.chain == actor.mention.chain:
            return False
        if (
            token.tag_ == ("NNS" if plural else "NN")
            and token.dep_ in CORE
            and scene.classes(token) & {"attack", "act"}
        ):
            return True
    return False


def _only_tells(typed: Typed, subject: Token) -> bool:
    """Say whether a subject only speaks of the act that a noun names, or counts or sees it ("residents heard a blast").

    Whoever does an act that stands in the object of a verb does it by that verb: carries it out, begins or ends it.
    """
    head = typed.found.head
    verb = head.head
    if typed.type not in MATERIAL or typed.found.sense.pos == "verb" or head.dep_ not in ("dobj", "nsubjpass"):
        return False
    if verb.pos_ != "VERB" or verb.i in typed.found.words or head.is_ancestor(subject):
        return False
    lemma = lemma_of(verb)
    if typed.type == "LOSSES":
        return lemma not in DOING | INFLICTING
    if typed.type in FORCE:
        return lemma not in DOING | LIGHT | GOING_ON | INFLICTING
    return any(sense.type == "ACCUSE" for sense in senses_by_first_word().get(("verb", lemma), ()))


def _things(scene: Scene, parties: Parties, typed: Typed, frame: dict[str, str]) -> None:
    """Take the thing that bears an act of force ("blew up a bank"), unless it is the means or only a place."""
    args = typed.found.args
    borne = [t for n, t in args.prepositions if frame.get(n) == "recipient"]
    for token in (args.object if frame.get("object") == "recipient" else []) or borne[:1]:
        if token.lower_ in PERSONAL or token.i in typed.found.words or _is_where(scene, token) or _in_time(token):
            continue
        means = typed.found.head.lemma_.lower() in USING and "weapon" in scene.classes(token)
        if not means and not scene.classes(token) & ACTS and not _same_party(scene, token, parties.actors):
            parties.add("recipient", token, "object")


def _is_where(scene: Scene, token: Token) -> bool:
    """Say whether a word names or points at a place that is nobody ("the city", a town by name)."""
    named: bool = scene.place(token) is not None
    return named or place_nouns().get(token.lemma_.lower(), "site") != "site"


def _once_each(scene: Scene, parties: Parties) -> None:
    """Let nobody stand twice: a mention that lies within another's is the same words, not another party."""
    taken: list[tuple[int, int]] = []
    for rows in (parties.actors, parties.recipients):
        for row in list(rows):
            actor, span = scene.actor(row[0]), noun_span(scene.doc, row[0])
            if actor is not None:
                span = min(span[0], actor.mention.start), max(span[1], actor.mention.end)
            if any(start < span[1] and span[0] < end for start, end in taken):
                rows.remove(row)
            else:
                taken.append(span)


def _shared(parties: Parties) -> bool:
    return parties.actors[-1][1] in ("between", "among", "with")


def _spoken(scene: Scene, parties: Parties, mood: Mood) -> None:
    """Make the speaker of "we will", "you must" the actor; who must is asked, and so the recipient."""
    assert mood.speaker is not None
    who = party_at(scene, mood.speaker, "speaker") or mood.speaker
    if mood.name in ("must", "charge"):
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


def _own_nation(scene: Scene, parties: Parties, token: Token) -> bool:
    """Say whether a mere name of a nation is that of the one who acts ("Norway's minister voiced Norway's support")."""
    actor = scene.actor(token)
    if actor is None or actor.mention.country is None or actor.kind not in ("country", "seat", "adjective"):
        return False
    theirs = [one.mention for one in (scene.actor(other) for other, _ in parties.actors) if one is not None]
    return any(one.country == actor.mention.country and one.sector in ("GOV", "MIL") for one in theirs)


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
    if typed.type == "ACCUSE" and any(is_act(token) for token in typed.found.args.object):
        return  # whoever suffered what is condemned is not accused of it
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
        if _stands_where(token, typed) or _speaks(scene, token) or scene.actor_headed(token.head) is not None:
            continue
        if token.dep_ == "pobj" and token.head.dep_ == "agent":
            continue
        named = scene.actor_headed(token) is not None or token.ent_type_ in ("GPE", "ORG", "NORP")
        if typed.type in FORCE and scene.actor(token) is None and _is_where(scene, token):
            continue
        if named and not _same_party(scene, token, parties.actors) and not _in_time(token):
            parties.add("recipient", token, "nearest")
            return


def _stands_where(token: Token, typed: Typed) -> bool:
    """Say whether a name stands where a place of this type stands ("met in Oslo", "fired from the island")."""
    return token.dep_ == "pobj" and token.head.lower_ in WHERE and typed.type in MEETING | FORCE


def _speaks(scene: Scene, token: Token) -> bool:
    """Say whether a word names a speaker of the report, who is told of by nothing else ("according to officials")."""
    return any(a.source and a.source[0] <= token.idx < a.source[1] for a in scene.layers.attributions)


def _in_other_clause(token: Token, head: Token) -> bool:
    for _ in range(20):
        if token == head or token.head == token:
            return False
        if token.dep_ == "conj" and token.pos_ == "VERB":
            return True
        if token.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in APART for c in token.children):
            return True
        token = token.head
    return False


def _in_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL")


def _assign(scene: Scene, parties: Parties, part: str, token: Token, place: str) -> None:
    who = party_at(scene, token, place)
    if who is None and part != "place":
        return
    who = who or token
    if names_its_party(scene, token, who):
        parties.phrases[who.i] = token
    if part in ("actor", "both"):
        parties.add("actor", who, place)
    elif part == "recipient":
        if who.i == token.i or not _own_nation(scene, parties, who):
            parties.add("recipient", who, place)
    elif part == "counterpart":
        parties.add("actor", who, place)
    elif part == "place":
        loser = _losers(scene, token)
        if loser is not None and not _same_party(scene, loser, parties.actors):
            parties.add("recipient", loser, place)
            parties.phrases[loser.i] = token
    elif part in ("gift", "held", "troops", "thing"):
        classes = scene.classes(who)
        if part == "gift" and classes & {"actor", "people", "armed", "state"}:
            parties.add("recipient", who, place)
        elif part == "held" and classes & {"troops"} and not parties.actors:
            parties.add("actor", who, place)
        elif part == "troops" and classes & {"troops", "armed"}:
            parties.add("recipient", who, place)
