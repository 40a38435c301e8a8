"""Working on a casebook in a real browser: review by several people, comments, ratings, exports."""

from __future__ import annotations

import httpx
from playwright.sync_api import Browser, Page, expect


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
    # Two claims may read alike: the counts tell when the next one is there.
    for n in range(1, 4):
        ada.keyboard.press("a")
        ben.keyboard.press("a")
        for page in (ada, ben):
            expect(page.locator(".people")).to_contain_text(f"Ada {n + 1}")
            expect(page.locator(".people")).to_contain_text(f"Ben {n}")
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
    expect(page.get_by_text("as known on 1 November 2024")).to_be_visible()
    page.get_by_role("link", name="Note 1", exact=True).first.click()
    expect(page.locator("#note-1")).to_be_visible()
    context.close()


def test_a_missed_claim_is_marked_and_a_report_tells_how_it_came(browser: Browser, own_server: str) -> None:
    context = browser.new_context(base_url=own_server, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    with httpx.Client(base_url=own_server) as client:
        report = client.get("/api/v1/reports").json()["reports"][0]["id"]
    page.goto(f"/report/{report}")
    expect(page.locator(".picked").first).to_be_visible()
    page.keyboard.press("m")
    page.get_by_label("Words of the report").fill("these words stand nowhere in it")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("does not say these words")
    paragraph = page.locator(".para > p").first
    words = paragraph.evaluate("(one) => { getSelection().selectAllChildren(one.querySelector('span')); return 0 }")
    assert words == 0
    paragraph.dispatch_event("mouseup")
    picked = page.get_by_label("Words of the report").input_value()
    assert picked
    assert picked != "these words stand nowhere in it"
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("region", name="Comments on this report")).to_contain_text(f"Missed claim: “{picked}”")
    page.get_by_text("Kept copy and history").click()
    expect(page.locator(".kept")).to_contain_text("took it in")
    expect(page.locator(".kept")).to_contain_text("commented")
    context.close()
