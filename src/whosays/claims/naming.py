"""How a claim names a party: the words for it, and who the report says that is."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.claims.accusing import accused_by, is_cleared
from whosays.claims.charging import is_charge_of
from whosays.claims.grammar import noun_span
from whosays.claims.joint import share_of, sharers
from whosays.claims.scene import ARMED, Scene
from whosays.claims.typing import Typed
from whosays.record import ActorMention, Participant

LONGEST = 8  # tokens of an "of" phrase; longer ones were clauses the parser misplaced, or whole stories
# Those whom these verbs send are no soldiers yet.
ENLISTING = frozenset(("conscript", "recruit", "draft", "enlist"))
MEN = frozenset(("man", "personnel", "soldier", "conscript", "reservist", "serviceman"))


def participant(
    scene: Scene,
    token: Token,
    typed: Typed,
    *,
    bears: bool = False,
    first: Participant | None = None,
    phrase: Token | None = None,
) -> Participant:
    """Return the participant that a token names.

    Args:
        scene: the report.
        token: the head of the words that name the party.
        typed: the claim's event word with its type.
        bears: whether the party is a recipient.
        first: the claim's first actor, if there is one already.
        phrase: the noun that stands in the clause where the party is only its owner ("*positions* of the rebels").
    """
    if phrase is not None and any(one.i == token.i for one in sharers(scene, phrase)):
        return _sharer(scene, token, phrase)
    start, end = _words(scene, token)
    if phrase is not None:
        whole = noun_span(scene.doc, phrase)
        start, end = min(start, whole[0]), max(end, whole[1])
    end = _with_complement(phrase or token, end)
    actor = scene.actor(token)
    if actor is None:
        body = _body_before(scene, token)
        country, sector = (body.country, body.sector) if body is not None else (None, None)
        return Participant(text=scene.text[start:end], start=start, end=end, country=country, sector=sector)
    mention = actor.mention
    country, sector = mention.country, mention.sector
    if sector == "GOV" and actor.form == "name" and (typed.type == "STRENGTH" or (bears and typed.type == "LOSSES")):
        sector = "MIL"  # a country that has troops, or loses them, stands for its army
    if first is not None and typed.type == "MOBILIZE" and not _of_nation(scene, token):
        men = sector == "CVL" and token.lemma_.lower() in MEN
        if men and typed.found.head.lemma_.lower() not in ENLISTING:
            sector = "MIL"  # "to dispatch 900 men"
        if men or sector == "MIL":
            country = first.country or country  # "the North sent troops": its own
    if first is not None and typed.mode == "order" and sector == "MIL" and not _of_nation(scene, token):
        country = first.country or country  # whoever orders soldiers about orders his own
    if bears and first is not None and actor.kind == "people" and typed.mode == "captured" and first.sector in ARMED:
        sector = "MIL"  # "took two Kenyans prisoner"
    return Participant(
        text=scene.text[start:end],
        start=start,
        end=end,
        name=mention.name,
        entity=mention.entity,
        country=country,
        sector=sector,
    )


def _sharer(scene: Scene, token: Token, noun: Token) -> Participant:
    """Return one of the parties of a plural noun: its own country, the sector of what they all are."""
    start, end = share_of(scene, noun, token)
    whole, own = scene.actor_headed(noun), scene.actor(token)
    if own is None:
        return Participant(text=scene.text[start:end], start=start, end=end)
    mention = own.mention
    sector = whole.mention.sector if whole is not None and whole.mention.sector else mention.sector
    same = sector == mention.sector
    return Participant(
        text=scene.text[start:end],
        start=start,
        end=end,
        name=mention.name if same else None,
        entity=mention.entity if same else None,
        country=mention.country,
        sector=sector,
    )


def _body_before(scene: Scene, noun: Token) -> ActorMention | None:
    """Return the body that a part of it is named after ("the UN Board of Inquiry")."""
    for child in noun.lefts:
        actor = scene.actor(child)
        if child.dep_ == "compound" and actor is not None and actor.kind == "organisation" and noun.pos_ == "PROPN":
            mention: ActorMention = actor.mention
            return mention
    return None


def _words(scene: Scene, token: Token) -> tuple[int, int]:
    """Return the stretch of the words that name the party whose head is ``token``."""
    start, end = noun_span(scene.doc, token)
    start = scene.after_dateline(start, token.idx)
    actor = scene.actor(token)
    if actor is not None and (actor.head != token.i or not start <= actor.mention.start < end):
        return actor.mention.start, actor.mention.end
    return start, end


def _with_complement(noun: Token, end: int) -> int:
    """Return where a noun's words end, a short "of" phrase right after it included ("the leader of the group")."""
    after = next((c for c in noun.rights if not c.is_punct), None)
    if after is None or after.dep_ != "prep" or after.lower_ != "of" or after.right_edge.i - noun.i > LONGEST:
        return end
    if is_charge_of(after) or accused_by(after) or is_cleared(after):
        return end
    last = after.right_edge
    while last.is_punct or last.is_space:
        last = last.nbor(-1)
    return max(end, int(last.idx) + len(last))


def _of_nation(scene: Scene, token: Token) -> bool:
    return any(t.ent_type_ in ("GPE", "NORP") or scene.place(t) is not None for t in token.subtree if t.i < token.i)
