"""Review for the page: the queue by doubt, a claim beside its report's words, and a person's choice as a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from whosays.app.case import Case
from whosays.app.columns import Columns, Mask
from whosays.app.judged import Judged, agreement
from whosays.app.offsets import code_points, utf16_offsets
from whosays.app.rows import claim_row, marks
from whosays.casebook import Casebook, Verdict
from whosays.casebook.verdicts import WrongChange, corrected, full_changes
from whosays.errors import CasebookError, UsageError
from whosays.exports.wording import sentence
from whosays.record import CERTAINTIES, STATUSES, TYPES, Claim, Record, Report

Row = dict[str, Any]
# Fields that a person fills with words of the report, in the order of their keys, and those that take a value.
ONE_STRETCH = ("trigger", "evidence")
STRETCHES = ("actors", "recipients", "places", "sources", "instruments")
VALUES: dict[str, tuple[str, ...]] = {"certainty": CERTAINTIES, "status": STATUSES, "type": TYPES}


def waiting(columns: Columns, of_claims: Mask, judged: Judged, *, by: str, second: bool) -> tuple[list[str], int, int]:
    """Return the claims that wait for a person, the most doubtful first; how many were chosen, and how many are judged.

    A first reader's are those that nobody judged; a second reader's, those that others did and this person did not.
    """
    order = columns.order_of_doubt
    chosen = order[of_claims[order]]
    done = {row for claim in judged.claims() if (row := columns.claim_row.get(claim)) is not None and of_claims[row]}
    if second:
        left = [claim for claim in judged.claims() if by not in judged.on(claim)]
    else:
        left = [columns.claim_ids[row] for row in chosen.tolist() if row not in done]
    return left, len(chosen), len(done)


def found(casebook: Casebook, claim_id: str, *, as_read: bool) -> tuple[Record, Claim]:
    """Return a claim with its record, as it stands (a rejected one as read); raise `UsageError` U005."""
    report_id = claim_id.rpartition("#")[0]
    for record in (*(() if as_read else casebook.records(report_id)), *casebook.records(report_id, as_read=True)):
        for claim in record.claims:
            if claim.id == claim_id:
                return record, claim
    raise UsageError("U005", item=claim_id)


def claim_page(record: Record, claim: Claim) -> Row:
    """Return a claim, its fields with where their words stand (UTF-16 units), and its report's text."""
    convert = utf16_offsets(record.report.text)
    return {
        "text": record.report.text,
        "title": record.report.title,
        "url": record.report.url,
        **edited(record.report, claim, convert),
    }


def edited(report: Report, claim: Claim, convert: Callable[[int], int]) -> Row:
    """Return the claim as a sentence, and its fields for the form."""

    def words(field: str) -> list[Row]:
        value = getattr(claim, field)
        return [
            {"range": [convert(one.start), convert(one.end)], "words": one.text,
             "name": getattr(one, "name", None), "country": getattr(one, "country", None)}
            for one in ([value] if field in ONE_STRETCH else value)
        ]  # fmt: skip

    return {
        "claim": {**claim_row(report, claim, None), "marks": marks(claim, convert)},
        "words": {field: words(field) for field in (*ONE_STRETCH, *STRETCHES)},
        "values": {
            **{field: getattr(claim, field) for field in VALUES},
            "earliest": claim.time.earliest,
            "latest": claim.time.latest,
        },
        "quantities": [
            {"words": one.text, "of": one.of, "min": one.min, "best": one.best, "max": one.max}
            for one in claim.quantities
        ],
    }


def changes_from(record: Record, claim: Claim, chosen: dict[str, Any]) -> dict[str, Any]:
    """Return what a person chose on the page as changes of `Casebook.correct`.

    A field of words has its stretches as [start, end] in UTF-16 units, any other field or path its value. Who stood at
    the same words stays who that is. Raise `CasebookError` C010 for words that are none.
    """
    back = code_points(record.report.text)
    changes: dict[str, Any] = {}
    for field, value in chosen.items():
        if field not in (*ONE_STRETCH, *STRETCHES):
            changes[f"time.{field}" if field in ("earliest", "latest") else field] = value
            continue
        try:
            stretches = [(back(start), back(end)) for start, end in value]
        except (TypeError, ValueError) as error:
            raise CasebookError("C010", item=claim.id, detail=str(error)) from error
        if field in ONE_STRETCH:
            if len(stretches) != 1:
                raise CasebookError("C010", item=claim.id, detail=f"{field} is one stretch of words")
            changes[field] = list(stretches[0])
        else:
            changes[field] = [_kept(claim, field, *stretch) for stretch in stretches]
    return changes


def _kept(claim: Claim, field: str, start: int, end: int) -> Row:
    pool = (*claim.actors, *claim.recipients) if field in ("actors", "recipients") else getattr(claim, field)
    same = next((one for one in pool if (one.start, one.end) == (start, end)), None)
    return msgspec.to_builtins(same) if same is not None else {"start": start, "end": end}


def tried(record: Record, claim: Claim, changes: dict[str, Any]) -> Claim:
    """Return the claim as it would read with changes; raise `CasebookError` C010."""
    try:
        whole = full_changes(record, claim, changes)
    except WrongChange as error:
        raise CasebookError("C010", item=claim.id, detail=str(error)) from error
    verdict = Verdict(act="correct", about="claim", author="", at="", changes=whole)
    return corrected(record, claim, dict.fromkeys(whole, verdict))


def verdict_row(verdict: Verdict, sentences: dict[str, str]) -> Row:
    """Return a verdict for the page, with the sentence that it is on."""
    claim = verdict.anchor.claim if verdict.anchor else None
    return {
        "id": verdict.id, "act": verdict.act, "claim": claim, "report": verdict.report, "by": verdict.author,
        "at": verdict.at, "why": verdict.why, "fields": sorted(verdict.changes), "undoes": verdict.undoes,
        "sentence": sentences.get(claim or ""),
    }  # fmt: skip


def compared(case: Case, judged: Judged) -> Row:
    """Return how far first and second readers agree, and where they do not."""
    pairs: list[tuple[str, str]] = []
    differing = []
    for claim in judged.claims():
        verdicts = list(judged.on(claim).values())
        if len(verdicts) < 2:
            continue
        first, second = verdicts[-2:]
        pairs.append((first.act, second.act))
        if first.act != second.act or first.changes != second.changes:
            told = sentences_of(case, [claim])
            differing.append({"claim": claim, "sentence": told.get(claim), "verdicts": [
                {**verdict_row(one, told), "changes": _in_words(one.changes)} for one in (first, second)
            ]})  # fmt: skip
    same, kappa = agreement(pairs)
    return {"n_both": len(pairs), "same": same, "kappa": kappa, "differing": differing}


def _in_words(changes: dict[str, Any]) -> dict[str, str]:
    """Return the right values of corrected fields, as the words that they are."""

    def told(value: Any) -> str:
        if isinstance(value, list):
            return "; ".join(map(told, value)) or "nothing"
        if isinstance(value, dict):
            return str(value.get("text") or value.get("best") or f"{value.get('earliest')} – {value.get('latest')}")
        return "nothing" if value is None else str(value)

    return {field: told(value) for field, value in changes.items()}


def sentences_of(case: Case, claims: list[str]) -> dict[str, str]:
    """Return the claims as sentences; a rejected one as it was read."""
    held = case.known(None).claims
    told = {claim: sentence(held[claim][1], held[claim][0]) for claim in claims if claim in held}
    if len(told) < len(set(claims)):
        with Casebook(case.path, create=False) as casebook:
            for claim_id in set(claims) - told.keys():
                try:
                    record, claim = found(casebook, claim_id, as_read=True)
                except UsageError:  # a claim that no reading makes any more
                    continue
                told[claim_id] = sentence(claim, record.report)
    return told
