"""What the learned part is told about whose a quotation is, what a cue's content is, and who its speaker is."""

from __future__ import annotations

from whosays.reading.attribution.candidates import CueCandidate
from whosays.reading.attribution.contents import ContentCandidate
from whosays.reading.attribution.features import Features, bucket, edge_mark, lemma_of, neighbour, word_of
from whosays.reading.attribution.page import REACH, Page
from whosays.reading.attribution.sources import SourceCandidate

COMPLEMENTS = frozenset(("ccomp", "xcomp", "dobj", "acl", "prep", "attr", "acomp", "nsubjpass", "parataxis"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "poss", "agent", "expl"))
NAMED = frozenset(("PERSON", "ORG", "NORP", "GPE"))


class CueBasis:
    """What every question about one cue asks of the cue, worked out once."""

    def __init__(self, page: Page, candidate: CueCandidate) -> None:
        token = page.tokens[candidate.head]
        self.candidate = candidate
        self.token = token
        self.lemma = lemma_of(token)
        self.shape = candidate.shape
        self.act = candidate.cue.act if candidate.cue else candidate.shape
        self.kind = f"{self.act}/{candidate.shape}"
        children = list(token.children)
        deps = {c.dep_ for c in children}
        sorts = {f"{'l' if c.i < token.i else 'r'}{c.dep_}" for c in children if c.dep_ in COMPLEMENTS}
        self.has = "+".join(sorted(sorts))
        self.own = "+".join(sorted(deps & SUBJECTS))
        self.passive = bool(deps & {"auxpass", "nsubjpass"})
        self.clause = any(c.dep_ in ("ccomp", "xcomp", "dobj") and c.i > token.i for c in children)
        self.aux = "/".join(c.lower_ for c in token.lefts if c.dep_ in ("aux", "auxpass"))
        self.speech = page.in_speech(token.i)
        self.headline = page.paragraph[token.i] == 0
        subject = next((c for c in children if c.dep_ in ("nsubj", "nsubjpass")), token)
        first = min(subject.left_edge.i, token.i)
        comma = first > page.sentence[token.i][0] and page.tokens[first - 1].text in (",", "”", '"', "''", "—", "–")
        # Whether cue and subject close or interrupt a sentence (", the ministry said."), and in which order.
        self.closing = f"{comma:d}{subject.i > token.i:d}"
        # "…, which has admitted the loss" takes its content from what follows.
        relative = subject.tag_ in ("WDT", "WP") and "rdobj" in sorts
        own = "rccomp" in sorts or "rxcomp" in sorts or relative
        self.interrupts = comma and subject is not token and not own


def quote_features(page: Page, quote: int, cue: CueBasis, between: int) -> Features:
    """Return what is known of a quotation and a cue that may be its own; ``between``: likelier cues in between."""
    at = cue.token.i
    start, end = page.quote_tokens[quote]
    quotation = page.quotations[quote]
    after = at >= end
    gap = at - end if after else start - at
    same = page.sentence[at] in (page.sentence[start], page.sentence[max(start, end - 1)])
    paragraphs = page.words_paragraph(start) - page.words_paragraph(at)
    first = start == 0 or page.paragraph[start - 1] != page.paragraph[start]
    where = f"{'after' if after else 'before'}/{'same' if same else 'other'}/{max(-2, min(4, paragraphs))}"
    names = [
        f"where={where}",
        f"near={where}/{bucket(gap)}",
        f"where/lemma={where}/{cue.lemma}",
        f"where/act={where}/{cue.act}",
        f"between={where}/{min(between, 4)}",
        f"scare={quotation.is_scare}/{where}",
        f"long={bucket(end - start)}/{where}",
        f"first={first}/{where}",
        f"clause={cue.clause}/{where}",
        f"clause/act={cue.clause}/{cue.act}/{same}",
        f"inner ends={page.text[quotation.inner_end - 1]}/{where}",
        f"single={quotation.single}/{quotation.level}",
        f"before={edge_mark(page, start - 1, -1)}/{where}",
        f"after={edge_mark(page, end, 1)}/{where}",
        f"kind={cue.kind}/{where}",
        f"closed={quotation.closed}",
        f"dep={cue.token.dep_}/{where}",
        f"speech={cue.speech}",
        f"small={page.tokens[min(start + 1, end - 1)].text[:1].islower()}/{where}",
        f"between words={page.tokens[start - 1].lower_ if start and not after else '-'}/{where}",
    ]
    return names, [at, start if start < len(page.tokens) else -1]


def content_features(page: Page, cue: CueBasis, content: ContentCandidate, nth: int, of: int, given: bool) -> Features:
    """Return what is known of a stretch that may be a cue's content, the ``nth`` of ``of`` candidates.

    ``given``: the cue has quotations of its own.
    """
    start, end = content.ranges[0][0], content.ranges[-1][1]
    first = page.tokens[start]
    near = page.tokens[start : min(end, start + REACH)]
    top = next((t for t in near if not start <= t.head.i < end or t.head == t), first)
    plain = content.form.split(",")[0].split("+")[0]
    side = "before" if end <= cue.token.i else "after" if start > cue.token.i else "around"
    names = _content_form(page, cue, content, plain, side, f"{given:d}")
    names += _content_words(page, cue, content, plain, side)
    names += [
        f"nth={min(nth, 8)}/{cue.shape}",
        f"alone={of == 1}",
        f"top={top.dep_}/{top.pos_}",
        f"top/plain={top.dep_}/{plain}",
        f"toplemma={word_of(top)}/{cue.act}",
        f"topis={top.pos_}/{cue.lemma}",
        f"first/top={first.tag_}/{top.tag_}/{plain}",
    ]
    return names, [cue.token.i, top.i, end if end < len(page.tokens) else -1]


def _content_form(page: Page, cue: CueBasis, content: ContentCandidate, plain: str, side: str, given: str) -> list[str]:
    """Return how the stretch was reached, set against what sort of cue it is."""
    form, act = content.form, cue.act
    length = sum(b - a for a, b in content.ranges)
    in_marks = sum(page.n_marked(a, b) for a, b in content.ranges)
    share = "all" if in_marks == length else "none" if not in_marks else "some"
    return [
        f"form={form}",
        f"plain/act={plain}/{act}",
        f"form/act={form}/{act}",
        f"form/lemma={form}/{cue.lemma}",
        f"plain/shape={plain}/{cue.shape}",
        f"length={bucket(length)}",
        f"length/form={bucket(length)}/{plain}",
        f"length/act={bucket(length)}/{act}",
        f"share={share}/{plain}/{given}",
        f"inside={any(a <= cue.token.i < b for a, b in content.ranges)}",
        f"side={side}/{cue.shape}",
        f"ranges={len(content.ranges)}/{plain}",
        f"quotes={given}/{form}",
        f"dep={cue.token.dep_}/{plain}",
        f"speech={cue.speech}/{plain}",
        f"headline={cue.headline}/{plain}",
        f"kind/side={cue.kind}/{side}",
        f"has={cue.has}/{plain}",
        f"has/side={cue.has}/{side}",
        f"has/first={cue.has}/{form}",
        f"has/act={cue.has}/{act}/{side}",
        f"closing={cue.closing}/{side}/{plain}",
        f"closing={cue.closing}/{cue.has}/{plain}",
    ]


def _content_words(page: Page, cue: CueBasis, content: ContentCandidate, plain: str, side: str) -> list[str]:
    """Return the words and marks at the edges of the stretch and beside it."""
    start, end = content.ranges[0][0], content.ranges[-1][1]
    first, last = page.tokens[start], page.tokens[end - 1]
    following = page.tokens[end].dep_ if end < len(page.tokens) else "-"
    opens = neighbour(page, start)
    verbs = page.n_verbs(start, end)
    gap = start - cue.token.i if side == "after" else cue.token.i - end
    return [
        f"first={opens}",
        f"first/act={opens}/{cue.act}",
        f"firstpos={first.pos_}/{first.dep_}",
        f"last={last.text if last.is_punct else last.pos_}",
        f"lastent={last.ent_type_}/{plain}",
        f"cut={_torn(page, start, end)}",
        f"gap={bucket(gap)}/{side}",
        f"before={edge_mark(page, start - 1, -1)}/{side}",
        f"after={edge_mark(page, end, 1)}/{side}",
        f"afterword={neighbour(page, end)}",
        f"beforeword={neighbour(page, start - 1)}",
        f"verbs={min(verbs, 4)}/{plain}",
        f"afterdep={following}/{plain}",
        f"whole={end >= page.sentence[start][1] - 1}/{plain}",
        f"lastword={neighbour(page, end - 1)}",
    ]


def _torn(page: Page, start: int, end: int) -> str:
    """Tell whether a stretch begins or ends in the middle of a quotation."""
    at = page.quote_at
    begins = start > 0 and at[start] >= 0 and at[start - 1] == at[start]
    ends = end < len(at) and at[end - 1] >= 0 and at[end] == at[end - 1]
    return ("in" if begins else "") + ("out" if ends else "")


def source_features(
    page: Page, cue: CueBasis, source: SourceCandidate | None, nth: int, content: ContentCandidate | None
) -> Features:
    """Return what is known of a noun phrase that may be a cue's speaker; None stands for "nobody is named"."""
    if source is None:
        return _nobody(cue), [cue.token.i, -1, -1]
    end = source.tokens[1]
    form = source.form.split("/")[0] if source.form.count("/") > 2 else source.form
    names = _source_place(page, cue, source, form, nth, content) + _source_words(page, cue, source, form)
    names += [
        f"own={cue.own}/{form}",
        f"own/extent={cue.own}/{form}/{source.extent}",
        f"own/kind={cue.own}/{form}/{cue.kind}",
    ]
    return names, [cue.token.i, source.head, end if end < len(page.tokens) else -1]


def _nobody(cue: CueBasis) -> list[str]:
    subject = any(s in cue.own for s in ("nsubj", "poss"))
    return [
        "nobody",
        f"nobody/lemma={cue.lemma}",
        f"nobody/kind={cue.kind}",
        f"nobody/passive={cue.passive}/{cue.lemma}",
        f"nobody/passive={cue.passive}",
        f"nobody/subject={subject}/{cue.kind}",
        f"nobody/dep={cue.token.dep_}/{cue.shape}",
        f"nobody/tag={cue.token.tag_}/{subject}",
        f"nobody/passive/act={cue.passive}/{cue.act}",
        f"nobody/aux={cue.aux}",
    ]


def _source_place(
    page: Page, cue: CueBasis, source: SourceCandidate, form: str, nth: int, content: ContentCandidate | None
) -> list[str]:
    """Return where the phrase stands to the cue and its content, and how it was reached."""
    at, head = cue.token.i, page.tokens[source.head]
    start, end = source.tokens
    side = "after" if start > at else "before"
    gap = start - at if start > at else at - end
    inside = content is not None and any(a <= head.i < b for a, b in content.ranges)
    beyond = content is not None and (
        head.i > content.ranges[-1][1] if side == "after" else head.i < content.ranges[0][0]
    )
    comma = any(t.is_punct for t in page.tokens[min(end, at) : max(start, at)])
    return [
        f"form={source.form}",
        f"form/kind={form}/{cue.kind}",
        f"form/lemma={form}/{cue.lemma}",
        f"form/passive={form}/{cue.passive}",
        f"form/dep={form}/{cue.token.dep_}",
        f"dep={head.dep_}/{form}",
        f"side={side}/{cue.kind}",
        f"gap={bucket(gap)}/{side}",
        f"gap/form={bucket(gap)}/{form}",
        f"inside={inside}/{cue.kind}",
        f"beyond={beyond}/{side}",
        f"nth={min(nth, 9)}/{cue.kind}",
        f"comma={comma}/{form}",
        f"speech={page.in_speech(head.i)}/{cue.speech}",
        f"subject={head.dep_ in ('nsubj', 'nsubjpass')}/{cue.passive}/{cue.kind}",
        f"headline={cue.headline}/{form}",
    ]


def _source_words(page: Page, cue: CueBasis, source: SourceCandidate, form: str) -> list[str]:
    """Return what the phrase is made of, and the words beside it."""
    head = page.tokens[source.head]
    start, end = source.tokens
    words = page.tokens[start:end]
    deps = {t.dep_ for t in words}
    marks = f"{any(t.text == ',' for t in words):d}{'appos' in deps:d}{'relcl' in deps:d}"
    what = f"{head.pos_}/{head.ent_type_}"
    return [
        f"extent={source.extent}/{form}",
        f"extent/marks={source.extent}/{marks}",
        f"what={what}",
        f"what/form={what}/{form}",
        f"head={word_of(head)}",
        f"head/form={word_of(head)}/{form}",
        f"tag={head.tag_}",
        f"tag/form={head.tag_}/{form}/{cue.act}",
        f"marks={marks}/{bucket(end - start)}",
        f"named={any(t.ent_type_ in NAMED for t in words)}/{form}",
        f"nextword={neighbour(page, end)}",
        f"nextword/extent={edge_mark(page, end, 1)}/{source.extent}",
        f"length={bucket(end - start)}/{source.extent}",
        f"capital={head.text[:1].isupper()}/{form}",
        f"last={page.tokens[end - 1].pos_}/{source.extent}",
        f"previous={neighbour(page, start - 1)}/{form}",
    ]
