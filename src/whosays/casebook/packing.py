"""Readings kept small: what follows from the report's text or from defaults is left out and put back on the way out."""

from __future__ import annotations

import zlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from whosays.casebook.strangers import unpressed
from whosays.record import Event, Record, event_from_json, to_json

_decoder = msgspec.json.Decoder(Record)
_encode = msgspec.json.encode


@lru_cache(maxsize=2)
def _words(of: str) -> bytes:
    """Return the dictionary of frequent field names and values. It is part of the format and must never change."""
    return files("whosays.casebook").joinpath("data", f"{of}-1.dict").read_bytes()


def packed(record: Record, body: bytes) -> tuple[int, bytes]:
    """Return (packing, bytes) of a record whose JSON without its report's text is ``body``."""
    small = _encode(_without_words(_without_defaults(record), record.report.text))
    compact = _pressed(small, "record")
    # A record that would not come back to the byte (a struct of a later release) is kept plainly.
    if to_json(unpacked(1, compact, record.report.text)) == body:
        return 1, compact
    return 0, zlib.compress(body)


def unpacked(packing: int, kept: bytes, text: str) -> Record:
    """Return a kept record, its report's text left out; raise `zlib.error` or `msgspec.DecodeError` if damaged."""
    if packing == 0:
        return _decoder.decode(unpressed(kept))
    small = _whole(kept, "record")
    return msgspec.convert(_with_words(msgspec.json.decode(small), text), Record)


def packed_event(event: Event) -> bytes:
    """Return an event with its defaults left out, pressed."""
    return _pressed(_encode(_without_defaults(event)), "event")


def unpacked_event(kept: bytes) -> Event:
    """Return a kept event; raise `zlib.error` or `msgspec.MsgspecError` if damaged."""
    return event_from_json(_whole(kept, "event"))


def _pressed(small: bytes, of: str) -> bytes:
    press = zlib.compressobj(9, zdict=_words(of))
    return press.compress(small) + press.flush()


def _whole(kept: bytes, of: str) -> bytes:
    return unpressed(kept, press=zlib.decompressobj(zdict=_words(of)))


def body_of(packing: int, kept: bytes, text: str) -> bytes:
    """Return the JSON that was kept, its report's text left out, to the byte."""
    return unpressed(kept) if packing == 0 else to_json(unpacked(packing, kept, text))


@lru_cache(maxsize=64)
def _defaults(kind: type[msgspec.Struct]) -> tuple[tuple[str, Any], ...]:
    """Return (field, default) of a struct; worked out once, since msgspec reads all annotations again each time."""
    return tuple((one.name, one.default) for one in msgspec.structs.fields(kind))


def _without_defaults(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        kept = {}
        for name, default in _defaults(type(value)):
            held = getattr(value, name)
            if default is msgspec.NODEFAULT or held != default or type(held) is not type(default):
                kept[name] = _without_defaults(held)
        return kept
    if isinstance(value, (tuple, list)):
        return [_without_defaults(one) for one in value]
    return value


def _without_words(value: Any, text: str) -> Any:
    if isinstance(value, list):
        return [_without_words(one, text) for one in value]
    if not isinstance(value, dict):
        return value
    small = {key: _without_words(one, text) for key, one in value.items()}
    start, end = small.get("start"), small.get("end")
    if isinstance(start, int) and isinstance(end, int) and small.get("text") == text[start:end]:
        # Where and how far, in one short field.
        del small["text"], small["start"], small["end"]
        small["@"] = [start, end - start]
    elif "id" in small and small.get("text") == text:
        small["text"] = ""
    return small


def _with_words(value: Any, text: str) -> Any:
    if isinstance(value, list):
        return [_with_words(one, text) for one in value]
    if not isinstance(value, dict):
        return value
    whole = {key: _with_words(one, text) for key, one in value.items() if key != "@"}
    where = value.get("@")
    if isinstance(where, list):
        start, end = where[0], where[0] + where[1]
        whole |= {"text": text[start:end], "start": start, "end": end}
    return whole
