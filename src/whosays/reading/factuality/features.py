"""What the factuality model sees of an event word: its own form, its clause, the path above it, and its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from whosays.reading.factuality.presented import fold
from whosays.reading.factuality.walk import walk

# How an event word stands, for reading its grade off the network: a clause or a noun without a mark, or marked.
Standing = Literal["plain-clause", "plain-noun", "marked"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of an event word: feature strings, some of them twice, and how it stands."""

    features: list[str]
    standing: Standing


# Further up the path than this, governors say little of the event (measured on the development part).
_STEPS = 4
_WINDOW = 3
_CLAUSE_WORDS = frozenset(
    {"aux", "auxpass", "neg", "advmod", "mark", "det", "amod", "prt", "expl", "preconj", "cc", "predet", "poss", "prep"}
)
_TAKES_LEMMA = frozenset({"amod", "advmod", "prep"})


def _own(word: Any, found: list[str]) -> None:
    lemma, tag, dep = word.lemma_.lower(), word.tag_, word.dep_
    found += (f"l={lemma}", f"t={tag}", f"d={dep}", f"td={tag}|{dep}", f"ld={lemma}|{dep}", f"s={lemma[-4:]}|{tag}")
    has_subject = False
    for child in word.children:
        child_dep = child.dep_
        if child_dep in _CLAUSE_WORDS:
            found.append(f"c={child_dep}|{child.lower_}")
        else:
            found.append(f"cd={child_dep}")
            if child_dep in ("nsubj", "nsubjpass", "dobj", "attr"):
                has_subject = has_subject or child_dep[0] == "n"
                found.append(f"ca={child_dep}|{child.lower_ if child.pos_ == 'PRON' else child.tag_}")
                for grandchild in child.children:
                    if grandchild.dep_ in ("det", "neg", "amod"):
                        found.append(f"cad={child_dep}|{grandchild.lower_}")
            elif child_dep in ("advcl", "ccomp", "xcomp"):
                marker = next((c.lower_ for c in child.children if c.dep_ == "mark"), "")
                found.append(f"cm={child_dep}|{marker}|{child.tag_}")
    if not has_subject:
        found.append("nosubject")


def _path(word: Any, found: list[str]) -> None:
    trail = word.dep_
    here = word
    for step in range(_STEPS):
        head = here.head
        if head.i == here.i:
            break
        lemma = head.lemma_.lower()
        found += (
            f"p{step}={lemma}",
            f"pt{step}={head.tag_}",
            f"pd={here.dep_}|{lemma}",
            f"pp={trail}",
            f"ppl={trail}|{lemma}" if step < 3 else f"pl={lemma}",
        )
        where = "h" if step == 0 else "g"
        for child in head.children:
            dep = child.dep_
            if dep in ("aux", "neg", "mark", "advmod", "auxpass") and child.i != here.i:
                found.append(f"{where}c={dep}|{child.lower_}")
                if step < 2:
                    found.append(f"{where}cl={here.dep_}|{lemma}|{child.lower_}")
            elif dep in ("nsubj", "nsubjpass") and child.i != here.i:
                found.append(f"{where}s={child.lower_ if child.pos_ == 'PRON' else child.tag_}")
                for grandchild in child.children:
                    if grandchild.dep_ in ("det", "neg"):
                        found.append(f"{where}sd={grandchild.lower_}")
        trail = f"{trail}>{head.dep_}"
        here = head
    found.append(f"root={here.lemma_.lower()}")
    found.append(f"roott={here.tag_}")


def _around(word: Any, found: list[str]) -> None:
    doc, at, sentence = word.doc, word.i, word.sent
    for offset in range(-_WINDOW, _WINDOW + 1):
        place = at + offset
        if offset and sentence.start <= place < sentence.end:
            found.append(f"w{offset}={doc[place].lower_}")
            found.append(f"w{'-' if offset < 0 else '+'}={doc[place].lower_}")
        elif offset:
            found.append(f"w{offset}=#")
    found.append(f"end={doc[sentence.end - 1].text}")


def _marks(word: Any, found: list[str]) -> Standing:
    walked = walk(word.doc, word.i)
    certainty, status = fold(word, walked)
    found += (f"m={certainty}", f"ms={status}", f"mm={certainty}|{status}", f"mt={certainty}|{status}|{word.tag_}")
    for mark in walked.marks:
        found += (f"mk={mark.kind}|{mark.certainty}|{mark.status}", f"mw={mark.words.lower()}")
    found.append(f"mn={min(3, sum(m.certainty != 'certain' for m in walked.marks))}")
    if certainty != "certain" or status not in ("occurred", "ongoing"):
        return "marked"
    return "plain-noun" if word.pos_ == "NOUN" else "plain-clause"


def features_of(word: Any) -> Seen:
    """Return what the model sees of one event word."""
    found = ["bias"]
    _own(word, found)
    _path(word, found)
    _around(word, found)
    return Seen(found, _marks(word, found))
