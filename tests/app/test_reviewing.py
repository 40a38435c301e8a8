"""Review over the API: the queue by doubt, fields put right by their words, second readers, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from whosays.app.judged import agreement
from whosays.app.offsets import code_points, utf16_offsets
from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.record import Claim, Participant, Record, Report, Source, span_of

Serve = Callable[[Any], httpx.Client]
# The first sign is two UTF-16 units: offsets of the page and of the record differ from here on.
TEXT = "\U0001f525 Rebels shelled a market in the north on Tuesday and soldiers fired back, the governor said."


def words(start: str) -> tuple[int, int]:
    at = TEXT.index(start)
    return at, at + len(start)


def participant(name: str) -> Participant:
    start, end = words(name)
    return Participant(text=name, start=start, end=end)


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """A casebook of two claims in one report."""
    path = tmp_path / "case.casebook"
    governor = Source(**{name: getattr(participant("the governor"), name) for name in ("text", "start", "end")})
    claims = tuple(
        Claim(
            id=f"r1#{n}", type="ASSAULT", evidence=span_of(TEXT, *words(evidence)), trigger=span_of(TEXT, *words(verb)),
            actors=(participant(who),), sources=(governor,),
        )
        for n, (evidence, verb, who) in enumerate(
            [("Rebels shelled a market in the north on Tuesday", "shelled", "Rebels"),
             ("soldiers fired back", "fired", "soldiers")]
        )
    )  # fmt: skip
    with Casebook(path) as case:
        case.add(Record(report=Report(id="r1", text=TEXT, published="2024-10-02"), claims=claims))
    return path


@pytest.fixture
def client(casebook: Path, serve: Serve) -> httpx.Client:
    """A client on this machine."""
    return serve(create_app(casebook))


def head(name: str) -> dict[str, str]:
    return {"X-Whosays": "page", "X-Whosays-Name": name}


def post(client: httpx.Client, path: str, by: str, **given: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/review/{path}", json=given, headers=head(by))
    assert answer.status_code in (200, 201), answer.text
    body: dict[str, Any] = answer.json()
    return body


def queue(client: httpx.Client, by: str, **parameters: Any) -> dict[str, Any]:
    body: dict[str, Any] = client.get("/api/v1/review/queue", params=parameters, headers=head(by)).json()
    return body


def test_a_verdict_takes_the_claim_out_of_the_queue_and_undo_brings_it_back(client: httpx.Client) -> None:
    before = queue(client, "ada")
    assert (before["n_left"], before["n_judged"], before["person"]) == (2, 0, "ada")
    assert before["claims"][0]["reasons"]
    kept = post(client, "verdicts", "ada", claim="r1#0", act="accept", why="as the words say")
    after = queue(client, "ada")
    assert ([one["id"] for one in after["claims"]], after["by_person"]) == (["r1#1"], {"ada": 1})
    post(client, "undo", "ada", verdict=kept["verdict"]["id"])
    assert queue(client, "ada")["n_left"] == 2


def test_a_field_is_put_right_by_its_words(client: httpx.Client, casebook: Path) -> None:
    page = client.get("/api/v1/review/claims/r1%230", headers=head("ada")).json()
    units = page["text"].encode("utf-16-le")
    (start, end) = page["words"]["actors"][0]["range"]
    assert units[2 * start : 2 * end].decode("utf-16-le") == "Rebels"
    at = [utf16_offsets(TEXT)(offset) for offset in words("a market")]
    changes = {"recipients": [at], "certainty": "probable", "latest": "2024-10-01"}
    shown = post(client, "preview", "ada", claim="r1#0", changes=changes)
    assert shown["words"]["recipients"][0]["words"] == "a market"
    post(client, "verdicts", "ada", claim="r1#0", act="correct", changes=changes, why="it hit the market")
    with Casebook(casebook) as case:
        claim = next(iter(case.records())).claims[0]
        assert [one.text for one in claim.recipients] == ["a market"]
        assert (claim.certainty, claim.time.latest) == ("probable", "2024-10-01")
        assert claim.why["recipients"].endswith("it hit the market")
        assert "ada" in {entry.by for entry in case.history() if entry.act == "verdict"}


@pytest.mark.parametrize(
    "changes",
    [{"recipients": [[1, 9]]}, {"recipients": [[4, 4000]]}, {"recipients": "Rebels"}, {"recipients": [[9, 4]]},
     {"trigger": []}, {"certainty": "maybe"}, {"colour": "red"}, {"id": "x"}, {"latest": 7}],
)  # fmt: skip
def test_words_that_are_none_and_values_that_are_none_are_refused(
    client: httpx.Client, changes: dict[str, Any]
) -> None:
    for path, given in (("preview", {}), ("verdicts", {"act": "correct"})):
        body = {"claim": "r1#0", "changes": changes, **given}
        answer = client.post(f"/api/v1/review/{path}", json=body, headers=head("ada"))
        assert (answer.status_code, answer.json()["code"]) == (422, "C010"), answer.text
    assert queue(client, "ada")["n_judged"] == 0


def test_a_second_reader_is_blind_and_agreement_is_shown(client: httpx.Client) -> None:
    post(client, "verdicts", "ada", claim="r1#0", act="reject", why="a market cannot be shelled")
    post(client, "verdicts", "ada", claim="r1#1", act="accept")
    assert queue(client, "ada", second=True)["n_left"] == 0
    waiting = queue(client, "ben", second=True)
    assert [one["id"] for one in waiting["claims"]] == ["r1#0", "r1#1"]
    page = client.get("/api/v1/review/claims/r1%230", params={"second": True}, headers=head("ben"))
    assert page.json()["verdicts"] == []
    assert "cannot be shelled" not in page.text + str(waiting)
    told = post(client, "verdicts", "ben", claim="r1#0", act="accept")
    assert [(one["by"], one["act"]) for one in told["others"]] == [("ada", "reject")]
    post(client, "verdicts", "ben", claim="r1#1", act="accept")
    answer = client.get("/api/v1/review/agreement").json()
    assert (answer["n_both"], answer["same"]) == (2, 0.5)
    (differing,) = answer["differing"]
    assert [one["by"] for one in differing["verdicts"]] == ["ada", "ben"]
    assert differing["sentence"]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [([], (None, None)), ([("accept", "accept")], (1.0, None)),
     # By hand: 3 of 4 agree; by chance (3/4 * 2/4 + 1/4 * 2/4) = 0.5.
     ([("accept", "accept"), ("accept", "accept"), ("accept", "reject"), ("reject", "reject")], (0.75, 0.5))],
)  # fmt: skip
def test_agreement_is_cohens(pairs: list[tuple[str, str]], expected: tuple[float | None, float | None]) -> None:
    assert agreement(pairs) == expected


def test_many_at_once_lose_no_verdict(client: httpx.Client, casebook: Path) -> None:
    last = client.get("/api/v1/review/news").json()["last"]

    def say(n: int) -> str:
        return str(post(client, "verdicts", f"reader {n % 4}", claim=f"r1#{n % 2}", act="accept")["verdict"]["id"])

    with ThreadPoolExecutor(8) as pool:
        said = set(pool.map(say, range(24)))
    news = client.get("/api/v1/review/news", params={"after": last} if last else {}).json()
    assert {one["id"] for one in news["verdicts"]} == said
    with Casebook(casebook) as case:
        assert {verdict.id for verdict in case.verdicts()} == said
        case.verify()


def test_offsets_go_back_and_never_into_a_sign() -> None:
    text = "a\U0001f525b\U0001f525"
    there, back = utf16_offsets(text), code_points(text)
    assert [back(there(offset)) for offset in range(len(text) + 1)] == list(range(len(text) + 1))
    for wrong in (-1, 2, 5, 7):
        with pytest.raises(ValueError, match="offset"):
            back(wrong)
