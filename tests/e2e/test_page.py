"""The page in a real browser: every view, the two clocks, the keyboard, accessibility, and no word to the outside."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from whosays.app.server import create_app, page_folder
from whosays.casebook import Casebook

CHROMIUM = next((path for path in ("chromium", "chromium-browser", "google-chrome") if shutil.which(path)), None)
AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
SIZES = {"wide": (1440, 1000), "tablet": (820, 1100), "phone": (360, 780)}

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path: install Debian's chromium package"),
    pytest.mark.skipif(not (page_folder() / "index.html").exists(), reason="the page is not built: run 'make setup'"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which(CHROMIUM or ""), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A wide page that must not complain, nor ask anybody else for anything."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=server, bypass_csp=False)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith((server, "data:", "blob:")) else complaints.append(asked.url),
    )
    opened.set_default_timeout(20_000)
    yield opened
    context.close()
    assert complaints == []


def test_board_shows_events_and_replays_what_was_known(page: Page) -> None:
    page.goto("/board?who=PRK")
    expect(page.get_by_role("heading", level=1)).to_have_text("As known today")
    rows = page.locator(".ev")
    expect(rows.first).to_be_visible()
    now = rows.count()
    page.get_by_role("button", name="As known today").click()
    page.get_by_label("Day", exact=True).fill("2024-11-01")
    page.get_by_role("button", name="Show that day").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2024")
    expect(page.locator(".lead .meta")).to_contain_text("later reports are hidden")
    assert rows.count() < now
    assert "known=2024-11-01" in page.url
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("As known today")


def test_board_answers_the_founding_question(page: Page) -> None:
    page.goto("/board?who=PRK&known=2024-11-01")
    answer = page.locator("#fig")
    expect(answer).to_contain_text("How many soldiers")
    expect(answer).to_contain_text("origins")
    expect(answer).to_contain_text("10,000")


def test_filters_live_in_the_address(page: Page) -> None:
    page.goto("/board")
    expect(page.locator(".ev").first).to_be_visible()
    page.get_by_role("button", name="Filter").click()
    page.locator("#filter-form select").first.select_option("LOSSES")
    expect(page.get_by_role("button", name="Take out the filter What")).to_be_visible()
    assert "what=LOSSES" in page.url
    page.get_by_role("button", name="Take out the filter What").click()
    assert "what=" not in page.url


def test_filter_that_matches_nothing_says_so(page: Page) -> None:
    page.goto("/board?q=zebra")
    expect(page.get_by_text("No event matches")).to_be_visible()


def test_map_has_a_table(page: Page) -> None:
    page.goto("/board?who=PRK")
    page.get_by_role("button", name="As table").click()
    expect(page.get_by_role("region", name="Places as a table")).to_contain_text("Kursk")


def test_slider_moves_by_keyboard(page: Page) -> None:
    page.goto("/board?known=2024-11-05")
    slider = page.get_by_role("slider", name="As known on")
    slider.focus()
    slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "November 4, 2024: 11 of 40 reports")


def test_keyboard_reaches_an_event(page: Page) -> None:
    page.goto("/board")
    expect(page.locator(".ev").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Where it comes from")).to_be_visible()


def test_reader_ties_claims_to_words(page: Page, api: httpx.Client) -> None:
    report = next(row for row in api.get("reports").json()["reports"] if row["published"] is None)
    page.goto(f"/report/{report['id']}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("North Korea")
    expect(page.locator(".picked")).to_contain_text("Claim 1 of")
    page.keyboard.press("n")
    expect(page.locator(".picked")).to_contain_text("Claim 2 of")
    expect(page.locator(".w.on").first).to_be_visible()
    expect(page.get_by_text("not found", exact=True)).to_be_visible()


def test_event_shows_claims_side_by_side(page: Page, api: httpx.Client) -> None:
    events = api.get("board").json()["events"]
    event = max(events, key=lambda event: len(event["origins"]))
    page.goto(f"/event/{event['id']}")
    expect(page.get_by_role("region", name="Claims side by side").locator("tbody tr")).to_have_count(event["n_claims"])
    page.locator("td.wide a").first.click()
    expect(page.locator(".picked")).to_be_visible()


def test_figures_answer_by_a_named_rule(page: Page) -> None:
    page.goto("/figures?of=troops&by=PRK")
    expect(page.locator(".big")).to_contain_text("median-of-origins")
    page.get_by_label("rule").select_option("latest")
    assert page.url.endswith("rule=latest")
    page.get_by_role("button", name="As table").click()
    expect(page.get_by_role("region", name="Figures")).to_contain_text("National Intelligence Service")


def test_add_reads_files_and_pasted_text(
    browser: Browser, serve: Callable[[Any], httpx.Client], tmp_path: Path
) -> None:
    with Casebook(tmp_path / "new.casebook"):
        pass
    context = browser.new_context(base_url=str(serve(create_app(tmp_path / "new.casebook")).base_url))
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/add")
    page.get_by_label("Choose files").set_input_files(
        [{"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 no words"}]
    )
    expect(page.locator(".added")).to_contain_text("R016")
    expect(page.locator(".added")).to_contain_text("Give HTML, plain text or JSON Lines.")
    page.get_by_label("Text of the report").fill("Rebels shelled a market in Kursk, killing 12 people, officials said.")
    page.get_by_label("Outlet").fill("Example Wire")
    page.get_by_label("Published on").fill("2024-10-02")
    page.get_by_role("button", name="Add this text").click()
    expect(page.locator(".added")).to_contain_text("1 report with")
    page.get_by_role("link", name="open it").click()
    expect(page.locator(".picked")).to_contain_text("Claim 1 of")
    context.close()


@pytest.fixture
def own_server(example_casebook: Path, serve: Callable[[Any], httpx.Client], tmp_path: Path) -> str:
    """The address of a server on a casebook that the test may change."""
    shutil.copy(example_casebook, tmp_path / "own.casebook")
    return str(serve(create_app(tmp_path / "own.casebook")).base_url)


def reviewer(browser: Browser, server: str, name: str, path: str = "/review") -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=server, reduced_motion="reduce")
    context.add_init_script(f"localStorage.setItem('name', '{name}')")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(path)
    expect(page.locator(".rf .what")).to_be_visible()
    return page


def test_two_people_review_at_once_and_see_each_other(browser: Browser, own_server: str) -> None:
    ada, ben = (reviewer(browser, own_server, name) for name in ("Ada", "Ben"))
    told = ada.locator(".rf .what").inner_text()
    assert told == ben.locator(".rf .what").inner_text()
    ada.keyboard.press(";")
    ada.get_by_placeholder("kept with the verdict").fill("the words are a heading")
    ada.keyboard.press("Enter")
    ada.keyboard.press("r")
    expect(ada.locator(".rf .what")).not_to_have_text(told)
    # Within seconds, without a reload: what Ada decided, why, and the claim gone from Ben's queue.
    expect(ben.locator(".news")).to_contain_text("the words are a heading", timeout=8_000)
    expect(ben.locator(".rf .what")).not_to_have_text(told)
    for _ in range(3):
        before = [page.locator(".rf .what").inner_text() for page in (ada, ben)]
        ada.keyboard.press("a")
        ben.keyboard.press("a")
        for page, was in zip((ada, ben), before, strict=True):
            expect(page.locator(".rf .what")).not_to_have_text(was)
    with httpx.Client(base_url=own_server) as client:
        assert sum(client.get("/api/v1/review/queue").json()["by_person"].values()) == 7
    expect(ada.locator(".people")).to_contain_text("Ben 3")
    ada.keyboard.press("u")
    expect(ada.locator(".people")).to_contain_text("Ada 3")
    second = reviewer(browser, own_server, "Cem", "/review?second=1")
    second.keyboard.press("a")
    second.get_by_role("button", name="Compare").click()
    expect(second.locator(".differing")).to_contain_text("read twice")
    for page in (ada, ben, second):
        page.context.close()


def test_a_field_is_put_right_with_the_mouse_and_by_keys(browser: Browser, own_server: str) -> None:
    page = reviewer(browser, own_server, "Ada")
    before = page.locator(".rf .what").inner_text()
    page.keyboard.press("4")
    expect(page.locator(".field.on")).to_contain_text("Whom")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.locator(".rw .text p").first.locator("span").first.scroll_into_view_if_needed()
    box = page.locator(".rw .text p").first.bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + 30, box["y"] + 12)
    picked = page.locator(".field.on .chip").last.inner_text().split("\n")[0].strip()
    assert picked
    expect(page.locator(".chosen").first).to_be_visible()
    page.locator(".field.on .pick input").fill("no such words in it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("does not say")
    page.keyboard.press("Escape")
    page.keyboard.press("8")
    page.get_by_label("How sure").last.select_option("doubtful")
    expect(page.locator(".rf .what")).to_contain_text("presented as doubtful")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator(".rf .what")).not_to_have_text(before)
    with httpx.Client(base_url=own_server) as client:
        (verdict,) = client.get("/api/v1/review/news").json()["verdicts"]
    assert (verdict["act"], verdict["fields"], verdict["by"]) == ("correct", ["actors", "certainty"], "Ada")
    page.context.close()


def test_comments_ratings_views_and_exports(browser: Browser, own_server: str) -> None:
    context = browser.new_context(base_url=own_server, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(20_000)
    with httpx.Client(base_url=own_server) as client:
        event = client.get("/api/v1/board").json()["events"][0]["id"]
        source = client.get("/api/v1/sources").json()["sources"][0]["key"]
    page.goto(f"/event/{event}")
    comments = page.get_by_role("region", name="Comments")
    expect(comments).to_contain_text("No comments yet.")
    comments.get_by_label("Your comment").fill("<b>Who</b> took the picture?")
    comments.get_by_role("button", name="Comment").click()
    expect(comments).to_contain_text("<b>Who</b> took the picture?")
    comments.get_by_role("button", name="Answer").click()
    comments.get_by_label("Your answer").fill("Nobody says.")
    comments.locator("form").get_by_role("button", name="Answer").click()
    expect(comments.locator(".remark")).to_have_count(2)
    page.goto(f"/source/{source}")
    expect(page.get_by_text("Nobody has rated it")).to_be_visible()
    page.get_by_label("Rating").select_option("C")
    page.get_by_label("Reason").fill("right on two of three")
    page.get_by_role("button", name="Rate it").click()
    expect(page.locator(".grade")).to_have_text("C fairly reliable")
    expect(page.locator(".ratings")).to_contain_text("right on two of three")
    page.goto("/board?who=PRK&known=2024-11-01")
    page.get_by_role("button", name="Export").click()
    page.get_by_placeholder("Name of this view").fill("Troops, 1 November")
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_role("link", name="Troops, 1 November")).to_be_visible()
    page.get_by_label("Format").select_option("geojson")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "own-geojson-known-2024-11-01.geojson"
    page.get_by_role("link", name="Brief with footnotes").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PRK")
    expect(page.get_by_text("As known on 2024-11-01")).to_be_visible()
    page.get_by_role("link", name="Note 1", exact=True).first.click()
    expect(page.locator("#note-1")).to_be_visible()
    context.close()


def test_unknown_address_leads_back(page: Page) -> None:
    page.goto("/nowhere")
    expect(page.get_by_text("There is no such page")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_view_fits_and_is_accessible(
    browser: Browser, server: str, api: httpx.Client, size: str, theme: str
) -> None:
    width, height = SIZES[size]
    report = api.get("reports").json()["reports"][0]["id"]
    event = api.get("board").json()["events"][0]["id"]
    actor = api.get("who").json()["actors"][0]["key"]
    source = api.get("sources").json()["sources"][0]["key"]
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=server, bypass_csp=True,
        color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults = []
    for path in (
        "board",
        "reports",
        f"report/{report}",
        f"event/{event}",
        "figures?of=troops",
        "who",
        f"who/{actor}",
        "add",
        "review",
        f"source/{source}",
        "who?list=sources",
        "brief?who=PRK",
    ):
        page.goto(f"/{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{path}: wider than the screen")
        if AXE.exists():
            page.add_script_tag(path=str(AXE))
            found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
            faults += [
                f"{path}: {fault['id']}: {fault['nodes'][0]['html'][:160]}: {fault['nodes'][0]['failureSummary'][:200]}"
                for fault in found["violations"]
                # Marks on a map may lie close together (WCAG 2.5.8, equivalent: the list opens the same events).
                if not (fault["id"] == "target-size" and all("maplibregl-marker" in n["html"] for n in fault["nodes"]))
            ]
    context.close()
    assert not faults, "\n".join(faults)
