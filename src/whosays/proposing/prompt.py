"""What a model is told: the instructions of ``data/prompt.txt``, the vocabulary, and the report's text alone."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from string import Template

from whosays.record import CERTAINTIES, QUANTITY_KINDS, SOURCE_KINDS, STATUSES, TYPES, Report
from whosays.vocab.triggers import senses
from whosays.vocab.types import type_entries

Message = dict[str, str]


@lru_cache(maxsize=1)
def modes_by_type() -> dict[str, frozenset[str]]:
    """Return the modes that the built-in reader knows of each type."""
    found: dict[str, set[str]] = {type_: set() for type_ in TYPES}
    for sense in senses():
        if sense.mode and sense.type in found:
            found[sense.type].add(sense.mode)
    return {type_: frozenset(modes) for type_, modes in found.items()}


@lru_cache(maxsize=1)
def instructions() -> str:
    """Return what a model is asked to do, with the types and values it may use."""
    lines = [
        f"{type_}: {type_entries()[type_].definition} Modes: {', '.join(sorted(modes_by_type()[type_])) or 'none'}."
        for type_ in TYPES
    ]
    asked = Template(files("whosays.proposing").joinpath("data", "prompt.txt").read_text(encoding="utf-8"))
    return asked.substitute(
        kinds=", ".join(QUANTITY_KINDS), source_kinds=", ".join(SOURCE_KINDS), certainties=", ".join(CERTAINTIES),
        statuses=", ".join(STATUSES), types="\n".join(lines),
    )  # fmt: skip


def messages_of(report: Report) -> list[Message]:
    """Return the two messages of one question. Of the report its text goes out, and nothing else."""
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": f"<report>\n{report.text}\n</report>"},
    ]
