"""Who may use the workbench over a network: names, roles, and passwords as salted hashes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Literal, TypeAlias, get_args

import msgspec
from sqlalchemy import Connection, delete, insert, select

from sayso.errors import UsageError
from sayso.storage.workbench_tables import users

Role: TypeAlias = Literal["reader", "coder", "editor"]
"""A reader looks; a coder also judges claims; an editor also corrects actors and undoes what others did."""
ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST = 8
"""The fewest characters of a password."""
_COST = {"n": 2**14, "r": 8, "p": 1}


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may use the workbench; `added` is a time in UTC (ISO 8601)."""

    name: str
    role: Role
    added: str


def hash_password(password: str) -> str:
    """A salted hash by scrypt: 'scrypt$salt$hash', both in hexadecimal digits."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_scrypt(password, salt).hex()}"


def is_password(password: str, hashed: str) -> bool:
    """Whether `hashed` was made of this password; takes the same time whether it was or not."""
    _, salt, known = hashed.split("$")
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)), bytes.fromhex(known))


def add_user(connection: Connection, name: str, role: Role, password: str, added: str) -> None:
    """Lets somebody in. Raises UsageError where the name is taken or empty, or the password too short."""
    if not name.strip() or name != " ".join(name.split()) or len(name) > 80:
        raise UsageError("A user needs a name of at most 80 characters, without spaces at its ends.")
    if len(password) < SHORTEST:
        raise UsageError(f"The password is too short: {SHORTEST} characters at least.")
    if connection.execute(select(users.c.name).where(users.c.name == name)).first():
        raise UsageError(f"There is a user '{name}' already. To give another role or password, remove it first.")
    row = {"name": name, "role": role, "password": hash_password(password), "added": added}
    connection.execute(insert(users).values(**row))


def remove_user(connection: Connection, name: str) -> None:
    """Lets somebody in no more. Raises UsageError where there is no such user."""
    if not connection.execute(delete(users).where(users.c.name == name)).rowcount:
        raise UsageError(f"There is no user '{name}'. See: sayso users list")


def list_users(connection: Connection) -> list[User]:
    """All users, by name."""
    rows = connection.execute(select(users.c.name, users.c.role, users.c.added).order_by(users.c.name))
    return [User(name=row.name, role=row.role, added=row.added) for row in rows]


def find_user(connection: Connection, name: str, password: str) -> User | None:
    """The user with this name and password; None where there is none, after the same time as with a wrong password."""
    row = connection.execute(select(users).where(users.c.name == name)).one_or_none()
    if row is None:
        _scrypt(password, b"nobody")
        return None
    return User(name=row.name, role=row.role, added=row.added) if is_password(password, row.password) else None


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **_COST)
