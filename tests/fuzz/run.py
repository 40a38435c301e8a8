"""Fuzz with coverage to guide it: python tests/fuzz/run.py --seconds 600 [TARGET…].

Each target runs in a process of its own for its share of the time, by atheris (libFuzzer). An input that breaks one
is written to ``--found`` under the target's name, and the exit code is 1. Inputs that reach new code are kept in
``--grown`` if it is given.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

MEGABYTES = 2_048  # of memory for one target
SECONDS = 20  # for one input; a hang is anything longer


def fuzz(name: str, arguments: list[str]) -> None:
    """Run one target until libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["whosays", "feedparser", "warcio", "protego"]):
        from targets import TARGETS, corpus_of

        from whosays.sources.language import detect_language

        target = TARGETS[name][0]
        for seed in corpus_of(name):
            # What is loaded when first used is instrumented too.
            target(seed)
        # Not every target's corpus asks for the language; loading its model takes longer than an input may.
        detect_language("Soldiers shelled the town.")
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def main() -> int:
    """Run the targets one after another; return 1 if one broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=600, help="for all targets together")
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), help="where inputs that break one are put")
    parser.add_argument("--grown", type=Path, help="where inputs that reach new code are put")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given, passed_on = parser.parse_known_args()
    if given.one:
        # The folder of the corpus stands among the targets.
        fuzz(given.one, [*passed_on, *given.targets])
        return 0
    from targets import TARGETS, corpus_of

    names = given.targets or list(TARGETS)
    share = max(1, given.seconds // len(names))
    given.found.mkdir(parents=True, exist_ok=True)
    broken = []
    for name in names:
        grown = (given.grown or given.found / "grown") / name
        grown.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(corpus_of(name)):
            (grown / f"seed-{number}").write_bytes(seed)
        command = [
            sys.executable, __file__, "--one", name, f"-max_total_time={share}", f"-timeout={SECONDS}",
            f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={given.found / name}-", "-print_final_stats=1",
            "-max_len=1000000", str(grown),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=share + 300)
        said = done.stderr.splitlines()
        tried = next((line.split()[-1] for line in said if "number_of_executed_units" in line), "?")
        has_corpus = not any("empty corpus" in line for line in said)
        held = done.returncode == 0 and has_corpus
        print(f"{name}: {tried} inputs in {share} s: {'held' if held else 'BROKEN'}", flush=True)
        if not held:
            broken.append(name)
            print("\n".join(said[-40:]), flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
