from whosays.claims.explain import explain
from whosays.reader import read


def test_every_field_says_what_made_it():
    (claim,) = read("Kenyan troops shelled Kismayo.").claims
    told = explain(claim)
    assert '"shelled"' in told
    assert 'Type: ASSAULT, "shell" as ASSAULT' in told
    assert "Kenyan troops" in told
    assert '"Kismayo" (at)' in told
    assert not told.endswith("\n")
