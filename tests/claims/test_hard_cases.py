"""The hard cases of sourcing and certainty: whose a claim is, in which order, how sure and how real it is told."""

from __future__ import annotations

import pytest

from whosays.reader import read

# text, type of the claim, sources outermost first (words), kind and anonymity of the innermost, certainty, status
CASES = [
    ("A lawmaker said the spy agency had concluded that rebels shelled the town.", "ASSAULT",
     ["A lawmaker", "the spy agency"], "intelligence", False, "certain", "occurred"),
    ("The mayor and a doctor said soldiers killed nine villagers.", "LOSSES",
     ["The mayor", "a doctor"], None, None, "certain", "occurred"),
    ("Rebels reportedly shelled the town on Monday.", "ASSAULT",
     ["reportedly"], "unspecified", True, "certain", "occurred"),
    ("The group is believed to have shelled the town.", "ASSAULT",
     ["is believed"], "unspecified", True, "probable", "occurred"),
    ("Satellite images show that troops are digging trenches; they have shelled the town, the images show.", "ASSAULT",
     ["the images"], "document", None, "certain", "occurred"),
    ("Two officials said the army shelled the town.", "ASSAULT",
     ["Two officials"], "official", True, "certain", "occurred"),
    ("A spokesman for the Kenyan army said rebels shelled the town.", "ASSAULT",
     ["A spokesman for the Kenyan army"], "military", False, "certain", "occurred"),
    ("The Red Lantern Front claimed responsibility for the bombing.", "ASSAULT",
     ["The Red Lantern Front"], None, None, "certain", "occurred"),
    ("Chad denied that its troops had shelled the town.", "ASSAULT",
     ["Chad"], None, False, "denied", "occurred"),
    ("The minister said troops had likely shelled the town.", "ASSAULT",
     ["The minister"], "official", None, "probable", "occurred"),
    ("The minister said rebels could attack the town.", "ASSAULT",
     ["The minister"], "official", None, "possible", "hypothetical"),
    ("The ministry would not confirm whether troops had shelled the town.", "ASSAULT",
     ["The ministry"], "official", False, "unknown", "occurred"),
    ("The envoy doubted that rebels had shelled the town.", "ASSAULT",
     ["The envoy"], "official", None, "doubtful", "occurred"),
    ("There is no sign that troops shelled the town, the monitors said.", "ASSAULT",
     ["the monitors"], None, None, "improbable", "occurred"),
    ("The army is shelling the town, residents said.", "ASSAULT",
     ["residents"], "witness", None, "certain", "ongoing"),
    ("The army will send 300 soldiers to the town next week, an officer said.", "MOBILIZE",
     ["an officer"], "military", None, None, "planned"),
    ("If rebels attack the town, the army will withdraw, the governor said.", "ASSAULT",
     ["the governor"], "official", None, "unknown", "hypothetical"),
    ("The governor said rebels had shelled the town, killing nine people.", "LOSSES",
     ["The governor"], "official", None, "certain", "occurred"),
    ("“Rebels shelled the town,” the mayor said. “They killed nine people.”", "LOSSES",
     ["the mayor"], "official", None, "certain", "occurred"),
    ("The mayor said rebels shelled the town. They had also burned a school, she added.", "ASSAULT",
     ["she"], "official", None, "certain", "occurred"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "chain", "kind", "anonymous", "certainty", "status"), CASES)
def test_hard_case(text, type_, chain, kind, anonymous, certainty, status):
    claims = [claim for claim in read(text).claims if claim.type == type_]
    assert claims, "no such claim"
    claim = claims[-1]
    assert len(claim.sources) == len(chain)
    assert all(words in source.text for words, source in zip(chain, claim.sources, strict=True))
    innermost = claim.sources[-1]
    assert (kind or innermost.kind, innermost.anonymous if anonymous is None else anonymous) == (
        innermost.kind, innermost.anonymous
    )  # fmt: skip
    assert (certainty or claim.certainty, status) == (claim.certainty, claim.status)
