"""Check the tables of actors, or a table of your own: python tools/lint_actors.py [my_actors.csv …]."""

from __future__ import annotations

import sys
from pathlib import Path

from whosays.actors.lint import lint_file, lint_shipped


def main(arguments: list[str]) -> int:
    """Print every fault; return 1 if there is any."""
    faults = [fault for path in arguments for fault in lint_file(Path(path))] if arguments else lint_shipped()
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults" if faults else "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
