"""Check the plan of the house: imports point one way, modules and functions stay small, nothing leaves the machine.

Exit code 1 and one line a fault. The order of the rooms is the one drawn in CONTRIBUTING.md.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "whosays"
# A room may import from itself and from the rooms before it.
ROOMS = (
    "record errors logs plugins vocab sources reading places actors claims reader tracing learning proposing "
    "spacy_component fusion scale casebook exports finding mcp app cli"
).split()  # fmt: skip
MAX_LINES = 400
MAX_FUNCTION = 60
EXCEPTIONS = ROOT / "docs" / "why" / "exceptions.md"


def room_of(path: Path) -> str:
    """Return the room that a module belongs to: the first name below the package."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted module) of every import of the package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("whosays"))
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").startswith("whosays"):
            if node.module == "whosays":
                yield from ((node.lineno, f"whosays.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, node.module or ""
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "(relative)"


def faults_of(path: Path, allowed: str) -> Iterator[str]:
    """Yield the faults of one module."""
    where = path.relative_to(ROOT)
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    room = room_of(path)
    if room not in ("__init__", "__main__", "models"):
        if room not in ROOMS:
            yield f"{where}: the room '{room}' is not in the plan"
            return
        for line, module in imports_of(tree):
            parts = module.split(".")
            if module == "(relative)":
                yield f"{where}:{line}: write imports in full"
            elif len(parts) > 1 and parts[1] in ROOMS and ROOMS.index(parts[1]) > ROOMS.index(room):
                yield f"{where}:{line}: '{room}' must not import '{parts[1]}', which stands after it"
    n_lines = text.count("\n")
    if n_lines > MAX_LINES and str(where) not in allowed:
        yield f"{where}: {n_lines} lines; find the seam, or give the reason in {EXCEPTIONS.relative_to(ROOT)}"
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION and f"{where}::{node.name}" not in allowed:
                yield f"{where}:{node.lineno}: {node.name} has {length} lines; more than {MAX_FUNCTION}"


def main() -> int:
    """Print every fault; return 1 if there is one."""
    allowed = EXCEPTIONS.read_text(encoding="utf-8") if EXCEPTIONS.exists() else ""
    faults = [fault for path in sorted(PACKAGE.rglob("*.py")) for fault in faults_of(path, allowed)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
