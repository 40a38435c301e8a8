"""Tell which claims of one report are about the same happening."""

from __future__ import annotations

from whosays.record import Claim

# Happenings of a report that a later claim may still be about; with more, time would grow with the square of length.
BACK = 60
STEM = 5  # letters of a word that its verb and its noun share ("deployed", "deployment")
NEAR = 400  # characters: what "the attack" points back to was told not long before
CLOSE = 160  # characters: a sentence; further on the noun may tell another of the kind
POINTING = frozenset(("the", "this", "that", "these", "those", "same"))
# Acts of their own kind: "the kidnapping" points back to no other.
APART = frozenset(("abduct", "sexual", "torture", "arson", "rob"))


def link_events(claims: list[Claim]) -> list[str]:
    """Return an event key for each claim: claims that may be one happening share it.

    Two claims are about the same happening if they have one type, no party, place or day of theirs disagrees, and
    they share two of: who does it, who bears it, where, the word that names it; or if the later one tells it again by a
    noun that points back ("the attack", "that raid") and shares one of them, or says nothing of its own. Who is accused
    of an act, or claims it ("responsibility for the attack"), is told of the act before, whoever else its doer was said
    to be. Verb and noun of one word, close together, tell one happening ("deployed two brigades, a deployment that …").
    """
    keys: list[str] = []
    groups: list[list[Claim]] = []
    for claim in claims:
        recent = range(max(0, len(groups) - BACK), len(groups))
        home = next((n for n in recent if _same(groups[n], claim)), None)
        if home is None and _ascribes(claim):
            home = next((n for n in reversed(recent) if _answered(groups[n], claim)), None)
        if home is None:
            groups.append([claim])
            home = len(groups) - 1
        else:
            groups[home].append(claim)
        keys.append(groups[home][0].id)
    return keys


def _same(group: list[Claim], claim: Claim) -> bool:
    recent = group[-40:]
    return any(_alike(other, claim) for other in recent) and not any(_clash(other, claim) for other in recent)


def _ascribes(claim: Claim) -> bool:
    """Say whether a claim only tells whose an act told before is, and points back at it."""
    whose = "accused by" in claim.why.get("actors", "") or "responsibility" in claim.trigger.text.lower()
    return whose and bool(POINTING & set(claim.evidence.text.lower().split()))


def _answered(group: list[Claim], claim: Claim) -> bool:
    """Say whether an act told before is the one that a claim ascribes to somebody."""
    last = max(c.evidence.end for c in group)
    kinds = {c.mode for c in group} & APART
    kind = {claim.mode} & APART
    near = 0 <= claim.evidence.start - last < NEAR
    return near and kinds == kind and not any(_clash(other, claim, but="actors") for other in group[-40:])


def _keys(claim: Claim, side: str) -> set[str]:
    return {str(p.entity or p.country) for p in getattr(claim, side) if p.entity or p.country}


def _spots(claim: Claim) -> set[str]:
    return {str(p.geonameid or p.name or p.text) for p in claim.places}


def _clash(a: Claim, b: Claim, but: str = "") -> bool:
    if a.type != b.type:
        return True
    for side in {"actors", "recipients"} - {but}:
        mine, theirs = _keys(a, side), _keys(b, side)
        if mine and theirs and not mine & theirs:
            return True
    if _spots(a) and _spots(b) and not _spots(a) & _spots(b):
        return True
    lows, highs = (a.time.earliest, b.time.earliest), (a.time.latest, b.time.latest)
    return bool((lows[0] and highs[1] and lows[0] > highs[1]) or (lows[1] and highs[0] and lows[1] > highs[0]))


def _alike(a: Claim, b: Claim) -> bool:
    shared = bool(_keys(a, "actors") & _keys(b, "actors")) + bool(_keys(a, "recipients") & _keys(b, "recipients"))
    shared += bool(_spots(a) & _spots(b)) + (_stem(a) == _stem(b))
    return (
        shared >= 2
        or _retold(a, b)
        or (shared == 1 and _points_back(b) and 0 < b.evidence.start - a.evidence.end < NEAR)
    )


def _retold(a: Claim, b: Claim) -> bool:
    """Say whether the verb and the noun of one word, close together, tell one happening."""
    first, second = a.trigger.text.lower(), b.trigger.text.lower()
    apart = abs(b.trigger.start - a.trigger.start)
    if apart > CLOSE or first == second or first.split()[-1][:STEM] != second.split()[0][:STEM]:
        return False
    figures = [{(q.of, q.best) for q in c.quantities} for c in (a, b)]
    return not (figures[0] and figures[1] and not figures[0] & figures[1]) and not _names_others(a, b)


def _names_others(a: Claim, b: Claim) -> bool:
    """Say whether two claims name bearers by different nouns."""
    mine, theirs = ({p.text.lower().split()[-1] for p in c.recipients} for c in (a, b))
    return bool(mine and theirs and not mine & theirs)


def _stem(claim: Claim) -> str:
    """Return the first letters of the word that names the event, so that "attacked" and "attack" are one."""
    return claim.trigger.text.lower().split()[-1][:STEM]


def _points_back(claim: Claim) -> bool:
    """Say whether a claim names its event as one already told of ("the attack", "this second raid")."""
    before = claim.evidence.text[: claim.trigger.start - claim.evidence.start].lower().split()[-2:]
    return bool(POINTING & set(before))
