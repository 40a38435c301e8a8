"""Say who stands behind an event word: the chain of sources, outermost first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from spacy.tokens import Doc, Token

from whosays.actors.find import actor_at
from whosays.actors.mention import FoundActor
from whosays.claims.charging import Charge
from whosays.reading.attribution.found import FoundAttribution
from whosays.reading.syntax import text_of
from whosays.record import SOURCE_KINDS, Source, SourceKind, Span, span_of
from whosays.vocab.cues import SpeakerNoun, cue_words, speaker_nouns

# What a body or person is by its PLOVER 2 sector, where the noun itself does not say more.
KIND_OF_SECTOR: dict[str, SourceKind] = {
    "GOV": "official", "LEG": "official", "JUD": "official", "COP": "official", "PTY": "official", "OPP": "official",
    "MIL": "military", "REB": "military", "PRM": "military", "UAF": "military", "SPY": "intelligence", "JRN": "media",
    "NGO": "ngo", "IGO": "igo", "EDU": "expert", "CVL": "witness", "MED": "witness",
}  # fmt: skip


# Sectors whose spokesmen and officials speak for a body that is more than "official".
BODY_SECTORS = frozenset(("MIL", "SPY", "IGO", "NGO", "JRN"))
ARMED_SECTORS = frozenset(("REB", "PRM", "UAF"))
FIRST_PERSON = frozenset(("i", "we", "us", "me"))
RELATIVE = frozenset(("WDT", "WP"))
POSTS = frozenset(("spokesman", "spokeswoman", "spokesperson", "chief", "commander", "leader", "director", "head"))


def source_chain(
    doc: Doc, attributions: Sequence[FoundAttribution], actors: Sequence[FoundActor], trigger: int
) -> tuple[Source, ...]:
    """Return who says so for the event word at token ``trigger``, outermost first; empty is the reporter's own voice.

    ``attributions`` and ``actors`` are the layers of the same document. A source counts if the event word lies in
    what it says, believes, shows or denies; a wish, request or attitude towards an event is no source of it, and
    whoever performs a speech act is not the source of that act. Speakers of one content are ``joint``.
    """
    word = doc[trigger]
    chain: list[Source] = []
    entities: list[int] = []
    for attribution in sorted(_around(attributions, word), key=lambda a: _outermost_first(doc, a)):
        for source, identity in _sources(doc, attribution, actors, word):
            overlaps = any(source.start < other.end and other.start < source.end for other in chain)
            if not overlaps and identity not in entities and not _is_named_in(source, chain):
                chain.append(source)
                entities.extend([identity] if identity is not None else [])
    return tuple(chain) or tuple(_claimant(doc, actors, word))


def _is_named_in(source: Source, chain: Sequence[Source]) -> bool:
    """Tell whether a person already stands in the chain, under his full name or his surname alone."""
    if source.anonymous or not source.text[:1].isupper():
        return False
    names = [set((one.name or one.text).split()) for one in (source, *chain)]
    surnames = [(one.name or one.text).split()[-1] for one in (source, *chain)]
    return any(
        surname == surnames[0] and (names[0] <= other or other <= names[0]) and min(len(other), len(names[0])) == 1
        for surname, other in zip(surnames[1:], names[1:], strict=True)
    )


def without_denied_hearsay(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Return the sources of something denied without the nobody whose word is denied ("rejected *reports* that …")."""
    if len(sources) > 1 and sources[-1].kind == "unspecified" and sources[-1].anonymous and not sources[-1].entity:
        return sources[:-1]
    return sources


def with_accusers(
    doc: Doc, actors: Sequence[FoundActor], sources: tuple[Source, ...], charge: Charge
) -> tuple[Source, ...]:
    """Return the sources of an act with whoever accuses somebody of it, or with nobody in particular by that word."""
    word = charge.word
    if not charge.is_plain and charge.accusers != charge.accused:
        # "X is suspected of": the attributions sometimes take the accused for the speaker.
        sources = tuple(s for s in sources if not any(s.start <= t.idx < s.end for t in charge.accused))
    if charge.is_plain or any(s.cue is not None and s.cue.start <= word.idx < s.cue.end for s in sources):
        return sources
    cue = span_of(text_of(doc), word.idx, word.idx + len(word))
    if not charge.accusers:
        named = {"text": cue.text, "start": cue.start, "end": cue.end}
        return (*sources, Source(**named, kind="unspecified", anonymous=True, cue=cue))  # type: ignore[arg-type]
    added = []
    for nth, who in enumerate(charge.accusers):
        span = _spoken_for(doc, who)
        source, _ = _described(doc, span, who, actors, cue, quoted=False, joint=nth > 0)
        known = any(s.entity is not None and s.entity == source.entity for s in sources)
        if not known and not any(span.start < s.end and s.start < span.end for s in sources):
            added.append(source)
    return (*sources, *added)


def _spoken_for(doc: Doc, who: Token) -> Span:
    """Return the words for somebody, without what is told of him after."""
    end = next((t.i for t in who.rights if t.dep_ in ("relcl", "acl", "punct", "cc")), who.right_edge.i + 1)
    return span_of(text_of(doc), who.left_edge.idx, doc[end - 1].idx + len(doc[end - 1]))


def _claimant(doc: Doc, actors: Sequence[FoundActor], word: Token) -> Iterator[Source]:
    """Yield who takes an act upon himself: "claimed responsibility for the *attack*", "the *attack*, claimed by …"."""
    for verb in _claiming(word):
        by = next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        passive = by is not None or (verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children))
        who = by if passive else next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if who is None or who == word:
            continue
        cue = span_of(text_of(doc), verb.idx, verb.idx + len(verb))
        yield _described(doc, _spoken_for(doc, who), who, actors, cue, quoted=False, joint=False)[0]
        return


def _claiming(word: Token) -> Iterator[Token]:
    """Yield the verbs of claiming of which an event word is the object, or the object of a responsibility."""
    if word.lemma_.lower() == "claim":
        yield word
    near = [word.head, *word.children] + ([word.head.head, word.head.head.head] if word.dep_ == "pobj" else [])
    for verb in near:
        if verb.lemma_.lower() != "claim" or verb.pos_ != "VERB":
            continue
        taken = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ == "responsibility"]
        of_it = word.dep_ in ("dobj", "nsubjpass", "nsubj") and word.head == verb and word.pos_ in ("NOUN", "PROPN")
        described = verb.head == word and verb.dep_ in ("acl", "relcl")
        if taken or described or of_it:
            yield verb


def _around(attributions: Sequence[FoundAttribution], word: Token) -> Iterator[FoundAttribution]:
    for attribution in attributions:
        at_cue = attribution.cue is not None and attribution.cue[0] <= word.idx < attribution.cue[1]
        if at_cue or attribution.cue_head == word.i:
            # A word of denial that is itself the event word denies something said before: its speaker is the source.
            if attribution.cue_head == word.i and attribution.act == "deny":
                yield attribution
            continue
        asserts = attribution.asserts or attribution.quoted
        if asserts and _within(attribution.contents, word) and not _parted(attribution, word):
            yield attribution


def _parted(attribution: FoundAttribution, word: Token) -> bool:
    """Tell whether a semicolon stands between an unquoted cue and the word: the next clause is somebody else's."""
    if attribution.cue_head is None or _within(attribution.marked, word):
        return False
    cue = word.doc[attribution.cue_head]
    low, high = sorted((cue.i, word.i))
    return cue.sent == word.sent and any(token.text == ";" for token in word.doc[low:high])


def _within(stretches: Sequence[tuple[int, int]], word: Token) -> bool:
    return any(start <= word.idx < end for start, end in stretches)


def _outermost_first(doc: Doc, attribution: FoundAttribution) -> tuple[int, int]:
    """Order by the length of what is said, and for one content by how deep the cue stands ("said, citing")."""
    depth = sum(1 for _ in doc[attribution.cue_head].ancestors) if attribution.cue_head is not None else 0
    return -sum(end - start for start, end in attribution.contents), depth


def _sources(
    doc: Doc, attribution: FoundAttribution, actors: Sequence[FoundActor], word: Token
) -> Iterator[tuple[Source, int | None]]:
    """Yield the speakers of one attribution, each with the chain of mentions it belongs to."""
    text = text_of(doc)
    cue = span_of(text, *attribution.cue) if attribution.cue else None
    quoted = _within(attribution.marked, word)
    if attribution.source is None or attribution.source_head is None:
        someone = _it_is_known(doc, attribution, actors)
        if someone is not None and cue is not None:
            yield _described(doc, _spoken_for(doc, someone), someone, actors, cue, quoted=quoted, joint=False)
        elif attribution.impersonal and cue is not None:
            words = {"text": cue.text, "start": cue.start, "end": cue.end}
            yield Source(**words, kind="unspecified", anonymous=True, cue=cue, quoted=quoted), None  # type: ignore[arg-type]
        return
    head = _reckoner(doc[attribution.source_head])
    if head.lower_ in cue_words("nobody") or (head.lower_ in FIRST_PERSON and not quoted):
        return
    for nth, stretch in enumerate(attribution.joint_sources or (attribution.source,)):
        speaker = head
        if attribution.joint_sources:
            words_of = doc.char_span(*stretch, alignment_mode="expand")
            speaker = words_of.root if words_of is not None else head
        yield _described(doc, span_of(text, *stretch), speaker, actors, cue, quoted=quoted, joint=nth > 0)


def _it_is_known(doc: Doc, attribution: FoundAttribution, actors: Sequence[FoundActor]) -> Token | None:
    """Return the "it" that says so where it stands for somebody: "the ministry …; later *it* raised the toll"."""
    if attribution.cue_head is None:
        return None
    subject = next((c for c in doc[attribution.cue_head].children if c.dep_ == "nsubj" and c.lower_ == "it"), None)
    actor = actor_at(actors, subject.i) if subject is not None else None
    return subject if actor is not None and actor.mention.entity is not None else None


def _reckoner(noun: Token) -> Token:
    """Return whose account or count a source is: "by *the army's* account"."""
    if noun.lemma_.lower() not in cue_words("reckonings"):
        return noun
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
    return owner if owner is not None else noun


def _described(
    doc: Doc, span: Span, head: Token, actors: Sequence[FoundActor], cue: Span | None, *, quoted: bool, joint: bool
) -> tuple[Source, int | None]:
    """Return a speaker with what the actors layer and his own noun tell; a pronoun's fields are its antecedent's."""
    if head.tag_ in RELATIVE and _relative_noun(head) is not None:
        head = _relative_noun(head) or head
        left = head.left_edge.idx
        span = Span(text=text_of(doc)[left : head.idx + len(head)], start=left, end=head.idx + len(head))
    actor = _speaker(span, head, actors)
    bearer = _antecedent(actor, actors) if actor is not None and actor.form == "pronoun" else actor
    noun = doc[bearer.head] if bearer is not None and bearer is not actor else head
    mention = actor.mention if actor is not None else None
    stands_for = bearer.mention.text if bearer is not None and bearer is not actor else None
    source = Source(
        text=span.text,
        start=span.start,
        end=span.end,
        name=(mention.name or stands_for) if mention else None,
        entity=mention.entity if mention else None,
        country=mention.country if mention else None,
        sector=mention.sector if mention else None,
        kind=_kind(noun, bearer, [a for a in actors if span.start <= a.mention.start and a.mention.end <= span.end]),
        anonymous=_anonymous(noun, bearer, span),
        cue=cue,
        quoted=quoted,
        joint=joint,
    )
    return source, mention.chain if mention else None


def _relative_noun(pronoun: Token) -> Token | None:
    """Return the noun that "who", "which" or "that" takes up, if the parse says so."""
    for above in pronoun.ancestors:
        if above.dep_ == "relcl":
            return above.head
    return None


def _speaker(span: Span, head: Token, actors: Sequence[FoundActor]) -> FoundActor | None:
    """Return the mention that a source's words name: the one at its head, or the widest inside it."""
    at_head = actor_at(actors, head.i)
    if at_head is not None and at_head.mention.start < span.end and span.start < at_head.mention.end:
        return _named_beside(at_head, head, actors) or at_head
    inside = [
        a for a in actors if span.start <= a.mention.start and a.mention.end <= span.end and a.form != "adjective"
    ]
    return max(inside, key=lambda a: a.mention.end - a.mention.start, default=None)


def _named_beside(actor: FoundActor, head: Token, actors: Sequence[FoundActor]) -> FoundActor | None:
    """Return the person whose name stands beside an office: "the agency's chief, NAME"."""
    if actor.form != "nominal":
        return None
    beside = (actor_at(actors, child.i) for child in head.children if child.dep_ == "appos")
    return next((one for one in beside if one is not None and one.form == "name" and one.kind == "person"), None)


def _antecedent(actor: FoundActor, actors: Sequence[FoundActor]) -> FoundActor:
    """Return the nearest earlier mention of the same actor that has a noun or name, else the pronoun itself."""
    chain = actor.mention.chain
    named = [a for a in actors if a.head < actor.head and a.mention.chain == chain and a.form in ("name", "nominal")]
    return named[-1] if chain is not None and named else actor


def _kind(noun: Token, actor: FoundActor | None, inside: Sequence[FoundActor]) -> SourceKind:
    """Return the capacity somebody speaks in: what the noun says, else what the body or post is, else a bare name."""
    sector = actor.mention.sector if actor is not None else None
    by_sector = KIND_OF_SECTOR.get(sector or "")
    entry = _noun_entry(noun)
    if _is_hearsay(noun, inside):
        return "unspecified"
    if entry is not None and entry.kind in SOURCE_KINDS:
        kind = cast(SourceKind, entry.kind)
        if kind not in ("official", "unspecified") or _lemma(noun) == "ministry":
            return kind
        bodies = [a.mention.sector for a in inside if a.mention.sector != sector] + [sector]
        if kind == "unspecified":
            bodies = [sector]
        body = next((s for s in bodies if s in BODY_SECTORS or (s in ARMED_SECTORS and _lemma(noun) in POSTS)), None)
        return KIND_OF_SECTOR[body] if body else kind
    if by_sector is not None:
        return by_sector
    if noun.text in cue_words("outlets") or _is_quoting(noun):
        return "media"
    named = noun.pos_ == "PROPN" or (actor is not None and actor.form == "name")
    return "named" if named else "unspecified"


def _is_quoting(noun: Token) -> bool:
    """Tell whether somebody only quotes another: "a guard was quoted by *the agency* as saying"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else noun.head
    return noun.dep_ in ("nsubj", "pobj") and verb.lemma_.lower() in ("cite", "quote") and verb.pos_ == "VERB"


def _is_hearsay(noun: Token, inside: Sequence[FoundActor]) -> bool:
    """Tell whether the source is only "reports", "claims", "rumours" of nobody in particular."""
    return noun.lower_ in cue_words("reports") and not inside


def _lemma(noun: Token) -> str:
    return str(noun.lemma_.lower())


def _noun_entry(noun: Token) -> SpeakerNoun | None:
    """Return what the table of speakers says of a noun, with the word before it first ("defence ministry")."""
    lemma = _lemma(noun)
    for child in noun.lefts:
        entry = speaker_nouns().get(f"{child.lower_} {lemma}")
        if entry is not None:
            return entry
    return speaker_nouns().get(lemma) if noun.pos_ != "PROPN" or noun.text.islower() else None


def _anonymous(noun: Token, actor: FoundActor | None, span: Span) -> bool:
    """Tell whether the words leave out who it is: a noun for persons without a name, an office or a body."""
    entry = _noun_entry(noun)
    if noun.lower_ in cue_words("reports") and actor is None:
        return True
    if entry is not None:
        return entry.anonymous and not _has_name(noun, span)
    if noun.pos_ == "PROPN" or (actor is not None and actor.form == "name"):
        return False
    return noun.pos_ in ("NUM", "DET", "ADJ") or noun.lower_ in ("one", "some", "others", "many", "those")


def _has_name(noun: Token, span: Span) -> bool:
    inside = [t for t in noun.subtree if span.start <= t.idx < span.end]
    return any(t.ent_type_ == "PERSON" for t in inside)
