"""What a page says of itself in its mark-up: JSON-LD nodes, meta tags, links."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_MAX_NODES = 500  # a page about one article has a few dozen at most; the rest is a shop's catalogue


@lru_cache(maxsize=1)
def metadata_keys() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, for each field of a report, where to look for it in order: (linked | meta | link, key)."""
    table = files("whosays.sources").joinpath("metadata.csv").read_text("utf-8").splitlines()
    found: dict[str, list[tuple[int, str, str]]] = {}
    for row in csv.DictReader(table):
        found.setdefault(row["field"], []).append((int(row["rank"]), row["where"], row["key"]))
    return {field: tuple((where, key) for _, where, key in sorted(rows)) for field, rows in found.items()}


@lru_cache(maxsize=1)
def page_kinds() -> dict[tuple[str, str], tuple[bool, str]]:
    """Return, for each (mark, declared kind), whether such a page is a report, and its name in words."""
    table = files("whosays.sources").joinpath("page_kinds.csv").read_text("utf-8").splitlines()
    return {(r["mark"], r["kind"]): (r["is_report"] == "1", r["name"]) for r in csv.DictReader(table)}


def linked_nodes(tree: Any) -> list[dict[str, Any]]:
    """Return the JSON-LD objects of a page, those of article kinds first; broken JSON-LD is passed over."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script[@type]"):
        if "ld+json" not in script.get("type").lower() or not script.text:
            continue
        words = _WRAPPING.sub("", script.text)
        try:
            value = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _flatten(value):
            if len(nodes) >= _MAX_NODES:
                break
            nodes.append(node)
    return sorted(nodes, key=lambda node: not is_article(node))


def _flatten(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth < 4:
        for inner in value:
            yield from _flatten(inner, depth + 1)
    elif isinstance(value, dict):
        yield value
        if depth < 4:
            yield from _flatten(value.get("@graph", []), depth + 1)
            main = value.get("mainEntity")
            if isinstance(main, dict):
                yield from _flatten(main, depth + 1)


def kinds_of(node: dict[str, Any]) -> tuple[str, ...]:
    """Return the declared types of a JSON-LD node, lower case, without their prefix."""
    declared = node.get("@type", ())
    names = declared if isinstance(declared, list) else (declared,)
    return tuple(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in names if isinstance(name, str))


def is_article(node: dict[str, Any]) -> bool:
    """Return whether a JSON-LD node declares an article or report."""
    return any(page_kinds().get(("linked", kind), (False, ""))[0] for kind in kinds_of(node))


def meta_tags(tree: Any) -> dict[str, list[str]]:
    """Return the contents of the page's meta tags by lower-case name, property or itemprop."""
    tags: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = tag.get("content")
        if name and content and content.strip():
            tags.setdefault(name.strip().lower(), []).append(_words(content))
    return tags


def canonical_links(tree: Any) -> list[str]:
    """Return the addresses that the page declares as its own by rel=canonical."""
    links = tree.iterfind(".//link[@rel]")
    return [link.get("href", "").strip() for link in links if "canonical" in link.get("rel", "").lower().split()]


def declared(tree: Any, field: str, *, nodes: list[dict[str, Any]], tags: dict[str, list[str]]) -> Iterator[str]:
    """Yield what the page declares for one field of a report, the most trusted place first."""
    for where, key in metadata_keys()[field]:
        if where == "link":
            yield from (link for link in canonical_links(tree) if link)
        elif where == "meta":
            yield from tags.get(key, ())
        else:
            for node in nodes:
                if is_article(node):
                    yield from _strings(node.get(key))


def _strings(value: Any) -> Iterator[str]:
    """Yield the words in a JSON-LD value: a string, a node with a name or an address, or a list of these, joined."""
    if isinstance(value, str) and value.strip():
        yield _words(value)
    elif isinstance(value, dict):
        for key in ("name", "@id", "url"):
            if isinstance(value.get(key), str) and value[key].strip():
                yield _words(value[key])
                return
    elif isinstance(value, list):
        names = [next(_strings(inner), "") for inner in value[:20]]
        joined = ", ".join(name for name in names if name)
        if joined:
            yield joined


def _words(value: str) -> str:
    return " ".join(html.unescape(value).split())


def foreign_kind(nodes: list[dict[str, Any]], tags: dict[str, list[str]]) -> str | None:
    """Return in words what the page declares itself to be, where that is no report ("a recipe"), else None."""
    marks = [("linked", kind) for node in nodes for kind in kinds_of(node)]
    marks += [("og", kind.lower()) for kind in tags.get("og:type", ())]
    kinds = [page_kinds()[mark] for mark in marks if mark in page_kinds()]
    if not kinds or any(is_report for is_report, _ in kinds):
        return None
    return kinds[0][1]
