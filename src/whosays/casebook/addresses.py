"""Addresses of casebooks on a server, and where this machine keeps its copy of one; no password is ever in either."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from whosays.errors import CasebookError

SCHEMES = ("postgresql", "postgres")
PORT = 5432
CASEBOOK = "whosays"  # a database holds several, each in a schema of its own
SSL = ("disable", "prefer", "require", "verify-ca", "verify-full")
_KNOWN = {"casebook", "sslmode", "sslrootcert", "host", "password"}
# PostgreSQL cuts longer names off.
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_ALMOST = re.compile(r"\W*postgres(ql)?(\W[\w.+-]*)?:")
_LOCAL = re.compile(r"localhost|127\.[0-9.]+|::1")
_SOCKETS = ("/var/run/postgresql", "/tmp")  # where Debian's server and PostgreSQL's own listen
FOLLOWS = ".follows"
# Passwords given in an address, by the address without them; in this process's memory alone.
_secrets: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Address:
    """A casebook on a server: who asks, where it is, how the way there is guarded; ``host`` may be a folder."""

    user: str
    host: str
    port: int
    database: str
    casebook: str
    sslmode: str
    sslrootcert: str | None = None

    def __str__(self) -> str:
        """Return the address in full, which says the same to everybody; it has no password."""
        asked = {"casebook": self.casebook, "sslmode": self.sslmode}
        if self.sslrootcert:
            asked["sslrootcert"] = self.sslrootcert
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.is_socket:
            host, asked = "", {"host": self.host, **asked}
        query = urlencode(asked, safe="/")
        return f"postgresql://{quote(self.user)}@{host}:{self.port}/{quote(self.database)}?{query}"

    @property
    def is_socket(self) -> bool:
        """Whether it is reached by a socket of this machine."""
        return self.host.startswith("/")

    @property
    def password(self) -> str | None:
        """What was given with the address, else PGPASSWORD, else what the password file says."""
        return _secrets.get(str(self)) or os.environ.get("PGPASSWORD") or _from_passfile(self)


def is_address(where: str | Path) -> bool:
    """Say whether this names a casebook on a server rather than a file; raise C029 for an address of anything else."""
    if not isinstance(where, str):
        return False
    before, mark, _ = where.partition("://")
    scheme = before.strip().lower()
    if mark and scheme in SCHEMES:
        return True
    if mark or _ALMOST.match(scheme):
        # Taken for a file it would be quoted, and a password may stand in it.
        raise _wrong("it begins with something else")
    return False


def parsed(where: str) -> Address:
    """Return the parts of an address, its password put away; raise `CasebookError` C029 if it is none."""
    try:
        parts = urlsplit(where.strip())
        port = parts.port or int(os.environ.get("PGPORT", PORT))
        asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        host, database = asked.get("host") or parts.hostname or _usual_host(), unquote(parts.path[1:])
    except ValueError as error:
        # What it says may quote the address.
        raise _wrong("its parts cannot be told apart") from error
    if unknown := asked.keys() - _KNOWN:
        raise _wrong(f"nothing is called {min(unknown)}; there are casebook, sslmode, sslrootcert and host")
    casebook = asked.get("casebook", CASEBOOK)
    if not database or "/" in database:
        raise _wrong("it names no database")
    if not _NAME.fullmatch(casebook):
        raise _wrong("a casebook's name there is of small letters, digits and _")
    authority = asked.get("sslrootcert") or os.environ.get("PGSSLROOTCERT") or None
    sslmode = asked.get("sslmode") or os.environ.get("PGSSLMODE") or _usual_mode(host, authority)
    if sslmode == "require" and authority:
        sslmode = "verify-ca"  # as for PostgreSQL's own tools: who names an authority wants it asked
    if sslmode not in SSL:
        raise _wrong(f"sslmode is one of {', '.join(SSL)}")
    try:
        user = unquote(parts.username or "") or os.environ.get("PGUSER") or getpass.getuser()
    except (KeyError, OSError) as error:
        raise _wrong("it does not say who asks") from error
    address = Address(user, host, port, database, casebook, sslmode, authority)
    password = unquote(parts.password or "") or asked.get("password")
    if password:
        _secrets[str(address)] = password
    return address


def _wrong(why: str) -> CasebookError:
    return CasebookError("C029", item="This address", detail=why)


def _usual_host() -> str:
    there = [folder for folder in _SOCKETS if Path(folder, f".s.PGSQL.{os.environ.get('PGPORT', PORT)}").exists()]
    return os.environ.get("PGHOST") or (there[0] if there else "localhost")


def _usual_mode(host: str, authority: str | None) -> str:
    if host.startswith("/"):
        return "prefer"
    if authority:
        return "verify-full"
    # Beyond this machine what is sent is not to be read on the way.
    return "prefer" if _LOCAL.fullmatch(host) else "require"


def name_of(where: str | Path) -> str:
    """Return what a casebook is called in a title: nothing of who asks, of the server or of a folder."""
    return parsed(str(where)).casebook if is_address(where) else Path(where).stem


def secrets_given() -> dict[str, str]:
    """Return the passwords given in addresses, by the address, for a process of ours to `take_secrets`."""
    return dict(_secrets)


def take_secrets(given: dict[str, str]) -> None:
    """Go on with the passwords that the process which began this one was given."""
    _secrets.update(given)


def without_secret(where: str) -> str:
    """Return an address that can be printed, its password put away; anything else as it is."""
    return str(parsed(where)) if is_address(where) else where


def _from_passfile(address: Address) -> str | None:
    """Return the password of the first line of PGPASSFILE (default: ~/.pgpass) that fits; libpq's rules."""
    path = Path(os.environ.get("PGPASSFILE") or Path.home() / ".pgpass")
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            return None  # others could read it: not used, as by PostgreSQL's own tools
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    host = "localhost" if address.is_socket else address.host
    wanted = (host, str(address.port), address.database, address.user)
    for line in lines:
        fields = [re.sub(r"\\(.)", r"\1", field) for field in re.split(r"(?<!\\):", line, maxsplit=4)]
        if not line.startswith("#") and len(fields) == 5 and all(
            field in ("*", one) for field, one in zip(fields, wanted, strict=False)
        ):  # fmt: skip
            return fields[4]
    return None


def mirror_of(address: Address) -> Path:
    """Return where this machine keeps its copy: a casebook like any other, in the folder of the user's own data."""
    if os.environ.get("XDG_DATA_HOME"):
        home = Path(os.environ["XDG_DATA_HOME"])
    elif sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home())
    else:
        home = Path.home() / ".local" / "share"
    named = json.dumps([address.host, address.port, address.database, address.casebook]).encode()
    return home / "whosays" / "shared" / hashlib.sha256(named).hexdigest()[:16] / f"{address.casebook}.casebook"


def followed_by(path: Path) -> Address | None:
    """Return the address that a file is this machine's copy of, None for any other file.

    Only what lies where copies lie is believed: a stranger's file can call no server.
    """
    try:
        address = parsed(json.loads(path.with_name(path.name + FOLLOWS).read_text("utf-8"))["address"])
    except (OSError, ValueError, KeyError, TypeError, CasebookError):
        return None
    return address if mirror_of(address).absolute() == path.absolute() else None
