"""Where a file breaks the rules of its format, and how to walk through JSON without losing one's place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_decoder = json.JSONDecoder()
_BLANK = " \t\r\n"


class Fault(NamedTuple):
    """One breach: its line and column, counted from 1 (in a table the column is the field's number), and what it is."""

    line: int
    column: int
    what: str


@dataclass
class Check:
    """What a check found: the format, how many rows or objects were looked at, and the faults, first ones first."""

    format: str
    n_checked: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


class Located(NamedTuple):
    """A value inside a JSON document: the member it stands in, its name or number there, where it begins."""

    member: str
    name: str
    line: int
    column: int
    value: Any


class Walk:
    """A walk through the values of a document's long lists and objects, in order, with their places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counted_to = 0
        self._line = 1

    def place(self, position: int) -> tuple[int, int]:
        """Return line and column of a position; positions must be asked in order."""
        self._line += self._text.count("\n", self._counted_to, position)
        self._counted_to = position
        return self._line, position - self._text.rfind("\n", 0, position)

    def _skip(self, position: int) -> int:
        while position < len(self._text) and self._text[position] in _BLANK:
            position += 1
        return position

    def _expect(self, position: int, marks: str) -> int:
        position = self._skip(position)
        if position >= len(self._text) or self._text[position] not in marks:
            raise json.JSONDecodeError(f"Expecting {' or '.join(marks)}", self._text, position)
        return position

    def _value(self, position: int) -> tuple[Any, int]:
        position = self._skip(position)
        value, end = _decoder.raw_decode(self._text, position)
        return value, end

    def _inside(self, position: int, member: str) -> Iterator[Located | int]:
        """Yield the values of an array or an object that begins at the position, and last the position after it."""
        opening = self._text[position]
        closing = "]" if opening == "[" else "}"
        position = self._skip(position + 1)
        n = 0
        while position < len(self._text) and self._text[position] != closing:
            name, start = str(n), self._skip(position)
            if opening == "{":
                name, position = self._value(position)
                position = self._expect(position, ":") + 1
            value, position = self._value(position)
            yield Located(member, name, *self.place(start), value)
            n += 1
            position = self._expect(position, f",{closing}")
            if self._text[position] == ",":
                position = self._skip(position + 1)
        yield self._expect(position, closing) + 1

    def values(self) -> Iterator[Located]:
        """Yield every value of the top-level lists and objects; raise `json.JSONDecodeError` where it is no JSON."""
        position = self._expect(0, "[{")
        if self._text[position] == "[":
            for found in self._inside(position, ""):
                if isinstance(found, Located):
                    yield found
            return
        position = self._skip(position + 1)
        while position < len(self._text) and self._text[position] != "}":
            start = position
            member, position = self._value(position)
            position = self._skip(self._expect(position, ":") + 1)
            if position < len(self._text) and self._text[position] in "[{":
                for found in self._inside(position, member):
                    if isinstance(found, Located):
                        yield found
                    else:
                        position = found
            else:
                value, position = self._value(position)
                yield Located("", member, *self.place(start), value)
            position = self._expect(position, ",}")
            if self._text[position] == ",":
                position = self._skip(position + 1)
        self._expect(position, "}")
