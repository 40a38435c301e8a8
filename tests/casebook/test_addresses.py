"""Addresses of casebooks on a server: read in all their forms, and never with a password in what is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whosays.casebook.addresses import (
    followed_by,
    is_address,
    mirror_of,
    name_of,
    parsed,
    without_secret,
)
from whosays.errors import CasebookError


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PGUSER", "PGPASSWORD", "PGPORT", "PGHOST", "PGSSLMODE", "PGSSLROOTCERT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize(
    ("where", "full"),
    [
        ("postgresql://ana@db.example/team", "postgresql://ana@db.example:5432/team?casebook=whosays&sslmode=require"),
        ("postgres://ana@localhost:5433/team?casebook=kursk",
         "postgresql://ana@localhost:5433/team?casebook=kursk&sslmode=prefer"),
        ("postgresql://ana@[::1]/team", "postgresql://ana@[::1]:5432/team?casebook=whosays&sslmode=prefer"),
        ("postgresql://a%40b:s%2Fx@db.example/t%20m?sslmode=verify-full&sslrootcert=/etc/ca.pem",
         "postgresql://a%40b@db.example:5432/t%20m?casebook=whosays&sslmode=verify-full&sslrootcert=/etc/ca.pem"),
        ("postgresql://ana@/team?host=/var/run/postgresql",
         "postgresql://ana@:5432/team?host=/var/run/postgresql&casebook=whosays&sslmode=prefer"),
        (" PostgreSQL://ana:x@db.example/team\n",
         "postgresql://ana@db.example:5432/team?casebook=whosays&sslmode=require"),
        ("postgresql://ana@db.example/team?sslrootcert=/etc/ca.pem",
         "postgresql://ana@db.example:5432/team?casebook=whosays&sslmode=verify-full&sslrootcert=/etc/ca.pem"),
        ("postgresql://ana@db.example/team?sslmode=require&sslrootcert=/etc/ca.pem",
         "postgresql://ana@db.example:5432/team?casebook=whosays&sslmode=verify-ca&sslrootcert=/etc/ca.pem"),
    ],
)  # fmt: skip
def test_an_address_says_the_same_in_full(where: str, full: str) -> None:
    assert is_address(where)
    assert str(parsed(where)) == without_secret(where) == full
    assert parsed(full) == parsed(where)


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("postgresql://ana:Sesame7!@db.example", "no database"),
        ("postgresql://ana:Sesame7!@db.example:port/team", "cannot be told apart"),
        ("postgresql://ana:Sesame7!@db.example/team?casebook=Kursk-1", "small letters"),
        ("postgresql://ana:Sesame7!@db.example/team?casebook=a%22;drop", "small letters"),
        ("postgresql://ana:Sesame7!@db.example/team?sslmode=never", "sslmode is one of"),
        ("postgresql://ana:Sesame7!@db.example/team?options=-c", "nothing is called options"),
        ("postgresql://ana:Sesame7!@[db.example/team", "cannot be told apart"),
    ],
)
def test_what_is_no_address_is_refused_and_quoted_nowhere(where: str, why: str) -> None:
    with pytest.raises(CasebookError, match=why) as caught:
        parsed(where)
    assert caught.value.code == "C029"
    assert "Sesame7!" not in str(caught.value)


@pytest.mark.parametrize(
    "where",
    [
        "postgresql+psycopg://ben:Sesame7!@db.example/team", "mysql://ben:Sesame7!@db.example/team",
        "\ufeffpostgresql://ben:Sesame7!@db.example/team", "'postgresql://ben:Sesame7!@db.example/team'",
        "Postgresql:/ben:Sesame7!@db.example/team", "postgres:ben:Sesame7!@db.example/team",
    ],
)  # fmt: skip
def test_an_address_of_anything_else_is_never_taken_for_a_file(where: str) -> None:
    for ask in (is_address, without_secret, name_of):
        with pytest.raises(CasebookError) as caught:
            ask(where)
        assert caught.value.code == "C029"
        assert "Sesame7!" not in str(caught.value)


def test_how_the_way_is_guarded_is_read_from_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    where = "postgresql://ana@db.example/team"
    monkeypatch.setenv("PGSSLROOTCERT", "/etc/ca.pem")
    assert (parsed(where).sslmode, parsed(where).sslrootcert) == ("verify-full", "/etc/ca.pem")
    assert parsed("postgresql://ana@/team?host=/run").sslmode == "prefer"
    monkeypatch.setenv("PGSSLMODE", "verify-ca")
    assert parsed(where).sslmode == "verify-ca"
    assert parsed(f"{where}?sslmode=verify-full&sslrootcert=/own.pem").sslmode == "verify-full"
    assert parsed(f"{where}?sslrootcert=/own.pem").sslrootcert == "/own.pem"
    monkeypatch.setenv("PGSSLMODE", "always")
    with pytest.raises(CasebookError, match="sslmode is one of"):
        parsed(where)


def test_a_casebook_is_called_by_nothing_of_its_server_or_folder() -> None:
    assert name_of("postgresql://ana@db.example/team?casebook=kursk") == "kursk"
    assert name_of("cases/kursk.casebook") == name_of(Path("cases/kursk.casebook")) == "kursk"


def test_a_file_is_no_address() -> None:
    assert not is_address("kursk.casebook")
    assert not is_address(Path("postgresql://ana@db.example/team"))
    assert without_secret("kursk.casebook") == "kursk.casebook"


def test_the_password_of_the_address_goes_before_the_environment_and_that_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    where = "postgresql://ben@db.example/team"
    assert parsed(where).password is None
    file = tmp_path / "pgpass"
    file.write_text("# all\nother:*:*:*:x\ndb.example:5432:team:ben:from\\:file\n*:*:*:*:last\n")
    monkeypatch.setenv("PGPASSFILE", str(file))
    file.chmod(0o644)
    assert parsed(where).password is None  # others can read it
    file.chmod(0o600)
    assert parsed(where).password == "from:file"
    assert parsed("postgresql://eva@db.example/team").password == "last"
    monkeypatch.setenv("PGPASSWORD", "from the environment")
    assert parsed(where).password == "from the environment"
    given = parsed("postgresql://ben:from%20here@db.example/team")
    assert given == parsed(where)
    assert given.password == "from here"
    assert "from here" not in repr(given)


def test_only_a_copy_where_copies_lie_follows_a_server(tmp_path: Path) -> None:
    address = parsed("postgresql://ana@db.example/team?casebook=kursk")
    copy = mirror_of(address)
    assert copy.is_relative_to(tmp_path / "home")
    assert copy != mirror_of(parsed("postgresql://ana@db.example/team?casebook=other"))
    copy.parent.mkdir(parents=True)
    marker = json.dumps({"address": str(address), "in_step": "2026-11-24"})
    copy.with_name(copy.name + ".follows").write_text(marker)
    assert followed_by(copy) == address
    # Anybody can put such a file beside a casebook that they give away.
    strange = tmp_path / "kursk.casebook"
    strange.with_name(strange.name + ".follows").write_text(marker)
    assert followed_by(strange) is None
    assert followed_by(tmp_path / "none.casebook") is None
