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
CEASING = frozenset("stop cease halt suspend quit discontinue end".split())
# A speaker's own country or body, as "his government", "our forces".
OWN = frozenset("his her its their our my".split())
# How a newspaper takes back what it said.
EDITIONS = frozenset("version report article story edition post item dispatch headline update".split())
EARLIER = frozenset("earlier previous original initial".split())
WRONGLY = frozenset("incorrectly wrongly mistakenly erroneously".split())
TOLD = SAYING | frozenset(("give", "put", "report", "misstate", "misreport", "describe"))
CLAUSES = frozenset("ccomp pcomp csubj advcl xcomp relcl acl".split())


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
    if verb.dep_ == "xcomp" and governor.lemma_ in CEASING and governor != verb:
        return Mood("stop", governor)
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


def withdrawn(word: Token) -> Token | None:
    """Return the word by which a report takes back what is said around a word ("an earlier version said that …")."""
    for verb in [word, *word.ancestors]:
        if verb.lemma_ not in TOLD or verb == word:
            continue
        for child in verb.children:
            if child.dep_ == "advmod" and child.lower_ in WRONGLY:
                return child
            if child.dep_ == "nsubj" and child.lemma_ in EDITIONS and any(c.lower_ in EARLIER for c in child.children):
                return child
    return None


def only_asked(verb: Token) -> bool:
    """Say whether a verb stands in a question within a sentence that leaves its act open ("how they fight")."""
    if verb.dep_ not in CLAUSES:
        return False
    asking = next((t for t in verb.lefts if t.lower_ == "how" and t.dep_ == "advmod"), None)
    if asking is not None:
        return verb.tag_ in ("VB", "VBP", "VBZ") and not any(c.tag_ == "VBD" for c in verb.children)
    subjects = [t for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass") for t in c.subtree]
    return any(t.lower_ == "how" and t.nbor(1).lower_ in ("many", "much") for t in subjects)
