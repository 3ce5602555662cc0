"""Put one directory in the place of another in a single step, so that nobody finds the place empty."""

import ctypes
import errno
import os
from pathlib import Path

_HERE = -100
_EXCHANGE = 2
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.ENOTSUP)


def exchange(one: Path, other: Path) -> None:
    """Each has the other's name from now on. Where the file system can't, the second name is free for a moment."""
    if _exchanged(one, other):
        return
    aside = one.with_name(one.name + ".aside")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the kernel did it (renameat2, https://man7.org/linux/man-pages/man2/rename.2.html)."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    done = library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))
