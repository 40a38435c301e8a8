"""The article on a page: its paragraphs as trafilatura finds them, without what stands above, below and between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whosays.errors import ReportError
from whosays.sources import publication
from whosays.sources.furniture import without_furniture

# Fewer words than this is a teaser, a notice or a menu that was taken for the article. Calibrated on made pages: the
# shortest agency flash has 22 words, cookie walls and "page not found" texts up to 19 once their furniture is out.
MIN_ARTICLE_WORDS = 20
MENU_WORDS = 8
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "code"})
# Names that engines give to a picture's caption or credit; the longest caption of the made pages has 20 words.
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|credits?|photo-?credit|image-?credit|figcaption)(?:[\s_-]text)?(?:$|\s)", re.I
)
CAPTION_WORDS = 60


def drop_captions(tree: Any) -> None:
    """Take captions and credits of pictures out of the page where only their class says what they are."""
    for element in list(tree.iter("div", "span", "p", "figcaption", "small")):
        marks = f"{element.get('class', '')} {element.get('itemprop', '')}"
        if not _CAPTION.search(marks) or element.getparent() is None:
            continue
        # A class may name a column of the page ("caption-layout"): what holds paragraphs is no caption.
        if len(element.text_content().split()) <= CAPTION_WORDS and len(element.findall(".//p")) <= 1:
            element.drop_tree()


def article_paragraphs(trafilatura: Any, tree: Any, *, item: str) -> list[str]:
    """Return the paragraphs of the article, furniture out; raise R005 if too little is left."""
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    paragraphs = without_furniture(list(_paragraphs(found.body))) if found is not None else []
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    told = [paragraph for paragraph in paragraphs if paragraph not in links]
    # Of an index page's words most are links to articles; of an article's hardly any stand as a link alone.
    n_told, n_words = (sum(len(one.split()) for one in some) for some in (told, paragraphs))
    if n_told < MIN_ARTICLE_WORDS or n_told * 2 < n_words:
        raise ReportError("R005", item=item)
    return paragraphs


def _paragraphs(body: Any) -> Iterator[str]:
    """Yield the words of each block of an extracted article, white space folded, in order."""
    if body is None:
        return
    loose: list[str] = [body.text or ""]
    for block in body:
        if block.tag in _BLOCKS or not any(inner.tag in _BLOCKS for inner in block.iterdescendants()):
            if block.tag in ("hi", "ref", "del", "span", "lb"):
                loose += ["\n" if block.tag == "lb" else "".join(block.itertext()), block.tail or ""]
                continue
            yield from _folded("".join(loose))
            loose = []
            yield from _folded(_block_words(block))
        else:
            yield from _folded("".join(loose))
            loose = []
            yield from _paragraphs(block)
        loose.append(block.tail or "")
    yield from _folded("".join(loose))


def _block_words(block: Any) -> str:
    pieces: list[str] = [block.text or ""]
    for inner in block:
        pieces.append(
            "\n" if inner.tag == "lb" else " | " if inner.tag == "cell" and inner.getprevious() is not None else ""
        )
        pieces.append("\n" if inner.tag in _BLOCKS else "")
        pieces.append(_block_words(inner))
        pieces.append("\n" if inner.tag in _BLOCKS else "")
        pieces.append(inner.tail or "")
    return "".join(pieces)


def _folded(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        folded = " ".join(line.split())
        if folded:
            yield folded


def without_header(paragraphs: list[str], title: str | None, author: str | None) -> list[str]:
    """Return the paragraphs without what stands above the article: menu words, title, byline, date line.

    Title, author and date are kept as fields of the report; a paragraph that holds anything else stays.
    """
    folded = [paragraph.casefold().strip(" .|") for paragraph in paragraphs]
    start = folded.index(title.casefold().strip(" .|")) if title and title.casefold().strip(" .|") in folded else -1
    # A menu's words are few and end no sentence; anything longer above the title is a standfirst and stays.
    above = paragraphs[: start + 1] if all(len(one.split()) < MENU_WORDS for one in paragraphs[: max(0, start)]) else []
    kept = paragraphs[len(above) :]
    for paragraph in kept[:5]:
        plain = paragraph.casefold().strip(" .|")
        is_title = title is not None and plain == title.casefold().strip(" .|")
        is_byline = author is not None and _is_byline(paragraph, author)
        if is_title or is_byline or publication.date_in_label(paragraph) is not None:
            kept = [one for one in kept if one is not paragraph]
    return kept or paragraphs


def _is_byline(paragraph: str, author: str) -> bool:
    """Return whether a paragraph is the author's name, with "By" before it or a post after it, and no sentence."""
    plain = re.sub(r"^by\s+", "", paragraph, flags=re.IGNORECASE).casefold()
    return plain.startswith(author.casefold()) and len(plain.split()) < MENU_WORDS and plain[-1] not in '.!?”"'
