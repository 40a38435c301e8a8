"""whosays doctor: is everything here, and if not, what to do."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click

from whosays.cli import options
from whosays.errors import WhosaysError

# Reading 100,000 articles takes about 2 GB in a casebook; under this much free space a person should be told.
LOW_SPACE_GB = 2.0


def _python() -> str:
    return f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"


def _model() -> str:
    from whosays.reading.model_check import check_model

    check_model()
    return "the language model is as released and parses the test sentence"


def _gazetteer() -> str:
    from whosays.places import Gazetteer

    with closing(Gazetteer.open()) as gazetteer:
        if not gazetteer.look_up("Kursk"):
            raise WhosaysError("I001", item="the gazetteer", detail="it does not know Kursk")
    return "the gazetteer opens and knows Kursk"


def _actors() -> str:
    from whosays.actors import ActorTable

    ActorTable.open()
    return "the tables of actors load"


def _sqlite() -> str:
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        memory.execute("CREATE VIRTUAL TABLE boxes USING rtree(id, west, east, south, north)")
    return f"SQLite {sqlite3.sqlite_version} has full text and boxes"


def _disk() -> str:
    free = shutil.disk_usage(Path.cwd()).free / 1e9
    if free < LOW_SPACE_GB:
        raise OSError(f"only {free:.1f} GB are free here; a casebook needs room to grow")
    return f"{free:.0f} GB free here"


def _reading() -> str:
    from whosays.reader import Reader
    from whosays.record import Report

    text = "Russian forces shelled the city of Kharkiv on Monday, Ukrainian officials said."
    record = Reader().read(Report(id="doctor", text=text, published="2024-11-05"))
    if not record.claims or not record.claims[0].sources:
        raise WhosaysError("I001", item="the reader", detail="it finds no sourced claim in the test sentence")
    return "a test sentence reads as a claim with its owner"


CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("python", _python),
    ("sqlite", _sqlite),
    ("disk", _disk),
    ("model", _model),
    ("gazetteer", _gazetteer),
    ("actors", _actors),
    ("reading", _reading),
)


@click.command()
@options.casebook
@click.pass_context
def command(ctx: click.Context, casebook: str) -> None:
    """Check the installation, and the casebook if there is one, and say what to do."""
    checks = list(CHECKS)
    if Path(casebook).exists():
        checks.append(("casebook", lambda: _casebook(casebook)))
    failed = False
    for name, check in checks:
        try:
            click.echo(f"  ok    {name}: {check()}")
        except (WhosaysError, OSError, sqlite3.Error, ImportError) as error:
            failed = True
            click.echo(f"  FAIL  {name}: {error}")
    if failed:
        ctx.exit(1)


def _casebook(path: str) -> str:
    from whosays.casebook import Casebook

    with Casebook(path, create=False) as case:
        case.verify()
    return f"{path}: evidence and custody are whole"
