"""Say in a sentence which words, and which rule or model, made each field of a claim."""

from __future__ import annotations

from whosays.record import Claim

# Field of `Claim.why` -> how the sentence about it begins.
ABOUT = {
    "type": "Type",
    "trigger": "Kept as an event",
    "actors": "Actors",
    "recipients": "Recipients",
    "places": "Places",
    "time": "Time",
    "quantities": "Figures",
    "instruments": "Means",
    "sources": "Sources",
    "certainty": "Certainty",
    "status": "Status",
    "notes": "The reporter's note",
}


def explain(claim: Claim) -> str:
    """Return one line a field: the words that filled it and what read them so."""
    lines = [f'"{claim.trigger.text}" in "{claim.evidence.text}" was read as {claim.type}.']
    for name, about in ABOUT.items():
        if reason := claim.why.get(name):
            lines.append(f"{about}: {_value(claim, name)}{reason}.")
    lines += [f"{ABOUT[name]}: {words}." for name, words in _plain(claim) if name not in claim.why]
    return "\n".join(lines)


def _value(claim: Claim, name: str) -> str:
    value = getattr(claim, name, None)
    return f"{value}, " if isinstance(value, str) else ""


def _plain(claim: Claim) -> list[tuple[str, str]]:
    """Return the fields that name their own words."""
    said: list[tuple[str, str, str]] = [("places", p.text, p.role or "at") for p in claim.places]
    said += [("quantities", q.text, q.of) for q in claim.quantities]
    said += [("instruments", i.text, i.kind or "means") for i in claim.instruments]
    said += [("sources", s.text, f'by "{s.cue.text}"' if s.cue else s.kind) for s in claim.sources]
    out: dict[str, list[str]] = {}
    for name, words, how in said:
        out.setdefault(name, []).append(f'"{words}" ({how})')
    if claim.notes:
        out["notes"] = [f'"{note.text}"' for note in claim.notes]
    if claim.time.text:
        out["time"] = [f'"{claim.time.text}"']
    elif claim.time.latest or claim.time.earliest:
        out["time"] = ["no words of its own; from the report's other dates or its day of publication"]
    return [(name, ", ".join(words)) for name, words in out.items()]
