"""whosays serve: the app."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path

import click

from whosays.cli import options
from whosays.cli.fetching import ALLOW
from whosays.cli.output import talk
from whosays.errors import UsageError

# So many ports are tried, from the one asked for upwards.
TRIES = 20
# Seconds that an idle connection is held. Under load, with the usual 5, the server closed one now and then just when
# its reader asked again after a pause for thought; browsers and proxies let go of theirs themselves within a minute.
KEEP_ALIVE = 75


@click.command(epilog="Examples: whosays serve kursk.casebook · whosays serve --accounts team.json --add-account Ana")
@click.argument("case", required=False, callback=lambda ctx, param, case: case and options.placed(ctx, param, case))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8377, show_default=True, help="The port.")
@click.option("--token", envvar="WHOSAYS_TOKEN", help="What visitors must know. [default beyond this machine: made up]")
@click.option("--accounts", "accounts_file", type=click.Path(path_type=Path), help="The file of who may come in.")
@click.option("--add-account", metavar="NAME", help="Add to that file (or change), asking for a password; then end.")
@click.option(
    "--role", type=click.Choice(["read", "comment", "review", "admin"]), default="review", show_default=True,
    help="What the account added may do.",
)  # fmt: skip
@click.option("--links/--no-links", default=True, help="Fetch the pages whose addresses people add in the page.")
@click.option(
    "--allow-address",
    multiple=True,
    metavar="IP",
    envvar=ALLOW,
    help="May be fetched from though it is inside a network: for a server of your own.",
)
@click.option("--remove-account", metavar="NAME", help="Take an account out of that file; then end.")
@options.casebook
@options.quiet
def command(
    case: str | None,
    host: str,
    port: int,
    token: str | None,
    accounts_file: Path | None,
    add_account: str | None,
    role: str,
    remove_account: str | None,
    links: bool,
    allow_address: tuple[str, ...],
    casebook: str,
    quiet: bool,
) -> None:
    """Show the casebook in the browser: map, timeline, reader, figures, review.

    The server listens on this machine alone. It asks the network for nothing but the pages whose addresses somebody
    adds in the page, within their sites' robots.txt and never inside a network. With --host it can be reached from
    others, by those who hold its token or have an account; put a server with TLS before it where the network is not
    trusted.
    """
    if add_account or remove_account:
        if accounts_file is None:
            raise click.UsageError("Name the file of accounts with --accounts.")
        _change(accounts_file, add_account, role, remove_account, quiet=quiet)
        return
    serve(
        case or casebook, host=host, port=port, quiet=quiet, token=token, accounts_file=accounts_file,
        allowed=frozenset(allow_address) if links else None,
    )  # fmt: skip


def _change(path: Path, add: str | None, role: str, remove: str | None, *, quiet: bool) -> None:
    from whosays.app.accounts import drop_account, put_account

    if add:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        put_account(path, add, role, password)
        talk(f"{add} may {role}; kept in {path}. Start the server again for it to count.", quiet=quiet)
    if remove:
        drop_account(path, remove)
        talk(f"{remove} is out of {path}. Start the server again for it to count.", quiet=quiet)


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


def serve(
    casebook: str,
    *,
    host: str,
    port: int,
    quiet: bool,
    token: str | None = None,
    accounts_file: Path | None = None,
    allowed: frozenset[str] | None = frozenset(),
) -> None:
    """Serve a casebook until interrupted; beyond this machine never without a token or accounts.

    ``allowed`` are inner addresses that links may lead to; with None no link is fetched.
    """
    import uvicorn

    from whosays.app.access import is_loopback
    from whosays.app.accounts import Accounts
    from whosays.app.server import create_app
    from whosays.sources.fetching import Fetcher

    accounts = Accounts(accounts_file) if accounts_file else None
    if accounts is not None:
        token = None
    elif not token and not is_loopback(host):
        token = secrets.token_urlsafe(24)
    links = Fetcher(allowed=allowed) if allowed is not None else None
    app = create_app(casebook, token=token or None, accounts=accounts, links=links)
    chosen = free_port(host, port)
    shown = socket.gethostname() if host in ("0.0.0.0", "::") else host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{chosen}/{f'?token={token}' if token else ''}"
    # The token is printed even when quiet: without it nobody gets in.
    talk(f"{casebook} is open at {address} (stop with Ctrl-C)", quiet=quiet and not token)
    uvicorn.run(
        app, host=host, port=chosen, log_level="warning", server_header=False, timeout_keep_alive=KEEP_ALIVE
    )  # fmt: skip
