"""The mood in which an act is spoken of: what one will do, will not do, must do, or failed to do."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from whosays.claims.grammar import is_passive, negated, surface_subjects
from whosays.claims.scene import PERSONAL

WILL = frozenset(("will", "shall", "'ll", "wo", "would"))
MUST = frozenset(("must", "should"))
HAVE_TO = frozenset(("have", "need", "ought"))
SAYING = frozenset(
    "say announce declare state tell add insist reiterate confirm write stress note repeat warn claim assert reply "
    "respond maintain argue".split()
)
FAILING = frozenset(("fail",))
# A speaker's own country or body, as "his government", "our forces".
OWN = frozenset("his her its their our my".split())


@dataclass(frozen=True, slots=True)
class Mood:
    """A mood, the word that shows it, and, in somebody's own statement, who speaks by which verb."""

    name: str
    word: Token
    speaker: Token | None = None
    saying: Token | None = None


def mood_of(verb: Token) -> Mood | None:
    """Return the mood of a verb if it is not a plain statement of fact."""
    saying, speaker = statement_of(verb)
    governor = verb.head
    if verb.dep_ == "xcomp" and governor.lemma_ in FAILING and governor != verb:
        return Mood("fail", governor)
    aux = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in WILL | MUST), None)
    if aux is None:
        if verb.dep_ == "xcomp" and governor.lemma_ in HAVE_TO and saying_over(governor)[0] is not None:
            saying, speaker = saying_over(governor)
            return Mood("must", governor, speaker, saying)
        if verb.dep_ == "xcomp" and governor.lemma_ == "go" and governor.tag_ == "VBG":
            aux = governor
        elif verb.dep_ == "xcomp" and governor.lemma_ == "be" and governor.tag_ in ("VBZ", "VBP"):
            return Mood("will", governor)
        else:
            return None
    if aux.lower_ in MUST:
        return Mood("must", aux, speaker, saying) if saying is not None else None
    own = speaker is not None and _speaks_of_oneself(verb, speaker)
    if negated(verb):
        return Mood("will not", aux, speaker if own else None, saying if own else None)
    if aux.lower_ == "would" and not own:
        return None
    return Mood("will of oneself" if own else "will", aux, speaker if own else None, saying if own else None)


def statement_of(verb: Token) -> tuple[Token | None, Token | None]:
    """Return the verb of saying that a clause depends on, and the head of its subject."""
    for _ in range(4):
        if (verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX")) or (
            verb.dep_ in ("xcomp", "acomp") and verb.head.pos_ in ("VERB", "AUX", "ADJ")
        ):
            verb = verb.head
        else:
            break
    return saying_over(verb)


def saying_over(verb: Token) -> tuple[Token | None, Token | None]:
    """Return the verb of saying right above a clause, and the head of its subject."""
    head = verb.head
    if verb.dep_ in ("ccomp", "parataxis") and head != verb and head.lemma_ in SAYING:
        subjects = surface_subjects(head)
        if subjects and not is_passive(head):
            return head, subjects[0]
        return head, None
    return None, None


def _speaks_of_oneself(verb: Token, speaker: Token) -> bool:
    subjects = surface_subjects(verb)
    if is_passive(verb):
        return False
    if not subjects:
        return True
    first = subjects[0]
    if first.lower_ in PERSONAL and first.lower_ != "you":
        return True
    if any(c.dep_ == "poss" and c.lower_ in OWN for c in first.children):
        return True
    nations = {t.lower_ for t in speaker.subtree if t.ent_type_ in ("GPE", "NORP", "ORG")}
    return first.lower_ == speaker.lower_ or any(
        t.lower_ in nations for t in first.subtree if t.ent_type_ in ("GPE", "NORP", "ORG")
    )
