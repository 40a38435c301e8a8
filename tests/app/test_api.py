"""The HTTP API: what the page shows, for programs too; one error shape; nothing of a report is trusted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.app.offsets import utf16_offsets
from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.record import Claim, Record, Report, span_of


def get(api: httpx.Client, path: str, **parameters: Any) -> dict[str, Any]:
    answer = api.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert isinstance(body, dict)
    return body


@given(st.text(max_size=60), st.data())
def test_utf16_offsets_cut_the_same_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    convert = utf16_offsets(text)
    units = text.encode("utf-16-le", "surrogatepass")
    assert units[2 * convert(start) : 2 * convert(end)] == text[start:end].encode("utf-16-le", "surrogatepass")


def test_case_says_what_it_holds(api: httpx.Client, example_records: list[Record]) -> None:
    facts = get(api, "case")
    assert facts["n_reports"] == len(example_records)
    assert facts["undated"] == 1
    assert facts["first_day"] < facts["last_day"]


def test_board_as_known_on_a_day_hides_later_reports(api: httpx.Client) -> None:
    then = get(api, "board", known="2024-11-01", who="PRK")
    now = get(api, "board", who="PRK")
    assert 0 < then["n_events"] < now["n_events"]
    assert then["n_later"] > 0
    assert all((event["last_reported"] or "")[:10] <= "2024-11-01" for event in then["events"])


@pytest.mark.parametrize(
    "filters",
    [{"what": "LOSSES"}, {"said": "Zelensky"}, {"where": "Kursk"}, {"sure": "denied"}, {"q": "hospital"},
     {"origins": 2},
     {"standing": "corroborated"}, {"stage": "planned"}, {"reported_from": "2025-01-01"}],
)  # fmt: skip
def test_each_filter_narrows_the_board(api: httpx.Client, filters: dict[str, Any]) -> None:
    chosen = get(api, "board", **filters)["n_events"]
    assert 0 < chosen < get(api, "board")["n_events"]


def test_event_page_has_claims_origins_and_figures(api: httpx.Client) -> None:
    events = get(api, "board", what="LOSSES")["events"]
    event = get(api, f"events/{max(events, key=lambda event: len(event['figures']))['id']}")
    assert {claim["id"] for claim in event["claims"]} == {
        claim for tree in event["origin_trees"] for claim in tree["claims"]
    }
    assert event["figure_list"]
    assert all(tree["why"] for tree in event["origin_trees"])


def test_report_marks_cut_the_claims_words(api: httpx.Client, example_records: list[Record]) -> None:
    for record in example_records[:8]:
        page = get(api, f"reports/{record.report.id}")
        units = page["text"].encode("utf-16-le")
        for claim in page["claims"]:
            start, end = claim["marks"]["evidence"]
            assert units[2 * start : 2 * end].decode("utf-16-le") == claim["evidence"]


def test_figures_answer_the_founding_question(api: httpx.Client) -> None:
    answer = get(api, "figures", of="troops", by="PRK", known="2024-11-01")
    assert answer["low"] < answer["high"]
    assert answer["n_origins"] >= 4
    assert all((figure["reported_at"] or "")[:10] <= "2024-11-01" for figure in answer["figures"])
    assert all(figure["source"] and figure["words"] for figure in answer["figures"])


def test_actor_page_tells_does_suffers_says(api: httpx.Client) -> None:
    actors = get(api, "who")["actors"]
    busiest = get(api, f"who/{actors[0]['key']}")
    assert busiest["does"] or busiest["suffers"] or busiest["says"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("events/none", 404), ("reports/none", 404), ("who/nobody-at-all", 404), ("nothing", 404),
     ("board?known=yesterday", 422), ("board?known=2024-13-45", 422),
     ("board?origins=-1", 422), ("figures?rule=loudest", 422)],
)  # fmt: skip
def test_every_error_has_the_one_shape(api: httpx.Client, path: str, status: int) -> None:
    answer = api.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"ok", "status", "code", "error"}
    assert answer.json()["error"].endswith((".", "Found"))


def test_unchanged_answers_are_not_sent_again(api: httpx.Client) -> None:
    first = api.get("board")
    again = api.get("board", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(("path", "rows"), [("events", "events"), ("claims", "claims"), ("reports", "reports")])
def test_pages_follow_each_other_without_a_gap(api: httpx.Client, path: str, rows: str) -> None:
    whole = get(api, path, limit=1000)
    assert whole["next"] is None
    ids, cursor = [], None
    while True:
        page = get(api, path, limit=37, **({"cursor": cursor} if cursor else {}))
        ids += [row["id"] for row in page[rows]]
        cursor = page["next"]
        if cursor is None:
            break
    assert ids == [row["id"] for row in whole[rows]]
    assert len(set(ids)) == whole["n"] == len(ids)
    for wrong in ("no cursor!", "bm9uZQ"):
        assert api.get(path, params={"cursor": wrong}).status_code == 422


@pytest.mark.parametrize(
    ("path", "accept", "first"),
    [("events", "text/csv", "event_id"), ("events", "application/geo+json", "{"),
     ("events", "application/x-ndjson", "{"),
     ("claims", "text/csv", "claim"), ("claims", "application/jsonl, */*;q=0.1", "{"),
     ("claims", "text/html, application/json", "{")],
)  # fmt: skip
def test_the_whole_comes_in_the_form_that_is_accepted(api: httpx.Client, path: str, accept: str, first: str) -> None:
    answer = api.get(path, params={"who": "PRK", "known": "2024-11-01"}, headers={"Accept": accept})
    kind = answer.headers["content-type"].partition(";")[0]
    assert (answer.status_code, answer.headers["vary"]) == (200, "Accept")
    assert kind == (accept.partition(",")[0] if "html" not in accept else "application/json")
    assert answer.text.startswith(first)
    again = api.get(
        path, params={"who": "PRK", "known": "2024-11-01"},
        headers={"Accept": accept, "If-None-Match": answer.headers["etag"]},
    )  # fmt: skip
    assert (again.status_code, again.content) == (304, b"")
    other = api.get(path, params={"who": "PRK"}, headers={"If-None-Match": answer.headers["etag"]})
    assert other.status_code == 200


def test_the_board_tells_of_all_that_was_chosen_on_its_first_page(api: httpx.Client) -> None:
    whole, page = get(api, "board", limit=1000), get(api, "board", limit=5)
    assert [one["id"] for one in page["events"]] == [one["id"] for one in whole["events"]][:5]
    assert {key: page[key] for key in page if key not in ("events", "next")} == {
        key: whole[key] for key in whole if key not in ("events", "next")
    }
    further = get(api, "events", limit=5, cursor=page["next"])["events"]
    assert [one["id"] for one in further] == [one["id"] for one in whole["events"]][5:10]
    placed = {event["id"] for event in whole["events"] for place in event["places"] if place["lat"] is not None}
    assert {whole["marks"]["ids"][n] for n in whole["marks"]["of"]} == placed
    assert whole["n_placed"] == len(placed)


@pytest.mark.parametrize(
    ("filters", "conditions"),
    [({"what": "LOSSES"}, {"type": "LOSSES"}), ({"said": "Zelensky"}, {"source": "Zelensky"}),
     ({"where": "Kursk"}, {"place": "Kursk"}), ({"sure": "denied"}, {"certainty": "denied"}),
     ({"q": "hospital"}, {"text": "hospital"}), ({"stage": "planned"}, {"status": "planned"}),
     ({"happened_from": "2024-11-01", "happened_to": "2024-11-05"}, {"since": "2024-11-01", "until": "2024-11-05"}),
     ({"reported_from": "2024-11-01", "reported_to": "2024-12-01", "what": "LOSSES"},
      {"reported_since": "2024-11-01", "reported_until": "2024-12-01", "type": "LOSSES"}),
     ({"q": "soldiers", "said": "Zelensky"}, {"text": "soldiers", "source": "Zelensky"}),
     ({"q": "..."}, {"text": "..."})],
)  # fmt: skip
def test_columns_choose_what_the_casebook_chooses(
    api: httpx.Client, example_casebook: Path, filters: dict[str, str], conditions: dict[str, str]
) -> None:
    with Casebook(example_casebook) as case:
        expected = {found.claim.id for found in case.claims(**conditions)}
    assert {claim["id"] for claim in get(api, "claims", limit=1000, **filters)["claims"]} == expected


def test_headers_forbid_what_the_page_does_not_need(api: httpx.Client) -> None:
    headers = api.get("case").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_new_reports_show_without_a_restart(
    serve: Callable[[Any], httpx.Client], tmp_path: Path, example_records: list[Record]
) -> None:
    path = tmp_path / "growing.casebook"
    with Casebook(path) as case:
        case.add(example_records[0])
    api = serve(create_app(path))
    api.base_url = api.base_url.join("/api/v1/")
    text = "Gunmen \U0001f525 killed <script>alert(1)</script> 12 villagers in the north, police said."
    claim = Claim(id="late#1", evidence=span_of(text, 0, 60), trigger=span_of(text, 9, 15), type="ASSAULT")
    assert get(api, "case")["n_reports"] == 1
    with Casebook(path) as case:
        case.add(Record(report=Report(id="late", text=text, published="2025-11-06"), claims=(claim,)))
    assert get(api, "case")["n_reports"] == 2
    assert get(api, "reports/late")["text"] == text


def test_openapi_is_published(api: httpx.Client) -> None:
    document = get(api, "openapi.json")
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/board" in document["paths"]


def test_custody_tells_how_a_report_came_and_what_was_done_with_it(
    tmp_path: Path, serve: Callable[[Any], httpx.Client]
) -> None:
    text = "Rebels shelled a market in Kursk."
    with Casebook(tmp_path / "kept.casebook", by="Ada") as case:
        case.add(
            Record(report=Report(id="r", text=text)), raw=b"<p>as received", media_type="text/html", locator="a.html"
        )
        case.add(Record(report=Report(id="other", text="Another.")))
        case.comment("r", "seen", by="Ben")
    client = serve(create_app(tmp_path / "kept.casebook"))
    found = client.get("/api/v1/custody/r").json()
    sha256 = hashlib.sha256(b"<p>as received").hexdigest()
    assert found["copies"] == [{"sha256": sha256, "size": 14, "media_type": "text/html", "locator": "a.html"}]
    assert [(one["by"], one["act"], one["verdict"]) for one in found["acts"]] == [
        ("Ada", "report", None), ("Ada", "capture", None), ("Ada", "record", None), ("Ada", "verdict", "comment"),
    ]  # fmt: skip
    assert client.get("/api/v1/custody/none").status_code == 404
