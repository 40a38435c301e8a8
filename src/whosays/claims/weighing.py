"""Weigh whether an event word states an event of a conflict here, or only mentions or resembles one.

A linear model over signs that can be named ("a noun after 'during'", "no party known", "counted"). The weights stand
in ``models/claims.json``, or in a file of one's own, learnt from a person's verdicts (`whosays.learning`);
`why_weighed` says which signs decided.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path

import msgspec
from spacy.tokens import Token

from whosays import models
from whosays.claims.participants import Parties
from whosays.claims.scene import Scene
from whosays.claims.typing import Typed, under_light_verb
from whosays.errors import UsageError

MODEL = "claims.json"
# Per cent of sentences with a word of force, as steps.
STEPS = (0.02, 0.05, 0.1, 0.2, 0.35)


def signs(scene: Scene, typed: Typed, parties: Parties, density: float) -> list[str]:
    """Return the signs of a would-be claim, each a short name; the same words give the same signs."""
    head, found = typed.found.head, typed.found
    pos = found.sense.pos
    out = ["bias", f"type={typed.type}", f"pos={pos}", f"{pos} dep={head.dep_}", f"type={typed.type} {pos}"]
    out.append(f"words={min(len(found.words), 3)}")
    out.append(f"needs={min(len(found.sense.needs), 2)}")
    out.append(f"density={sum(density > step for step in STEPS)}")
    out += _party_signs(scene, typed, parties)
    out += _verb_signs(head) if pos == "verb" else _noun_signs(scene, head, typed)
    if any(scene.has_number(t) for t in [head, *found.args.object, *found.args.subject]):
        out += ["counted", f"counted {typed.type}"]
    if typed.mood is not None:
        out.append(f"mood={typed.mood.name}")
    if typed.inner:
        out.append("has content")
    if typed.also:
        out.append("with more harms")
    return out


def _party_signs(scene: Scene, typed: Typed, parties: Parties) -> list[str]:
    out = []
    for side, rows in (("actor", parties.actors), ("recipient", parties.recipients)):
        if not rows:
            out += [f"no {side}", f"no {side} {typed.type}"]
            continue
        token, place = rows[0]
        known = scene.actor(token)
        out.append(f"{side} {'known' if known is not None else 'a thing'}")
        out.append(f"{side} at {place.split(',')[0] if place in PLACES else 'preposition'}")
        if known is not None and known.mention.country:
            out.append(f"{side} of a country")
    if not parties.actors and not parties.recipients:
        out += ["no party", f"no party {typed.found.sense.pos}"]
    return out


PLACES = frozenset(("subject", "object", "dative", "nearest", "modifier"))


def _verb_signs(verb: Token) -> list[str]:
    out = [f"tag={verb.tag_}"]
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if "to" in aux:
        out += ["infinitive", f"infinitive {verb.dep_}"]
    out += [f"modal={m}" for m in sorted(aux & {"will", "would", "could", "may", "might", "can", "should", "must"})]
    if any(c.dep_ == "auxpass" for c in verb.children):
        out.append("passive")
    if verb.head != verb and verb.dep_ in ("xcomp", "ccomp", "advcl"):
        out.append(f"under {verb.head.pos_}")
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children):
        out.append("conditional")
    if any(c.dep_ == "neg" for c in verb.children):
        out.append("negated")
    return out


def _noun_signs(scene: Scene, noun: Token, typed: Typed) -> list[str]:
    out = []
    if under_light_verb(noun):
        out.append("light verb")
    if noun.dep_ == "pobj":
        out.append(f"after {noun.head.lower_}")
    determiner = next((c.lower_ for c in noun.children if c.dep_ == "det"), None)
    out.append(f"determiner={determiner}" if determiner in ("the", "a", "an", "this", "that", "any", "no") else "bare")
    if noun.tag_ in ("NNS", "NNPS"):
        out.append("plural")
    owners = [n for n, _ in typed.found.args.prepositions]
    out += [
        f"noun with {n}" for n in dict.fromkeys(owners) if n in ("in", "on", "against", "near", "at", "between", "with")
    ]
    if typed.found.args.object:
        out.append("noun with of")
    if typed.found.args.subject:
        out.append("noun with doer")
    if noun.dep_ in ("nsubj", "nsubjpass"):
        out.append(f"subject of {noun.head.lemma_.lower() if noun.head.lemma_ in HAPPEN else 'other'}")
    return out


HAPPEN = frozenset("be continue erupt begin start occur happen kill break come leave hit take intensify rage".split())


def density_of(typed: list[Typed], sentences: int) -> float:
    """Return how many words of force and loss a report has per sentence."""
    force = sum(t.type in ("ASSAULT", "LOSSES", "CONTROL", "MOBILIZE") for t in typed)
    return force / max(sentences, 1)


class Weights(msgspec.Struct, frozen=True):
    """What each sign weighs, in log odds, and how likely an event must be to be kept, from 0 to 1."""

    threshold: float
    weights: dict[str, float]


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """Return the weights of this release."""
    model = json.loads(models.opened(MODEL))
    return Weights(model["threshold"], model["weights"])


def weights_in(path: Path) -> Weights:
    """Return the weights of a file that ``whosays train`` wrote; raise `UsageError` R001 or U070 for another."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Weights)
    except FileNotFoundError:
        raise UsageError("R001", item=str(path)) from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError("U070", item=str(path), detail=str(error)) from None
    if not 0 < found.threshold < 1:
        raise UsageError("U070", item=str(path), detail=f"a threshold of {found.threshold}")
    return found


def likelihood(found: list[str], weights: Weights | None = None) -> float:
    """Return how likely, from 0 to 1, an event word with these signs states an event of a conflict."""
    known = (weights or shipped()).weights
    # Beyond 30 nothing changes but that the exponential would no longer fit into a float.
    odds = max(-30.0, min(30.0, sum(known.get(sign, 0.0) for sign in found)))
    return 1.0 / (1.0 + math.exp(-odds))


def states_event(found: list[str], weights: Weights | None = None) -> bool:
    """Say whether an event word with these signs is kept as a claim."""
    return likelihood(found, weights) >= (weights or shipped()).threshold


def why_weighed(found: list[str], weights: Weights | None = None, most: int = 3) -> str:
    """Return the likelihood and the signs that weighed most for and against."""
    known = (weights or shipped()).weights
    ranked = sorted((s for s in found if s in known), key=lambda s: -abs(known[s]))[:most]
    return f"{likelihood(found, weights):.2f} by " + ", ".join(f"{s} {known[s]:+.2f}" for s in ranked)
