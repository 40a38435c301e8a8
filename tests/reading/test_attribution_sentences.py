"""The written collection of hard forms: the share of event words whose chain of speakers is found whole."""

from pathlib import Path

from whosays.actors import find_actors
from whosays.claims.sourcing import source_chain
from whosays.reading.attribution import find_attributions
from whosays.reading.syntax import parse_many

LINES = Path(__file__).with_name("attribution_sentences.txt").read_text("utf-8").splitlines()
SENTENCES = [tuple(line.split(" | ")) for line in LINES if line and not line.startswith("#")]
# What the reading reached when the floor was set, less three sentences for changes elsewhere; never lower it.
FLOOR = 0.9


def test_chains_of_the_written_sentences() -> None:
    wrong = []
    docs = parse_many(marked.replace("[", "").replace("]", "") for marked, _ in SENTENCES)
    for (marked, wanted), doc in zip(SENTENCES, docs, strict=True):
        word = doc.char_span(marked.index("["), marked.index("]") - 1, alignment_mode="expand")
        assert word is not None
        chain = source_chain(doc, find_attributions(doc), find_actors(doc), word.root.i)
        names = [] if wanted == "-" else wanted.split(" > ")
        if len(chain) != len(names) or not all(s.text in n or n in s.text for s, n in zip(chain, names, strict=True)):
            wrong.append((marked, wanted, [s.text for s in chain]))
    assert len(wrong) <= (1 - FLOOR) * len(SENTENCES), wrong
