"""Who stands where in a clause: deep subjects and objects through voice, control, relatives and participles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from whosays.claims.accusing import accused_by, is_cleared
from whosays.reading.relatives import antecedent

SUBJECTS = ("nsubj", "csubj", "expl")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"))
# Verbs that only say who did the act named by their noun.
DOING = frozenset("perpetrate carry commit launch stage conduct execute mount make order plan mastermind claim".split())
# Verbs that tell whom an act named by a noun struck ("the raid killed three", "three were killed in the raid").
STRIKING = frozenset("hit strike kill wound injure target destroy damage devastate level maim flatten".split())
SUFFERING = frozenset("lose suffer leave have report count include number".split())
# Acts in which those who are killed may be the ones who struck.
BOTH_SIDES = frozenset(
    "fighting fight battle clash combat war assault offensive operation shootout gunfight gunbattle firefight "
    "crossfire skirmish mission counterattack confrontation violence unrest hostility".split()
)
# Verbs whose subject does the act after "in", and nouns that only count acts.
TAKING_PART = frozenset("participate engage take join help assist serve".split())
ROWS = frozenset("round series wave spate string set batch stage phase number".split())
DEPTH = 12  # of climbing through clauses; real sentences need four


@dataclass(slots=True)
class Arguments:
    """The places of a clause around an event word, each with the head tokens that stand there."""

    subject: list[Token] = field(default_factory=list)
    object: list[Token] = field(default_factory=list)
    dative: list[Token] = field(default_factory=list)
    prepositions: list[tuple[str, Token]] = field(default_factory=list)
    content: list[Token] = field(default_factory=list)
    passive: bool = False

    def at(self, place: str) -> list[Token]:
        """Return the tokens that stand at a place: ``subject`` ``object`` ``dative`` ``content`` or a preposition."""
        if place in ("subject", "object", "dative", "content"):
            found: list[Token] = getattr(self, place)
            return found
        return [token for name, token in self.prepositions if name == place]


def with_conjuncts(token: Token) -> list[Token]:
    """Return a noun and the nouns coordinated with it, in text order."""
    found, stack = [token], [token]
    while stack:
        for child in stack.pop().children:
            if child.pos_ in NOMINAL and (child.dep_ == "conj" or _listed(child)):
                found.append(child)
                stack.append(child)
    return found


def _listed(noun: Token) -> bool:
    """Say whether what looks like an apposition is one of a list: of lands, of persons, of a person and more.

    "Kenya, Saudi Arabia, Egypt and Oman"; "the rector, five monks and a nun"; "Ruiz, his wife and her sister".
    """
    if noun.dep_ != "appos" or not any(c.dep_ == "conj" and c.pos_ in NOMINAL for c in noun.children):
        return False
    if noun.ent_type_ == noun.head.ent_type_ == "GPE":
        return any(c.dep_ == "conj" and c.ent_type_ == "GPE" for c in noun.children)
    if noun.ent_type_ == noun.head.ent_type_ == "PERSON":
        return True
    if noun.head.tag_ not in ("NN", "NNP") or noun.head.ent_type_ not in ("", "PERSON"):
        return False
    more = noun.tag_ == "NNS" and any(c.dep_ == "nummod" for c in noun.children)
    kin = any(c.dep_ == "poss" and c.lower_ in ("his", "her") for c in noun.children)
    return (more and noun.head.lemma_.lower() not in COLLECTIVE) or kin


# One noun for many: "a patrol, five soldiers and a guide" says who they were.
COLLECTIVE = frozenset(
    "group band gang team unit patrol squad platoon company battalion brigade convoy column crew party family staff "
    "force commando cell couple trio delegation".split()
)


def is_passive(verb: Token) -> bool:
    """Say whether a verb stands in the passive, bare participles after a noun included."""
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass", "csubjpass"):
            return True
        if child.dep_ in ("nsubj", "dobj"):
            # "with ten people killed": the parser takes whom it was done to for a subject.
            return (
                child.dep_ == "nsubj"
                and verb.tag_ == "VBN"
                and verb.lemma_.lower() in STRIKING
                and not any(c.dep_ in ("aux", "dobj") for c in verb.children)
            )
    if verb.dep_ == "conj" and _tells_of_object(verb):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return is_passive(verb.head)
    if verb.dep_ == "conj" and verb.head.pos_ == "ADJ":
        return True  # "were dead, missing or captured"
    return verb.dep_ in ("acl", "amod", "advcl", "ROOT", "ccomp", "oprd", "relcl") and not any(
        c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children
    )


def _tells_of_object(verb: Token) -> bool:
    """Say whether a participle lists what became of the object before it ("lost 40 men, killed and wounded")."""
    while verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and verb.lemma_.lower() in STRIKING:
        if any(c.dep_ in ("aux", "dobj") for c in verb.children):
            return False
        first, verb = verb, verb.head
        if any(c.dep_ == "dobj" for c in verb.children):
            # "Attacked the town and killed" is no English: the comma makes it a list of what they suffered.
            return verb.lemma_.lower() in SUFFERING and first.nbor(-1).text == ","
    return False


def _spread(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        for one in with_conjuncts(antecedent(token)):
            if all(one.i != seen.i for seen in out):
                out.append(one)
    return out


def _own(verb: Token, deps: tuple[str, ...]) -> list[Token]:
    return [child for child in verb.children if child.dep_ in deps]


def surface_subjects(verb: Token) -> list[Token]:
    """Return the surface subjects of a verb, its own or those it inherits from the clause above."""
    for _ in range(DEPTH):
        own = _own(verb, SUBJECTS + PASSIVE_SUBJECTS)
        if any(token.dep_ == "expl" for token in own):
            # "There are 4,000 soldiers in the valley": the soldiers are.
            own = [token for token in own if token.dep_ != "expl"] + _own(verb, ("attr",))
        if own:
            return _spread(own)
        head = verb.head
        if head == verb:
            return []
        if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX", "ADJ"):
            while verb.tag_ in ("VBD", "VBZ", "VBP") and head.dep_ == "xcomp" and head.tag_ in ("VB", "VBG"):
                head = head.head  # "urged them to stop and | closed the border": who urged closed it
            verb = head
        elif verb.dep_ in ("xcomp", "ccomp", "oprd") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            controllers = _own(head, ("dobj", "dative"))
            if controllers and verb.dep_ != "ccomp":
                return _spread(controllers)
            verb = head
        elif verb.dep_ == "advcl" and head.pos_ in ("VERB", "AUX"):
            # "..., officials said on Monday, killing three": the act is in what they said.
            said = next((c for c in head.children if c.dep_ == "ccomp" and c.i < head.i < verb.i), None)
            verb = said if said is not None and verb.tag_ == "VBG" else head
            if said is not None and verb == said and is_passive(said):
                return []
        elif verb.dep_ in ("acl", "relcl"):
            if verb.tag_ == "VB":
                return noun_owner(head)
            return _spread([head])
        elif verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
            objects = _own(head.head, ("dobj", "nsubjpass"))
            if objects and head.lower_ in ("of", "from", "for"):
                return [] if is_cleared(head) else _spread(objects)
            verb = head.head
        elif verb.dep_ == "pcomp" and head.head.pos_ in ("NOUN", "PROPN"):
            return [] if is_cleared(head) else _spread(accused_by(head)) or noun_owner(head.head)
        elif verb.dep_ == "pcomp" and head.head.dep_ == "acomp":
            verb = head.head.head  # "is guilty of breaking the truce"
        elif verb.dep_ in ("acomp", "attr"):
            verb = head
        else:
            return []
    return []


def noun_owner(noun: Token) -> list[Token]:
    """Return whose a noun is: its possessor, its adjective of nation, or the subject of the verb that governs it."""
    own = [c for c in noun.children if c.dep_ == "poss"]
    if own:
        return _spread(own)
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "pobj") and head != noun:
        verb = head if noun.dep_ != "pobj" else head.head
        if verb.dep_ == "acomp":
            verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            return _agents(verb) if is_passive(verb) else surface_subjects(verb)
    return []


def _agents(verb: Token) -> list[Token]:
    out: list[Token] = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            out += [c for c in child.children if c.dep_ == "pobj"]
    return _spread(out)


def _prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB", "ADV"):
            name = child.lower_
            for inner in child.children:
                if inner.dep_ == "pobj":
                    for one in with_conjuncts(antecedent(inner)):
                        yield name, one
                elif inner.dep_ == "prep":
                    for last in inner.children:
                        if last.dep_ == "pobj":
                            for one in with_conjuncts(last):
                                yield inner.lower_, one
                elif inner.dep_ == "conj" and inner.pos_ == "ADP":
                    for last in inner.children:
                        if last.dep_ == "pobj":
                            yield inner.lower_, last


def verb_arguments(verb: Token) -> Arguments:
    """Return the deep places around a verb."""
    args = Arguments(passive=is_passive(verb))
    surface = surface_subjects(verb)
    objects = _own(verb, ("dobj",))
    if args.passive:
        args.object = surface or ([verb.head] if verb.dep_ in ("acl", "amod") else [])
        args.subject = _agents(verb)
        args.content = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
    else:
        args.subject = surface
        args.object = _spread(objects)
        if not objects and verb.dep_ == "relcl" and all(t.i != verb.head.i for t in surface):
            args.object = _spread([verb.head])
        if (
            not objects
            and verb.dep_ == "conj"
            and verb.head.pos_ == "VERB"
            and not _own(verb, ("prep", "ccomp", "xcomp"))
        ):
            shared = _own(verb.head, ("dobj",))
            args.object = _spread([t for t in shared if t.i > verb.i])
        args.content = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
        if not objects and (predicate := small_clause(verb)) is not None:
            args.object = _spread(_own(predicate, ("nsubj",)))
    args.dative = _spread([c for c in verb.children if c.dep_ == "dative" and c.pos_ in NOMINAL])
    args.prepositions = [(n, t) for n, t in _prepositions(verb) if not (n == "by" and args.passive)]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        args.prepositions += [(n, t) for n, t in _prepositions(verb.head) if t.i > verb.i]
    return args


def small_clause(verb: Token) -> Token | None:
    """Return the predicate that a verb gives to its object of itself ("found him guilty", "let them go")."""
    return next(
        (
            c
            for c in verb.children
            if c.dep_ in ("ccomp", "xcomp", "oprd")
            and (c.pos_ in ("ADJ", "NOUN") or (verb.lemma_ == "let" and c.tag_ == "VB"))
            and not any(g.dep_ in ("aux", "mark", "cop") or g.pos_ == "AUX" for g in c.children)
            and any(g.dep_ == "nsubj" for g in c.children)
        ),
        None,
    )


def noun_arguments(noun: Token) -> Arguments:
    """Return the deep places around an event noun: possessor, modifiers, "by", "of", and the governing verb's."""
    args = Arguments()
    by: list[Token] = []
    of: list[Token] = []
    for name, token in _prepositions(noun):
        if name == "by":
            by.append(token)
        elif name == "of":
            of.append(token)
        else:
            args.prepositions.append((name, token))
    if noun.dep_ == "compound" and noun.head.pos_ == "NOUN":
        args = noun_arguments(noun.head)
        args.prepositions = [(n, t) for n, t in args.prepositions if t.i != noun.i]
        return args
    owners = _spread([c for c in noun.children if c.dep_ == "poss"])
    modifiers = [
        c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and c.pos_ in ("NOUN", "PROPN", "ADJ")
    ]
    args.subject = by or _doers_told_after(noun) or owners
    args.object = of
    if by and owners and not of:
        args.object = owners
    args.content = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "xcomp")]
    args.prepositions += [("modifier", m) for m in modifiers]
    told = _one_of_a_row(noun)
    verb = told.head
    if told.dep_ in ("dobj", "nsubjpass") and verb.pos_ == "VERB":
        outer = verb_arguments(verb)
        if outer.subject and (not args.subject or all(t.pos_ == "PRON" for t in args.subject)):
            args.subject = outer.subject
        args.prepositions += [(n, t) for n, t in outer.prepositions if n not in ("of", "by")]
        args.dative = outer.dative
        args.passive = outer.passive
    elif noun.dep_ == "pobj" and verb.head.pos_ == "VERB" and verb.lower_ in ("under", "in", "into"):
        outer = verb_arguments(verb.head)
        if verb.lower_ == "in" and verb.head.lemma_.lower() in TAKING_PART:
            args.subject = args.subject or outer.subject
        args.prepositions += [(n, t) for n, t in outer.prepositions if t.i != noun.i]
    elif noun.dep_ == "pobj" and verb.head.dep_ == "acomp" and verb.head.lower_ == "responsible":
        args.subject = args.subject or surface_subjects(verb.head.head)
    if not args.object:
        args.object = _struck_by(noun)
    return args


def _one_of_a_row(noun: Token) -> Token:
    """Return the noun that only counts an act ("a new *round* of exercises"), else the act's own."""
    counted = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in ROWS
    return noun.head.head if counted else noun


def _struck_by(noun: Token) -> list[Token]:
    """Return whom an act struck, as the verb over its noun tells."""
    head = noun.head
    if noun.dep_ == "nsubj" and head.lemma_.lower() in STRIKING:
        return verb_arguments(head).object
    inside = noun.dep_ == "pobj" and head.lower_ in ("in", "during") and noun.lemma_.lower() not in BOTH_SIDES
    if inside and head.head.lemma_.lower() in STRIKING:
        verb = head.head
        return verb_arguments(verb).object if verb.pos_ == "VERB" and is_passive(verb) else []
    return []


def _doers_told_after(noun: Token) -> list[Token]:
    """Return the doers of an act whose clause names them ("the attack, which was carried out by guerrillas")."""
    for clause in noun.children:
        if clause.dep_ in ("relcl", "acl") and clause.lemma_.lower() in DOING and is_passive(clause):
            return _agents(clause)
    return []


def arguments(trigger: Token) -> Arguments:
    """Return the deep places around an event word, verb or noun."""
    if trigger.pos_ in ("VERB", "AUX") or any(c.dep_ in ("aux", "auxpass") for c in trigger.children):
        return verb_arguments(trigger)
    return noun_arguments(trigger)


def phrase_arguments(args: Arguments, words: list[Token]) -> Arguments:
    """Return the places around a phrase ("voiced support for X"): those of its verb and of its nouns."""
    inside = {t.i for t in words}
    extra = [(n, t) for word in words[1:] if word.pos_ == "NOUN" for n, t in _prepositions(word)]
    return Arguments(
        subject=[t for t in args.subject if t.i not in inside],
        object=[t for t in args.object if t.i not in inside],
        dative=args.dative,
        prepositions=[(n, t) for n, t in args.prepositions + extra if t.i not in inside],
        content=args.content + [c for word in words[1:] for c in word.children if c.dep_ in ("acl", "ccomp", "xcomp")],
        passive=args.passive,
    )


def clause_head(token: Token) -> Token:
    """Return the verb (or root) of the clause that a token stands in."""
    for _ in range(60):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
            return token
        if token.head == token:
            return token
        token = token.head
    return token


def negated(token: Token) -> bool:
    """Say whether a word is negated in its own clause."""
    return any(c.dep_ == "neg" or (c.lower_ in ("no", "never", "neither")) for c in token.children)


def noun_span(doc: Doc, head: Token) -> tuple[int, int]:
    """Return the character span of a noun with what stands before it, without its figure, plus a short "of" phrase."""
    left = head
    for child in head.lefts:
        if child.dep_ in ("det", "compound", "amod", "poss", "nmod", "punct", "case") and child.i >= head.i - 12:
            if child.dep_ == "punct":
                continue
            start = child.left_edge
            if start.i < left.i:
                left = start
    first = left.i
    for index in range(left.i, head.i):
        if doc[index].like_num or doc[index].dep_ in ("nummod", "quantmod"):
            first = index + 1
    named = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i - head.i <= 6), None)
    last = named if named is not None and head.pos_ == "NOUN" else head
    return doc[min(first, head.i)].idx, last.idx + len(last)
