"""Passwords as they are kept: scrypt with a salt of their own (https://www.rfc-editor.org/rfc/rfc7914)."""

import base64
import hashlib
import hmac
import secrets

from kg.errors import BadInput

SHORTEST = 12
_COST, _BLOCK = 2**15, 8
_MEMORY = 64 * 1024 * 1024
_LONGEST = 1024


def hashed(password: str) -> str:
    """The password as it is kept; BadInput when it is too short to be one."""
    if len(password) < SHORTEST:
        raise BadInput(
            f"The password has {len(password)} characters; choose one of at least {SHORTEST}, several words for "
            "example.",
            message_sv=f"Lösenordet har {len(password)} tecken; välj ett på minst {SHORTEST}, till exempel flera ord.",
        )
    salt = secrets.token_bytes(16)
    return f"scrypt${_COST}${_BLOCK}${_text(salt)}${_text(_derived(password, salt, _COST, _BLOCK))}"


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password that was kept; no account takes as long as a wrong password."""
    name, cost, block, salt, wanted = (kept or _NOBODY).split("$")
    if name != "scrypt":
        raise ValueError(f"{name!r} is no way we keep passwords")
    derived = _derived(password[:_LONGEST], base64.b64decode(salt), int(cost), int(block))
    return hmac.compare_digest(derived, base64.b64decode(wanted)) and kept is not None


def _derived(password: str, salt: bytes, cost: int, block: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=1, maxmem=_MEMORY, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


_NOBODY = f"scrypt${_COST}${_BLOCK}${_text(bytes(16))}${_text(bytes(32))}"
