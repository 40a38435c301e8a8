"""More pages of our own making, written after the first extractor was done and measured before anything was mended."""
# ruff: noqa: E501 - lines of mark-up read better whole

from __future__ import annotations

from made_pages import AUTHOR, BODIES, DAY, FOOTER, MENU, SITE, MadePage, _linked, _page

# The standfirst is the report's own words and belongs to its text.
STANDFIRST = "What the harbour master and the governor have said so far"


def broadcaster(body: str) -> MadePage:
    title, text = BODIES[body]
    blocks = "".join(f"<div data-component='text-block' class='ssr-9'><p class='ssr-1'>{p}</p></div>" for p in text)
    image = "<div data-component='image-block'><figure><picture><img src='x.webp'></picture><span class='src'>Courier</span><figcaption>The quay at Velmar</figcaption></figure></div>"
    more = "<section data-component='links-block'><h2>More on this story</h2><ul><li><a href='/1'>Who holds the coast road</a></li><li><a href='/2'>A year of drones over the sea</a></li></ul></section><div data-component='topic-list'><h2>Related Topics</h2><ul><li><a>Velmar</a></li></ul></div>"
    inner = f"<header role='banner'>{MENU}</header><main id='main-content'><article><header><h1 id='main-heading'>{title}</h1><div data-component='byline-block'><time datetime='{DAY}T09:00:00.000Z'>2 hours ago</time><span>{AUTHOR}</span><span>Harbour correspondent</span></div></header>{image}{blocks}{more}</article></main>{FOOTER}"
    head = f"<title>{title} - {SITE} News</title><meta property='og:title' content='{title}'><meta property='og:site_name' content='{SITE} News'>"
    return MadePage(
        "broadcaster",
        body,
        _page(head, inner),
        text,
        title,
        f"{DAY}T09:00:00+00:00",
        "metadata",
        None,
        None,
        f"{SITE} News",
    )


def agency(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/world/two-drones-2024-11-06/"
    paragraphs = "".join(f"<div data-testid='paragraph-{n}' class='text__text'>{p}</div>" for n, p in enumerate(text))
    inner = f"{MENU}<main><article><h1 data-testid='Heading'>{title}</h1><div class='info'>By <a rel='author' href='/m'>{AUTHOR}</a></div><time data-testid='DateLine'>November 6, 2024 9:12 AM GMT · Updated a day ago</time><div data-testid='Image'><img src='a'><p class='caption'>Item 1 of 3 Smoke rises over Velmar, November 5, 2024. COURIER/I. Brandt</p></div><div class='article-body'>{paragraphs}<p class='sign-off'>Reporting by {AUTHOR}; Editing by T. Oduya</p><p>Our Standards: The Courier Principles.</p></div></article></main>{FOOTER}"
    head = f"<title>{title} | {SITE}</title><link rel='canonical' href='{url}'><meta name='article:published_time' content='{DAY}T09:12:00Z'>"
    return MadePage(
        "agency", body, _page(head, inner), text, title, f"{DAY}T09:12:00+00:00", "metadata", url, AUTHOR, SITE
    )


def newspaper(body: str) -> MadePage:
    title, text = BODIES[body]
    url = "https://courier.example/world/2024/nov/06/velmar-drones"
    half = len(text) // 2
    stand = f"<div data-name='standfirst'><p>{STANDFIRST}</p></div>"
    inner = f"{MENU}<main><article><div data-name='headline'><h1>{title}</h1></div>{stand}<div data-name='meta'><address aria-label='Contributor info'><a rel='author'>{AUTHOR}</a></address><details><summary>Wed 6 Nov 2024 09.12 GMT</summary>Last modified on Thu 7 Nov 2024 10.00 GMT</details></div><div id='maincontent' data-name='body'>{''.join(f'<p>{p}</p>' for p in text[:half])}<aside><a href='/sign'>Sign up to First Light</a> – our daily letter</aside><figure data-type='pullquote'><blockquote>“wishful thinking”</blockquote></figure>{''.join(f'<p>{p}</p>' for p in text[half:])}</div><div><h3>Explore more on these topics</h3><ul><li><a>Ports</a></li></ul><button>Share</button><a>Reuse this content</a></div></article></main>{FOOTER}"
    head = f"<title>{title} | Velmar | {SITE}</title><link rel='canonical' href='{url}'>{_linked(title, url)}"
    return MadePage(
        "newspaper", body, _page(head, inner), [STANDFIRST, *text], title, f"{DAY}T08:15:00+00:00",
        "metadata", url, AUTHOR, SITE,
    )  # fmt: skip


def ministry(body: str) -> MadePage:
    title, text = BODIES[body]
    inner = f"<div class='region-header'>{MENU}</div><div class='breadcrumb'><a>Home</a> » <a>Press</a> » Statement</div><div class='node node--type-press-release'><h1 class='page-header'>{title}</h1><div class='field field--name-field-date'>06 November 2024</div><div class='field field--name-body'>{''.join(f'<p>{p}</p>' for p in text)}</div><div class='field--name-attachments'><a href='x.pdf'>Download (PDF, 120 kB)</a></div></div>{FOOTER}"
    return MadePage("ministry", body, _page(f"<title>{title}</title>", inner), text, title, DAY, "text")


def world_service(body: str) -> MadePage:
    title, text = BODIES[body]
    half = len(text) // 2
    box = "<div class='more-on'><h2>Recommended Stories</h2><p>list of 2 items</p><ul><li>list 1 of 2 <a href='/1'>Why the mines are still there</a></li><li>list 2 of 2 <a href='/2'>The bridge nobody crosses</a></li></ul><p>end of list</p></div>"
    inner = f"{MENU}<main><h1>{title}</h1><p class='article__subhead'>{STANDFIRST}</p><div class='date-simple'><span aria-hidden='true'>Published On 6 Nov 2024</span></div><div class='wysiwyg'>{''.join(f'<p>{p}</p>' for p in text[:half])}{box}{''.join(f'<p>{p}</p>' for p in text[half:])}</div></main>{FOOTER}"
    return MadePage(
        "world-service",
        body,
        _page(f"<title>{title} | News | {SITE}</title>", inner),
        [STANDFIRST, *text],
        title,
        DAY,
        "text",
    )


def letter(body: str) -> MadePage:
    title, text = BODIES[body]
    inner = f"<div class='topbar'><a>Subscribe</a><a>Sign in</a></div><article class='post'><h1 class='post-title'>{title}</h1><h3 class='subtitle'>{STANDFIRST}</h3><div class='byline-wrapper'><a class='author' href='/@m'>{AUTHOR}</a><div class='meta'>Nov 06, 2024</div></div><div class='post-ufi'>12 3 Share</div><div class='body markup'>{''.join(f'<p>{p}</p>' for p in text)}<div class='subscription-widget'><p>Thanks for reading Notes from the coast! Subscribe for free to receive new posts and support my work.</p></div></div></article><div class='comments'><h4>Discussion about this post</h4><p>Comments</p><p>Very good, I will show it to my brother who is a pilot there.</p></div>"
    return MadePage(
        "letter",
        body,
        _page(f"<title>{title} - by {AUTHOR}</title>", inner),
        [STANDFIRST, *text],
        title,
        DAY,
        "text",
        None,
        AUTHOR,
    )


def monitor(body: str) -> MadePage:
    title, text = BODIES[body]
    rows = "<table><tr><th>District</th><th>Dead</th></tr><tr><td>Tesk</td><td>14</td></tr><tr><td>Orlen</td><td>3</td></tr></table>"
    shown = [*text, "District | Dead", "Tesk | 14", "Orlen | 3"]
    inner = f"{MENU}<div class='container'><div class='report'><h1>{title}</h1><dl class='report-meta'><dt>Posted</dt><dd>6 Nov 2024</dd><dt>Source</dt><dd><a>{SITE}</a></dd></dl><div class='report-content'>{''.join(f'<p>{p}</p>' for p in text)}{rows}</div></div></div>{FOOTER}"
    return MadePage("monitor", body, _page(f"<title>{title}</title>", inner), shown, title, DAY, "text")


FRESH = (broadcaster, agency, newspaper, ministry, world_service, letter, monitor)


def fresh_pages() -> list[MadePage]:
    """Return every fresh style with every body."""
    return [style(body) for style in FRESH for body in BODIES]
