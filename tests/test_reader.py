"""The reader: one report in, one record out, the same every time, whatever the text."""

from time import process_time

import pytest

from whosays.actors import find_actors
from whosays.claims.assemble import read_claims
from whosays.claims.layers import Layers
from whosays.reader import Reader, read
from whosays.reading.syntax import parse
from whosays.record import Report, check_record, to_json

NEWS = (
    "GOMA (Wire) - Rebels attacked an army base near Goma on Monday, killing four soldiers, the governor said.\n\n"
    "The army denied that the base had fallen. It said it had sent 300 troops to the town."
)
ODD = [
    "",
    " \n\n\t ",
    "REBELS ATTACKED AN ARMY BASE NEAR GOMA ON MONDAY, KILLING FOUR SOLDIERS, THE GOVERNOR SAID.",
    "rebels attacked the base they killed four soldiers the army fled the town was taken",
    "Rebels at tacked the ba5e; kil1ed f0ur so|diers.",
    "Date\tPlace\tKilled\n3 May\tGoma\t4\n4 May\tSake\t12\n",
    "🔴 Rebels attacked 💥 Goma \u202b(الجيش)\u202c — 4 killed 🇨🇩",
    "“Rebels attacked Goma,” he said. ‘We fled’ — «tous»",
    "\ufeffRebels attacked Goma.\r\nThe army fled.\r\n",
    "killed killed killed attack attack of of by by the the",
]


def report(text, **more):
    return Report(id="r1", text=text, **more)


def test_a_report_gives_claims_with_speakers_places_and_dates():
    record = Reader().read(report(NEWS, published="2025-01-28"))
    assault = next(c for c in record.claims if c.type == "ASSAULT")
    assert [p.text for p in assault.actors] == ["Rebels"]
    assert [s.text for s in assault.sources] == ["the governor"]
    assert [p.name for p in assault.places] == ["Goma"]
    assert assault.time.earliest == assault.time.latest == "2025-01-27"
    losses = next(c for c in record.claims if c.type == "LOSSES")
    assert [(q.of, q.best) for q in losses.quantities] == [("killed", 4)]


def test_the_same_report_gives_the_same_record():
    reader = Reader()
    assert (
        to_json(reader.read(report(NEWS))) == to_json(reader.read(report(NEWS))) == to_json(Reader().read(report(NEWS)))
    )


def test_many_reports_come_in_order_and_as_read_alone():
    reports = [Report(id=f"r{n}", text=NEWS[n:]) for n in (0, 14, 105)]
    reader = Reader()
    assert [to_json(r) for r in reader.read_many(iter(reports))] == [to_json(reader.read(r)) for r in reports]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_read_without_drift(text):
    record = read(text) if text else Reader().read(report(text))
    check_record(record)
    assert record.report.text == text


def test_predicates_are_left_out_unless_asked_for():
    assert Reader().read(report(NEWS)).predicates is None
    assert Reader(layers=["predicates"]).read(report(NEWS)).predicates


def test_an_unknown_layer_is_refused():
    with pytest.raises(ValueError, match="no such layer"):
        Reader(layers=["weather"])


def test_claims_of_a_sentence_of_two_thousand_words_take_linear_time():
    clause = "the rebels attacked a base near Goma and killed four soldiers and "
    times = []
    for copies in (40, 160):
        given = report(clause * copies)
        doc = parse(given.text)
        layers = Layers(actors=find_actors(doc))
        start = process_time()
        assert read_claims(given, doc, layers)
        times.append(process_time() - start)
    assert times[1] < 10 * times[0] + 1.0
