"""whosays review: a person's verdicts, one key each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from whosays.casebook import Casebook, Verdict
from whosays.casebook.choosing import change_from
from whosays.casebook.doubting import Doubtful
from whosays.casebook.verdicts import WrongChange
from whosays.cli import options
from whosays.cli.output import talk
from whosays.errors import CasebookError, UsageError, WhosaysError
from whosays.exports.wording import sentence

KEYS = "a accept · r reject · c correct · t tag · m comment · u undo the last · s skip · q quit"
# Errors of what a person said of a claim; the others are of the casebook.
ABOUT_WORDS = frozenset(("C010", "C011"))


class Answers:
    """Keys from the terminal, or lines from a pipe: a key, and what belongs to it after a space."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin.isatty()
        self._rest = ""

    def key(self) -> str:
        """Return the next key; at the end of the input, q."""
        if self.is_terminal:
            pressed = click.getchar()
            return "q" if pressed in ("\x03", "\x04") else pressed
        line = sys.stdin.readline()
        if not line:
            return "q"
        key, _, self._rest = line.strip().partition(" ")
        return key or "s"

    def words(self, what: str) -> str:
        """Return what belongs to the key."""
        if self.is_terminal:
            return str(click.prompt(what, default="", show_default=False, err=True)).strip()
        return self._rest.strip()


def show(one: Doubtful, n: int, of: int) -> None:
    """Show a claim with its words in their surroundings, and why it is in doubt."""
    report, claim = one.report, one.claim
    start, end = claim.evidence.start, claim.evidence.end
    before = " ".join(report.text[max(0, start - 160) : start].split())
    after = " ".join(report.text[end : end + 160].split())
    click.echo(f"\n{n}/{of}  {sentence(claim, report, with_date=True)}")
    kind = f"{claim.type} {claim.mode}" if claim.mode else claim.type
    source = f"{report.publisher or 'no publisher'}, {(report.published or 'undated')[:10]}"
    click.echo(f"     {claim.id} · {kind} · {claim.certainty} · {claim.status} · {source}")
    click.echo(f"     … {before} « {' '.join(claim.evidence.text.split())} » {after} …")
    for reason in one.reasons:
        click.echo(f"     ? {reason}")


def judged(
    case: Casebook, one: Doubtful, key: str, answers: Answers, by: str | None, why: str | None
) -> Verdict | None:
    """Carry out a key on a claim; return the verdict, None for one that asks nothing of the casebook."""
    claim = one.claim.id
    if key == "a":
        return case.accept(claim, why=why, by=by)
    if key == "r":
        said = "" if sys.stdin.isatty() else answers.words("Why")
        return case.reject(claim, why=said or why, by=by)
    if key == "t":
        return case.tag(claim, answers.words("Tag"), why=why, by=by)
    if key == "m":
        return case.comment(claim, answers.words("Comment"), by=by)
    if key == "c":
        field, _, value = answers.words("Field and value (trigger words, certainty denied, …)").partition(" ")
        return case.correct(claim, change_from(one.report, one.claim, field, value), why=why, by=by)
    return None


def review(case: Casebook, queue: list[Doubtful], by: str | None, why: str | None) -> int:
    """Go through the queue; return how many claims got a verdict."""
    answers = Answers()
    done: list[Verdict] = []
    at = 0
    is_shown = False
    while at < len(queue):
        one = queue[at]
        if not is_shown:
            show(one, at + 1, len(queue))
            is_shown = True
        key = answers.key()
        if key == "q":
            break
        if key == "u" and done:
            last = done.pop()
            case.undo(last.id, by=by)
            talk(f"Undone: {last.act}.")
            at = next((n for n, other in enumerate(queue[: at + 1]) if _is_on(last, other)), at)
            is_shown = False
        elif key in ("s", " "):
            at, is_shown = at + 1, False
        elif key in "arctm":
            try:
                verdict = judged(case, one, key, answers, by, why)
            except (WhosaysError, WrongChange) as error:
                if not answers.is_terminal and isinstance(error, CasebookError) and error.code not in ABOUT_WORDS:
                    # Nobody sees it, and the next line, meant for the next claim, must not fall on this one.
                    raise
                talk(str(error))
                continue
            assert verdict is not None
            done.append(verdict)
            if key in "arc":
                at, is_shown = at + 1, False
        else:
            talk(KEYS)
    return sum(verdict.act in ("accept", "reject", "correct") for verdict in done)


def _is_on(verdict: Verdict, one: Doubtful) -> bool:
    return verdict.anchor is not None and verdict.anchor.claim == one.claim.id


def _write(target: str, what: str, lines: Iterable[bytes], *, quiet: bool) -> None:
    written = [line + b"\n" for line in lines]
    body = b"".join(written)
    if target == "-":
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
        return
    try:
        Path(target).write_bytes(body)
    except OSError as error:
        raise UsageError("U004", item=target, detail=error.strerror or str(error)) from error
    talk(f"{target}: {len(written)} {what}.", quiet=quiet)


@click.command(
    epilog="Examples: whosays review --country PRK · whosays review --export verdicts.jsonl · whosays review --merge "
    "e12 e34 --why 'one strike' · In a pipe, a line is a key with what belongs to it: 'c certainty denied'."
)
@options.filters
@click.option("--limit", type=click.IntRange(min=1), help="At most this many.")
@click.option("--by", help="Who judges. [default: your login name]")
@click.option("--why", help="The reason, kept with each verdict.")
@click.option("--undo", metavar="VERDICT", help="Take a verdict back (see 'whosays history').")
@click.option("--merge", nargs=2, metavar="EVENT EVENT", help="Say that two events are one.")
@click.option("--split", nargs=2, metavar="EVENT CLAIM", help="Say that a claim is another event.")
@click.option("--export", "lessons", metavar="FILE", help="Write the verdicts as training examples, JSON Lines.")
@click.option("--gold", metavar="FILE", help="Write the reports judged whole as records, JSON Lines.")
@options.casebook
@options.quiet
def command(
    limit: int | None,
    by: str | None,
    why: str | None,
    undo: str | None,
    merge: tuple[str, str] | None,
    split: tuple[str, str] | None,
    lessons: str | None,
    gold: str | None,
    casebook: str,
    quiet: bool,
    **values: Any,
) -> None:
    """Judge claims one by one, the most doubtful first: one key a verdict.

    Nothing is overwritten: a verdict is a new entry with its author, time and reason, and so is taking it back.
    """
    with Casebook(casebook, create=False, by=by) as case:
        asked: list[Callable[[], object]] = []
        if undo:
            asked.append(lambda: case.undo(undo, why=why))
        if merge:
            asked.append(lambda: case.merge_events(*merge, why=why))
        if split:
            asked.append(lambda: case.split_event(split[0], [split[1]], why=why))
        if lessons:
            asked.append(lambda: _write(lessons, "verdicts", case.lessons(), quiet=quiet))
        if gold:
            asked.append(lambda: _write(gold, "reports judged whole", case.gold(), quiet=quiet))
        for act in asked:
            act()
        if asked:
            return
        queue = list(case.queue(limit=limit, **options.chosen(values)))
        if not queue:
            talk("Nothing waits for a verdict.", quiet=quiet)
            return
        talk(f"{len(queue)} claims wait for a verdict. {KEYS}", quiet=quiet)
        n = review(case, queue, by, why)
        talk(f"{n} verdict{'' if n == 1 else 's'} kept.", quiet=quiet)
