"""The smallest clause that states an event, without what attributes it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from whosays.claims.grammar import clause_head

LEAVE_OUT = frozenset(("parataxis",))
EDGES = " \t\n,;:—–-.\"“”'‘’()"


def clause_of(
    doc: Doc,
    text: str,
    head: Token,
    words: tuple[int, ...],
    content: tuple[int, int] | None,
    clause: Token | None = None,
) -> tuple[int, int]:
    """Return the character span of the clause around an event word, cut to ``content`` if it lies in one.

    Clauses coordinated with it, and the speaker's clause, are left out; ``clause`` names another verb to start from.
    """
    clause = clause or clause_head(head)
    keep = _clause_tokens(clause, head)
    first = min([t.i for t in keep] + list(words))
    last = max([t.i for t in keep] + list(words))
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    if content is not None:
        start, end = max(start, content[0]), min(end, content[1])
    trigger_start, trigger_end = doc[words[0]].idx, doc[words[-1]].idx + len(doc[words[-1]])
    start, end = min(start, trigger_start), max(end, trigger_end)
    while start < trigger_start and text[start] in EDGES:
        start += 1
    while end > trigger_end and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _clause_tokens(clause: Token, head: Token) -> list[Token]:
    keep: list[Token] = [clause]
    stack = [clause]
    while stack:
        for child in stack.pop().children:
            if _outside(child, clause, head):
                continue
            keep.append(child)
            stack.append(child)
    return keep


def _outside(child: Token, clause: Token, head: Token) -> bool:
    if child.is_ancestor(head) or child == head:
        return False
    if child.dep_ in LEAVE_OUT or child.lower_ == "according":
        return True
    if child.dep_ == "mark" and child.lower_ == "that" and child.head == clause:
        return True
    if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and child.head == clause:
        return True
    if (
        child.dep_ == "cc"
        and child.head == clause
        and any(c.dep_ == "conj" and c.pos_ in ("VERB", "AUX") for c in clause.children)
    ):
        return True
    return bool(child.dep_ == "advcl" and child.head == clause)
