"""The command line: one file a command, thin over the Python API.

Data goes to standard output, talk to standard error. Exit code 0: all went well; 1: something could not be done, the
rest was; 2: the command was not understood.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from importlib import import_module
from typing import NoReturn

import click

from whosays import logs
from whosays.errors import UsageError, WhosaysError

# Command -> (module, what it does). Modules are imported when their command is called, so that help answers at once.
COMMANDS = {
    "read": ("whosays.cli.read", "Read reports into claims, without keeping anything."),
    "propose": ("whosays.cli.propose", "Let a language model propose claims; keep what the words bear out."),
    "add": ("whosays.cli.add", "Read reports and keep them in the casebook."),
    "watch": ("whosays.cli.watch", "Follow feeds: take in what is new on a schedule, and raise alerts."),
    "alerts": ("whosays.cli.alerts", "Raise the alerts of saved queries: new claims, events whose standing turned."),
    "claims": ("whosays.cli.claims", "List claims: who is said to have done what, and who says so."),
    "who": ("whosays.cli.who", "List speakers and what each of them says."),
    "events": ("whosays.cli.events", "List events: claims fused, with their origins and standing."),
    "find": ("whosays.cli.find", "Rank the claims that answer a question in plain English."),
    "figures": ("whosays.cli.figures", "List every figure with its owner and its day."),
    "origins": ("whosays.cli.origins", "Say on how many independent origins an event rests, and why."),
    "changes": ("whosays.cli.changes", "Say what was new, revised, denied or withdrawn since a day."),
    "explain": ("whosays.cli.explain", "Say which words and which rule made each field of a claim."),
    "trace": ("whosays.cli.trace", "Show what every stage of reading made of a sentence."),
    "brief": ("whosays.cli.brief", "Write a situation report with a footnote to the words of each sentence."),
    "export": ("whosays.cli.export", "Write the casebook's claims in another format."),
    "validate": ("whosays.cli.validate", "Check exported files against the rules of their format."),
    "serve": ("whosays.cli.serve", "Show the casebook in the browser: map, timeline, reader, figures."),
    "publish": ("whosays.cli.publish", "Write a casebook as a static site that needs no server."),
    "mcp": ("whosays.cli.mcp", "Serve a casebook to assistants by the Model Context Protocol."),
    "fuse": ("whosays.cli.fuse", "Fuse records into events, without a casebook."),
    "incidents": ("whosays.cli.incidents", "Say in one row what act of violence each report is mainly about."),
    "copies": ("whosays.cli.copies", "Find reports that are copies of one text."),
    "review": ("whosays.cli.review", "Judge claims one by one, the most doubtful first: one key a verdict."),
    "train": ("whosays.cli.train", "Learn from your verdicts which words state an event."),
    "rate": ("whosays.cli.rate", "Rate how reliable a speaker or publisher is, A (completely) to E (not)."),
    "comment": ("whosays.cli.comment", "Comment on a report, a claim or an event, named by its id."),
    "history": ("whosays.cli.history", "List every act on the casebook in order."),
    "merge": ("whosays.cli.merge", "Take the reports, readings, verdicts and ratings of another casebook in."),
    "backup": ("whosays.cli.backup", "Write a whole copy of the casebook, even while others add to it."),
    "archive": ("whosays.cli.archive", "Write every report's bytes as received into a web archive (WARC 1.1)."),
    "verify": ("whosays.cli.verify", "Check the casebook's evidence and its chain of custody."),
    "demo": ("whosays.cli.demo", "Read the example reports and show what comes out."),
    "schema": ("whosays.cli.schema", "Print the JSON Schema of the record and of the event."),
    "doctor": ("whosays.cli.doctor", "Check the installation, and say what to do."),
    "version": ("whosays.cli.version", "Print the version."),
}


class Commands(click.Group):
    """The commands, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a report's road."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in COMMANDS.items()])


def _print_version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
    if asked:
        import whosays

        click.echo(whosays.__version__)
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: whosays demo",
)
@click.option(
    "--casebook", metavar="FILE", envvar="WHOSAYS_CASEBOOK", help="The casebook to work on. [default: whosays.casebook]"
)
@click.option("--verbose", "-v", is_flag=True, help="Say on standard error what happens, one JSON object a line.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
@click.pass_context
def app(ctx: click.Context, casebook: str | None, verbose: bool) -> None:
    """Who did what to whom, and who says so.

    Reads news reports of armed conflict into claims tied to the exact words, each with its owner; fuses them into
    events that count independent origins, not headlines.
    """
    ctx.obj = casebook
    if verbose:
        logs.begin()
        logs.note("begins", command=ctx.invoked_subcommand)


def main() -> None:
    """Run the command line."""
    # Our matrices are small: the matrix library's own threads only wait actively, and cost as much time as the work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    began = time.monotonic()
    try:
        _run()
    except SystemExit as end:
        logs.note("ends", code=end.code, seconds=round(time.monotonic() - began, 3))
        raise


def _run() -> NoReturn:
    # Asked to end, a command puts its unfinished files away and ends the processes that it started.
    signal.signal(signal.SIGTERM, _end)
    sys.unraisablehook = _unraisable
    try:
        # Click returns the code that a command ended with instead of raising it.
        ended = app.main(prog_name="whosays", standalone_mode=False)
        # What could not be written is an error like others, and not one that nobody sees at the interpreter's end.
        sys.stdout.flush()
        sys.exit(ended if isinstance(ended, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: say nothing, and keep Python from complaining at exit.
        _drop_output()
        sys.exit(1)
    except WhosaysError as error:
        click.echo(str(error), err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except MemoryError:
        click.echo(str(UsageError("U051")), err=True)
        sys.exit(1)
    except OSError as error:
        item = str(error.filename) if error.filename else "the output"
        _drop_output()
        click.echo(str(UsageError("U050", item=item, detail=error.strerror or str(error))), err=True)
        sys.exit(1)


def _end(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def _unraisable(what: sys.UnraisableHookArgs) -> None:
    """Ask to end once more where the first time fell into a destructor, in which Python ignores whatever is raised."""
    if issubclass(what.exc_type, SystemExit):
        # From another thread, a moment later: at once it would fall into this very function.
        again = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGTERM))
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(what)


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
