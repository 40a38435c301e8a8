"""Mark-up that is an article and nothing else (a feed's entry, a mail's body): its paragraphs, furniture out."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from whosays.sources.furniture import without_furniture

_BREAKS = frozenset(
    "p div br hr li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote tr table thead tbody article section pre figure "
    "header footer center".split()
)
_LEFT_OUT = frozenset(
    "script style figure figcaption form button nav aside iframe object svg template noscript select head video audio "
    "canvas textarea".split()
)
_MAX_DEPTH = 200  # elements within elements; a letter has ten


def paragraphs_of(markup: str, *, max_elements: int) -> list[str]:
    """Return the paragraphs of a fragment of mark-up, white space folded; empty where there is none to read."""
    from lxml import etree, html

    if "<" not in markup:
        from html import unescape

        return without_furniture([" ".join(line.split()) for line in unescape(markup).splitlines()])
    try:
        tree = html.fromstring(f"<div>{markup.replace(chr(0), '')}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    if sum(1 for _ in tree.iter()) > max_elements:
        return []
    return without_furniture(words_of(tree))


def words_of(element: Any, *, left_out: Container[Any] = ()) -> list[str]:
    """Return the lines of an element of mark-up, white space folded, without the elements to be left out."""
    folded = (" ".join(words.split()) for words in "".join(_words(element, 0, left_out)).split("\n"))
    return [words for words in folded if words]


def _words(element: Any, depth: int, left_out: Container[Any]) -> Iterator[str]:
    """Yield the words of an element and the white space between its blocks."""
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or depth > _MAX_DEPTH or element in left_out:
        return
    is_block = element.tag in _BREAKS
    yield "\n" if is_block else ""
    # Line ends within a paragraph are how the mark-up was typed, not how it reads.
    yield (element.text or "").replace("\n", " ").replace("\r", " ")
    for inner in element:
        yield " | " if inner.tag in ("td", "th") and inner.getprevious() is not None else ""
        yield from _words(inner, depth + 1, left_out)
        yield (inner.tail or "").replace("\n", " ").replace("\r", " ")
    yield "\n" if is_block else ""
