"""From the places of a clause to actors and recipients."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from whosays.claims.bearing import FORCE, SUFFERING, bears_nothing, befell, loser_of, part_in_loss, things_struck
from whosays.claims.charging import Charge, charge_of
from whosays.claims.grammar import DOING, is_passive, noun_span
from whosays.claims.joint import sharers
from whosays.claims.lemmas import LIGHT, lemma_of
from whosays.claims.moods import Mood
from whosays.claims.nearby import candidates, same_party
from whosays.claims.owners import PACTS, is_act, is_owner, names_its_party, party_at
from whosays.claims.scene import Scene
from whosays.claims.strays import stray_subject
from whosays.claims.typing import Typed
from whosays.reading.relatives import is_relative
from whosays.vocab.triggers import frames, senses_by_first_word

# Types that two parties can do to each other.
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
MATERIAL = frozenset(
    ("ASSAULT", "LOSSES", "COERCE", "CONTROL", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST", "AID", "COOPERATE")
)
# Verbs whose subject does the harm that their object names; whoever counts, finds or buries the dead did not kill them.
INFLICTING = frozenset("cause inflict deal exact bring wreak leave cost".split())
# Verbs whose subject goes on with the act that their object names.
GOING_ON = frozenset(
    "begin start commence stag implement continue resume end stop halt suspend cease pause step intensify escalate "
    "renew expand widen extend complete finish join lead direct command repeat plot prepare attempt try return "
    "answer respond".split()
)


@dataclass(slots=True)
class Parties:
    """Who takes part in a claim, as head tokens, and by which place of the clause.

    ``phrases`` gives for a party that only owns what stands in the clause ("the rebels' base") that noun;
    ``charge`` is the accusation that names the actors.
    """

    actors: list[tuple[Token, str]] = field(default_factory=list)
    recipients: list[tuple[Token, str]] = field(default_factory=list)
    phrases: dict[int, Token] = field(default_factory=dict)
    charge: Charge | None = None

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
        if place == "from" and typed.type == "RETREAT" and part == "actor":
            part = "recipient"  # who is left, not who leaves
        if place == "modifier" and part is None:
            part = "actor" if not parties.actors else None
        if part is None:
            continue
        for token in found.args.at(place):
            if place in ("subject", "modifier") and befell(scene, typed, token, frame):
                parties.add("recipient", party_at(scene, token, "object") or token, "whose it is")
                continue
            if place == "modifier" and not (is_owner(scene, token) and _acts_by_name(scene, typed, token)):
                continue
            if is_relative(token) or scene.in_dateline(token) or _is_cited(token):
                continue
            if part in ("recipient", "troops") and bears_nothing(scene, typed, token, place):
                continue
            if _plays_no_part(scene, typed, parties, token, place):
                continue
            here = part_in_loss(scene, typed, token) if part == "bearer" else part
            if here is not None:
                _assign(scene, parties, here, token, place)
    if typed.mood is not None and typed.mood.speaker is not None:
        _spoken(scene, parties, typed.mood)
    for more in typed.also:
        for token, place in parties_of(scene, more).recipients:
            if not (parties.recipients and token.pos_ == "NUM"):
                parties.add("recipient", token, place)
    if not parties.actors and frame.get("subject") in ("actor", "both"):
        _found_stray(scene, parties, typed)
    both = found.sense.frame in ("meet", "mutual") or typed.type in MUTUAL or _is_pact(scene, typed)
    mutual = len(parties.actors) > 1 and (both or _shared(parties))
    if not parties.recipients and typed.inner and not mutual:
        _from_content(scene, parties, typed)
    if not parties.recipients and frame.get("content") == "recipient" and not mutual:
        _asked(scene, parties, typed)
    if not parties.recipients and typed.type == "ASSAULT" and found.sense.pos == "verb":
        for token in things_struck(scene, typed, frame):
            if not same_party(scene, token, parties.actors):
                parties.add("recipient", token, "object")
    if not parties.recipients and not mutual:
        near = candidates(scene, typed, parties.actors)
        token = next((t for t in near if not _own_nation(scene, parties, t)), None)
        if token is not None:
            parties.add("recipient", token, "nearest")
    if typed.type == "LOSSES" and not parties.actors:
        _inflicted(scene, parties, typed)
    _accused(scene, parties, typed)
    if typed.type == "CONSULT" and found.sense.frame == "meet" and len(parties.actors) == 2 and not parties.recipients:
        _hosted(scene, parties, typed)
    _once_each(scene, parties)
    return parties


def _plays_no_part(scene: Scene, typed: Typed, parties: Parties, token: Token, place: str) -> bool:
    if place == "at" and typed.type == "ASSAULT" and parties.recipients:
        return True  # "shot patients at the hospital": where, not whom
    if place == "subject":
        return _only_tells(typed, token) or _only_says(scene, typed, token)
    # "Iran suffered losses of 40 soldiers": how many, not whose.
    is_counted = place == "object" and any(child.dep_ == "nummod" for child in token.children)
    return typed.found.sense.frame == "toll" and is_counted and bool(parties.recipients)


def _is_cited(token: Token) -> bool:
    """Say whether a word stands after "according to"."""
    return bool(token.dep_ == "pobj" and token.head.head.lower_ == "according")


def _accused(scene: Scene, parties: Parties, typed: Typed) -> None:
    """Take for the doer of an act whom its clause accuses of it, though a word's place made him its bearer."""
    charge = charge_of(scene, typed)
    accused = {t.i for t in charge.accused} if charge is not None else set()
    if charge is None or (parties.actors and not accused & {t.i for t, _ in parties.actors}):
        return  # another is told to have done it
    parties.charge = charge
    for rows in (parties.actors, parties.recipients):
        rows[:] = [row for row in rows if row[0].i not in accused]
    for token in charge.accused:
        parties.add("actor", token, f'accused by "{charge.word.text}"')


def _found_stray(scene: Scene, parties: Parties, typed: Typed) -> None:
    head = typed.found.head
    verb = head.head if typed.found.sense.pos == "noun" and head.dep_ == "dobj" else head
    subject = stray_subject(scene, verb) if verb.pos_ in ("VERB", "AUX") else None
    if subject is not None and not _only_tells(typed, subject):
        _assign(scene, parties, "actor", subject, "subject")


def _is_pact(scene: Scene, typed: Typed) -> bool:
    """Say whether an event word tells of something that two have between them ("reached an agreement")."""
    return any(scene.classes(scene.doc[i]) & PACTS for i in typed.found.words)


def _hosted(scene: Scene, parties: Parties, typed: Typed) -> None:
    """Make the one who is met at home the recipient: he hosts, the other visits (GUIDELINES)."""
    (guest, place), (host, _) = parties.actors
    spots = [t for n, t in typed.found.args.prepositions if n in ("in", "at")]
    # The parser often hangs the place of the meeting from who is met.
    spots += [t for prep in host.rights if prep.lower_ in ("in", "at") for t in prep.children if t.dep_ == "pobj"]
    where = {_country(scene, t) for t in spots} - {None}
    at_home, away = _country(scene, host), _country(scene, guest)
    if place == "subject" and at_home in where and away is not None and away not in where:
        parties.recipients.append(parties.actors.pop())


def _country(scene: Scene, token: Token) -> str | None:
    """Return the country that a party belongs to or a place lies in."""
    actor, place = scene.actor(token), scene.place(token)
    if actor is not None and actor.mention.country:
        return str(actor.mention.country)
    return place.place.country if place is not None else None


def _acts_by_name(scene: Scene, typed: Typed, modifier: Token) -> bool:
    """Say whether a name before an event noun is whose act it is, not where it is ("Geneva talks")."""
    if modifier.is_punct or scene.actor(modifier) is None:
        return False
    return typed.type not in MUTUAL or modifier.ent_type_ != "GPE"


def _inflicted(scene: Scene, parties: Parties, typed: Typed) -> None:
    """Take for the doer of a loss whoever did the act in which it was suffered ("killed in an attack by rebels")."""
    for name, token in typed.found.args.prepositions:
        if name in ("in", "during", "by", "after", "from") and is_act(token):
            act = scene.arguments(token)
            for one in act.subject + [t for n, t in act.prepositions if n in ("with", "modifier")]:
                known = scene.actor(one) is not None and not same_party(scene, one, parties.recipients)
                if known and (one.dep_ not in ("amod", "compound") or is_owner(scene, one)):
                    parties.add("actor", one, f'doer of "{token.text}"')


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
        return lemma not in DOING | INFLICTING | SUFFERING
    if typed.type in FORCE:
        return lemma not in DOING | LIGHT | GOING_ON | INFLICTING | SUFFERING
    return any(sense.type == "ACCUSE" for sense in senses_by_first_word().get(("verb", lemma), ()))


def _only_says(scene: Scene, typed: Typed, subject: Token) -> bool:
    """Say whether a subject is who says the whole after it is told ("Shelling killed two, *officials* said")."""
    head = typed.found.head
    return (
        typed.type in FORCE
        and head.i < subject.i
        and not is_passive(head)
        and any(
            a.source and a.source[0] <= subject.idx < a.source[1] and any(s <= head.idx < e for s, e in a.contents)
            for a in scene.layers.attributions
        )
    )


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
            if not own and not same_party(scene, token, parties.actors):
                parties.add("recipient", token, f"content, {place}")
        if parties.recipients:
            return


def _asked(scene: Scene, parties: Parties, typed: Typed) -> None:
    """Take who is to do what is asked or promised ("demanded that the junta step down")."""
    for clause in typed.found.args.content:
        for subject in clause.lefts:
            who = party_at(scene, subject, "subject") if subject.dep_ in ("nsubj", "nsubjpass") else None
            if who is not None and scene.actor(who) is not None and not same_party(scene, who, parties.actors):
                parties.add("recipient", who, "content, subject")


def _own_nation(scene: Scene, parties: Parties, token: Token) -> bool:
    """Say whether a mere name of a nation is that of the one who acts ("Norway's minister voiced Norway's support")."""
    actor = scene.actor(token)
    if actor is None or actor.mention.country is None or actor.kind not in ("country", "seat", "adjective"):
        return False
    theirs = [one.mention for one in (scene.actor(other) for other, _ in parties.actors) if one is not None]
    return any(one.country == actor.mention.country and one.sector in ("GOV", "MIL") for one in theirs)


def _assign(scene: Scene, parties: Parties, part: str, token: Token, place: str) -> None:
    who = party_at(scene, token, place)
    if who is None and part != "place":
        return
    who = who or token
    if names_its_party(scene, token, who):
        parties.phrases[who.i] = token
    if part in ("actor", "both", "counterpart", "recipient") and len(several := sharers(scene, who)) > 1:
        for one in several:
            parties.add("recipient" if part == "recipient" else "actor", one, place)
            parties.phrases[one.i] = who
        return
    if part in ("actor", "both"):
        parties.add("actor", who, place)
    elif part == "recipient":
        if who.i == token.i or not _own_nation(scene, parties, who):
            parties.add("recipient", who, place)
    elif part == "counterpart":
        parties.add("actor", who, place)
    elif part == "place":
        loser = loser_of(scene, token)
        if loser is not None and not same_party(scene, loser, parties.actors):
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
