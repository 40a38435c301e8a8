"""whosays mcp: a server for assistants."""

from __future__ import annotations

import click

from whosays.cli import options
from whosays.cli.output import talk


@click.command(epilog="Example: whosays mcp kursk.casebook · whosays mcp kursk.casebook --http --port 8378")
@click.argument("case", metavar="CASE", callback=options.placed)
@click.option("--http", "over_http", is_flag=True, help="Serve over HTTP instead of standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve on, with --http.")
@click.option("--port", type=click.IntRange(1, 65535), default=8378, show_default=True, help="The port, with --http.")
@click.option("--review", is_flag=True, help="Let the assistant add verdicts and comments, under the name 'assistant'.")
def command(case: str, over_http: bool, host: str, port: int, review: bool) -> None:
    """Serve a casebook to assistants by the Model Context Protocol: seven tools that only read.

    Words of reports come in fields marked as untrusted. Over HTTP there is no password: keep to this machine.
    Needs: pip install 'whosays[mcp]'.
    """
    from whosays.mcp import server_of

    server = server_of(case, review=review)
    if over_http:
        talk(f"Serving {case} at http://{host}:{port}/mcp; stop with Ctrl-C.")
        server.run("streamable-http", host=host, port=port, stateless_http=True, json_response=True)
    else:
        server.run("stdio")
