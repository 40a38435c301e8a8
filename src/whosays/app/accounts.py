"""Named accounts: who may come in, with which role; passwords kept as Argon2 hashes, sessions in memory."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, cast

from whosays.app.access import LONGEST_NAME, ROLES, Person, Role
from whosays.errors import UsageError
from whosays.exports.writing import write_whole

# A working day; a session ends with the server, too.
SESSION = 12 * 3600.0
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1_000


def _hasher() -> Any:
    try:
        return import_module("argon2").PasswordHasher()
    except ImportError as error:
        raise UsageError("U030", item="argon2-cffi", detail="accounts") from error


class Accounts:
    """The accounts in a file, and who is inside. Raise `UsageError` U062 for a file that holds none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hasher = _hasher()
        self._held = read_accounts(path)
        self._sessions: dict[str, tuple[Person, float]] = {}
        self._lock = Lock()
        # Checked where there is no such account, so that the time taken does not tell which names exist.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    def open_session(self, name: str, password: str) -> str | None:
        """Return the cookie of a new session; None for a wrong name or password."""
        account = self._held.get(name)
        if not self._is_right(account["password"] if account else self._nobody, password) or account is None:
            return None
        key = secrets.token_urlsafe(32)
        with self._lock:
            now = time.monotonic()
            self._sessions = {one: held for one, held in self._sessions.items() if held[1] > now}
            self._sessions[_digest(key)] = (Person(name, cast(Role, account["role"])), now + SESSION)
        return key

    def _is_right(self, kept: str, password: str) -> bool:
        if len(password) > LONGEST_PASSWORD:
            return False
        try:
            return bool(self._hasher.verify(kept, password))
        except import_module("argon2.exceptions").VerificationError:
            return False
        except import_module("argon2.exceptions").InvalidHashError:
            return False

    def person(self, key: str) -> Person | None:
        """Return who holds a session's cookie."""
        person, until = self._sessions.get(_digest(key), (None, 0.0))
        return person if until > time.monotonic() else None

    def end_session(self, key: str) -> None:
        """Forget a session."""
        with self._lock:
            self._sessions.pop(_digest(key), None)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def read_accounts(path: Path) -> dict[str, Mapping[str, str]]:
    """Return the accounts of a file by name; raise `UsageError` U062."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))["accounts"]
        rows = {str(name): {key: str(row[key]) for key in ("role", "password")} for name, row in held.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError("U062", item=str(path), detail=str(error)) from error
    for name, row in rows.items():
        if row["role"] not in ROLES:
            raise UsageError("U062", item=str(path), detail=f"{name}: no role '{row['role']}'")
    if not rows:
        raise UsageError("U062", item=str(path), detail="it holds nobody")
    return cast(dict[str, Mapping[str, str]], rows)


def put_account(path: Path, name: str, role: str, password: str) -> None:
    """Add an account to a file, or change its role and password; raise `UsageError` U063 for what none may be."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise UsageError("U063", item=name, detail=f"a name has 1 to {LONGEST_NAME} signs")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsageError("U063", item=name, detail=f"a password has at least {SHORTEST_PASSWORD} signs")
    held = dict(read_accounts(path)) if path.exists() else {}
    held[name] = {"role": role, "password": _hasher().hash(password)}
    _write(path, held)


def drop_account(path: Path, name: str) -> None:
    """Remove an account; raise `UsageError` U063 where there is none of that name, or it is the last."""
    held = dict(read_accounts(path))
    if name not in held or len(held) == 1:
        raise UsageError("U063", item=name, detail="there is no such account, or no other")
    del held[name]
    _write(path, held)


def _write(path: Path, held: Mapping[str, Mapping[str, str]]) -> None:
    write_whole(path, json.dumps({"accounts": held}, ensure_ascii=False, indent=1))
    path.chmod(0o600)
