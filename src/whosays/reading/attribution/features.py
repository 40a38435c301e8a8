"""What the learned part is told about a cue, a quotation, a content and a source.

Each function returns the names of what holds, and the tokens whose context vectors go with them. Names are only ever
looked up in the vocabulary of the trained model, so a name that training never saw counts for nothing.
"""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from whosays.reading.attribution.candidates import CueCandidate
from whosays.reading.attribution.contents import ContentCandidate
from whosays.reading.attribution.page import Page, Tokens
from whosays.reading.attribution.sources import SourceCandidate
from whosays.vocab.cues import lemma_slips

Features = tuple[list[str], list[int]]

# How many tokens' context vectors go with each kind of question.
SLOTS = {"cue": 3, "quote": 2, "content": 3, "source": 3}
CLAUSE = frozenset(("ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "conj", "ROOT", "parataxis"))


def bucket(n: int) -> str:
    """Return a length or distance as one of a few steps."""
    for limit in (-40, -15, -6, -3, -1, 0, 1, 2, 3, 5, 8, 12, 20, 35, 60, 120):
        if n <= limit:
            return str(limit)
    return "more"


def lemma_of(token: Token) -> str:
    """Return the lower-case lemma, the lemmatizer's known slips put right."""
    lemma: str = token.lemma_.lower()
    return lemma_slips().get(lemma, lemma)


def word_of(token: Token) -> str:
    """Return the lemma of a common word; a name is only "a name", so that nobody in particular is learned."""
    return "<name>" if token.pos_ == "PROPN" else lemma_of(token)


def _neighbour(page: Page, i: int) -> str:
    if not 0 <= i < len(page.tokens):
        return "<edge>"
    token = page.tokens[i]
    return "<name>" if token.pos_ == "PROPN" else token.lower_


def _edge_mark(page: Page, i: int, step: int) -> str:
    """Return the first mark that is no space, walking from a token; a word counts as its word class."""
    for j in range(i, i + 3 * step, step):
        if not 0 <= j < len(page.tokens):
            return "<edge>"
        token = page.tokens[j]
        if token.is_space:
            if "\n" in token.text:
                return "<line>"
            continue
        return str(token.text if token.is_punct else token.pos_)
    return "<space>"


def cue_features(page: Page, candidate: CueCandidate) -> Features:
    """Return what is known of a word that may be a cue."""
    token = page.tokens[candidate.head]
    lemma, shape, cue = lemma_of(token), candidate.shape, candidate.cue
    act = cue.act if cue else "-"
    head = token.head
    names = [
        f"shape={shape}", f"lemma={lemma}", f"lemma/shape={lemma}/{shape}", f"act={act}/{shape}", f"tag={token.tag_}",
        f"dep={token.dep_}", f"dep/shape={token.dep_}/{shape}", f"dep/act={token.dep_}/{act}",
        f"head={word_of(head)}" if head != token else "head=<root>", f"headpos={head.pos_}/{token.dep_}",
        f"headlemma/dep={word_of(head)}/{token.dep_}", f"next={_neighbour(page, token.i + 1)}",
        f"previous={_neighbour(page, token.i - 1)}", f"lemma/next={lemma}/{_neighbour(page, token.i + 1)}",
        f"speech={page.in_speech(token.i)}", f"headline={page.paragraph[token.i] == 0}",
        f"marked={page.quote_at[token.i] >= 0}", f"speech/act={page.in_speech(token.i)}/{act}",
    ]  # fmt: skip
    if cue:
        names += [f"takes={taken}/{shape}" for taken in cue.takes]
    names += _child_features(token, lemma, act)
    names += _quote_surroundings(page, token, lemma)
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "poss")), None)
    return names, [token.i, head.i if head != token else -1, subject.i if subject is not None else -1]


def _child_features(token: Token, lemma: str, act: str) -> list[str]:
    names = []
    deps = set()
    for child in token.children:
        side = "l" if child.i < token.i else "r"
        dep = child.dep_
        if dep == "punct":
            continue
        deps.add(dep)
        names += [f"has={side}{dep}", f"has/act={side}{dep}/{act}", f"has/lemma={side}{dep}/{lemma}"]
        if dep in ("nsubj", "nsubjpass", "poss"):
            names += [
                f"{dep}pos={child.pos_}",
                f"{dep}ent={child.ent_type_}",
                f"{dep}={word_of(child)}",
                f"{dep}act={child.pos_}/{act}",
            ]
        elif dep in ("aux", "auxpass", "neg", "mark", "advmod", "prt"):
            names += [f"{dep}={child.lower_}", f"{dep}/act={child.lower_}/{act}"]
        elif dep in ("prep", "agent"):
            names += [f"prep={child.lower_}", f"prep/lemma={child.lower_}/{lemma}", f"prep/act={child.lower_}/{act}"]
        elif dep in ("dobj", "attr", "acomp", "oprd"):
            names += [f"{dep}={word_of(child)}", f"{dep}pos={child.pos_}", f"{dep}/lemma={word_of(child)}/{lemma}"]
            names += [f"{dep}has={grand.dep_}" for grand in islice(child.rights, 4)]
        elif dep in ("ccomp", "xcomp"):
            first = child.left_edge
            names += [f"{dep}first={first.lower_}", f"{dep}tag={child.tag_}", f"{dep}/act={child.tag_}/{act}"]
    subject = bool(deps & {"nsubj", "nsubjpass"})
    names += [f"subject={subject}/{token.dep_}", f"clause={bool(deps & {'ccomp', 'xcomp'})}/{act}", f"bare={not deps}"]
    return names


def _quote_surroundings(page: Page, token: Token, lemma: str) -> list[str]:
    start, end = page.sentence[token.i]
    before = any(page.in_speech(i) for i in range(start, token.i))
    after = any(page.in_speech(i) for i in range(token.i + 1, end))
    near = any(page.in_speech(i) for i in range(max(0, token.i - 6), token.i))
    soon = any(page.in_speech(i) for i in range(token.i + 1, min(len(page.tokens), token.i + 5)))
    last = next((t for t in reversed(page.tokens[start:end]) if not t.is_space), token)
    sides = f"{before:d}{after:d}{near:d}{soon:d}"
    return [
        f"quotes={sides}", f"quotes/dep={sides}/{token.dep_}", f"quotes/lemma={before or after}/{lemma}",
        f"sentence ends={last.text if last.is_punct else 'word'}", f"left={_edge_mark(page, token.i - 1, -1)}",
        f"right={_edge_mark(page, token.i + 1, 1)}", f"at={bucket(token.i - start)}", f"of={bucket(end - token.i)}",
    ]  # fmt: skip


def _cue_basis(page: Page, candidate: CueCandidate) -> tuple[str, str, str]:
    token = page.tokens[candidate.head]
    act = candidate.cue.act if candidate.cue else candidate.shape
    return lemma_of(token), act, f"{act}/{candidate.shape}"


def quote_features(page: Page, quote: int, candidate: CueCandidate, between: int) -> Features:
    """Return what is known of a quotation and a cue that may be its own; ``between``: likelier cues in between."""
    token = page.tokens[candidate.head]
    start, end = page.quote_tokens[quote]
    lemma, act, kind = _cue_basis(page, candidate)
    quotation = page.quotations[quote]
    after = token.i >= end
    gap = token.i - end if after else start - token.i
    same = (
        page.sentence[token.i] == page.sentence[start] or page.sentence[token.i] == page.sentence[max(start, end - 1)]
    )
    paragraphs = page.words_paragraph(start) - page.words_paragraph(token.i)
    first = start == 0 or page.paragraph[start - 1] != page.paragraph[start]
    where = f"{'after' if after else 'before'}/{'same' if same else 'other'}/{max(-2, min(4, paragraphs))}"
    near = f"{where}/{bucket(gap)}"
    clause = any(c.dep_ in ("ccomp", "xcomp", "dobj") and c.i > token.i for c in token.children)
    last_mark = page.text[quotation.inner_end - 1]
    names = [
        f"where={where}", f"near={near}", f"where/lemma={where}/{lemma}", f"where/act={where}/{act}", f"between={where}/{min(between, 4)}",
        f"scare={quotation.is_scare}/{where}", f"long={bucket(end - start)}/{where}", f"first={first}/{where}",
        f"clause={clause}/{where}", f"clause/act={clause}/{act}/{same}", f"inner ends={last_mark}/{where}",
        f"single={quotation.single}/{quotation.level}", f"before={_edge_mark(page, start - 1, -1)}/{where}",
        f"after={_edge_mark(page, end, 1)}/{where}", f"kind={kind}/{where}", f"closed={quotation.closed}",
        f"dep={token.dep_}/{where}", f"speech={page.in_speech(token.i)}", f"small={page.tokens[min(start + 1, end - 1)].text[:1].islower()}/{where}",
        f"between words={page.tokens[start - 1].lower_ if start and not after else '-'}/{where}",
    ]  # fmt: skip
    return names, [token.i, start if start < len(page.tokens) else -1]


def content_features(
    page: Page, candidate: CueCandidate, content: ContentCandidate, nth: int, of: int, quotes: tuple[Tokens, ...]
) -> Features:
    """Return what is known of a stretch that may be a cue's content; it is the ``nth`` of ``of`` candidates."""
    token = page.tokens[candidate.head]
    lemma, act, kind = _cue_basis(page, candidate)
    start, end = content.ranges[0][0], content.ranges[-1][1]
    form = content.form
    plain = form.split(",")[0].split("+")[0]
    length = sum(b - a for a, b in content.ranges)
    first, last = page.tokens[start], page.tokens[end - 1]
    in_marks = sum(page.quote_at[i] >= 0 for a, b in content.ranges for i in range(a, b))
    share = "all" if in_marks == length else "none" if not in_marks else "some"
    cut = (
        "in" if page.quote_at[start] >= 0 and start > 0 and page.quote_at[start - 1] == page.quote_at[start] else ""
    ) + (
        "out"
        if page.quote_at[end - 1] >= 0 and end < len(page.tokens) and page.quote_at[end] == page.quote_at[end - 1]
        else ""
    )
    inside = any(a <= token.i < b for a, b in content.ranges)
    given = f"{len(quotes) > 0:d}"
    side = "before" if end <= token.i else "after" if start > token.i else "around"
    top = next((t for t in page.tokens[start:end] if not start <= t.head.i < end or t.head == t), first)
    verbs = sum(1 for t in page.tokens[start:end] if t.pos_ == "VERB")
    names = [
        f"form={form}", f"plain/act={plain}/{act}", f"form/act={form}/{act}", f"form/lemma={form}/{lemma}", f"plain/shape={plain}/{candidate.shape}",
        f"first={_neighbour(page, start)}", f"first/act={_neighbour(page, start)}/{act}", f"firstpos={first.pos_}/{first.dep_}", f"last={last.text if last.is_punct else last.pos_}",
        f"lastent={last.ent_type_}/{plain}", f"length={bucket(length)}", f"length/form={bucket(length)}/{plain}", f"length/act={bucket(length)}/{act}",
        f"share={share}/{plain}/{given}", f"cut={cut}", f"inside={inside}", f"side={side}/{candidate.shape}", f"nth={min(nth, 8)}/{candidate.shape}",
        f"alone={of == 1}", f"gap={bucket(start - token.i if side == 'after' else token.i - end)}/{side}", f"top={top.dep_}/{top.pos_}",
        f"top/plain={top.dep_}/{plain}", f"before={_edge_mark(page, start - 1, -1)}/{side}", f"after={_edge_mark(page, end, 1)}/{side}",
        f"afterword={_neighbour(page, end)}", f"beforeword={_neighbour(page, start - 1)}", f"ranges={len(content.ranges)}/{plain}",
        f"verbs={min(verbs, 4)}/{plain}", f"toplemma={word_of(top)}/{act}", f"topis={top.pos_}/{lemma}", f"quotes={given}/{form}",
        f"dep={token.dep_}/{plain}", f"afterdep={page.tokens[end].dep_ if end < len(page.tokens) else '-'}/{plain}",
        f"whole={end >= page.sentence[min(start, len(page.tokens) - 1)][1] - 1}/{plain}", f"lastword={_neighbour(page, end - 1)}",
        f"speech={page.in_speech(token.i)}/{plain}", f"headline={page.paragraph[token.i] == 0}/{plain}", f"kind/side={kind}/{side}",
    ]  # fmt: skip
    following = end if end < len(page.tokens) else -1
    return names, [token.i, top.i, following]


def source_features(
    page: Page, candidate: CueCandidate, source: SourceCandidate | None, nth: int, content: ContentCandidate | None
) -> Features:
    """Return what is known of a noun phrase that may be a cue's speaker; None stands for "nobody is named"."""
    token = page.tokens[candidate.head]
    lemma, act, kind = _cue_basis(page, candidate)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
    if source is None:
        subject = any(c.dep_ in ("nsubj", "nsubjpass", "poss") for c in token.children)
        return [
            "nobody", f"nobody/lemma={lemma}", f"nobody/kind={kind}", f"nobody/passive={passive}/{lemma}", f"nobody/passive={passive}",
            f"nobody/subject={subject}/{kind}", f"nobody/dep={token.dep_}/{candidate.shape}", f"nobody/tag={token.tag_}/{subject}",
            f"nobody/passive/act={passive}/{act}", f"nobody/aux={'/'.join(c.lower_ for c in token.lefts if c.dep_ in ('aux', 'auxpass'))}",
        ], [token.i, -1, -1]  # fmt: skip
    head = page.tokens[source.head]
    form = source.form.split("/")[0] if source.form.count("/") > 2 else source.form
    start, end = source.tokens
    gap = start - token.i if start > token.i else token.i - end
    side = "after" if start > token.i else "before"
    inside = content is not None and any(a <= head.i < b for a, b in content.ranges)
    beyond = content is not None and (
        head.i > content.ranges[-1][1] if side == "after" else head.i < content.ranges[0][0]
    )
    words = page.tokens[start:end]
    marks = f"{any(t.text == ',' for t in words):d}{any(t.dep_ == 'appos' for t in words):d}{any(t.dep_ == 'relcl' for t in words):d}"
    what = f"{head.pos_}/{head.ent_type_}"
    between = page.tokens[min(end, token.i) : max(start, token.i)]
    comma = any(t.is_punct for t in between)
    named = any(t.ent_type_ in ("PERSON", "ORG", "NORP", "GPE") for t in words)
    names = [
        f"form={source.form}", f"form/kind={form}/{kind}", f"form/lemma={form}/{lemma}", f"form/passive={form}/{passive}", f"form/dep={form}/{token.dep_}",
        f"extent={source.extent}/{form}", f"extent/marks={source.extent}/{marks}", f"what={what}", f"what/form={what}/{form}", f"head={word_of(head)}",
        f"head/form={word_of(head)}/{form}", f"tag={head.tag_}", f"dep={head.dep_}/{form}", f"side={side}/{kind}", f"gap={bucket(gap)}/{side}",
        f"gap/form={bucket(gap)}/{form}", f"inside={inside}/{kind}", f"beyond={beyond}/{side}", f"nth={min(nth, 9)}/{kind}", f"marks={marks}/{bucket(end - start)}",
        f"speech={page.in_speech(head.i)}/{page.in_speech(token.i)}", f"comma={comma}/{form}", f"named={named}/{form}", f"nextword={_neighbour(page, end)}",
        f"nextword/extent={_edge_mark(page, end, 1)}/{source.extent}", f"length={bucket(end - start)}/{source.extent}", f"capital={head.text[:1].isupper()}/{form}",
        f"subject={head.dep_ in ('nsubj', 'nsubjpass')}/{passive}/{kind}", f"tag/form={head.tag_}/{form}/{act}", f"last={page.tokens[end - 1].pos_}/{source.extent}",
        f"headline={page.paragraph[token.i] == 0}/{form}", f"previous={_neighbour(page, start - 1)}/{form}",
    ]  # fmt: skip
    following = end if end < len(page.tokens) else -1
    return names, [token.i, head.i, following]
