"""whosays serve: the app."""

from __future__ import annotations

import secrets
import socket

import click

from whosays.cli import options
from whosays.cli.output import talk
from whosays.errors import UsageError

# So many ports are tried, from the one asked for upwards.
TRIES = 20


@click.command(epilog="Example: whosays serve kursk.casebook")
@click.argument("case", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8377, show_default=True, help="The port.")
@click.option("--token", envvar="WHOSAYS_TOKEN", help="What visitors must know. [default beyond this machine: made up]")
@options.casebook
@options.quiet
def command(case: str | None, host: str, port: int, token: str | None, casebook: str, quiet: bool) -> None:
    """Show the casebook in the browser: map, timeline, reader, figures.

    The server listens on this machine alone, and asks the network for nothing. With --host it can be reached from
    others, by those who hold its token; put a server with TLS before it where the network is not trusted.
    """
    serve(case or casebook, host=host, port=port, quiet=quiet, token=token)


def free_port(host: str, port: int) -> int:
    """Return the port, or the next one that nobody listens on; 0 lets the system choose."""
    for candidate in range(port, port + TRIES) if port else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise UsageError("U008", item=f"{host}:{port}", detail=str(TRIES))


def serve(casebook: str, *, host: str, port: int, quiet: bool, token: str | None = None) -> None:
    """Serve a casebook until interrupted; beyond this machine never without a token."""
    import uvicorn

    from whosays.app.access import is_loopback
    from whosays.app.server import create_app

    if not token and not is_loopback(host):
        token = secrets.token_urlsafe(24)
    app = create_app(casebook, token=token or None)
    chosen = free_port(host, port)
    shown = socket.gethostname() if host in ("0.0.0.0", "::") else host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{chosen}/{f'?token={token}' if token else ''}"
    # The token is printed even when quiet: without it nobody gets in.
    talk(f"{casebook} is open at {address} (stop with Ctrl-C)", quiet=quiet and not token)
    uvicorn.run(app, host=host, port=chosen, log_level="warning", server_header=False)
