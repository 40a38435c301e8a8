"""A document as its parts: headings, paragraphs, lists, tables and pictures made of runs of words with their notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from whosays.exports.drawing import Drawing


@dataclass(frozen=True)
class Run:
    """Words in one face, and the numbers of the notes that stand after them."""

    text: str
    bold: bool = False
    notes: tuple[int, ...] = ()


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of a part (1) or of one thing in it (2)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True)
class Bullets:
    """A list, each point with the points under it."""

    points: tuple[tuple[Runs, tuple[Runs, ...]], ...]


@dataclass(frozen=True)
class Table:
    """A table with a heading row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A drawing, and what is to be said under it. A format without pictures leaves it out."""

    drawing: Drawing
    caption: str


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True)
class Note:
    """A footnote: who printed the words, when, under which title; the exact words, and where they stand."""

    number: int
    head: str
    words: str
    span: str
    url: str | None = None


@dataclass
class Document:
    """A title, its blocks in order, and the notes at the end."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    language: str = "en"


def plain(text: str) -> Runs:
    """Return words as one run."""
    return (Run(text),)
