"""A parsed text in Python's own objects, each answer of the parser asked for once.

spaCy's tokens are made anew whenever one is asked for and turn a number into a string at every question; the rules ask
some ten thousand times a report. These stand in for them under the same names: what is not here is asked of spaCy's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy import attrs
from spacy.tokens import Doc, Span, Token

_STRINGS = (attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE)
_FLAGS = (attrs.IDX, attrs.SPACY, attrs.IS_SPACE, attrs.IS_PUNCT, attrs.IS_ALPHA, attrs.LIKE_NUM)
# What of spaCy's would lead out of these objects and back into its own.
_FOREIGN = (Doc, Span, Token)


class ParsedWord:
    """One token; see `spacy.tokens.Token` for what its answers mean."""

    __slots__ = (
        "_ancestors", "_subtree", "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha",
        "is_punct", "is_space", "lefts", "lemma_", "like_num", "lower_", "pos_", "rights", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    def __init__(self, doc: ParsedText, i: int, strings: tuple[str, ...], flags: tuple[int, ...]) -> None:
        self.doc, self.i = doc, i
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = strings
        self.idx, space, is_space, is_punct, is_alpha, like_num = flags
        self.whitespace_ = " " if space else ""
        self.is_space, self.is_punct = bool(is_space), bool(is_punct)
        self.is_alpha, self.like_num = bool(is_alpha), bool(like_num)
        self.head: ParsedWord = self
        self.lefts: list[ParsedWord] = []
        self.rights: list[ParsedWord] = []
        self.children: list[ParsedWord] = []
        self._subtree: list[ParsedWord] | None = None
        self._ancestors: list[ParsedWord] | None = None

    def __getattr__(self, name: str) -> Any:
        return _own(getattr(self.doc.origin[self.i], name), name)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def __lt__(self, other: ParsedWord) -> bool:
        return self.i < other.i

    @property
    def subtree(self) -> list[ParsedWord]:
        """The words below, in the order of spaCy: those of the left children, itself, those of the right."""
        if self._subtree is None:
            below = [word for child in self.lefts for word in child.subtree]
            below.append(self)
            below.extend(word for child in self.rights for word in child.subtree)
            self._subtree = below
        return self._subtree

    @property
    def ancestors(self) -> list[ParsedWord]:
        """The words above, the nearest first."""
        if self._ancestors is None:
            above, word = list[ParsedWord](), self
            while word.head is not word:
                word = word.head
                above.append(word)
            self._ancestors = above
        return self._ancestors

    def is_ancestor(self, descendant: ParsedWord) -> bool:
        """Say whether another word lies below this one."""
        return self in descendant.ancestors

    def nbor(self, i: int = 1) -> ParsedWord:
        """Return the word so many places on; raise `IndexError` outside the text."""
        if not 0 <= self.i + i < len(self.doc.words):
            raise IndexError(self.i + i)
        return self.doc.words[self.i + i]

    @property
    def conjuncts(self) -> tuple[ParsedWord, ...]:
        """The words joined with this one."""
        return tuple(self.doc.words[token.i] for token in self.doc.origin[self.i].conjuncts)

    @property
    def left_edge(self) -> ParsedWord:
        """The first word below this one."""
        edge: int = self.doc.origin[self.i].left_edge.i
        return self.doc.words[edge]

    @property
    def right_edge(self) -> ParsedWord:
        """The last word below this one."""
        edge: int = self.doc.origin[self.i].right_edge.i
        return self.doc.words[edge]

    @property
    def sent(self) -> ParsedSpan:
        """The sentence that it stands in."""
        return self.doc.sentence_of(self.i)


class ParsedSpan:
    """A stretch of tokens; see `spacy.tokens.Span` for what its answers mean."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: ParsedText, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label
        self._root: ParsedWord | None = None

    def __getattr__(self, name: str) -> Any:
        return _own(getattr(self.doc.origin[self.start : self.end], name), name)

    def __iter__(self) -> Iterator[ParsedWord]:
        return iter(self.doc.words[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self))
            return ParsedSpan(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.words[self.start : self.end][key]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ParsedSpan):
            return False
        return (self.start, self.end, self.label_) == (other.start, other.end, other.label_) and self.doc is other.doc

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.label_))

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Its words as they stand, without the space after the last."""
        if self.start >= self.end:
            return ""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        """The offset of its first letter."""
        words = self.doc.words
        return words[self.start].idx if self.start < len(words) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """The offset after its last letter."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def root(self) -> ParsedWord:
        """The word that the others hang on."""
        if self._root is None:
            self._root = self.doc.words[self.doc.origin[self.start : self.end].root.i]
        return self._root

    @property
    def sent(self) -> ParsedSpan:
        """The sentence that it begins in."""
        return self.doc.sentence_of(self.start)


class ParsedText:
    """A parsed document; ``origin`` is spaCy's."""

    def __init__(self, origin: Doc) -> None:
        self.origin, self.user_data, self.tensor = origin, origin.user_data, origin.tensor
        self.text: str = origin.text
        strings = origin.vocab.strings
        named = {key: strings[key] for column in _STRINGS for key in set(origin.to_array(column).tolist())}
        columns = [[named[key] for key in origin.to_array(column).tolist()] for column in _STRINGS]
        flags = [origin.to_array(column).tolist() for column in _FLAGS]
        self.words: list[ParsedWord] = [
            ParsedWord(self, i, own, marks)
            for i, (own, marks) in enumerate(zip(zip(*columns, strict=True), zip(*flags, strict=True), strict=True))
        ]
        self._hang(origin.to_array(attrs.HEAD).astype("int64").tolist())
        self.sents = [ParsedSpan(self, sentence.start, sentence.end) for sentence in origin.sents] if self.words else []
        self.ents = tuple(ParsedSpan(self, entity.start, entity.end, entity.label_) for entity in origin.ents)
        self._sentences = [sentence for sentence in self.sents for _ in range(len(sentence))]

    def _hang(self, heads: list[int]) -> None:
        words = self.words
        for i, away in enumerate(heads):
            word = words[i]
            if away:
                word.head = words[i + away]
                (word.head.lefts if away > 0 else word.head.rights).append(word)
        for word in words:
            word.children = word.lefts + word.rights

    def __getattr__(self, name: str) -> Any:
        return _own(getattr(self.origin, name), name)

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[ParsedWord]:
        return iter(self.words)

    def __getitem__(self, key: Any) -> Any:
        if key.__class__ is int:  # asked for ten thousand times a report
            return self.words[key]
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self.words))
            return ParsedSpan(self, start, max(start, end))
        return self.words[key]

    def let_go(self) -> None:
        """Part the words, which hold one another, so that they go at once and leave nothing to collect."""
        for word in self.words:
            word.doc = word.head = None  # type: ignore[assignment]
            word.lefts = word.rights = word.children = []
            word._subtree = word._ancestors = None
        self.words, self.sents, self.ents, self._sentences = [], [], (), []

    def sentence_of(self, i: int) -> ParsedSpan:
        """Return the sentence of the word with a number."""
        return self._sentences[i]

    def char_span(self, start: int, end: int, **how: Any) -> ParsedSpan | None:
        """Return the stretch of words between two offsets, as `spacy.tokens.Doc.char_span` does."""
        span = self.origin.char_span(start, end, **how)
        return None if span is None else ParsedSpan(self, span.start, span.end, span.label_)


def _own(value: Any, name: str) -> Any:
    if isinstance(value, _FOREIGN) or (hasattr(value, "__next__") and not isinstance(value, str)):
        raise AttributeError(f"{name} of a parsed text is not mirrored")
    return value
