"""Ids for other formats: the same claims give the same ids, whoever exports them."""

from __future__ import annotations

import uuid

# Of every UUID that whosays derives, under the URL namespace of RFC 9562.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:whosays")


def uuid_of(*parts: str) -> str:
    """Return the UUID (version 5) of some words."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def urn_of(kind: str, id_: str) -> str:
    """Return a URN for a claim, an event, a report or a speaker."""
    return f"urn:whosays:{kind}:{id_.replace('#', ':').replace(' ', '-')}"
