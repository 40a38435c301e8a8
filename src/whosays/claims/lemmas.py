"""Words as the lexicon of event words spells them, and the verbs that only lend an event noun their tense."""

from __future__ import annotations

from spacy.tokens import Token

# The lemmatizer's slips on event words.
LEMMAS = {
    "raped": "rape",
    "retook": "retake",
    "overran": "overrun",
    "freed": "free",
    "casualtie": "casualty",
    "condemne": "condemn",
}
LIGHT = frozenset(
    "carry conduct launch stage mount make do hold give take perform commit execute wage perpetrate undertake open "
    "deliver unleash provide suffer sustain lead receive offer issue express voice order step receive send promise "
    "pledge announce approve grant extend get increase file bring".split()
)


def lemma_of(token: Token) -> str:
    """Return a word's lemma in lower case."""
    lemma = str(token.lemma_).lower()
    return LEMMAS.get(token.lower_) or LEMMAS.get(lemma, lemma)
