"""The type of what one given party does to another: a linear model over event words, parties and grammar.

For whoever knows the pair already, as a coder with a record at hand does. The signs are those the reader itself goes
by (the senses of event words near the pair, the types of claims that name both, moods), and the words between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from whosays import models
from whosays.claims.layers import Layers
from whosays.claims.merging import merge
from whosays.claims.moods import mood_of
from whosays.claims.participants import Parties, parties_of
from whosays.claims.scene import Scene
from whosays.claims.triggering import find_triggers
from whosays.claims.typing import type_triggers
from whosays.record import Type

MODEL = "claims_pairs.npz"
WEIGHTY = ("both=", "near=", "act=", "rec=", "nsense=")  # signs that count double
WORDS_THAT_TURN = frozenset("will would must should if not no to".split())
NAMES = frozenset(("GPE", "PERSON", "NORP", "DATE"))
UP = 12  # steps from a word up to its root
Offsets = Sequence[tuple[int, int]]


def type_of_pair(doc: Doc, source: Offsets, target: Offsets, layers: Layers | None = None) -> Type:
    """Return the PLOVER type of what the source does to the target.

    Args:
        doc: the parsed sentence or report.
        source, target: character spans of the two parties, code points; more than one where the words recur, none
            where the party is not named.
        layers: the layers of the report, if read already; actors among them help.
    """
    names, weights, types = _model()
    total = np.zeros(len(types))
    for sign, value in pair_signs(Scene(doc, layers or Layers()), source, target).items():
        row = names.get(sign)
        if row is not None:
            total += value * weights[row]
    total += weights[names["bias"]]
    return types[int(np.argmax(total))]


def pair_signs(scene: Scene, source: Offsets, target: Offsets) -> dict[str, float]:
    """Return the signs of a pair with their values."""
    doc = scene.doc
    doer, bearer = _head(doc, source), _head(doc, target)
    above_doer, above_bearer = _above(doer), _above(bearer)
    near = {t.i for t in [*above_doer[:3], *above_bearer[:4]]}
    signs = [*_place_signs(doer, bearer, above_doer, above_bearer), *_mood_signs(doer), *_word_signs(doc)]
    signs += _claim_signs(scene, source, target, near)
    return {sign: 2.0 if sign.startswith(WEIGHTY) else 1.0 for sign in signs}


def _head(doc: Doc, spans: Offsets) -> Token | None:
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            return span.root
    return None


def _climb(token: Token | None) -> list[Token]:
    out: list[Token] = []
    while token is not None and token.head != token and len(out) < UP:
        token = token.head
        out.append(token)
    return out


def _above(token: Token | None) -> list[Token]:
    return [t for t in _climb(token) if t.pos_ in ("VERB", "NOUN", "ADJ", "AUX")]


def _place_signs(doer: Token | None, bearer: Token | None, up_doer: list[Token], up_bearer: list[Token]) -> list[str]:
    signs = [f"above doer {n}={t.lemma_.lower()}" for n, t in enumerate(up_doer[:2])]
    signs += [f"above bearer={t.lemma_.lower()}" for t in up_bearer[:3]]
    if doer is not None:
        signs.append(f"doer dep={doer.dep_}")
    if bearer is not None:
        signs += [f"bearer dep={bearer.dep_}", f"bearer entity={bearer.ent_type_}"]
        if bearer.dep_ == "pobj":
            signs.append(f"bearer after={bearer.head.lower_}")
    return signs


def _mood_signs(doer: Token | None) -> list[str]:
    verb = next((t for t in _climb(doer) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return []
    mood = mood_of(verb)
    signs = [f"mood={mood.name}"] if mood else []
    return [*signs, "negated"] if any(c.dep_ == "neg" for c in verb.children) else signs


def _word_signs(doc: Doc) -> Iterable[str]:
    for token in doc:
        if token.is_alpha and not token.is_stop and token.ent_type_ not in NAMES:
            yield f"word={token.lemma_.lower()}"
        if token.dep_ == "neg":
            yield "negation"
        if token.lower_ in WORDS_THAT_TURN:
            yield f"turning={token.lower_}"


def _claim_signs(scene: Scene, source: Offsets, target: Offsets, near: set[int]) -> Iterable[str]:
    triggers = find_triggers(scene)
    for typed in merge(scene, type_triggers(scene, triggers)):
        parties = parties_of(scene, typed)
        acts = _names(parties, "actors", source)
        bears = _names(parties, "recipients", target) or (len(parties.actors) > 1 and _names(parties, "actors", target))
        yield f"any={typed.type}"
        if acts:
            yield f"act={typed.type}"
        if bears:
            yield f"rec={typed.type}"
        if acts and bears:
            yield f"both={typed.type}"
        if typed.found.head.i in near:
            yield f"near={typed.type}"
        for inner in typed.inner:
            yield f"inner={inner.type}"
            yield f"{typed.type} of {inner.type}"
    for found in triggers:
        yield f"sense={found.sense.type}"
        yield f"phrase={found.sense.lemma}"
        if any(i in near for i in found.words):
            yield f"nsense={found.sense.type}"


def _names(parties: Parties, side: str, spans: Offsets) -> bool:
    rows = parties.actors if side == "actors" else parties.recipients
    return any(start < t.idx + len(t) and t.idx < end for t, _ in rows for start, end in spans)


@lru_cache(maxsize=1)
def _model() -> tuple[dict[str, int], NDArray[np.float32], list[Type]]:
    with np.load(BytesIO(models.opened(MODEL)), allow_pickle=False) as held:
        names = {str(name): row for row, name in enumerate(held["signs"])}
        return names, held["weights"].astype(np.float32), [str(t) for t in held["types"]]  # type: ignore[misc]
