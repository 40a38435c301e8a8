"""What an attribution is once found."""

from __future__ import annotations

from dataclasses import dataclass

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundAttribution:
    """Somebody says something; stretches are half-open code points into the text, heads are token indices.

    ``joint_sources`` are the single speakers where the source joins several ("an officer and two villagers"), in text
    order, else empty. ``quoted``: the content stands between quotation marks; ``marked`` are its parts that do.
    ``parent`` is the index, in the list it came in, of the attribution in whose content this one lies; ``inherited``
    marks content that belongs to the speaker of an earlier sentence. ``act`` is the cue's sort (see
    `whosays.vocab.cues.Cue`), or null for a colon or dash. ``asserts``: the source commits to the content, or denies
    it, rather than wishing, asking or judging. ``impersonal``: it is said, and nobody is named on purpose
    ("reportedly", "is believed to", "reports of"). ``confidence`` is the cue's likelihood, 0…1.
    """

    source: Stretch | None
    source_head: int | None
    cue: Stretch | None
    cue_head: int | None
    contents: tuple[Stretch, ...]
    quoted: bool = False
    parent: int | None = None
    inherited: bool = False
    joint_sources: tuple[Stretch, ...] = ()
    act: str | None = None
    asserts: bool = True
    impersonal: bool = False
    marked: tuple[Stretch, ...] = ()
    confidence: float = 1.0
