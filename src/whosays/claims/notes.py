"""The reporter's notes on what is claimed: "could not be independently verified", and which claims they cover.

A note says something of the reporter's reach and nothing of the event: it lowers nobody's certainty. It is the
reporter's if the outlet, "we" or nobody in particular could not verify; what a ministry or a rebel group cannot confirm
is that party's own statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
from spacy.tokens import Token

from whosays.actors.mention import FoundActor
from whosays.claims.scene import Scene
from whosays.record import Claim, Span, span_of
from whosays.vocab.cues import cue_words, speaker_nouns

# Words that lie between a verb and what denies it: "has not been *able* to verify", "it was *impossible* to verify".
BETWEEN = frozenset(("xcomp", "ccomp", "advcl", "acl"))
EDGES = " \t\n,;:—–-.()"
PASSIVE = frozenset(("nsubjpass", "auxpass"))
# "The figures are hard to verify": the subject is what is verified, not who verifies.
TOUGH = frozenset(("difficult", "hard", "impossible"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
# Nouns for a whole set of statements, though singular in form.
SEVERAL = frozenset(("neither", "none", "either", "both", "any", "all"))


@dataclass(frozen=True, slots=True)
class _Note:
    """A reporter's note: its words, the token it hangs on, and the noun or pronoun for what could not be verified.

    ``inside``: what is noted stands in the note's own sentence and nowhere else ("unverified reports of …").
    """

    span: Span
    at: Token
    what: Token | None
    inside: bool = False


def with_notes(scene: Scene, claims: Sequence[Claim], publisher: str | None = None) -> list[Claim]:
    """Return the claims with the reporter's notes on them; ``publisher`` may be named as the one who could not verify.

    A note covers the claims of its own sentence, else the attributed claims before it: those of the last sentence that
    has any ("the claim"), or of the paragraph ("the reports"); only its owner's where it names one ("the army's
    figures"), only those with figures for "the toll", only those resting on pictures for "the footage". A claim made of
    nothing but what the note speaks of ("could not verify the toll") is left out: it asserts nothing.
    """
    notes: dict[str, list[Span]] = {}
    bare: set[str] = set()
    for note in _notes(scene, publisher):
        bare |= {c.id for c in claims if _is_only_noted(note, c)}
        for claim in _covered(scene, note, claims):
            notes.setdefault(claim.id, []).append(note.span)
    return [
        msgspec.structs.replace(c, notes=tuple(notes[c.id])) if c.id in notes else c for c in claims if c.id not in bare
    ]


def _is_only_noted(note: _Note, claim: Claim) -> bool:
    """Tell whether a claim was made of what a note speaks of and nothing else ("could not verify the *toll*")."""
    what = note.what
    return (
        what is not None
        and not note.inside
        and what.pos_ == "NOUN"
        and not claim.quantities
        and note.span.start <= claim.trigger.start < note.span.end
        and claim.trigger.start <= what.idx < claim.trigger.end
    )


def _notes(scene: Scene, publisher: str | None) -> Iterator[_Note]:
    for token in scene.doc:
        lemma = token.lemma_.lower()
        if token.lower_ in cue_words("unverified"):
            yield from _unverified(scene, token)
        elif lemma in cue_words("verifying") and token.pos_ == "VERB":
            yield from _not_verified(scene, token, publisher)
        elif lemma in cue_words("verifications") and token.pos_ in ("NOUN", "PROPN"):
            yield from _no_verification(scene, token)


def _unverified(scene: Scene, token: Token) -> Iterator[_Note]:
    """Yield "unverified reports of …" and "their claims remain unverified"."""
    if token.dep_ == "amod" and token.head.pos_ in ("NOUN", "PROPN"):
        yield _Note(span_of(scene.text, token.idx, token.head.idx + len(token.head)), token, token.head, inside=True)
        return
    verb = token.head
    if verb.lemma_ in ("be", "remain") and not any(c.dep_ == "neg" for c in verb.children):
        yield _made(scene, verb, _referred(_subject(verb)))


def _not_verified(scene: Scene, token: Token, publisher: str | None) -> Iterator[_Note]:
    """Yield "could not be verified", "were impossible to verify", "Reuters was unable to verify"."""
    line = _governors(token)
    top = line[-1]
    subject = next((s for word in line if (s := _subject(word)) is not None), None)
    passive = any(c.dep_ in PASSIVE for c in token.children)
    denied = bool(_words_around(line) & cue_words("disabling")) or any(_is_negative(word) for word in line)
    if not denied and not _is_negative_noun(subject):
        return
    sure = any(c.lower_ == "independently" for word in line for c in word.children)
    if not sure and token.lemma_.lower() in cue_words("confirming") and not _is_inability(line):
        return
    if _is_said_by_another(scene, top, publisher):
        return
    tough = not passive and bool(_words_around(line) & TOUGH)
    if passive:
        agent = next((p for c in token.children if c.dep_ == "agent" for p in c.children if c.dep_ != "punct"), None)
        if agent is None or _is_reporter(scene, agent, publisher) or _is_nobody_known(scene, agent):
            yield _made(scene, top, _referred(subject))
        return
    what = next((c for c in token.children if c.dep_ in ("dobj", "ccomp", "pobj")), None)
    if tough and what is None:
        yield _made(scene, top, _referred(subject))
    elif what is not None and (
        subject is None
        or subject.dep_ == "expl"
        or _impersonal(subject, line)
        or _is_reporter(scene, subject, publisher)
    ):
        yield _made(scene, top, _referred(what))


def _no_verification(scene: Scene, token: Token) -> Iterator[_Note]:
    """Yield "there was no independent confirmation of …", "independent verification was not possible"."""
    independent = any(c.lower_ in ("independent", "immediate") for c in token.lefts)
    denied = any(c.lower_ == "no" for c in token.lefts) or token.head.lower_ == "without"
    subject = token.dep_ in SUBJECTS and any(c.dep_ == "neg" or c.lower_ == "impossible" for c in token.head.children)
    if not independent or not (denied or subject) or _is_said_by_another(scene, token.head, None):
        return
    if any(c.dep_ == "prep" and c.lower_ in ("from", "by") for c in token.children):
        return  # "no immediate confirmation from the army" is the army's silence, not the reporter's reach
    of = next((p for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "for") for p in c.children), None)
    verb = token.head if token.head.pos_ in ("VERB", "AUX") else token
    yield _made(scene, verb, _referred(of))


def _made(scene: Scene, top: Token, what: Token | None) -> _Note:
    """Return the note with the words of its clause, and of the noun that a relative clause describes."""
    first, last = top.left_edge.i, top.right_edge.i
    if top.dep_ == "relcl" and top.head.dep_ == "appos":
        first = min(first, top.head.left_edge.i)
    start, end = scene.doc[first].idx, scene.doc[last].idx + len(scene.doc[last])
    while start < top.idx and scene.text[start] in EDGES:
        start += 1
    while end > top.idx + len(top) and scene.text[end - 1] in EDGES:
        end -= 1
    return _Note(span_of(scene.text, start, end), top, what)


def _governors(token: Token) -> list[Token]:
    """Return the verb and the words above it that say whether it can be done: "has not been able to verify"."""
    line = [token]
    while line[-1].dep_ in BETWEEN | {"acomp"} and line[-1].head.lemma_.lower() in cue_words("enabling"):
        line.append(line[-1].head)
    return line


def _is_negative(word: Token) -> bool:
    return any(
        c.dep_ == "neg" or (c.lower_ == "yet" and word.lemma_ in ("have", "be", "remain")) for c in word.children
    )


def _is_negative_noun(noun: Token | None) -> bool:
    return noun is not None and (
        noun.lower_ in ("none", "neither", "nothing", "nobody")
        or any(c.lower_ in ("no", "neither", "none") for c in noun.lefts)
    )


def _is_inability(line: Sequence[Token]) -> bool:
    able = ("could", "can", "ca", "cannot")
    return len(line) > 1 or any(c.lower_ in able for word in line for c in word.children)


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def _words_around(line: Sequence[Token]) -> set[str]:
    """Return the words of a line of governors and the adjectives said of them ("was *impossible* to verify")."""
    said = [c for word in line for c in word.children if c.dep_ == "acomp"]
    return {word.lower_ for word in (*line, *said)}


def _impersonal(subject: Token, line: Sequence[Token]) -> bool:
    """Tell whether "it" is nobody: "it was not possible to verify", against "it was unable to verify"."""
    return subject.lower_ == "it" and bool(_words_around(line) & (TOUGH | {"possible"}))


def _is_reporter(scene: Scene, who: Token, publisher: str | None) -> bool:
    """Tell whether somebody is the outlet or its reporters."""
    if who.lower_ in ("we", "us", "i"):
        return not any(start <= who.idx < end for start, end in _speech(scene))
    words = scene.text[who.left_edge.idx : who.right_edge.idx + len(who.right_edge)].removeprefix("The ")
    if publisher and words and (words in publisher or publisher in words):
        return True
    actor = scene.actor(who)
    if actor is not None and actor.mention.sector == "JRN":
        return True
    noun = speaker_nouns().get(who.lemma_.lower())
    if noun is not None and noun.kind == "media":
        return True
    # "The Gazette said *it* could not verify": the pronoun of the one who says so.
    saying = next((a for a in who.ancestors if a.dep_ == "ccomp"), who).head
    speaker = _subject(saying) if who.pos_ == "PRON" and saying.i < who.i else None
    return speaker is not None and speaker != who and _is_reporter(scene, speaker, publisher)


def _is_nobody_known(scene: Scene, who: Token) -> bool:
    """Tell whether a name is neither a party's nor a body's: then it is an outlet that the tables lack."""
    actor = scene.actor(who)
    return who.pos_ == "PROPN" and (actor is None or actor.mention.sector is None)


def _speech(scene: Scene) -> list[tuple[int, int]]:
    return [(q.start, q.end) for q in scene.layers.quotations if not q.is_scare]


def _is_said_by_another(scene: Scene, top: Token, publisher: str | None) -> bool:
    """Tell whether the note is what a party or body says of itself: "the UN said it could not verify"."""
    if any(start <= top.idx < end for start, end in _speech(scene)):
        return True
    if top.dep_ != "ccomp" or top.head == top:
        return False
    speaker = _subject(top.head)
    return speaker is not None and not _is_reporter(scene, speaker, publisher)


def _referred(what: Token | None) -> Token | None:
    """Return the noun that a relative pronoun stands for, or that "none of the …" is taken of."""
    if what is None:
        return None
    if what.tag_ in ("WDT", "WP") and what.head.dep_ == "relcl":
        return what.head.head
    if what.lower_ in SEVERAL | {"authenticity", "accuracy", "veracity", "details", "detail", "content", "contents"}:
        of = (p for c in what.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children)
        return next(of, what)
    return what


# ---------------------------------------------------------------- what a note covers


def _covered(scene: Scene, note: _Note, claims: Sequence[Claim]) -> list[Claim]:
    sentence = note.at.sent
    here = [c for c in claims if sentence.start_char <= c.trigger.start < sentence.end_char]
    if note.inside:
        return _of_noun(note, here)
    if note.what is not None and note.what.dep_ == "ccomp":
        return [c for c in here if note.what.left_edge.idx <= c.trigger.start <= note.what.right_edge.idx]
    beside = [c for c in here if not note.span.start <= c.trigger.start < note.span.end and c.sources]
    if beside:
        return _chosen(scene, note, beside) or beside
    for before in _earlier(scene, sentence.start_char, claims):
        covered = _chosen(scene, note, [c for c in before if c.sources])
        if covered:
            return covered if _is_plural(note.what) else _last_sentence(scene, covered)
    return []


def _of_noun(note: _Note, here: Sequence[Claim]) -> list[Claim]:
    """Return the claims that rest on the noun called unverified, or stand in its phrase ("unverified reports of …")."""
    if note.what is None:
        return []
    start, end = note.what.idx, note.what.right_edge.idx + len(note.what.right_edge)
    return [
        c
        for c in here
        if start <= c.trigger.start < end
        or any(s.start < note.what.idx + len(note.what) and note.what.idx < s.end for s in c.sources)
    ]


def _earlier(scene: Scene, offset: int, claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Yield the claims before a place in its paragraph, then those of the paragraph before."""
    stop = offset
    start = scene.text.rfind("\n", 0, stop) + 1
    for _ in range(2):
        yield [c for c in claims if start <= c.trigger.start < stop]
        stop = len(scene.text[:start].rstrip())
        start = scene.text.rfind("\n", 0, stop) + 1


def _chosen(scene: Scene, note: _Note, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that can be what the note speaks of: by its owner, by figures, by pictures."""
    what = note.what
    if what is None:
        return list(claims)
    lemma = what.lemma_.lower()
    kept = list(claims)
    if lemma in cue_words("figure_nouns"):
        kept = [c for c in kept if c.quantities]
    noun = speaker_nouns().get(lemma)
    if noun is not None and noun.kind == "document" and lemma not in cue_words("statement_nouns"):
        kept = [c for c in kept if any(s.kind == "document" for s in c.sources)]
    owner = _owner(scene, what)
    if owner is not None:
        keys = {owner.mention.entity, owner.mention.country} - {None}
        kept = [c for c in kept if any({s.entity, s.country} & keys for s in c.sources)]
    return kept


def _owner(scene: Scene, noun: Token) -> FoundActor | None:
    """Return whose claims are spoken of, if a name says so: "the army's figures", "Russian claims", "claims by …"."""
    for child in noun.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod"):
            actor = scene.actor(child)
        elif child.dep_ == "prep" and child.lower_ in ("by", "from"):
            actor = next((scene.actor(p) for p in child.children if p.dep_ == "pobj"), None)
        else:
            continue
        if actor is not None and (actor.mention.entity or actor.mention.country):
            return actor
    return None


def _is_plural(what: Token | None) -> bool:
    return what is not None and (
        what.tag_ in ("NNS", "NNPS")
        or what.lower_ in SEVERAL | {"they", "these", "those"}
        or any(c.lower_ in SEVERAL for c in what.lefts)
        or any(c.lower_ == "side" for c in what.lefts)
    )


def _last_sentence(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of the last sentence that has any of them."""
    last = max(claims, key=lambda c: c.trigger.start)
    span = scene.doc.char_span(last.trigger.start, last.trigger.end, alignment_mode="expand")
    if span is None:
        return [last]
    return [c for c in claims if span.sent.start_char <= c.trigger.start < span.sent.end_char]
