"""A third batch of pages of our own making: print and AMP variants, threads of comments, an endless page, live-blogs.

Measured once before anything was mended for them; see docs/why/sources.md.
"""
# ruff: noqa: E501 - lines of mark-up read better whole

from __future__ import annotations

import json
from dataclasses import dataclass

from made_pages import (
    AUTHOR,
    BODIES,
    COOKIES,
    DAY,
    FIGURE,
    FOOTER,
    MENU,
    RELATED,
    SITE,
    MadePage,
    _linked,
    _page,
    _paragraphs,
)

# What readers of the made pages wrote, as (author, words); never part of a report.
THREAD = [
    (
        "gull_watcher",
        "My brother lives above the port and he counted five drones, not two, so somebody is not telling all.",
    ),
    ("T. Oduya", "Why does nobody ask who paid for the harbour's radar, which was switched off again that night?"),
    ("old_salt", "Thank you for the report. The governor said the same in March and nothing came of it then either."),
]


def threaded(body: str) -> MadePage:
    """A blog with nested replies inside the article's own column."""
    title, text = BODIES[body]
    (a, one), (b, two), (c, three) = THREAD
    comments = (
        f"<div id='comments' class='comments-area'><h2 class='comments-title'>3 thoughts on “{title}”</h2><ol class='comment-list'>"
        f"<li class='comment depth-1'><article class='comment-body'><footer class='comment-meta'><b class='fn'>{a}</b> <time datetime='2024-11-07T10:00:00Z'>7 November 2024</time></footer><div class='comment-content'><p>{one}</p></div></article>"
        f"<ol class='children'><li class='comment depth-2'><article class='comment-body'><footer class='comment-meta'><b class='fn'>{b}</b></footer><div class='comment-content'><p>{two}</p></div></article></li></ol></li>"
        f"<li class='comment depth-1'><article class='comment-body'><footer class='comment-meta'><b class='fn'>{c}</b></footer><div class='comment-content'><p>{three}</p></div></article></li></ol></div>"
    )
    inner = f"{MENU}<div class='site-content'><article class='post'><h1 class='entry-title'>{title}</h1><time class='entry-date' datetime='{DAY}'>6 November 2024</time><div class='entry-content'>{_paragraphs(text)}</div></article>{comments}</div>{FOOTER}"
    return MadePage("threaded", body, _page(f"<title>{title}</title>", inner), text, title, DAY, "metadata")


def boxed_comments(body: str) -> MadePage:
    """Comments in plain divisions, marked by their class alone, with votes and buttons."""
    title, text = BODIES[body]
    boxes = "".join(
        f"<div class='user-comment'><span class='user-comment__name'>{name}</span><div class='user-comment__text'>{words}</div><span>12 likes</span><button>Reply</button></div>"
        for name, words in THREAD
    )
    inner = f"{COOKIES}{MENU}<main><h1>{title}</h1><p class='published'>Published 6 November 2024</p><div class='story'>{_paragraphs(text)}</div><div class='user-comments'><h3>Readers' comments (3)</h3>{boxes}</div></main>{FOOTER}"
    return MadePage("boxed-comments", body, _page(f"<title>{title}</title>", inner), text, title, DAY, "text")


def endless(body: str) -> MadePage:
    """A page that loads the next article below the first."""
    title, text = BODIES[body]
    following = "<article class='next-article'><h1>Ferry strike enters its second week</h1><time datetime='2024-11-05'>5 November 2024</time><p>Crews of the coastal ferries voted on Tuesday to go on with their strike until the company talks to them.</p><p>The company says that it has nothing to add to its offer of last week.</p></article>"
    url = "https://courier.example/world/endless-1"
    head = f"<title>{title}</title>{_linked(title, url)}"
    inner = f"{MENU}<article class='main-article'><h1>{title}</h1>{_paragraphs(text)}</article><div class='next-up'>{following}</div>{FOOTER}"
    return MadePage(
        "endless", body, _page(head, inner), text, title, f"{DAY}T08:15:00+00:00", "metadata", url, AUTHOR, SITE
    )


def captioned(body: str) -> MadePage:
    """Pictures between paragraphs, captions and credits in the words of three engines."""
    title, text = BODIES[body]
    half = len(text) // 2
    caption = "<div class='image-block'><img src='a.jpg'><div class='image-block__caption'>A fireman at the depot on Tuesday evening</div><div class='image-block__credit'>I. Brandt / Courier</div></div>"
    gallery = "<figure class='gallery'><ul><li><img src='b.jpg'><span class='caption'>The bridge at Tesk</span></li></ul></figure>"
    inner = f"{MENU}<main><article><header><h1>{title}</h1><div class='dateline'>6 November 2024</div></header>{_paragraphs(text[:half])}{caption}{gallery}{FIGURE}{_paragraphs(text[half:])}</article>{RELATED}</main>{FOOTER}"
    return MadePage("captioned", body, _page(f"<title>{title}</title>", inner), text, title, DAY, "text")


def print_variant(body: str) -> MadePage:
    """The print version of a page, which says whose it is."""
    title, text = BODIES[body]
    url = "https://courier.example/world/velmar-1"
    head = f"<title>{title} - Print</title><link rel='canonical' href='{url}'><meta name='robots' content='noindex'>"
    inner = f"<div class='print-header'><img src='logo.png'> <a href='javascript:window.print()'>Print</a> <a href='javascript:window.close()'>Close window</a></div><h1>{title}</h1><div class='print-meta'>{AUTHOR}, 6 November 2024</div><div class='print-content'>{_paragraphs(text)}</div><div class='print-footer'>Source URL: {url}</div>"
    return MadePage("print-variant", body, _page(head, inner), text, title, DAY, "text", url, None, None)


def amp_variant(body: str) -> MadePage:
    """An AMP page with its consent, advertisement and related boxes."""
    title, text = BODIES[body]
    url = "https://courier.example/world/velmar-1"
    head = f"<title>{title}</title><link rel='canonical' href='{url}'>{_linked(title, url)}<style amp-custom>.a{{}}</style>"
    half = len(text) // 2
    inner = f"<amp-consent id='c' layout='nodisplay'><div id='c-ui'><p>We and our partners store information on your device.</p><button on='tap:c.accept'>Accept</button></div></amp-consent><header><a href='/'>{SITE}</a></header><main><h1>{title}</h1><amp-img src='a.jpg' width='16' height='9' layout='responsive'><noscript><img src='a.jpg'></noscript></amp-img>{_paragraphs(text[:half])}<amp-ad width='300' height='250' type='x'><div placeholder>Advertisement</div></amp-ad>{_paragraphs(text[half:])}<amp-list src='/rel'><div>More on this story</div></amp-list></main><amp-analytics type='x'></amp-analytics>{FOOTER}"
    return MadePage(
        "amp-variant", body, _page(head, inner, start="<html ⚡ lang='en'>"), text, title, f"{DAY}T08:15:00+00:00",
        "metadata", url, AUTHOR, SITE,
    )  # fmt: skip


LATER = (threaded, boxed_comments, endless, captioned, print_variant, amp_variant)


def later_pages() -> list[MadePage]:
    """Return every later style with every body."""
    return [style(body) for style in LATER for body in BODIES]


@dataclass(frozen=True)
class MadeEntry:
    """One entry of a live-blog, as a careful reader would take it."""

    at: str
    heading: str | None
    paragraphs: list[str]


LIVE_TITLE = "Velmar: what we know, hour by hour"
LIVE = [
    MadeEntry(f"{DAY}T14:05:00+00:00", "Port opens again", [
        "Ships may enter the port of Velmar again, the harbour master said shortly after two o'clock.",
        "Two freighters that had waited outside the breakwater since dawn were the first to berth."]),
    MadeEntry(f"{DAY}T12:30:00+00:00", None, [
        "The governor has put the number of drones at three. He had earlier spoken of two that were shot down."]),
    MadeEntry(f"{DAY}T10:10:00+00:00", "No casualties, hospital says", [
        "The regional hospital says that it has taken in nobody after the attack on the port this morning."]),
    MadeEntry(f"{DAY}T08:15:00+00:00", "Explosions over the harbour", [
        "Residents of the old town report three explosions over the harbour at about seven this morning.",
        "The defence ministry has not commented."]),
]  # fmt: skip


def live_linked() -> str:
    """A live-blog that lists its entries as schema.org's LiveBlogPosting."""
    node = {
        "@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": LIVE_TITLE, "datePublished": f"{DAY}T07:00:00Z",
        "author": {"name": AUTHOR}, "publisher": {"name": SITE}, "url": "https://courier.example/live/velmar",
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": entry.heading, "datePublished": entry.at.replace("+00:00", "Z"),
             "articleBody": "\n".join(entry.paragraphs), "url": f"https://courier.example/live/velmar#{n}"}
            for n, entry in enumerate(LIVE)
        ],
    }  # fmt: skip
    blocks = "".join(
        f"<div class='x1'><h2>{entry.heading or ''}</h2>{_paragraphs(entry.paragraphs)}</div>" for entry in LIVE
    )
    head = f"<title>{LIVE_TITLE} | {SITE}</title><script type='application/ld+json'>{json.dumps(node)}</script>"
    return _page(head, f"{MENU}<main><h1>{LIVE_TITLE}</h1>{blocks}</main>{FOOTER}")


def live_marked(style: str) -> str:
    """A live-blog in the mark-up of one of three engines, its entries told by class, tag and time alone."""
    entries = ""
    for number, entry in enumerate(LIVE):
        told, hour = _paragraphs(entry.paragraphs), entry.at[11:16]
        heading = f"<h2>{entry.heading}</h2>" if entry.heading else ""
        if style == "articles":
            entries += f"<article class='live-post' id='post-{number}'><header><time datetime='{entry.at}'>{hour}</time>{heading}</header>{told}<div class='share'>Share this post</div></article>"
        elif style == "blocks":
            entries += f"<div class='liveblog-block' data-block-id='b{number}'><p class='block-time'><time datetime='{entry.at}'>{hour} GMT</time></p>{heading}<div class='block-elements'>{told}<figure><img src='x'><figcaption>The port</figcaption></figure></div></div>"
        else:
            entries += f"<li class='timeline__entry' itemprop='liveBlogUpdate' itemscope itemtype='https://schema.org/BlogPosting'><meta itemprop='datePublished' content='{entry.at}'><span>{hour}</span>{heading.replace('h2', 'h3')}<div itemprop='articleBody'>{told}</div></li>"
    around = (
        f"<ol class='timeline'>{entries}</ol>" if style == "list" else f"<section class='live-blog'>{entries}</section>"
    )
    head = f"<title>{LIVE_TITLE}</title><meta property='og:title' content='{LIVE_TITLE}'><meta property='og:site_name' content='{SITE}'><meta property='og:url' content='https://courier.example/live/velmar'>"
    return _page(
        head,
        f"{MENU}<main><h1>{LIVE_TITLE}</h1><p>Our reporters follow the events at the port.</p>{around}</main>{FOOTER}",
    )
