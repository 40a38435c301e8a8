"""whosays serve: the app."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import talk


@click.command(epilog="Example: whosays serve kursk.casebook")
@click.argument("case", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8377, show_default=True, help="The port.")
@options.casebook
@options.quiet
def command(case: str | None, host: str, port: int, casebook: str, quiet: bool) -> None:
    """Show the casebook in the browser: map, timeline, reader, figures.

    The server listens on this machine alone, and asks the network for nothing.
    """
    serve(case or casebook, host=host, port=port, quiet=quiet)


def serve(casebook: str, *, host: str, port: int, quiet: bool) -> None:
    """Serve a casebook until interrupted."""
    import uvicorn

    from whosays.app.server import create_app

    app = create_app(casebook)
    talk(f"{casebook} is open at http://{host}:{port}/ (stop with Ctrl-C)", quiet=quiet)
    uvicorn.run(app, host=host, port=port, log_level="warning")
