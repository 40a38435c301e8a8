"""Who pronouns and second mentions point back to, within one report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from spacy.tokens import Token

from whosays.actors.chains import PRONOUN_REACH, Chain, Chains
from whosays.actors.context import Scene, place_one
from whosays.actors.identity import identify_one
from whosays.actors.mention import Draft
from whosays.actors.names import fold
from whosays.actors.page import Page
from whosays.actors.phrases import belong
from whosays.actors.table import Role
from whosays.actors.words import CLAUSE_SPEECH_VERBS, SPEECH_VERBS
from whosays.reading.relatives import described_by

# "The army" is that of the country the report plays in; "the contingent", "the troops" are those spoken of last.
HOME_FORCES = frozenset(
    {"army", "military", "navy", "air force", "armed forces", "police", "coast guard", "army command"}
)
RECENT_SPEECHES = 4
REBELS = ("REB", "PRM", "UAF")
# Bodies that are their men, so that "they" means them; a ministry or a court is hardly "they".
MANY = (*REBELS, "MIL", "COP", "OPP", "PTY", "CVL")
STATE_KINDS = ("country", "seat", "adjective", "state")


def resolve(page: Page, scene: Scene) -> None:
    """Walk through the report once and give every mention its chain, and pronouns and nouns their antecedents."""
    chains = Chains(page)
    ordered = sorted(page.drafts.values(), key=lambda d: (d.head, d.start))
    speakers = [d for d in ordered if d.kind == "pronoun" and d.noun in ("speaker", "speakers")]
    parts: list[Draft] = []
    for draft in ordered:
        if draft.kind == "pronoun" and draft.noun in ("speaker", "speakers"):
            continue
        if draft.kind == "part" and draft.linked is not None and draft.linked > draft.head:
            # "two of its men": who they are is known only once the men are.
            parts.append(draft)
            continue
        _own(page, chains, draft)
        if draft.kind == "people":
            _people_or_soldiers(page, chains, scene, draft)
        chain = _chain_of(page, chains, scene, draft)
        if chain is not None:
            chains.fill(draft, chain, "")
        elif draft.kind not in ("people", "part"):
            place_one(draft, scene)
            identify_one(page, draft)
            chain = chains.by_entity.get(draft.entity) if draft.entity and draft.kind != "person" else None
        chains.put(draft, chain)
        _note_speaker(page, chains, draft)
    for draft in parts:
        whole = page.drafts.get(draft.linked) if draft.linked is not None else None
        if whole is not None:
            draft.country, draft.sector, draft.stateless = whole.country, whole.sector, whole.stateless
            draft.why.append(f"part of {page.doc[whole.start : whole.end].text}")
        chains.put(draft, None)
    _resolve_speakers(page, chains, speakers)


def _own(page: Page, chains: Chains, draft: Draft) -> None:
    """Take the country from a possessive that points back ("its forces", "the country's army")."""
    if draft.possessor is None:
        return
    owner = page.drafts.get(draft.possessor)
    if owner is None or owner is draft or owner.chain is None:
        return
    before = draft.country
    belong(draft, owner)
    if draft.country and before is None:
        draft.why.append(f"possessive: {page.doc[owner.start : owner.end].text}")


def _is_speech(verb: Token) -> bool:
    """Whether a verb reports what somebody says."""
    if verb.lemma_ not in SPEECH_VERBS:
        return False
    return verb.lemma_ not in CLAUSE_SPEECH_VERBS or any(c.dep_ in ("ccomp", "parataxis") for c in verb.children)


def _people_or_soldiers(page: Page, chains: Chains, scene: Scene, draft: Draft) -> None:
    """Take "the Danes" for soldiers where the report has spoken of Danish soldiers, abroad or as the whole of them."""
    if draft.country is None or draft.sector != "CVL" or draft.role is not None:
        return
    army = chains.by_entity.get(f"{draft.country}MIL")
    abroad = (scene.nearest(draft.head) or scene.country) != draft.country
    if army is not None and (abroad or draft.definite):
        draft.sector, draft.entity, draft.name = "MIL", army.entity, army.name
        draft.why.append("soldiers of that country were spoken of")
    elif abroad:
        last = next((c for c in chains.latest() if c.plural), None)
        if last is not None and last.sector == "MIL" and page.sentence_of[draft.head] - last.last_sentence <= 1:
            draft.sector = "MIL"
            draft.why.append("soldiers were spoken of just before")


def _note_speaker(page: Page, chains: Chains, draft: Draft) -> None:
    token = page.doc[draft.head]
    after = page.doc[draft.end].text if draft.end < len(page.doc) else ""
    says = token.dep_ == "nsubj" and _is_speech(token.head)
    opens = after == ":" and draft.form == "name" and (draft.kind == "person" or token.is_sent_start)
    if (says or opens) and draft.chain is not None:
        chains.speeches.append((draft.head, draft.chain))


def _chain_of(page: Page, chains: Chains, scene: Scene, draft: Draft) -> Chain | None:
    if draft.linked is not None:
        other = page.drafts.get(draft.linked)
        if other is not None and other.chain is not None:
            chain = chains.recent[other.chain]
            if draft.kind == "part":
                draft.country, draft.sector = chain.country, chain.sector
                draft.stateless = chain.stateless
                return None
            return chain
    if draft.kind == "pronoun":
        return _pronoun(page, chains, draft)
    if draft.entity is not None:
        found = chains.by_entity.get(draft.entity)
        if found is not None or draft.kind != "person":
            return found
    if draft.kind == "person":
        return _by_surname(chains, draft)
    if draft.kind == "part":
        return _counted(page, chains, draft)
    if draft.role is not None and draft.form != "adjective":
        if draft.definite:
            return _second_mention(page, scene, chains, draft)
        if draft.noun in ("fighters", "fighter", "combatant") and draft.country is None:
            _of_the_group(chains, draft)
    return None


def _of_the_group(chains: Chains, draft: Draft) -> None:
    """Take bare "fighters" for those of the armed group named last."""
    for chain in chains.latest():
        if chain.kind == "organisation" and chain.sector in ("REB", "PRM"):
            draft.country, draft.sector, draft.stateless = chain.country, chain.sector, chain.stateless
            draft.why.append(f"fighters of {chain.name}")
            return


def _by_surname(chains: Chains, draft: Draft) -> Chain | None:
    words = fold(draft.name or "").split()
    if not words:
        return None
    found = chains.by_surname.get(words[-1]) or chains.by_first_surname.get(words[-1])
    if found is None or found.name is None:
        return None
    known = fold(found.name).split()
    # "Ortiz Rey" is Luis Ortiz Rey, and "Luis Ortiz" is too.
    shorter = known[-len(words) :] == words or words[-len(known) :] == known
    if len(words) == 1 or len(known) == 1 or words[0][0] == known[0][0] or shorter:
        draft.entity = draft.name = None
        return found
    return None


def _near(page: Page, chains: Chains, draft: Draft, fits: Callable[[Chain], bool]) -> Chain | None:
    """Return the likeliest of the recent actors that fit: subjects before others, near before far.

    The weights were set by hand on the development reports; halving or doubling one moves a few pronouns in a hundred.
    """
    here = page.sentence_of[draft.head]
    token = page.doc[draft.head]
    barred = _own_subject(token)
    speaks = token.dep_ == "nsubj" and _is_speech(token.head)
    spoke = {number for _, number in chains.speeches[-RECENT_SPEECHES:]}
    best: tuple[float, Chain] | None = None
    for rank, chain in enumerate(chains.latest()):
        distance = here - chain.last_sentence
        if distance > PRONOUN_REACH or chain.last_token == barred or not fits(chain):
            continue
        score = -2.0 * distance - 0.25 * rank + min(chain.mentions, 4) * 0.1
        score += (1.5 if chain.last_subject else 0.0) - (2.0 if chain.locative else 0.0)
        if draft.noun == "many":
            score += 1.0 if chain.plural else 0.0 if chain.sector in MANY else -1.5
        if draft.noun == "person" and (chain.nouns or chain.gender):
            score += 1.0
        if speaks and chain.number in spoke:
            score += 1.5
        if best is None or score > best[0]:
            best = (score, chain)
    return best[1] if best else None


def _own_subject(token: Token) -> int | None:
    """Return the subject of the clause in which ``token`` is an object: "she urged him" is not of one person."""
    verb = token.head if token.dep_ != "pobj" else token.head.head
    if token.dep_ not in ("dobj", "pobj", "dative") or verb.pos_ not in ("VERB", "AUX"):
        return None
    while verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        verb = verb.head
    return next((c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _pronoun(page: Page, chains: Chains, draft: Draft) -> Chain | None:
    noun = draft.noun
    if noun == "relative":
        return _relative(page, chains, draft)
    if noun == "person":
        return _near(page, chains, draft, lambda c: c.person and not c.plural and c.gender in (None, draft.gender))
    if noun == "thing":
        return _near(page, chains, draft, lambda c: not c.person and (not c.plural or c.kind == "organisation"))
    return _near(page, chains, draft, _may_be_they)


def _may_be_they(chain: Chain) -> bool:
    if chain.person or (chain.kind in STATE_KINDS and not chain.plural):
        return False
    return chain.plural or chain.kind in ("group", "force", "organisation", "body", "people")


def _relative(page: Page, chains: Chains, draft: Draft) -> Chain | None:
    verb = page.doc[draft.head].head
    while verb.dep_ not in ("relcl", "ROOT", "acl") and verb.head is not verb:
        verb = verb.head
    if verb.dep_ != "relcl":
        return None
    other = page.drafts.get(described_by(verb).i)
    return chains.recent[other.chain] if other is not None and other.chain is not None else None


def _resolve_speakers(page: Page, chains: Chains, drafts: list[Draft]) -> None:
    """Give every "we" and "I" the one who speaks there: of its own sentence first, else of the sentences before."""
    said = sorted((page.sentence_of[head], head, number) for head, number in chains.speeches)
    owned: dict[int, list[Draft]] = {}
    for draft in page.drafts.values():
        if draft.possessor is not None:
            owned.setdefault(draft.possessor, []).append(draft)
    for draft in drafts:
        here = page.sentence_of[draft.head]
        reach = said[bisect_left(said, (here - PRONOUN_REACH,)) : bisect_left(said, (here + 1,))]
        if not reach:
            if draft.noun == "speakers" and page.issuer is not None and not said:
                draft.take(page.issuer, "the body that publishes this")
            continue
        _, _, number = max(reach, key=lambda speech: (speech[0], -abs(speech[1] - draft.head)))
        chain = chains.recent[number]
        if draft.noun == "speakers" and chain.person:
            # A person who says "we" speaks for the body, so only country and sector pass on.
            draft.country, draft.sector, draft.stateless = chain.country, chain.sector, chain.stateless
            draft.why.append(f"speaks for those of {chain.name or chain.kind}")
        else:
            chains.fill(draft, chain, "the speaker")
            draft.chain = number
        for other in owned.get(draft.head, ()):
            belong(other, draft)


def _counted(page: Page, chains: Chains, draft: Draft) -> Chain | None:
    """ "Three more", "others": of the people counted last, without being the same ones."""
    if page.doc[draft.head].lower_ == "those":
        draft.sector = "CVL"
        return None
    found = _near(page, chains, draft, lambda c: c.plural and c.kind not in ("arms", *STATE_KINDS))
    if found is not None and found.last_token != draft.head:
        draft.country, draft.sector, draft.stateless = found.country, found.sector, found.stateless
        draft.why.append("counted after " + (", ".join(sorted(found.nouns)[:1]) or found.kind))
    return None


def _second_mention(page: Page, scene: Scene, chains: Chains, draft: Draft) -> Chain | None:
    role = draft.role
    assert role is not None
    fitting = [c for c in chains.latest() if not (draft.country and c.country and draft.country != c.country)]
    for chain in fitting:
        if role.noun in chain.nouns and chain.plural == draft.plural:
            return chain
    if role.kind == "state":
        return _state(page, fitting, draft)
    if role.kind == "body" and role.sector:
        return next((c for c in fitting if not c.person and _has_post(c, role.noun)), None)
    if role.kind in ("office", "member"):
        return next((c for c in fitting if c.person and _has_post(c, role.noun)), None)
    if draft.noun in ("men", "women", "people") and draft.plural:
        return next((c for c in fitting if c.plural and not c.person and c.kind not in STATE_KINDS), None)
    if draft.country is not None or draft.possessor is not None:
        return None
    if role.noun in HOME_FORCES and scene.country:
        home = [c for c in fitting if c.sector == role.sector and c.country == scene.country and not c.person]
        return home[0] if home else None
    return _group_meant(fitting, role)


def _has_post(chain: Chain, noun: str) -> bool:
    """Whether a person was called by this noun before, alone or at the end of a longer title."""
    return any(known == noun or known.endswith(f" {noun}") for known in chain.nouns)


def _group_meant(chains: list[Chain], role: Role) -> Chain | None:
    """Return the body that "the group", "the army" or "the rebels" means: the latest of a sector the noun allows."""
    if role.kind not in ("force", "group", "body", "arms"):
        return None
    first = (role.sector,) if role.sector else REBELS if role.kind == "group" else role.refers
    for sectors in (first, role.refers):
        for chain in chains:
            if chain.person or chain.kind in ("people", *STATE_KINDS) or chain.sector not in sectors:
                continue
            if chain.kind == "organisation" or role.sector == chain.sector:
                return chain
    return None


def _state(page: Page, chains: list[Chain], draft: Draft) -> Chain | None:
    """Return the state that "the country" means: the one named last that does not itself do what is told of it."""
    if draft.noun not in ("country", "nation", "republic", "kingdom", "state"):
        return None
    involved = {
        child.i
        for ancestor in page.doc[draft.head].ancestors
        for child in ancestor.children
        if child.dep_ in ("poss", "nsubj")
    }
    # In "Norway's attack on the country" it is not Norway that is attacked.
    return next((c for c in chains if c.kind in STATE_KINDS and c.last_token not in involved), None)
