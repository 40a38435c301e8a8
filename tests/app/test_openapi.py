"""Whatever the API's own document allows to be asked, the server answers without an error of its own."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from whosays.app.server import create_app
from whosays.casebook import Casebook
from whosays.record import Claim, Participant, Place, Quantity, Record, Report, When, span_of

TEXT = "\U0001f525 Gunmen killed 12 people in Sumy on Monday. The weather was fair."
SHAPE = {"ok", "status", "code", "error"}


def record(n: int) -> Record:
    def at(words: str) -> dict[str, Any]:
        start = TEXT.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    claim = Claim(
        id=f"r{n}#1", type="ASSAULT", evidence=span_of(TEXT, 2, 43), trigger=span_of(TEXT, *(9, 15)),
        actors=(Participant(**at("Gunmen"), name="Gunmen", country="UKR" if n else None),),
        places=(Place(**at("Sumy"), name="Sumy", role="at", lat=50.9, lon=34.8, precision="city"),),
        quantities=(Quantity(**at("12"), of="killed", min=12, best=12, max=12),),
        time=When(earliest="2024-09-30", latest="2024-09-30", grain="day") if n else When(),
    )  # fmt: skip
    return Record(
        report=Report(
            id=f"r{n}", text=TEXT, publisher="Morning Wire" if n else None, published="2024-10-01" if n else None
        ),
        claims=(claim,),
    )


@pytest.fixture(scope="module")
def api_schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The API's document, on a casebook of two claims that takes nothing in."""
    path = tmp_path_factory.mktemp("openapi") / "small.casebook"
    with Casebook(path) as case:
        for n in range(2):
            case.add(record(n))
    app = create_app(path)
    # What is added is not read: the reader is tested where it lives.
    app.state.adding._read = lambda item: None
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"Host": "localhost"})


def test_no_question_breaks_the_server(api_schema: Any) -> None:
    n_asked = 0
    broken: list[str] = []

    def ask(case: Any) -> None:
        nonlocal n_asked
        n_asked += 1
        answer = case.call(headers={"X-Whosays": "page", "Host": "localhost"})
        if answer.status_code >= 500:
            broken.append(f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:200]}")
        elif answer.status_code >= 400 and set(answer.json()) != SHAPE:
            broken.append(
                f"{answer.request.method} {answer.request.url}: an error of another shape, {answer.text[:200]}"
            )

    quick = settings(
        max_examples=8, derandomize=True, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    operations = [result.ok() for result in api_schema.get_all_operations()]
    assert len(operations) > 25
    for operation in operations:
        quick(given(operation.as_strategy())(ask))()
    assert n_asked > 3 * len(operations)
    assert not broken, "\n".join(broken)
