"""What a sense of an event word needs around it: the tests behind the column ``needs`` of ``triggers.csv``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from whosays.claims.grammar import Arguments, is_passive, surface_subjects
from whosays.claims.harms import revised_harm
from whosays.claims.lemmas import LIGHT, lemma_of
from whosays.claims.moods import OWN, statement_of
from whosays.claims.scene import PERSONAL, Scene
from whosays.claims.strays import stray_subject
from whosays.vocab.triggers import Sense

PEACE = ("peacekeep", "peace-keep")


@dataclass(frozen=True, slots=True)
class Around:
    """An event word and its places, with the classes that a need asks for."""

    scene: Scene
    head: Token
    args: Arguments
    wanted: frozenset[str]

    @property
    def everyone(self) -> list[Token]:
        """Return whoever stands in any place."""
        return self.args.subject + self.args.object + [t for _, t in self.args.prepositions]

    def any_of(self, tokens: list[Token], classes: frozenset[str]) -> bool:
        """Say whether a token is of one of these classes."""
        return any(self.scene.classes(t) & classes for t in tokens)


def allowed(scene: Scene, sense: Sense, head: Token, args: Arguments) -> bool:
    """Say whether a sense finds around an event word what it needs."""
    return all(NEEDS[name](Around(scene, head, args, wanted)) for name, wanted in sense.needs)


def _readiness(predicate: Token) -> bool:
    """Say whether an adjective takes an act for its content ("ready to send")."""
    return predicate.dep_ == "acomp" and any(c.dep_ in ("xcomp", "ccomp") for c in predicate.children)


def _is_wish(content: Token) -> bool:
    """Say whether a clause tells what shall be done ("that it withdraw", "to withdraw"), not what is."""
    helpers = [c for c in content.children if c.dep_ in ("aux", "auxpass")]
    if any(c.lower_ in ("should", "must") for c in helpers):
        return True
    # "told them that it could not verify", "asked whether it will": a bare form after a helper is a statement.
    return content.tag_ == "VBG" or (content.tag_ == "VB" and all(c.lower_ == "to" for c in helpers))


def _directions(args: Arguments) -> list[tuple[str, Token]]:
    """Return the prepositions of a verb with those that the parser hung from its object ("a vase to the museum")."""
    hung = [(p.lower_, t) for o in args.object for p in o.children if p.dep_ in ("prep", "dative") for t in p.children]
    return args.prepositions + hung


def _fillers(scene: Scene, head: Token, name: str, args: Arguments) -> list[Token]:
    tokens = list(args.at(name))
    if name == "object":
        tokens += args.dative
        if not tokens:
            tokens = [
                t
                for n, t in args.prepositions
                if n in ("on", "in", "at", "to", "of", "against", "from", "with", "modifier", "into")
            ]
    elif not tokens:
        tokens = [t for n, t in args.prepositions if n == "modifier"]
        stray = stray_subject(scene, head) if not tokens and name == "subject" and head.pos_ == "VERB" else None
        tokens += [stray] if stray is not None else []
    return tokens


def _somewhere(around: Around) -> bool:
    """Say whether a place or a figure makes "there are troops" a statement of strength."""
    scene, args = around.scene, around.args
    where = [
        t for n, t in args.prepositions if n in ("in", "at", "on", "near", "inside", "across", "outside", "around")
    ]
    # "There are troops in X": the parser may hang the place from the troops.
    where += [p for t in args.subject for p in t.children if p.dep_ == "prep" and p.lower_ in ("in", "at", "near")]
    counted = any(scene.has_number(t) for t in args.subject)
    return bool(where) and (
        counted or any("place" in scene.classes(t) or t.lemma_ in ("soil", "territory") for t in where)
    )


def _of_kind(around: Around) -> bool:
    if "force" in around.wanted:
        return around.any_of(around.everyone, frozenset(("armed", "weapon", "troops")))
    if "labour" in around.wanted:
        return around.any_of(around.everyone, frozenset(("worker", "union")))
    return _names_actor(around)


def _surrounded(around: Around) -> bool:
    head = around.head
    if "light" in around.wanted:
        return head.dep_ in ("dobj", "nsubjpass") and lemma_of(head.head) in LIGHT
    return around.any_of(around.everyone, around.wanted | {"armed"})


def _names_actor(around: Around) -> bool:
    return any(around.scene.actor(t) is not None for t in around.everyone)


def _threatening(around: Around) -> bool:
    """Say whether what is warned of is the speaker's own act, or falls on whom he warns.

    "Warned that fighting would spread" is a forecast, "warned that the raids threatened aid" a report of others' acts.
    """
    if not around.args.content:
        return True
    speakers = around.args.subject
    return any(_is_ones_own(around.scene, clause, speakers, around.args.object) for clause in around.args.content)


def _is_ones_own(scene: Scene, clause: Token, speakers: list[Token], warned: list[Token]) -> bool:
    if not (any(c.lower_ in OPEN for c in clause.children if c.dep_ == "aux") or _is_order(clause)):
        return any(_is_ones_own(scene, c, speakers, warned) for c in clause.children if c.dep_ in ("conj", "ccomp"))
    subjects = surface_subjects(clause)
    if is_passive(clause) or warned or not subjects or any(t.lower_ in PERSONAL - {"it"} for t in subjects):
        return True
    if any(t.lower_ in OWN for one in subjects for t in one.subtree):
        return True
    chains = {a.mention.chain for a in map(scene.actor, speakers) if a is not None}
    countries = {a.mention.country for a in map(scene.actor, speakers) if a is not None} - {None}
    for one in subjects:
        actor = scene.actor(one)
        if actor is None:
            if scene.classes(one) & {"penalty", "more"}:
                return True
        elif actor.mention.chain in chains or actor.mention.country in countries:
            return True
    return False


def _is_order(clause: Token) -> bool:
    """Say whether a clause tells what shall be done ("not to come closer", "lay down your arms")."""
    return clause.dep_ == "xcomp" or (clause.tag_ == "VB" and all(c.dep_ != "aux" for c in clause.children))


def _by_somebody(around: Around) -> bool:
    return not any(t.lower_ in NOBODY or any(c.lower_ == "no" for c in t.children) for t in around.args.subject)


def _filled(name: str) -> Callable[[Around], bool]:
    def meets(around: Around) -> bool:
        tokens = _fillers(around.scene, around.head, name, around.args)
        return around.any_of(tokens, around.wanted) if tokens else "-" in around.wanted

    return meets


def _followed(name: str) -> Callable[[Around], bool]:
    def meets(around: Around) -> bool:
        there = [t for n, t in _directions(around.args) if n == name]
        return around.any_of(there, around.wanted) if around.wanted else bool(there)

    return meets


def _child(*deps: str) -> Callable[[Around], bool]:
    return lambda around: any(c.dep_ in deps for c in around.head.children)


def _counted(tokens: Callable[[Around], list[Token]]) -> Callable[[Around], bool]:
    return lambda around: any(around.scene.has_number(t) for t in tokens(around))


# What leaves a warning open: "will answer", "would hit", "could strike", "must leave".
OPEN = frozenset(("will", "shall", "'ll", "wo", "would", "could", "can", "may", "might", "must", "should"))
NOBODY = frozenset(("nobody", "none", "noone", "neither"))
FUTURE = frozenset(("will", "shall", "'ll", "would", "to"))
NEEDS: dict[str, Callable[[Around], bool]] = {
    "object": _filled("object"),
    "subject": _filled("subject"),
    "unarmed": lambda a: not a.any_of(a.args.subject, frozenset(("armed", "troops"))),
    "without": lambda a: not a.any_of(_fillers(a.scene, a.head, "object", a.args), a.wanted),
    "to": lambda a: any(n == "to" for n, _ in _directions(a.args)) or bool(a.args.dative),
    "with": _followed("with"),
    "into": _followed("into"),
    "from": _followed("from"),
    "by": _followed("by"),
    "doer": lambda a: bool(a.args.subject),
    "giving": lambda a: (
        bool(a.args.object)
        and a.any_of([t for n, t in _directions(a.args) if n == "to"], frozenset(("actor", "state")))
    ),
    "bare": lambda a: not a.args.content and not _child("oprd", "acomp", "prt", "attr", "dative")(a),
    "oprd": _child("oprd", "xcomp", "ccomp", "attr"),
    "form": lambda a: a.head.lower_ in a.wanted,
    "plural": lambda a: a.head.tag_ == "NNS",
    "direct": lambda a: bool(a.args.object),
    "undirected": lambda a: not a.args.object,
    "own": lambda a: any(c.dep_ == "poss" and c.lower_ in OWN for t in a.args.object for c in t.children),
    "directive": lambda a: any(_is_wish(t) for t in a.args.content),
    "peacekeeping": lambda a: any(t.lower_.startswith(PEACE) for t in a.head.subtree),
    "charged": lambda a: (
        a.any_of(a.args.subject, frozenset(("actor", "armed"))) and statement_of(a.head)[1] is not None
    ),
    "content": lambda a: bool(a.args.content) or any(_readiness(c) for c in a.head.children),
    "counted": _counted(lambda a: [a.head]),
    "harmed": _counted(lambda a: a.args.object),
    "number": _counted(lambda a: [a.head, *a.args.object, *a.args.subject]),
    "predicate": lambda a: a.head.dep_ in ("acomp", "attr", "ROOT", "oprd", "conj"),
    "active": lambda a: not a.args.passive,
    "predicative": lambda a: a.head.dep_ != "amod",
    "passive": lambda a: a.args.passive,
    "where": _somewhere,
    "actor": _names_actor,
    "future": lambda a: any(c.dep_ == "aux" and c.lower_ in FUTURE for c in a.head.children),
    "kind": _of_kind,
    "needs": _surrounded,
    "threatening": _threatening,
    "somebody": _by_somebody,
    "revised": lambda a: revised_harm(a.head) is not None,
}
