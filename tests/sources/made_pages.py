"""Pages of our own making in many clothes, each with its known truth: text, title, date, author, publisher, address."""
# ruff: noqa: E501 - lines of mark-up and of foreign words read better whole

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape

SITE = "The Harbour Courier"
AUTHOR = "Mara Ellingsen"
DAY = "2024-11-06"

BODIES: dict[str, tuple[str, list[str]]] = {
    "short": (
        "Two drones shot down over Velmar port",
        [
            "VELMAR - Two drones were shot down over the port of Velmar early on Wednesday, the regional governor said.",
            "No one was hurt, according to the harbour master, who asked ships to wait outside the breakwater until noon.",
            "The defence ministry in the capital did not comment. Residents said they had heard three explosions.",
        ],
    ),
    "medium": (
        "Northern brigade to pull back from Tesk, officials say",
        [
            "A brigade of about 1,200 soldiers will leave the town of Tesk by the end of the month, two officials said.",
            "“We have agreed on a corridor and on a date,” said one of them, who was not allowed to speak in public.",
            "The withdrawal would be the first since the fighting began in March. It was not clear who would hold the "
            "bridge afterwards.",
            "The opposing side denied that there was any deal. Its spokesman called the reports “wishful thinking”.",
            "At least 14 people were killed in shelling around Tesk last week, the regional hospital said on Sunday, "
            "while the army put the number at nine.",
            "Aid groups say that some 3,000 families have left the district since the summer and that roads to the south "
            "are still mined.",
            "Negotiators are expected to meet again in the coming days.",
        ],
    ),
    "long": (
        "What we know about the attack on the Orlen depot",
        [
            "A fuel depot outside Orlen burned through the night after what the army described as a missile strike.",
            "The fire service said that 60 firefighters had been sent and that two of them were being treated for smoke.",
            "Who fired the missiles is disputed. The government blames the rebel council; the council says that its forces "
            "have no weapon of that range.",
            "An arms researcher who examined pictures of the fragments said that they were consistent with a cruise missile "
            "used by both sides.",
            "The depot holds fuel for the northern front. Satellite pictures taken on Monday show four of nine tanks "
            "destroyed, said a company that sells such images.",
            "Three people are missing, the mayor told local radio. He had earlier spoken of five.",
            "A night-time curfew was announced for Orlen and two neighbouring districts.",
            "In a statement the foreign ministry demanded an inquiry by the regional organisation, which said that it "
            "would discuss the request on Friday.",
            "Prices of petrol rose by a tenth on the capital’s market within hours.",
            "It was the third strike on a depot since September, by this paper’s count.",
        ],
    ),
}  # fmt: skip

COOKIES = (
    '<div id="cookie-consent" class="cookie-banner"><p>We use cookies and similar technologies to give you the best '
    "experience on this site. By clicking Accept you agree to our use of them.</p><button>Accept all</button>"
    "<button>Manage preferences</button></div>"
)
MENU = (
    '<nav class="main-menu"><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">'
    'Sport</a></li><li><a href="/weather">Weather</a></li><li><a href="/login">Sign in</a></li></ul></nav>'
)
SHARE = (
    '<div class="share-bar"><span>Share this article</span><a href="#">Facebook</a> <a href="#">X</a> '
    '<a href="#">WhatsApp</a> <a href="#">Copy link</a></div>'
)
RELATED = (
    '<aside class="related"><h3>Related stories</h3><ul><li><a href="/a">Ferry strike enters its second week in Velmar'
    '</a></li><li><a href="/b">Parliament votes on the harvest tax after long debate</a></li></ul></aside>'
)
NO_COMMENTS = '<div id="comments"><h3>Leave a Comment:</h3><p>No comments available for this post.</p></div>'
COMMENTS = (
    '<section id="comments" class="comments-area"><h3>2 Comments</h3><ol class="comment-list"><li class="comment">'
    '<p class="comment-author">seagull77 on 7 November 2024</p><p>I do not believe a word of this, my cousin lives there '
    'and says that forty drones came.</p></li><li class="comment"><p class="comment-author">old salt</p><p>Good reporting '
    "as always, thank you for it and keep going.</p></li></ol></section>"
)
NEWSLETTER = (
    '<div class="newsletter-signup"><p>Sign up for our morning briefing and get the news in your inbox every day.</p>'
    '<input type="email"><button>Subscribe</button></div>'
)
FOOTER = (
    "<footer><p>© 2024 The Harbour Courier. All rights reserved.</p><p>This page was written as an example.</p>"
    '<a href="/privacy">Privacy</a> <a href="/terms">Terms of use</a></footer>'
)
FIGURE = (
    '<figure><img src="a.jpg" alt="The port at dawn"><figcaption>Smoke over the harbour on Wednesday. Photo: I. Brandt'
    "</figcaption></figure>"
)


@dataclass(frozen=True)
class MadePage:
    """A page and what a careful reader would take from it."""

    style: str
    body: str
    markup: str
    paragraphs: list[str]
    title: str
    published: str | None
    published_from: str
    url: str | None = None
    author: str | None = None
    publisher: str | None = None
    raw: bytes | None = field(default=None)

    @property
    def bytes(self) -> bytes:
        """Return the page as received."""
        return self.raw if self.raw is not None else self.markup.encode()


def _page(head: str, inner: str, *, start: str = "<html lang='en'>") -> str:
    return f"<!DOCTYPE html>{start}<head><meta charset='utf-8'>{head}</head><body>{inner}</body></html>"


def _paragraphs(paragraphs: list[str]) -> str:
    return "".join(f"<p>{escape(p, quote=False)}</p>" for p in paragraphs)


def _linked(title: str, url: str, **more: object) -> str:
    node = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": f"{DAY}T08:15:00Z",
        "dateModified": "2024-11-07T10:00:00Z", "author": [{"@type": "Person", "name": AUTHOR}],
        "publisher": {"@type": "Organization", "name": SITE}, "mainEntityOfPage": url, **more,
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def linked_data(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/world/velmar-1"
    head = f"<title>{title} | {SITE}</title>{_linked(title, url, articleSection='World')}"
    inner = (
        f"{COOKIES}<header><a href='/'>{SITE}</a>{MENU}</header><main><article><h1>{title}</h1>"
        f"<p class='byline'>By <a href='/m'>{AUTHOR}</a></p>{SHARE}{FIGURE}{_paragraphs(text)}{SHARE}</article>{RELATED}"
        f"</main>{FOOTER}"
    )
    stamp = f"{DAY}T08:15:00+00:00"
    return MadePage("linked-data", body, _page(head, inner), text, title, stamp, "metadata", url, AUTHOR, SITE)


def graph(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/n/77"
    nodes = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": SITE, "url": "https://courier.example/", "datePublished": "2011-01-01"},
            {"@type": "BreadcrumbList", "itemListElement": []},
            {"@type": ["NewsArticle", "Article"], "headline": title, "datePublished": DAY, "expires": "2034-01-01",
             "author": {"@type": "Person", "name": AUTHOR}, "publisher": {"name": SITE}, "url": url},
        ],
    }  # fmt: skip
    head = (
        f"<title>{title}</title><meta name='expires' content='2034-01-01'>"
        f"<script type='application/ld+json'>\n//<![CDATA[\n{json.dumps(nodes)}\n//]]>\n</script>"
    )
    inner = f"{MENU}<div class='content'><h1>{title}</h1>{FIGURE}<div class='text'>{_paragraphs(text)}</div>{SHARE}</div>{RELATED}{COMMENTS}"
    return MadePage("graph", body, _page(head, inner), text, title, DAY, "metadata", url, AUTHOR, SITE)


def open_graph(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/og/5"
    head = (
        f"<title>{title} - {SITE}</title><meta property='og:title' content='{title}'><meta property='og:site_name' "
        f"content='{SITE}'><meta property='og:url' content='{url}'><meta property='article:published_time' "
        f"content='{DAY}T23:30:00+02:00'><meta name='author' content='{AUTHOR}'>"
    )
    parts = "".join(f"<div class='par'>{p}</div>" for p in text)
    inner = f"{COOKIES}{MENU}<div class='story'><h1>{title}</h1><div class='story-body'>{parts}</div></div>{NEWSLETTER}{RELATED}{FOOTER}"
    return MadePage(
        "open-graph", body, _page(head, inner), text, title, f"{DAY}T23:30:00+02:00", "metadata", url, AUTHOR, SITE
    )


def address_only(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/2024/11/06/a-story/"
    head = f"<title>{title}</title><link rel='canonical' href='{url}'>"
    inner = f"{MENU}<div id='post'><h2 class='post-title'>{title}</h2>{_paragraphs(text)}{SHARE}{NO_COMMENTS}</div><div class='sidebar'><h4>Popular posts</h4><ul><li><a href='/q'>How to cook crab</a></li></ul></div>{FOOTER}"
    return MadePage("address-only", body, _page(head, inner), text, title, DAY, "url", url, None, None)


def line_breaks(body: str) -> MadePage:
    title, text = BODIES[body]
    words = "<br><br>\n".join(text)
    inner = f"{MENU}<h1>{title}</h1><div class='date'>Published: 6 November 2024, 10:30 GMT</div><div class='article-text'>{words}</div>{SHARE}{FOOTER}"
    return MadePage("line-breaks", body, _page(f"<title>{title}</title>", inner), text, title, DAY, "text")


def old_table(body: str) -> MadePage:
    title, text = BODIES[body]
    inner = (
        "<table width='760'><tr><td width='140' valign='top'><a href='/'>Home</a><br><a href='/w'>World</a><br>"
        f"<a href='/s'>Sport</a></td><td><font size='5'><b>{title}</b></font><br><font size='1'>Posted on November 6, 2024"
        f"</font>{_paragraphs(text)}</td></tr></table>"
    )
    markup = f"<html><head><title>{title}</title></head><body bgcolor='white'>{inner}</body></html>"
    return MadePage("old-table", body, markup, text, title, DAY, "text")


def blog_engine(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/?p=311"
    head = f"<title>{title} – {SITE}</title><link rel='canonical' href='{url}'>"
    inner = (
        f"<div class='site-header'>{SITE}{MENU}</div><article class='post type-post'><header class='entry-header'>"
        f"<h1 class='entry-title'>{title}</h1><div class='entry-meta'><time class='entry-date published' "
        f"datetime='{DAY}T06:00:00+00:00'>November 6, 2024</time> <time class='updated' datetime='2024-12-24'>December 24, "
        f"2024</time> by <span class='author vcard'>{AUTHOR}</span></div></header><div class='entry-content'>"
        f"{_paragraphs(text)}<div class='sharedaddy'><h3>Share this:</h3><ul><li><a href='#'>X</a></li><li><a href='#'>"
        "Facebook</a></li></ul></div><div class='jp-relatedposts'><h3>Related</h3><p><a href='/z'>Storm closes the ferry "
        f"line</a> In \"World\"</p></div></div><footer class='entry-footer'>Posted in <a href='/c'>World</a>, Tagged <a "
        f"href='/t'>port</a></footer></article>{COMMENTS}<div id='respond'><h3>Leave a Reply</h3><p>Your email address will "
        f"not be published. Required fields are marked *</p></div>{FOOTER}"
    )
    return MadePage(
        "blog-engine", body, _page(head, inner), text, title, f"{DAY}T06:00:00+00:00", "metadata", url, AUTHOR, SITE
    )


def accelerated(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/w/velmar"
    head = (
        f"<title>{title}</title><link rel='canonical' href='{url}'>{_linked(title, url)}<style amp-boilerplate></style>"
    )
    inner = f"<amp-sidebar id='s'>{MENU}</amp-sidebar><main><h1>{title}</h1><amp-img src='a.jpg' width='9' height='6'></amp-img><amp-social-share type='x'></amp-social-share>{_paragraphs(text)}<amp-ad type='x'></amp-ad></main>{FOOTER}"
    return MadePage(
        "accelerated", body, _page(head, inner, start="<html amp lang='en'>"), text, title, f"{DAY}T08:15:00+00:00",
        "metadata", url, AUTHOR, SITE,
    )  # fmt: skip


def print_view(body: str) -> MadePage:
    title, text = BODIES[body]
    inner = f"<p>{SITE}</p><h1>{title}</h1><p>By {AUTHOR} | 6 November 2024</p>{_paragraphs(text)}<hr><p>Print this page</p>"
    return MadePage("print-view", body, _page(f"<title>{title}</title>", inner), text, title, DAY, "text")


def undated(body: str) -> MadePage:
    title, text = BODIES[body]
    inner = f"<div class='masthead'><span class='date'>Friday, 20 March 2026</span>{MENU}</div><article><h1>{title}</h1>{_paragraphs(text)}</article>{RELATED}{FOOTER}"
    return MadePage("undated", body, _page(f"<title>{title}</title>", inner), text, title, None, "unknown")


def boxes_inside(body: str) -> MadePage:
    title, text = BODIES[body]
    half = len(text) // 2
    inner = (
        f"{COOKIES}{MENU}<article><h1>{title}</h1><time datetime='{DAY}'>6 November 2024</time>{_paragraphs(text[:half])}"
        f"{NEWSLETTER}<p class='more'>Read more: <a href='/x'>Why the ferries are late</a></p><p>Advertisement</p>"
        f"<div class='video-player'><p>Listen to this article</p></div>{_paragraphs(text[half:])}<p>Follow us on Telegram and "
        f"WhatsApp for updates</p><p>Tags: port, drones, Velmar</p>{COMMENTS}</article>{FOOTER}"
    )
    return MadePage("boxes-inside", body, _page(f"<title>{title}</title>", inner), text, title, DAY, "metadata")


def pictures(body: str) -> MadePage:
    title, text = BODIES[body]
    half = len(text) // 2
    inner = (
        f"{MENU}<article><h1>{title}</h1>{FIGURE}{_paragraphs(text[:half])}<div class='gallery'>{FIGURE}{FIGURE}</div>"
        f"<p class='wp-caption-text'>Image: courtesy of the port authority</p>{_paragraphs(text[half:])}</article>{FOOTER}"
    )
    head = f"<title>{title} | {SITE}</title><meta name='date' content='{DAY}'>"
    return MadePage("pictures", body, _page(head, inner), text, title, DAY, "metadata", None, None, SITE)


def subheads(body: str) -> MadePage:
    title, text = BODIES[body]
    shown = [text[0], "What happened", *text[1:2], "What we do not know", *text[2:]]
    inner = (
        f"<article><h1>{title}</h1><p class='meta'>Published 6 November 2024 · Updated 9 November 2024</p><p>{text[0]}</p><h2>"
        f"What happened</h2><p>{text[1]}</p><h2>What we do not know</h2>{_paragraphs(text[2:])}</article>{RELATED}{FOOTER}"
    )
    return MadePage("subheads", body, _page(f"<title>{title}</title>", inner), shown, title, DAY, "text")


def list_inside(body: str) -> MadePage:
    title, text = BODIES[body]
    points = "".join(f"<li>{p}</li>" for p in text[1:3])
    inner = f"{MENU}<article><h1>{title}</h1><p>{text[0]}</p><ul>{points}</ul>{_paragraphs(text[3:])}</article>{FOOTER}"
    head = f"<title>{title}</title><meta name='dc.date.issued' content='{DAY}'>"
    return MadePage("list-inside", body, _page(head, inner), text, title, DAY, "metadata")


def western_undeclared(body: str) -> MadePage:
    title, text = BODIES[body]
    inner = f"{MENU}<article><h1>{title}</h1>{_paragraphs(text)}</article>{FOOTER}"
    markup = f"<html><head><title>{title}</title></head><body>{inner}</body></html>"
    return MadePage("western-undeclared", body, markup, text, title, None, "unknown", raw=markup.encode("cp1252"))


def wide(body: str) -> MadePage:
    title, text = BODIES[body]
    markup = _page(f"<title>{title}</title>", f"{MENU}<article><h1>{title}</h1>{_paragraphs(text)}</article>{FOOTER}")
    return MadePage("wide", body, markup, text, title, None, "unknown", raw=markup.encode("utf-16"))


def quoted_posts(body: str) -> MadePage:
    title, text = BODIES[body]
    quote = "We will answer, the governor wrote in a post seen by this paper."
    shown = [text[0], quote, *text[1:]]
    inner = (
        f"{MENU}<main><h1>{title}</h1><div class='article__meta'><span class='article__author'>By {AUTHOR}</span> <span "
        f"class='article__date'>Wed, 6 Nov 2024</span></div><div class='article__body'><p>{text[0]}</p><blockquote><p>{quote}"
        f"</p></blockquote>{_paragraphs(text[1:])}</div></main>{RELATED}{FOOTER}"
    )
    return MadePage(
        "quoted-posts", body, _page(f"<title>{title}</title>", inner), shown, title, DAY, "text", None, AUTHOR, None
    )


def saved_copy(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/news/2024-11-06-story.html"
    inner = f"{COOKIES}{MENU}<div id='main'><h1>{title}</h1>{_paragraphs(text)}</div>{RELATED}{FOOTER}"
    markup = f"<!DOCTYPE html>\n<!-- saved from url=(0048){url} -->\n<html><head><title>{title}</title></head><body>{inner}</body></html>"
    return MadePage("saved-copy", body, markup, text, title, DAY, "url", url)


STYLES = (
    linked_data, graph, open_graph, address_only, line_breaks, old_table, blog_engine, accelerated, print_view, undated,
    boxes_inside, pictures, subheads, list_inside, western_undeclared, wide, quoted_posts, saved_copy,
)  # fmt: skip


def made_pages() -> list[MadePage]:
    """Return every style with every body."""
    return [style(body) for style in STYLES for body in BODIES]
