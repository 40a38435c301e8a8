"""Names and titles from right to left stand in English sentences without turning them, in every view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.record import Claim, Participant, Place, Record, Report, Source, When, span_of

# A paper, a doer, a speaker and a town in Arabic, Persian and Hebrew.
PAPER, DOER, SPEAKER, TOWN = "صحيفة الشاطئ", "گروه پرچم", "דובר צבאי", "عين الورد"
TEXT = f"On Monday {DOER} shelled {TOWN}, {SPEAKER} said."
# Where each stretch of a sentence begins and ends on the line, from the left, in the order of the text.
PLACES = """(element) => {
    const found = []
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
        for (const word of walk.currentNode.data.matchAll(/\\S+/g)) {
            const range = document.createRange()
            range.setStart(walk.currentNode, word.index)
            range.setEnd(walk.currentNode, word.index + word[0].length)
            const box = range.getBoundingClientRect()
            found.push([word[0], box.left, box.top])
        }
    }
    return found
}"""


@pytest.fixture
def page(browser: Browser, serve: Callable[[Any], httpx.Client], tmp_path: Path) -> Page:
    def at(words: str) -> dict[str, Any]:
        start = TEXT.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    claim = Claim(
        id="r1#1", type="ASSAULT", evidence=span_of(TEXT, 10, TEXT.index(",")), trigger=span_of(TEXT, *_of("shelled")),
        actors=(Participant(**at(DOER), name=DOER),), recipients=(Participant(**at(TOWN), name=TOWN),),
        places=(Place(**at(TOWN), name=TOWN, role="at", lat=33.5, lon=36.3, precision="city"),),
        time=When(**at("Monday"), earliest="2024-09-30", latest="2024-09-30", grain="day"),
        sources=(Source(**at(SPEAKER), name=SPEAKER, kind="named"),),
    )  # fmt: skip
    report = Report(id="r1", text=TEXT, title=f"{TOWN}: 3 قذائف", publisher=PAPER, published="2024-10-01")
    with Casebook(tmp_path / "directions.casebook") as case:
        case.add(Record(report=report, claims=(claim,)))
    context = browser.new_context(base_url=str(serve(create_app(tmp_path / "directions.casebook")).base_url))
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def _of(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_an_english_sentence_runs_from_the_left_whatever_names_it_holds(page: Page) -> None:
    page.goto("/board")
    told = page.locator(".ev h3 a")
    told.wait_for()
    words = {word: left for word, left, _ in told.evaluate(PLACES)}
    # The doer before the verb before the town, on the line as in the sentence; the doer's own words from the right.
    assert max(words["گروه"], words["پرچم"]) < words["attacked"] < min(words["عين"], words["الورد"])
    assert words["پرچم"] < words["گروه"]
    assert words["الورد"] < words["عين"]
    page.goto("/report/r1")
    says = page.locator(".note .says").first
    says.wait_for()
    line = says.evaluate(PLACES)
    assert line[0][0] == "–"
    assert line[0][1] == min(left for _, left, _ in line)
    title = page.get_by_role("heading", level=1)
    assert title.evaluate("(element) => getComputedStyle(element).direction") == "rtl"
    page.goto("/review")
    page.locator(".what").first.wait_for()
    assert page.locator(".what bdi").count() >= 2
    page.context.close()
