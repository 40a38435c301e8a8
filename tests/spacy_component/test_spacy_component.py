"""The spaCy component: extensions and spans, in any pipeline, kept by serialising, shown by displaCy."""

from __future__ import annotations

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import whosays.spacy_component as component
from whosays.reader import Reader
from whosays.record import Report, content_id

TEXT = "Kyiv said on Monday that about 11,000 North Korean soldiers were in the Kursk region. Moscow denied it."


@pytest.fixture(scope="module")
def nlp() -> Language:
    # A blank pipeline has no parser: the component needs none of the host's parts.
    made = spacy.blank("en")
    made.add_pipe("whosays")
    return made


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def test_record_is_that_of_the_reader(doc: Doc) -> None:
    assert doc._.whosays == Reader().read(Report(id=content_id(TEXT), text=TEXT))
    assert doc._.claims == doc._.whosays.claims != ()
    assert doc._.attributions == doc._.whosays.attributions


def test_spans_hold_the_words_and_know_their_speaker(doc: Doc) -> None:
    claims = doc.spans["whosays/claims"]
    assert [span.text for span in claims] == [claim.evidence.text for claim in doc._.claims]
    assert [span.label_ for span in claims] == [claim.type for claim in doc._.claims]
    for span in claims:
        assert span._.certainty in {claim.certainty for claim in doc._.claims}
    assert any("Kyiv" in span._.said_by or "Ukraine" in " ".join(span._.said_by) for span in claims)
    assert "Kyiv" in {span.text for span in doc.spans["whosays/sources"]}
    assert any("Kursk" in span.text for span in doc.spans["whosays/places"])
    assert doc[-1:]._.certainty is None


def test_doc_keeps_all_when_it_is_serialised(nlp: Language, doc: Doc) -> None:
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.whosays == doc._.whosays
    assert [span.text for span in again.spans["whosays/claims"]] == [span.text for span in doc.spans["whosays/claims"]]
    [packed] = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    assert packed._.claims == doc._.claims


def test_pipeline_is_saved_and_loaded(nlp: Language, doc: Doc, tmp_path: object) -> None:
    nlp.to_disk(str(tmp_path))
    assert spacy.load(str(tmp_path))(TEXT)._.whosays == doc._.whosays


def test_displacy_shows_the_claims(doc: Doc) -> None:
    shown = displacy.render(doc, style="span", options={"spans_key": "whosays/claims"}, jupyter=False)
    assert doc.spans["whosays/claims"][0].label_ in shown


def test_day_given_makes_relative_times_days(nlp: Language) -> None:
    dated = nlp.make_doc(TEXT)
    dated.user_data[component.PUBLISHED] = "2024-11-05"
    assert any(claim.time.earliest == "2024-11-04" for claim in nlp(dated)._.claims)


def test_factuality_is_graded_when_asked() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("whosays", config={"factuality": True})
    doc = nlp(TEXT)
    graded = {token.text: token._.factuality for token in doc if token._.factuality is not None}
    assert graded["said"] == 3.0


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_empty_docs_pass(nlp: Language, text: str) -> None:
    assert nlp(text)._.claims == ()


def test_extensions_of_others_are_left_alone() -> None:
    before = Doc.get_extension("claims")
    component.set_extensions()
    assert Doc.get_extension("claims") == before
