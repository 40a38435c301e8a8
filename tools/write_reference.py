"""Write the reference pages from what the code says of itself; with --check, fail where they have drifted.

docs/reference/cli.md from the commands' help, record.md from the JSON Schema, errors.md from the table of messages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from whosays.cli import COMMANDS, app
from whosays.errors import MESSAGES
from whosays.record import json_schema

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
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


def errors_page() -> str:
    """Return the table of messages."""
    rows = [f"| {code} | {what} | {remedy} |" for code, (what, remedy) in MESSAGES.items()]
    return "\n".join(["# Errors\n", "| code | what happened | what to do |", "|---|---|---|", *rows, ""])


PAGES: dict[str, Callable[[], str]] = {"cli.md": cli_page, "record.md": record_page, "errors.md": errors_page}


def main() -> int:
    """Write the pages, or compare them; return 1 if one has drifted."""
    check = "--check" in sys.argv[1:]
    drifted = []
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        text = HEAD + page()
        target = REFERENCE / name
        if check and (not target.exists() or target.read_text(encoding="utf-8") != text):
            drifted.append(name)
        elif not check:
            target.write_text(text, encoding="utf-8")
    for name in drifted:
        print(f"docs/reference/{name} is not what the code says: run 'make docs'")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
