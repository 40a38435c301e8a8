"""Closed word lists of this room that are grammar rather than knowledge of the world."""

from __future__ import annotations

LOCATIVE_PREPOSITIONS = frozenset(
    "in at near inside across throughout around outside within over through into onto along beyond off above".split()
)
PARTNER_PREPOSITIONS = frozenset("with against between among by for toward towards versus alongside unlike".split())
# With these verbs the subject is where something is or happens, not who does it.
NON_ACTING_SUBJECT_VERBS = frozenset("lie border burn stand wake sit fall come suffer shake sleep".split())
# With these verbs the object (or passive subject) is a place that armies, visitors or shells reach.
TAKING_VERBS = frozenset(
    "attack bomb bombard capture seize take retake recapture shell hit strike pound target enter leave reach visit "
    "encircle surround besiege occupy liberate evacuate flee storm approach hold control defend abandon lose raze "
    "destroy cut enter cross overrun raid rock tour".split()
)
GIVING_VERBS = frozenset(
    "give sell send supply provide offer deliver pledge lend transfer ship hand grant promise deny propose report "
    "respond reply appeal object speak talk say complain turn loyal submit concede surrender belong".split()
)
SPEECH_VERBS = frozenset(
    "say tell add announce state declare claim warn write post insist note explain confirm deny report stress argue "
    "acknowledge admit allege assert comment emphasize emphasise urge accuse condemn vow pledge promise tweet remark "
    "conclude reply respond maintain indicate reveal recall describe believe".split()
)
# With these the speaker says something only if a clause follows: "claimed responsibility" is no speech.
CLAUSE_SPEECH_VERBS = frozenset(
    "accuse argue believe claim condemn confirm deny describe emphasise emphasize pledge promise recall report reveal "
    "stress urge vow".split()
)
# "Rwandan-backed rebels" are not Rwandan.
ADJECTIVE_TAILS = frozenset(
    "backed led supported trained funded armed held occupied controlled made built supplied allied aligned linked run "
    "sponsored administered designed brokered mediated financed born speaking installed appointed dominated inspired "
    "proclaimed friendly owned flagged".split()
)
# Of ground or goods: whoever holds them is a party.
HOLDING_TAILS = frozenset("held controlled occupied owned operated run".split())
TITLES_OF_COURTESY = frozenset("mr mrs ms dr sir lord lady mr. mrs. ms. dr. miss dame prof. prof".split())
# Left parts of a noun phrase that belong to the mention.
LEFT_PARTS = frozenset("det amod compound nummod poss nmod quantmod predet advmod npadvmod case nounmod".split())
PRONOUNS = {
    "he": ("person", "m"), "him": ("person", "m"), "his": ("person", "m"), "himself": ("person", "m"),
    "she": ("person", "f"), "her": ("person", "f"), "hers": ("person", "f"), "herself": ("person", "f"),
    "it": ("thing", None), "its": ("thing", None), "itself": ("thing", None),
    "they": ("many", None), "them": ("many", None), "their": ("many", None), "theirs": ("many", None),
    "themselves": ("many", None),
    "we": ("speakers", None), "us": ("speakers", None), "our": ("speakers", None), "ours": ("speakers", None),
    "ourselves": ("speakers", None),
    "i": ("speaker", None), "me": ("speaker", None), "my": ("speaker", None), "mine": ("speaker", None),
    "who": ("relative", None), "which": ("relative", None), "that": ("relative", None), "whom": ("relative", None),
    "whose": ("relative", None),
}  # fmt: skip
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()
)
# A unit of an army by the last word of its name; "Army" and "Group" only after a number.
ECHELONS = frozenset(
    "brigade division regiment battalion corps squadron company platoon wing flotilla fleet battlegroup detachment "
    "legion zone".split()
)
NUMBERED_ECHELONS = frozenset("army group front command force troops district region".split())
