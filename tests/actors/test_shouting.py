import pytest

from whosays.actors import ActorTable
from whosays.actors.shouting import Quieter
from whosays.places import Gazetteer
from whosays.reader import read
from whosays.record import Report


@pytest.fixture(scope="module")
def quieter():
    return Quieter(ActorTable.open(), Gazetteer.open())


LINES = [
    ("GUNMEN KILLED NINE IN KADUNA, POLICE SAID", "Gunmen killed nine in Kaduna, police said"),
    ("RUSSIA'S ARMY TOOK THE VILLAGE ON MONDAY", "Russia's army took the village on Monday"),
    ("RWANDAN TROOPS AND M23 REBELS LEFT GOMA", "Rwandan troops and M23 rebels left Goma"),
    ("NATO SAID IT HAD SENT THEM TO CHAD", "NATO said it had sent them to Chad"),
    ("IT IS OVER. THE REBELS WON", "It is over. The rebels won"),
    ("Rebels attacked the town of Bunia.", "Rebels attacked the town of Bunia."),
    ("UN: AID", "UN: AID"),  # too short to be a sentence
    ("İSTANBUL POLICE HELD TEN", "İstanbul police held ten"),
]


@pytest.mark.parametrize(("shouted", "said"), LINES)
def test_a_line_in_capitals_gets_the_case_of_prose(quieter, shouted, said):
    assert quieter.quiet(shouted) == said


def test_only_shouted_lines_change_and_the_length_stays(quieter):
    text = "REBELS SEIZE TOWN IN MALI\n\nBAMAKO (Agency) - Rebels seized a town in Mali.\n\U0001f4a5 STRASSE ß GESPERRT"
    lowered = quieter.quiet(text)
    assert len(lowered) == len(text)
    assert lowered.split("\n")[0] == "Rebels seize town in Mali"
    assert lowered.split("\n")[2] == text.split("\n")[2]


CASED = """Rwandan troops shelled the town of Goma on Monday, killing 12 people, the Congolese army said.
The United Nations condemned the attack. M23 rebels captured two villages near Sake.
Kenya will send 400 soldiers to Congo, its president said."""


def test_a_report_in_capitals_gives_the_claims_of_its_cased_form():
    cased = read(Report(id="r", text=CASED, published="2025-02-01"))
    shouted = read(Report(id="r", text=CASED.upper(), published="2025-02-01"))
    assert shouted.report.text == CASED.upper()
    told = [
        [(c.type, c.trigger.start, c.trigger.end, [p.country for p in c.actors]) for c in record.claims]
        for record in (cased, shouted)
    ]
    assert len(told[0]) >= 5
    assert told[0] == told[1]
    assert all(c.evidence.text == CASED.upper()[c.evidence.start : c.evidence.end] for c in shouted.claims)
