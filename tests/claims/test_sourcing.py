"""Who stands behind an event word, and in what capacity."""

import pytest

from whosays.actors import find_actors
from whosays.claims.sourcing import source_chain
from whosays.reading.attribution import find_attributions
from whosays.reading.syntax import parse
from whosays.record import Source


def chain(marked: str) -> tuple[Source, ...]:
    """Return the chain of the event word that stands in square brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    doc = parse(marked.replace("[", "").replace("]", ""))
    word = doc.char_span(start, end, alignment_mode="expand")
    assert word is not None
    sources = source_chain(doc, find_attributions(doc), find_actors(doc), word.root.i)
    for source in sources:
        assert doc.text[source.start : source.end] == source.text
    return sources


@pytest.mark.parametrize(
    ("marked", "kind", "anonymous"),
    [
        ("Residents said the mill had been [shelled].", "witness", True),
        ("Two officials said the mill had been [shelled].", "official", True),
        ("The mayor said the mill had been [shelled].", "official", False),
        ("The defence ministry said the mill had been [shelled].", "military", False),
        ("Analysts said the mill had been [shelled].", "expert", True),
        ("The charity said the mill had been [shelled].", "ngo", False),
        ("The newspaper said the mill had been [shelled].", "media", False),
        ("Satellite images showed that the mill had been [shelled].", "document", False),
        ("The spy agency said the mill had been [shelled].", "intelligence", False),
        ("The mill was reportedly [shelled].", "unspecified", True),
        ("The mill is believed to have been [shelled].", "unspecified", True),
        ("A soldier said the mill had been [shelled].", "military", True),
        ("Rights groups said the mill had been [shelled].", "ngo", False),
        ("The Harbour Wire said the mill had been [shelled].", "media", False),
        ("By the army's account, the mill had been [shelled].", "military", False),
        ("A video purporting to show rebels [shelling] the mill spread online.", "document", True),
        ("The militia claimed responsibility for the [shelling] of the mill.", "military", False),
        ("A survivor, Mira Holt, said the mill had been [shelled].", "witness", False),
    ],
)
def test_kind_and_anonymity(marked: str, kind: str, anonymous: bool) -> None:
    (source,) = chain(marked)
    assert (source.kind, source.anonymous) == (kind, anonymous)


@pytest.mark.parametrize(
    "marked",
    [
        "Troops [entered] the valley on Monday.",
        "The mayor [condemned] the attack.",  # who acts by speaking is no source of the act
        "The mayor wants the army to [withdraw].",
        "The president plans to [send] 300 more soldiers.",
        "We recall that the truce was [broken] in May.",  # the report's own voice
    ],
)
def test_reporters_own_voice(marked: str) -> None:
    assert chain(marked) == ()


def test_chain_runs_from_the_outermost_inwards() -> None:
    sources = chain("A lawmaker said the spy agency had concluded that troops were [deployed].")
    assert [s.text for s in sources] == ["A lawmaker", "the spy agency"]


def test_cited_speaker_comes_after_the_citing_one() -> None:
    sources = chain("The newspaper, citing two officers, said the depot had been [hit].")
    assert [s.text for s in sources] == ["The newspaper", "two officers"]


def test_joint_speakers() -> None:
    first, second = chain("A nurse and two drivers said the convoy had been [attacked].")
    assert (first.text, first.joint, second.text, second.joint) == ("A nurse", False, "two drivers", True)


def test_denial_has_the_denying_party_as_source() -> None:
    assert [s.text for s in chain("The militia denied that it had [burned] the village.")] == ["The militia"]
    assert [s.text for s in chain("The militia [denied] it.")] == ["The militia"]


def test_quoted_only_inside_marks() -> None:
    (inside,) = chain("“They [shelled] us all night,” the miller said.")
    (outside,) = chain("The miller said they had [shelled] the village all night.")
    assert (inside.quoted, outside.quoted) == (True, False)


def test_cue_and_span_of_an_impersonal_source_are_its_words() -> None:
    (source,) = chain("The depot was reportedly [destroyed].")
    assert source.cue is not None
    assert (source.text, source.cue.text) == ("reportedly", "reportedly")


def test_relative_pronoun_gives_its_noun() -> None:
    (source,) = chain("The rebels, who said they had [taken] the ford, moved on.")
    assert source.text == "The rebels"
