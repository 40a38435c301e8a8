"""Write the reference pages from what the code says of itself; with --check, fail where they have drifted.

docs/reference/ from the commands' help, the JSON Schema and the table of messages; docs/codebook/ from the vocabulary.
"""

from __future__ import annotations

import csv
import inspect
import re
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import msgspec

import whosays
from whosays.app.server import create_app
from whosays.cli import COMMANDS, app
from whosays.errors import MESSAGES
from whosays.exports.wording import label_of
from whosays.record import TYPES, json_schema
from whosays.vocab.types import TypeEntry, type_entries

DOCS = Path(__file__).resolve().parent.parent / "docs"
MODULE = r"\b(?:whosays|pathlib|collections|typing)(?:\.[a-z_]+)*\."
HEAD = "<!-- Written by `make docs` from the code; do not edit. -->\n\n"


def cli_page() -> str:
    """Return every command's help."""
    parts = ["# Command line\n"]
    context = click.Context(app, info_name="whosays", max_content_width=100, terminal_width=100)
    parts.append(f"```text\n{app.get_help(context)}\n```\n")
    for name in COMMANDS:
        command = app.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        parts.append(f"## whosays {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "\n".join(parts)


def _type_words(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema:
        return " ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_type_words(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        inner = schema.get("items") or (schema.get("prefixItems") or [{}])[0]
        return f"list of {_type_words(inner) if isinstance(inner, dict) else 'values'}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"mapping of names to {_type_words(schema['additionalProperties'])}"
    return str(schema.get("type", "any"))


def record_page() -> str:
    """Return the fields of every struct of the record."""
    parts = [
        "# The record\n",
        "What `whosays read` yields for one report, and `whosays fuse` for many. The JSON Schema is printed by\n"
        "`whosays schema`. Offsets are code points into `report.text`, half-open.\n",
    ]
    for name, definition in json_schema()["$defs"].items():
        parts.append(f"## {name}\n\n{definition.get('description', '')}\n\n| field | type |\n|---|---|")
        parts += [f"| `{field}` | {_type_words(schema)} |" for field, schema in definition["properties"].items()]
        parts.append("")
    return "\n".join(parts)


def _shown(name: str, thing: Any) -> str:
    """Return a signature without the module names that make it hard to read."""
    try:
        words = str(inspect.signature(thing))
    except ValueError:
        return name
    for pattern, short in ((r"(: |-> )'([^']*)'", r"\1\2"), (r"<function \w+ at 0x\w+>", "…"), (MODULE, "")):
        words = re.sub(pattern, short, words)
    return f"{name}{words}"


def _docstring(thing: Any) -> str:
    return inspect.getdoc(thing) or ""


def _methods(thing: type) -> list[str]:
    rows = []
    for name, member in sorted(inspect.getmembers(thing)):
        home = getattr(member, "__module__", None) or getattr(getattr(member, "fget", None), "__module__", "")
        if name.startswith("_") or not (home or "").startswith("whosays"):
            continue
        called = _shown(name, member) if callable(member) else name
        rows.append(f"| `{called.replace('|', 'or').replace('(self, ', '(').replace('(self)', '()')}` "
                    f"| {' '.join(_docstring(member).split(chr(10) * 2)[0].split())} |")  # fmt: skip
    return ["| | |", "|---|---|", *rows] if rows else []


def python_page() -> str:
    """Return what `import whosays` gives: functions and classes with what their docstrings say."""
    parts = [
        "# Python\n",
        "What `import whosays` gives. The fields of reports, claims and events: [the record](record.md).\n",
    ]
    for name in whosays.__all__:
        thing = getattr(whosays, name)
        if isinstance(thing, type) and issubclass(thing, msgspec.Struct):
            parts.append(f"## {name}\n\nA struct of [the record](record.md#{name.lower()}).\n")
            continue
        parts.append(f"## {name}\n\n```text\n{_shown(name, thing)}\n\n{_docstring(thing)}\n```\n")
        if isinstance(thing, type):
            parts += [*_methods(thing), ""]
    return "\n".join(parts)


def http_page() -> str:
    """Return the calls of the HTTP API, as its OpenAPI description has them."""
    with TemporaryDirectory() as folder:
        whosays.Casebook(Path(folder) / "empty.casebook").close()
        described = create_app(Path(folder) / "empty.casebook").openapi()
    parts = [
        "# HTTP\n",
        "What `whosays serve` answers; all that the page does goes through these calls. The whole description\n"
        "(OpenAPI 3.1) is served at `/api/v1/openapi.json`. Errors have one shape.\n",
    ]
    for path, calls in sorted(described["paths"].items()):
        for method, call in calls.items():
            parts.append(f"## {method.upper()} {path}\n\n{call.get('description', call.get('summary', ''))}\n")
            asked = call.get("parameters", [])
            if asked:
                parts += ["| parameter | where | type | |", "|---|---|---|---|"]
                parts += [
                    f"| `{p['name']}` | {p['in']} | {_type_words(p['schema'])} | {p.get('description', '')} |"
                    for p in asked
                ]
                parts.append("")
    return "\n".join(parts)


def errors_page() -> str:
    """Return the table of messages."""
    rows = [f"| {code} | {what} | {remedy} |" for code, (what, remedy) in MESSAGES.items()]
    return "\n".join(["# Errors\n", "| code | what happened | what to do |", "|---|---|---|", *rows, ""])


QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
# Words shown for one type and mode; the rest stand in the table of triggers.
WORDS_SHOWN = 40


def triggers_by_type() -> dict[str, dict[str, list[str]]]:
    """Return the words of the table of triggers by type and mode, as the reader uses them."""
    table = files("whosays.vocab").joinpath("triggers.csv").read_text(encoding="utf-8").splitlines()
    words: dict[str, dict[str, list[str]]] = {}
    for row in csv.DictReader(table):
        listed = words.setdefault(row["type"], {}).setdefault(row["mode"], [])
        if row["lemma"] not in listed:
            listed.append(row["lemma"])
    return words


def type_page(name: str, entry: TypeEntry, words: dict[str, list[str]]) -> str:
    """Return the codebook's page of one type."""
    quad = f"PLOVER 2 quad class {entry.quad}: {QUADS[entry.quad]}." if entry.quad else "A situation, outside PLOVER 2."
    lines = [f"# {name}: {label_of(name)}\n", f"{entry.definition}\n", f"**Not:** {entry.is_not}\n", f"{quad}\n"]
    lines += ["## Examples\n", *(f"- {example}" for example in entry.examples)]
    lines += ["", "## Looks like it, but is not\n", *(f"- {example}" for example in entry.counter_examples)]
    lines += ["", "## Words that can state it, by mode\n", "| mode | words |", "|---|---|"]
    for mode, listed in sorted(words.items()):
        more = f" … and {len(listed) - WORDS_SHOWN} more" if len(listed) > WORDS_SHOWN else ""
        lines.append(f"| {f'`{mode}`' if mode else '–'} | {', '.join(sorted(listed)[:WORDS_SHOWN])}{more} |")
    return "\n".join([*lines, ""])


def codebook_pages() -> dict[str, str]:
    """Return the codebook: an index and a page a type."""
    words = triggers_by_type()
    entries = type_entries()
    index = ["# Codebook\n", "What each type of claim means; written from the same files that the reader uses.\n",
             "| type | for people | is |", "|---|---|---|"]  # fmt: skip
    index += [f"| [{name}]({name.lower()}.md) | {label_of(name)} | {entries[name].definition} |" for name in TYPES]
    pages = {f"codebook/{name.lower()}.md": type_page(name, entries[name], words.get(name, {})) for name in TYPES}
    return {"codebook/README.md": "\n".join([*index, ""]), **pages}


def pages() -> dict[str, str]:
    """Return every generated page by its path below docs/."""
    reference = {"cli.md": cli_page, "record.md": record_page, "errors.md": errors_page,
                 "python.md": python_page, "http.md": http_page}  # fmt: skip
    return {**{f"reference/{name}": page() for name, page in reference.items()}, **codebook_pages()}


def main() -> int:
    """Write the pages, or compare them; return 1 if one has drifted."""
    check = "--check" in sys.argv[1:]
    drifted = []
    for name, page in pages().items():
        text = HEAD + page
        target = DOCS / name
        if check and (not target.exists() or target.read_text(encoding="utf-8") != text):
            drifted.append(name)
        elif not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    for name in drifted:
        print(f"docs/{name} is not what the code says: run 'make docs'")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
