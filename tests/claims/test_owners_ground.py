"""Who owns what an act strikes, and who does the act that a word speaks of."""

import pytest

from whosays.reader import read

# sentence, type, words of the recipient, its country and sector; None: no recipient
SENTENCES = [
    ("Shells hit an insurgent-held suburb of Aleppo.", "ASSAULT", ("an insurgent-held suburb of Aleppo", "SYR", "REB")),
    ("Kenya condemned the killing of villagers by the Chadian army.", "ACCUSE",
     ("the killing of villagers by the Chadian army", "TCD", "MIL")),
    ("Kenya condemned the attack on the hospital in Goma.", "ACCUSE", None),
    ("Malian troops captured the headquarters of the Ansar Dine rebels in Kidal.", "CONTROL",
     ("the headquarters of the Ansar Dine rebels in Kidal", "MLI", "REB")),
    ("Malian troops captured the town of Kidal.", "CONTROL", None),
    ("Egypt called for a truce in Chad.", "REQUEST", ("Chad", "TCD", "GOV")),
    ("Nigerian police arrested the leader of the gang.", "COERCE", ("the leader of the gang", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "bearer"), SENTENCES)
def test_a_thing_struck_is_its_owner(text, type_, bearer):
    claim = next(c for c in read(text).claims if c.type == type_)
    got = [(p.text, p.country, p.sector) for p in claim.recipients]
    if bearer is None:
        assert got == []
    else:
        (words, country, sector), *more = got
        assert not more
        assert (words, country) == bearer[:2]
        assert bearer[2] in (None, sector)


# sentence, type, actors
TELLERS = [
    ("Residents of Bunia heard several explosions.", "ASSAULT", []),
    ("Norway condemned the shelling of Bunia.", "ASSAULT", []),
    ("Kenya has intensified its air strikes on Kismayo.", "ASSAULT", ["Kenya"]),
    ("A rebel attack near Gao killed two soldiers.", "ASSAULT", ["rebel"]),
    ("Rebels launched an attack on the base.", "ASSAULT", ["Rebels"]),
    ("Nigerian authorities announced the arrest of 12 gunmen.", "COERCE", ["Nigerian authorities"]),
]


@pytest.mark.parametrize(("text", "type_", "actors"), TELLERS)
def test_who_speaks_of_an_act_does_not_do_it(text, type_, actors):
    claims = [c for c in read(text).claims if c.type == type_]
    assert claims
    assert [p.text for p in claims[0].actors] == actors


def test_an_act_bears_on_whom_its_verb_struck():
    claims = [c for c in read("An air strike hit two rebel vehicles near Gao.").claims if c.type == "ASSAULT"]
    assert [p.sector for p in claims[0].recipients] == ["REB"]
    claims = [c for c in read("Nine soldiers were killed in an ambush near Gao.").claims if c.type == "ASSAULT"]
    assert [p.text for p in claims[0].recipients] == ["Nine soldiers"]
    claims = [c for c in read("Nine soldiers were killed in fighting near Gao.").claims if c.type == "ASSAULT"]
    assert all(not c.recipients for c in claims)
