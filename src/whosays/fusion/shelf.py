"""Records and events kept small: a million claims as objects would take tens of gigabytes."""

from __future__ import annotations

import zlib

import msgspec

from whosays.record import Event, Record

# Decoded records at hand: those of the events that are being worked out, about 10 kB each.
MOST_AT_HAND = 2_048
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Record).decode
_decode_event = msgspec.msgpack.Decoder(Event).decode


def packed_event(event: Event) -> bytes:
    """Return an event in a tenth of the room that it takes as an object."""
    return zlib.compress(_encode(event), 1)


def unpacked_event(packed: bytes) -> Event:
    """Return an event that was packed."""
    return _decode_event(zlib.decompress(packed))


class Shelf:
    """Records by the id of their report, without the layers that fusion does not look at."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._at_hand: dict[str, Record] = {}

    def __contains__(self, report: str) -> bool:
        """Whether there is a record of a report."""
        return report in self._packed

    def put(self, record: Record) -> None:
        """Keep a record; it replaces one of the same report."""
        whole = Record(report=record.report, claims=record.claims, version=record.version)
        self._packed[record.report.id] = zlib.compress(_encode(whole), 1)
        self._at_hand.pop(record.report.id, None)

    def get(self, report: str) -> Record:
        """Return the record of a report; raise KeyError if there is none."""
        known = self._at_hand.get(report)
        if known is None:
            if len(self._at_hand) >= MOST_AT_HAND:
                self._at_hand.clear()
            known = self._at_hand[report] = _decode(zlib.decompress(self._packed[report]))
        return known

    def records(self) -> list[Record]:
        """Return all records."""
        return [_decode(zlib.decompress(packed)) for packed in self._packed.values()]
