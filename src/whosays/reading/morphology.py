"""Word classes, shapes and lemmas by the model's own rules, worked out once for each word instead of at each place.

The model's ``attribute_ruler`` and ``lemmatizer`` ask of every token anew what depends on three things only: the word,
its tag, and its relation. Here the answer is kept by these three; the few rules that look at two tokens ("there *is*",
"let*'s*") are matched as before. Tokens come out as the two components leave them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs

NAME = "whosays_morphology"
# Words kept; a year of news has about a million different ones, most of them once. About 200 bytes each.
KEPT = 200_000
_GIVEN, _SET = (ORTH, TAG, DEP), (TAG, POS, MORPH, DEP, LEMMA)
_Key = tuple[int, int, int]


class Morphology:
    """The component; made from the two that it stands for."""

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        self._ruler, self._lemmatizer, self._vocab = ruler, lemmatizer, ruler.vocab
        self._kept: dict[_Key, tuple[int, ...]] = {}
        self._openers: set[_Key] = set()
        self._single, self._paired, self._first = (Matcher(self._vocab) for _ in range(3))
        for number, rule in enumerate(ruler.patterns):
            if max(len(pattern) for pattern in rule["patterns"]) == 1:
                self._single.add(str(number), rule["patterns"])
            else:
                self._paired.add(str(number), rule["patterns"])
                self._first.add(str(number), [pattern[:1] for pattern in rule["patterns"]])

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, word class, shape, relation and lemma of each token."""
        kept = self._kept
        if len(kept) > KEPT:
            kept.clear()
            self._openers.clear()
        keys: list[_Key] = list(zip(*(doc.to_array(given).tolist() for given in _GIVEN)))
        rows = [kept.get(key) or self._keep(doc[i], key) for i, key in enumerate(keys)]
        for i, rules in self._pairs(doc).items() if not self._openers.isdisjoint(keys) else ():
            rows[i] = self._work_out(self._alone(doc[i]), rules)
        if rows:
            doc.from_array(list(_SET), np.array(rows, dtype=np.uint64))
        return doc

    def _keep(self, token: Token, key: _Key) -> tuple[int, ...]:
        alone = self._alone(token)
        if self._first(alone, allow_missing=True):
            self._openers.add(key)
        found = self._kept[key] = self._work_out(alone, [])
        return found

    def _pairs(self, doc: Doc) -> dict[int, list[int]]:
        """Return the rules of two tokens that set one of them, by the token that they set."""
        found: dict[int, list[int]] = defaultdict(list)
        for name, start, end in self._paired(doc, allow_missing=True):
            number = int(self._vocab.strings[name])
            found[range(start, end)[self._ruler.indices[number]]].append(number)
        return found

    def _alone(self, token: Token) -> Doc:
        relation = token.dep_ or "dep"
        return Doc(self._vocab, words=[token.text], spaces=[False], tags=[token.tag_], deps=[relation], heads=[0])

    def _work_out(self, alone: Doc, rules: list[int]) -> tuple[int, ...]:
        """Return what the components make of a token by itself, with some rules besides; later rules win."""
        own = [int(self._vocab.strings[name]) for name, _, _ in self._single(alone, allow_missing=True)]
        for number in sorted([*own, *rules]):
            set_token_attrs(alone[0], self._ruler.attrs[number])
        if alone[0].lemma == 0:
            alone[0].lemma_ = self._lemmatizer.lemmatize(alone[0])[0]
        return tuple(int(value) for value in alone.to_array(list(_SET))[0])


@Language.factory(NAME)
def make_morphology(nlp: Language, name: str) -> Morphology:
    """Return the component for a pipeline that holds the two it stands for."""
    return Morphology(nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))
