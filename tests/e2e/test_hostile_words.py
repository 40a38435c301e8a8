"""Reports that try to become part of the page stay words in every view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, expect

from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.record import Claim, Participant, Record, Report, Source, span_of


def test_hostile_reports_stay_words(browser: Browser, serve: Callable[[Any], httpx.Client], tmp_path: Path) -> None:
    hit = "<img src=x onerror=window.hit=1><script>window.hit=1</script>"
    text = f"Gunmen {hit} killed 12 people in Sumy on Monday, invoice\u202etxt.exe said."
    start = text.index("invoice")
    verb, name = text.index("killed"), "invoice\u202etxt.exe"
    claim = Claim(
        id="r1#1", type="ASSAULT", evidence=span_of(text, 0, len(text)), trigger=span_of(text, verb, verb + 6),
        actors=(Participant(text=text[: 7 + len(hit)], start=0, end=7 + len(hit), name=f"Gunmen {hit}"),),
        sources=(Source(text=text[start : start + 15], start=start, end=start + 15, name=name, kind="named"),),
    )  # fmt: skip
    report = Report(
        id="r1",
        text=text,
        title=f"{hit} \u202etxt",
        publisher=hit,
        published="2024-10-01",
        url="javascript:window.hit=1",
    )
    with Casebook(tmp_path / "hostile.casebook") as case:
        case.add(Record(report=report, claims=(claim,)))
        case.comment("r1", f"{hit} \u202etxt")
        event = next(case.events()).id
    context = browser.new_context(base_url=str(serve(create_app(tmp_path / "hostile.casebook")).base_url))
    page = context.new_page()
    page.set_default_timeout(20_000)
    for path in (
        "board",
        f"event/{event}",
        "report/r1",
        "review",
        "reports",
        "who",
        "brief",
        "source/invoice\u202etxt.exe",
    ):
        page.goto(f"/{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        expect(page.get_by_text("window.hit=1").first).to_be_attached()
        assert page.evaluate("window.hit") is None, path
        assert page.locator("#app img").count() == 0, path
        assert page.locator("a[href^='javascript']").count() == 0, path
        if path != "review":
            assert "\u202e" not in page.locator("body").inner_text(), path
    context.close()
