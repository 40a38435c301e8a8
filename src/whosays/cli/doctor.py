"""whosays doctor: is everything here, and if not, what to do."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import click

from whosays.cli import options
from whosays.errors import WhosaysError

# Reading 100,000 articles takes about 2 GB in a casebook; under this much free space a person should be told.
LOW_SPACE_GB = 2.0


# What each extra is for, and a module that it brings.
EXTRAS = {
    "tables": ("Parquet and data frames", "pyarrow"), "pdf": ("briefs as PDF", "reportlab"),
    "mcp": ("assistants", "mcp"), "accounts": ("named accounts", "argon2"), "ray": ("many machines", "ray"),
}  # fmt: skip


class Worth(Exception):
    """Something worth knowing that is no fault."""


def _python() -> str:
    return f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"


def _model() -> str:
    from whosays.reading.model_check import check_model

    check_model()
    return "the language model is as released and parses the test sentence"


def _models() -> str:
    from whosays import models

    for name in models.sums():
        models.opened(name)
    return f"{len(models.sums())} models are as released"


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


def _disk(casebook: Path) -> str:
    folder = casebook.absolute().parent
    free = shutil.disk_usage(folder if folder.is_dir() else Path.cwd()).free / 1e9
    # A backup, and the copy that an upgrade keeps, each take as much as the casebook.
    needed = max(LOW_SPACE_GB, 2 * casebook.stat().st_size / 1e9 if casebook.exists() else 0.0)
    if free < needed:
        raise OSError(f"only {free:.1f} GB are free at {folder}, and {needed:.1f} may be needed; make room")
    return f"{free:.0f} GB free at {folder}"


def _extras() -> str:
    missing = [name for name, (_, module) in EXTRAS.items() if find_spec(module) is None]
    if missing:
        kinds = ", ".join(EXTRAS[name][0] for name in missing)
        raise Worth(f"not installed: {kinds}. If you want them: pip install 'whosays[{','.join(missing)}]'")
    return "every extra is installed"


def _fonts() -> str:
    if find_spec("reportlab") is None:
        raise Worth("PDF is not installed, so that no fonts are needed")
    from whosays.exports.brief.pdf import load_fonts

    n = len(load_fonts())
    return f"the fonts of the PDF brief load and have {n} letters; others are shown as boxes and named"


def _page() -> str:
    from whosays.app.server import page_folder

    if not (page_folder() / "index.html").exists():
        raise Worth("the web page is not built, so that 'serve' gives only the API; in a working copy: make setup")
    return "the web page is built"


def _reading() -> str:
    from whosays.reader import Reader
    from whosays.record import Report

    text = "Russian forces shelled the city of Kharkiv on Monday, Ukrainian officials said."
    record = Reader().read(Report(id="doctor", text=text, published="2024-11-05"))
    if not record.claims or not record.claims[0].sources:
        raise WhosaysError("I001", item="the reader", detail="it finds no sourced claim in the test sentence")
    return "a test sentence reads as a claim with its owner"


def checks_of(casebook: str) -> list[tuple[str, Callable[[], str]]]:
    """Return every check by its name, in order."""
    from whosays.casebook.addresses import is_address, mirror_of, parsed

    path = mirror_of(parsed(casebook)) if is_address(casebook) else Path(casebook)
    checks: list[tuple[str, Callable[[], str]]] = [
        ("python", _python), ("sqlite", _sqlite), ("disk", lambda: _disk(path)), ("model", _model),
        ("models", _models), ("gazetteer", _gazetteer), ("actors", _actors), ("reading", _reading), ("page", _page),
        ("fonts", _fonts), ("extras", _extras),
    ]  # fmt: skip
    return [*checks, ("casebook", lambda: _casebook(casebook))] if path.exists() or is_address(casebook) else checks


@click.command(epilog="Example: whosays --casebook kursk.casebook doctor")
@options.casebook
@click.pass_context
def command(ctx: click.Context, casebook: str) -> None:
    """Check the installation, its models and fonts, the disk, and the casebook if there is one, and say what to do."""
    failed = False
    for name, check in checks_of(casebook):
        try:
            click.echo(f"  ok    {name}: {check()}")
        except Worth as worth:
            click.echo(f"  note  {name}: {worth}")
        except (WhosaysError, OSError, sqlite3.Error, ImportError) as error:
            failed = True
            click.echo(f"  FAIL  {name}: {error}")
    if failed:
        ctx.exit(1)


def _casebook(path: str) -> str:
    from whosays.casebook import Casebook

    with Casebook(path, create=False) as case:
        case.verify()
        why_not = case.why_not_writable
    if why_not is not None:
        raise Worth(f"{path}: evidence and custody are whole; nothing can be added ({why_not})")
    return f"{path}: evidence and custody are whole"
