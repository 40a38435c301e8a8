"""Where alerts go: standard output, an Atom file, a webhook with a signature, mail. What fails is tried again."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from whosays.cli.alert_rules import Alert
from whosays.errors import UsageError
from whosays.plugins import failed, plugin, plugins
from whosays.sources.memory import Memory

# Seconds until a failed delivery is tried again: doubled each time, up to a day. Nothing is given up.
FIRST_WAIT = 60.0
DAY = 86_400.0
MOST_IN_FEED = 200
_KINDS: dict[str, frozenset[str]] = {
    "atom": frozenset(("kind", "path", "title")),
    "webhook": frozenset(("kind", "url", "secret_env")),
    "mail": frozenset(("kind", "host", "port", "from", "to", "user", "password_env", "tls")),
}
# Characters that XML 1.0 cannot hold, in any notation.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Send = Callable[[list[Alert]], None]


class DeliveryError(Exception):
    """A channel did not take what it was given."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way out by its name in the file; ``send`` takes alerts or raises `DeliveryError`."""

    name: str
    send: Send
    takes_one: bool = False


def channels_of(tables: dict[str, Any], memory: Memory, *, item: str, say: Callable[[str], None]) -> dict[str, Channel]:
    """Return the channels that [channel.NAME] tables write, and ``stdout``; raise `UsageError` G002, G003 or G005.

    Secrets are named by the environment variable that holds them, and never stand in the file or in a message.
    """

    def print_each(alerts: list[Alert]) -> None:
        for alert in alerts:
            say(line_of(alert))

    found = {"stdout": Channel("stdout", print_each)}
    for name, table in tables.items():
        kind = table.get("kind") if isinstance(table, dict) else None
        if kind not in _KINDS:
            if not isinstance(kind, str) or kind not in plugins("alerts"):
                kinds = ", ".join((*_KINDS, *plugins("alerts")))
                raise UsageError("G002", item=item, detail=f"[channel.{name}] needs a kind: {kinds}")
            found[name] = _added(name, kind, table, item)
            continue
        unknown = sorted(set(table) - _KINDS[kind])
        if unknown:
            raise UsageError("G003", item=item, detail=f"'{unknown[0]}' in [channel.{name}]")
        found[name] = _MAKERS[kind](name, table, memory, item)
    return found


def _added(name: str, kind: str, table: dict[str, Any], item: str) -> Channel:
    """Return a channel of a plugin. One that is broken takes nothing: its alerts wait, the other channels go on."""
    broken = str(UsageError("P003", item=kind, detail="channel() returned nothing"))
    try:
        made = plugin("alerts", kind).channel(name, dict(table))  # type: ignore[union-attr]
    except ValueError as error:
        raise UsageError("G002", item=item, detail=f"[channel.{name}]: {error}") from error
    except UsageError as error:
        made, broken = None, str(error)
    except Exception as error:  # noqa: BLE001 - a stranger's code
        made, broken = None, str(failed(kind, error))

    def send(alerts: list[Alert]) -> None:
        if made is None:
            raise DeliveryError(broken)
        try:
            made(*map(msgspec.to_builtins, alerts))
        except Exception as error:
            raise DeliveryError(str(failed(kind, error))) from error

    return Channel(name, send, takes_one=True)


def line_of(alert: Alert) -> str:
    """Return an alert on one line, control characters gone: it holds words of strangers."""
    where = (alert.report or {}).get("publisher") or (alert.report or {}).get("url") or ""
    line = f"ALERT {alert.rule}: {alert.what}{f' [{where}]' if where else ''}"
    return " ".join("".join(c if c.isprintable() else " " for c in line).split())


def deliver(channels: dict[str, Channel], memory: Memory) -> list[tuple[str, str]]:
    """Hand over what waits and is due; return (channel, what failed).

    A failure leaves the rest of its channel waiting.
    """
    failures = []
    rows = memory.do(
        "SELECT o.number, o.channel, a.json FROM outbox AS o JOIN alerts AS a ON a.number = o.alert "
        "WHERE o.next_at <= ? ORDER BY o.number", memory.clock(),
    )  # fmt: skip
    for name in dict.fromkeys(row[1] for row in rows):
        channel = channels.get(name)
        waiting = [(number, msgspec.json.decode(body, type=Alert)) for number, of, body in rows if of == name]
        # A channel taken out of the file keeps its alerts until it is back.
        while channel is not None and waiting:
            batch, waiting = (waiting[:1], waiting[1:]) if channel.takes_one else (waiting, [])
            numbers = [number for number, _ in batch]
            try:
                channel.send([alert for _, alert in batch])
            except DeliveryError as error:
                failures.append((name, str(error)))
                _put_off(memory, [*numbers, *(number for number, _ in waiting)], str(error))
                break
            memory.together(("DELETE FROM outbox WHERE number = ?", (number,)) for number in numbers)
    return failures


def _put_off(memory: Memory, numbers: list[int], error: str) -> None:
    now = memory.clock()
    statements: list[tuple[str, tuple[object, ...]]] = []
    for number in numbers:
        ((n_tries,),) = memory.do("SELECT n_tries FROM outbox WHERE number = ?", number)
        wait = min(DAY, FIRST_WAIT * 2.0 ** min(n_tries, 20))
        statements.append(
            (
                "UPDATE outbox SET n_tries = n_tries + 1, next_at = ?, error = ? WHERE number = ?",
                (now + wait, error, number),
            )
        )
    memory.together(statements)


def _atom(name: str, table: dict[str, Any], memory: Memory, item: str) -> Channel:
    path = Path(str(table.get("path") or ""))
    if not path.name:
        raise UsageError("G002", item=item, detail=f"[channel.{name}] needs a path")
    title = str(table.get("title") or "Alerts of whosays")

    def send(alerts: list[Alert]) -> None:
        kept = _entries_in(path)
        for alert in alerts:
            kept[_urn(alert)] = _entry(alert)
        _write(path, title, list(kept.values())[-MOST_IN_FEED:], alerts[-1].at)

    return Channel(name, send)


def _entries_in(path: Path) -> dict[str, str]:
    """Return the entries of the file as it is, by id, the oldest first; ours alone, as we wrote them."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    entries = re.findall(r"<entry>\n<id>([^<]+)</id>.*?</entry>\n", text, re.DOTALL)
    bodies = re.findall(r"<entry>\n.*?</entry>\n", text, re.DOTALL)
    return dict(zip(reversed(entries), reversed(bodies)))


def _urn(alert: Alert) -> str:
    return f"urn:whosays:alert:{hashlib.sha256(alert.id.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _entry(alert: Alert) -> str:
    words = [alert.what, f"“{alert.words}”" if alert.words else "", (alert.report or {}).get("publisher") or ""]
    url = (alert.report or {}).get("url") or ""
    link = f"<link href={quoteattr(_clean(url))}/>\n" if url.startswith(("http://", "https://")) else ""
    return (
        f"<entry>\n<id>{_urn(alert)}</id>\n<title>{escape(_clean(f'{alert.rule}: {alert.what}'))}</title>\n"
        f'<updated>{alert.at}</updated>\n{link}<content type="text">{escape(_clean(" — ".join(filter(None, words))))}'
        "</content>\n</entry>\n"
    )


def _clean(words: str) -> str:
    return _NOT_IN_XML.sub(" ", words)


def _write(path: Path, title: str, entries: list[str], at: str) -> None:
    """Write the feed beside and put it in place at once: a reader never sees half of it."""
    body = "".join(reversed(entries))
    feed = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:whosays:alerts</id>\n<title>{escape(_clean(title))}</title>\n<updated>{at}</updated>\n"
        f"<author><name>whosays</name></author>\n{body}</feed>\n"
    )
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(feed, "utf-8")
        beside.replace(path)
    except OSError as error:
        raise DeliveryError(error.strerror or str(error)) from error


def _webhook(name: str, table: dict[str, Any], memory: Memory, item: str) -> Channel:
    url = str(table.get("url") or "")
    if not url.startswith(("http://", "https://")):
        raise UsageError("G002", item=item, detail=f"[channel.{name}] needs a url")
    secret = _secret(table.get("secret_env"), item)

    def send(alerts: list[Alert]) -> None:
        import urllib3

        (alert,) = alerts
        body = msgspec.json.encode(alert)
        at = str(int(time.time()))
        headers = {
            "Content-Type": "application/json", "User-Agent": "whosays", "X-Whosays-Timestamp": at,
            "X-Whosays-Delivery": _urn(alert),
        }  # fmt: skip
        if secret:
            headers["X-Whosays-Signature"] = signature(secret, at, body)
        try:
            answer = urllib3.request(
                "POST",
                url,
                body=body,
                headers=headers,
                timeout=30,
                redirect=False,
                retries=False,
                preload_content=False,
            )
            answer.close()
        except urllib3.exceptions.HTTPError as error:
            raise DeliveryError(type(error).__name__) from error
        if not 200 <= answer.status < 300:
            raise DeliveryError(f"the server answered {answer.status}")

    return Channel(name, send, takes_one=True)


def signature(secret: str, at: str, body: bytes) -> str:
    """Return what a webhook's X-Whosays-Signature is: HMAC-SHA256 of the timestamp, a dot, and the body as sent."""
    return "sha256=" + hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()


def _secret(variable: object, item: str) -> str:
    if not variable:
        return ""
    secret = os.environ.get(str(variable), "")
    if not secret:
        raise UsageError("G005", item=item, detail=str(variable))
    return secret


def _mail(name: str, table: dict[str, Any], memory: Memory, item: str) -> Channel:
    host, sender, to = table.get("host"), table.get("from"), table.get("to")
    receivers = [to] if isinstance(to, str) else to
    if not (isinstance(host, str) and isinstance(sender, str) and isinstance(receivers, list) and receivers):
        raise UsageError("G002", item=item, detail=f"[channel.{name}] needs host, from and to")
    port, password = int(table.get("port", 587)), _secret(table.get("password_env"), item)
    tls = bool(table.get("tls", True))
    if password and not tls and not _is_this_machine(host):
        raise UsageError("G002", item=item, detail=f"[channel.{name}] gives its password to {host} only with tls")

    def send(alerts: list[Alert]) -> None:
        message = EmailMessage()
        message["From"], message["To"] = sender, ", ".join(map(str, receivers))
        rules = ", ".join(dict.fromkeys(alert.rule for alert in alerts))
        message["Subject"] = " ".join(f"whosays: {len(alerts)} × {rules}"[:200].split())
        message.set_content("\n\n".join(_paragraph(alert) for alert in alerts))
        try:
            with _connected(host, port, tls) as server:
                if table.get("user"):
                    server.login(str(table["user"]), password)
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            # The server's own words may hold what was sent to it.
            raise DeliveryError(type(error).__name__) from error

    return Channel(name, send)


def _is_this_machine(host: str) -> bool:
    from whosays.app.access import is_loopback

    return is_loopback(host)


def _connected(host: str, port: int, tls: bool) -> smtplib.SMTP:
    """Return a connection to a mail server; with ``tls`` nothing is said to it in the clear."""
    context = ssl.create_default_context()
    if tls and port == 465:
        return smtplib.SMTP_SSL(host, port, timeout=30, context=context)
    server = smtplib.SMTP(host, port, timeout=30)
    if tls:
        server.starttls(context=context)
    return server


def _paragraph(alert: Alert) -> str:
    report = alert.report or {}
    lines = [
        line_of(alert), f"“{alert.words}”" if alert.words else "", report.get("title") or "",
        report.get("published") or "", report.get("url") or "",
    ]  # fmt: skip
    return "\n".join(" ".join(line.split()) for line in lines if line)


_MAKERS = {"atom": _atom, "webhook": _webhook, "mail": _mail}
