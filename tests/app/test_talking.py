"""Comments, ratings, saved views, exports and the brief over the API."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.record import Claim, Record, Report, Source, span_of

Serve = Callable[[Any], httpx.Client]


def told(name: str, day: str, publisher: str, speaker: str, certainty: Any = "certain") -> Record:
    """Return a report in which one speaker says that a bridge was destroyed."""
    text = f"Troops destroyed a bridge near Sumy on Monday, {speaker} said. [{name}]"
    start = text.index(speaker)
    claim = Claim(
        id=f"{name}#1", type="ASSAULT", evidence=span_of(text, 0, 45), trigger=span_of(text, 7, 16),
        certainty=certainty,
        sources=(Source(text=speaker, start=start, end=start + len(speaker), name=speaker, kind="named"),),
    )  # fmt: skip
    return Record(report=Report(id=name, text=text, published=day, publisher=publisher), claims=(claim,))


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """A casebook of three reports, two speakers."""
    path = tmp_path / "bridge.casebook"
    with Casebook(path) as case:
        case.add(told("r1", "2024-10-01", "Morning Wire", "Ana Petrova"))
        case.add(told("r2", "2024-10-03", "Evening Post", "Boris Hadad"))
        first, second = (event.id for event in case.events(limit=2)) if len(list(case.events())) > 1 else (None, None)
        if first and second:
            case.merge_events(first, second)
    return path


@pytest.fixture
def client(casebook: Path, serve: Serve) -> httpx.Client:
    """A client on this machine."""
    return serve(create_app(casebook))


def head(name: str) -> dict[str, str]:
    return {"X-Whosays": "page", "X-Whosays-Name": name}


def comment(client: httpx.Client, by: str, **given: Any) -> str:
    answer = client.post("/api/v1/comments", json=given, headers=head(by))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def thread(client: httpx.Client, item: str) -> list[tuple[int, str, str | None]]:
    rows = client.get("/api/v1/comments", params={"item": item}).json()["comments"]
    return [(row["depth"], row["by"], row["text"]) for row in rows]


def test_comments_make_threads_on_reports_claims_and_events(client: httpx.Client) -> None:
    event = client.get("/api/v1/board").json()["events"][0]["id"]
    for item in ("r1", "r1#1", event):
        assert thread(client, item) == []
        asked = comment(client, "Ana %D1%82", item=item, text="Who took the picture?")
        comment(client, "ben", item=item, text="Nobody says.", reply_to=asked)
        assert thread(client, item) == [(0, "Ana т", "Who took the picture?"), (1, "ben", "Nobody says.")]
        assert client.delete(f"/api/v1/comments/{asked}", headers=head("Ana %D1%82")).status_code == 200
        assert thread(client, item) == [(0, "Ana т", None), (1, "ben", "Nobody says.")]


@pytest.mark.parametrize(
    ("given", "status"),
    [({"item": "nothing", "text": "x"}, 404), ({"item": "r1", "text": " "}, 422), ({"item": "r1", "text": ""}, 422),
     ({"item": "r1", "text": "x", "reply_to": "v0"}, 404)],
)  # fmt: skip
def test_comments_on_nothing_or_of_nothing_are_refused(client: httpx.Client, given: Any, status: int) -> None:
    assert client.post("/api/v1/comments", json=given, headers=head("ana")).status_code == status


def test_a_source_page_tells_what_became_of_what_it_said(client: httpx.Client) -> None:
    rows = client.get("/api/v1/sources").json()["sources"]
    assert [(row["name"], row["n_claims"], row["grade"]) for row in rows] == [
        ("Ana Petrova", 1, None), ("Boris Hadad", 1, None),
    ]  # fmt: skip
    page = client.get(f"/api/v1/sources/{rows[0]['key']}").json()
    later = client.get(f"/api/v1/sources/{rows[1]['key']}").json()
    assert [len(page["became"][word]) for word in ("corroborated", "denied", "alone")] == [1, 0, 0]
    assert [len(later["became"][word]) for word in ("corroborated", "denied", "alone")] == [0, 0, 1]
    assert (page["outlets"], page["kind"]) == (["Morning Wire"], "named")


def test_ratings_stay_as_a_history_with_their_reasons(client: httpx.Client) -> None:
    for grade, why in (("B", "has been right before"), ("D", "was wrong on the dam")):
        given = {"grade": grade, "why": why}
        assert client.post("/api/v1/sources/ana%20petrova/ratings", json=given, headers=head("ben")).status_code == 201
    page = client.get("/api/v1/sources/ana%20petrova").json()
    assert [(one["grade"], one["by"], one["why"]) for one in page["ratings"]] == [
        ("D", "ben", "was wrong on the dam"), ("B", "ben", "has been right before"),
    ]  # fmt: skip
    for given, status in (({"grade": "G", "why": "x"}, 422), ({"grade": "A", "why": " "}, 422)):
        answer = client.post("/api/v1/sources/ana%20petrova/ratings", json=given, headers=head("ben"))
        assert answer.status_code == status
    assert client.get("/api/v1/sources/nobody").status_code == 404


def test_views_are_saved_replaced_and_removed(client: httpx.Client, casebook: Path, serve: Serve) -> None:
    for address in ("/board?who=PRK", "/board?who=PRK&known=2024-11-01"):
        given = {"name": " North  Korea ", "address": address}
        assert client.post("/api/v1/views", json=given, headers=head("ana")).status_code == 201
    (view,) = serve(create_app(casebook)).get("/api/v1/views").json()["views"]
    assert (view["name"], view["address"], view["by"]) == ("North Korea", address, "ana")
    for wrong in ("//elsewhere.example", "https://elsewhere.example", "board"):
        given = {"name": "x", "address": wrong}
        assert client.post("/api/v1/views", json=given, headers=head("ana")).status_code == 422
    assert client.delete("/api/v1/views", params={"name": "North Korea"}, headers=head("ana")).status_code == 200
    assert client.get("/api/v1/views").json()["views"] == []


def test_a_view_is_exported_in_every_format_with_its_filters(client: httpx.Client) -> None:
    formats = [one["name"] for one in client.get("/api/v1/formats").json()["formats"]]
    assert len(formats) >= 25
    for name in ("csv", "geojson", "jsonl", "markdown", "datapackage"):
        answer = client.get("/api/v1/export", params={"to": name, "said": "Boris", "report": "r2"})
        assert answer.status_code == 200, answer.text
        assert 'filename="bridge-' in answer.headers["content-disposition"]
        if name == "datapackage":
            assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        if name == "jsonl":
            assert "Boris Hadad" in answer.text
    assert client.get("/api/v1/export", params={"to": "nothing"}).status_code == 422
    nothing = client.get("/api/v1/export", params={"to": "csv", "said": "Nobody"})
    assert nothing.text.count("\n") == 1


def test_the_brief_is_of_the_chosen_events(client: httpx.Client) -> None:
    assert "Ana Petrova" in client.get("/api/v1/brief").json()["markdown"]
    chosen = client.get("/api/v1/brief", params={"known": "2024-10-02"}).json()["markdown"]
    assert ("Ana Petrova" in chosen, "Boris Hadad" in chosen) == (True, False)
    assert "as known on 2 October 2024." in chosen
