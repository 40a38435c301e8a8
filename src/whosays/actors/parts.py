"""Counts and pronouns that stand for people without a noun: "eight of them", "three more", "others", "both"."""

from __future__ import annotations

from spacy.tokens import Token

from whosays.actors.mention import Draft
from whosays.actors.page import Page
from whosays.actors.words import PRONOUNS

COUNTING = frozenset(
    "some many several few most all both each none nobody others another one ones dozens hundreds thousands scores "
    "half more majority number rest remainder two three four five six seven eight nine ten everyone everybody "
    "neither either anyone those".split()
)
# Counts that say nothing of people without "of" and a noun.
VAGUE = ("more", "half", "rest", "remainder", "number", "majority")
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "iobj", "dative", "appos")


def read_pronouns(page: Page) -> None:
    """Put a draft on the page for every pronoun that may stand for an actor."""
    for token in page.doc:
        kind = PRONOUNS.get(token.lower_)
        if kind is None or token.i in page.drafts or token.pos_ not in ("PRON", "DET", "PROPN"):
            continue
        if token.lower_ == "it" and _is_empty(token):
            continue
        if kind[0] == "relative" and token.tag_ not in ("WP", "WDT", "WP$"):
            continue
        page.add(
            Draft(token.i, token.i + 1, token.i, "pronoun", "pronoun", noun=kind[0], gender=kind[1],
                  plural=kind[0] in ("many", "speakers"))
        )  # fmt: skip


def _is_empty(token: Token) -> bool:
    """Whether "it" points to nothing: "it was clear that", "it rained"."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ not in ("be", "seem", "appear", "take", "remain", "become"):
        return False
    return any(c.dep_ in ("ccomp", "xcomp", "advcl", "csubj") or c.dep_ in ("acomp", "attr") for c in verb.rights)


def read_parts(page: Page) -> None:
    """Put a draft on the page for counts of people; what they are a part of is taken from "of …" where it follows."""
    for token in page.doc:
        if token.i in page.drafts or token.i in page.covering or token.dep_ not in ARGUMENTS:
            continue
        counted = token.pos_ == "NUM" and token.ent_type_ in ("", "CARDINAL") and token.dep_ != "pobj"
        if not counted and token.lower_ not in COUNTING:
            continue
        whole = _whole(page, token)
        if whole is None and (
            _has_other_noun(token) or token.lower_ in ("more", "half", "rest", "remainder", "number")
        ):
            continue
        draft = Draft(token.left_edge.i if token.i - token.left_edge.i < 5 else token.i, token.i + 1, token.i,
                      "nominal", "part", plural=True)  # fmt: skip
        if whole is not None:
            draft.linked = whole.head
        page.add(draft)


def _whole(page: Page, token: Token) -> Draft | None:
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            for child in prep.children:
                if child.dep_ == "pobj":
                    return page.drafts.get(child.i)
    return None


def _has_other_noun(token: Token) -> bool:
    """Whether the count is of something that is no actor ("dozens of shells", "one of the reasons")."""
    return any(p.dep_ == "prep" and p.lower_ == "of" for p in token.rights) or token.head.lower_ in ("%", "percent")
