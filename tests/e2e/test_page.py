"""The page in a real browser: every view, the two clocks, the keyboard, accessibility, and no word to the outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from whosays.app.server import create_app
from whosays.casebook import Casebook

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"wide": (1440, 1000), "tablet": (820, 1100), "phone": (360, 780)}


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


def test_board_answers_the_founding_question_without_being_asked(page: Page) -> None:
    page.goto("/")
    answer = page.locator("#fig")
    expect(answer).to_contain_text("How many soldiers of North Korea?")
    page.get_by_role("button", name="As known today").click()
    page.get_by_label("Day", exact=True).fill("2024-11-01")
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("as known on November 1, 2024")
    expect(answer).to_contain_text("independent origins")
    expect(answer).to_contain_text("about 10,000")
    # Each number leads to the words that say it.
    answer.get_by_role("link", name="National Intelligence").click()
    expect(page.locator(".picked")).to_contain_text("soldiers")


def test_another_figure_is_one_choice_away(page: Page) -> None:
    page.goto("/board?known=2024-11-01")
    page.get_by_label("Other figures").select_option("killed:YEM")
    expect(page.locator("#fig-title")).to_have_text("How many people killed (Yemen)?")
    assert "fig=killed" in page.url


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


def test_sides_show_conflict_and_cooperation(page: Page) -> None:
    page.goto("/who/PRK")
    expect(page.get_by_role("heading", level=1)).to_have_text("North Korea")
    sides = page.locator(".dyads")
    expect(sides.get_by_role("img")).to_have_attribute("aria-label", re.compile("North Korea and Russia: cooperation"))
    sides.get_by_role("button", name="As table").click()
    expect(page.get_by_role("region", name="Conflict and cooperation as a table")).to_contain_text("2024")


def test_a_lost_server_is_told_and_waited_for(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/board?who=PRK")
    expect(page.locator(".ev").first).to_be_visible()
    page.route("**/api/**", lambda route: route.abort())
    page.get_by_label("Search claims, sources, words").fill("zebra")
    page.keyboard.press("Enter")
    expect(page.locator(".lost")).to_contain_text("What you see stays")
    assert page.locator(".ev").count()
    page.unroute("**/api/**")
    expect(page.locator(".lost")).to_have_count(0)
    expect(page.get_by_text("No event matches")).to_be_visible()
    context.close()


def test_paper_shows_the_answer_and_the_list(page: Page) -> None:
    page.goto("/board?who=PRK&known=2024-11-01")
    expect(page.locator(".ev").first).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".map")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Views")).to_be_hidden()
    expect(page.locator("#fig")).to_be_visible()
    expect(page.locator(".asof")).to_contain_text("on Nov 1, 2024")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')") == "#fff"


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
        [{"name": "shot.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(50)}]
    )
    expect(page.locator(".added")).to_contain_text("R016")
    expect(page.locator(".added b", has_text="Give ")).to_be_visible()
    page.get_by_label("Text of the report").fill("Rebels shelled a market in Kursk, killing 12 people, officials said.")
    page.get_by_label("Outlet").fill("Example Wire")
    page.get_by_label("Published on").fill("2024-10-02")
    page.get_by_role("button", name="Add this text").click()
    # The first report waits for the models; a busy machine takes its time.
    expect(page.locator(".added")).to_contain_text("1 report with", timeout=60_000)
    page.get_by_role("link", name="open it").click()
    expect(page.locator(".picked")).to_contain_text("Claim 1 of")
    context.close()


def test_unknown_address_leads_back(page: Page) -> None:
    page.goto("/nowhere")
    expect(page.get_by_text("There is no such page")).to_be_visible()


@pytest.fixture(scope="module")
def views(api: httpx.Client) -> list[str]:
    """The address of each view."""
    report = api.get("reports").json()["reports"][0]["id"]
    event = max(api.get("board").json()["events"], key=lambda event: len(event["figures"]))["id"]
    source = api.get("sources").json()["sources"][0]["key"]
    return [
        "board?who=PRK", "reports", f"report/{report}", f"event/{event}", "figures?of=troops", "who", "who/PRK",
        "who?list=sources", f"source/{source}", "brief?who=PRK", "add", "review",
    ]  # fmt: skip


# Rules of contrast and size depend on width and theme, the others do not: each width and each theme once is enough.
@pytest.mark.parametrize(
    ("size", "theme"), [("wide", "light"), ("tablet", "dark"), ("phone", "dark"), ("phone", "light")]
)
def test_every_view_fits_and_is_accessible(
    browser: Browser, server: str, views: list[str], size: str, theme: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=server, bypass_csp=True,
        color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults = []
    for path in views:
        page.goto(f"/{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        if path.startswith("board"):
            page.locator(".maplibregl-marker").first.wait_for()
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{path}: wider than the screen")
        if AXE.exists() and (size, theme) != ("tablet", "dark"):
            page.add_script_tag(path=str(AXE))
            found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
            faults += [
                f"{path}: {fault['id']}: {fault['nodes'][0]['html'][:160]}: {fault['nodes'][0]['failureSummary'][:200]}"
                for fault in found["violations"]
            ]
    context.close()
    assert not faults, "\n".join(faults)
