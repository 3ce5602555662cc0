"""Hide from a forked worker, for good, every file but those it needs: what it opens can be nothing else.

Landlock (https://docs.kernel.org/userspace-api/landlock.html) works for any user, where the kernel has it (Linux 5.13)
and it is switched on. Elsewhere a worker may still read what its user may read; who starts workers says so in the log.
"""

import ctypes
import errno
import os
import struct
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import kg
from kg.query.sandbox import impossible, no_new_privileges

MISSING = "this kernel has no Landlock: workers may read every file that the server's user may read"
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# What each version of it can refuse: all that touches files, moving them between folders, truncating, devices.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_ALL_RIGHTS = 16
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/dev/null",
    "/dev/urandom",
    "/proc/self",
    "/sys/devices/system/cpu",
)

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def is_there() -> bool:
    """Whether the kernel can hide files."""
    return _version() > 0


def show_only(folders: Iterable[Path]) -> bool:
    """Let this thread, and those it starts, open for reading what lies in these folders and what Python itself takes,
    and nothing else; False, and nothing is hidden, where the kernel can't."""
    version = _version()
    if version <= 0:
        return False
    handled = (1 << _RIGHTS.get(version, _ALL_RIGHTS)) - 1
    rules = _call(_CREATE, ctypes.create_string_buffer(struct.pack("Q", handled), 8), 8, 0)
    try:
        for path in (*folders, *_of_python(), *map(Path, _SYSTEM)):
            _show(rules, path)
        no_new_privileges()
        _call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)
    return True


def _version() -> int:
    """The version of Landlock in this kernel; none or less where there is none."""
    return int(_libc.syscall(_CREATE, None, 0, _VERSION))


def _of_python() -> tuple[Path, ...]:
    """What may still be imported: the standard library, what is installed, and our own package alone, for what lies
    beside it may be the data and the inbox."""
    paths = sysconfig.get_paths()
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    return (*(Path(paths[name]) for name in names), Path(kg.__file__).parent)


def _show(rules: int, path: Path) -> None:
    """A rule that a path may be read, with all that lies in it; what isn't there needs none."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
        _call(_ADD, rules, _BENEATH, ctypes.create_string_buffer(struct.pack("=Qi", rights, opened), 12), 0)
    finally:
        os.close(opened)


def _call(number: int, *arguments: object) -> int:
    done = int(_libc.syscall(number, *arguments))
    if done < 0:
        code = ctypes.get_errno()
        raise impossible(
            f"the kernel refused to hide files ({errno.errorcode.get(code, code)})",
            f"kärnan vägrade att dölja filer ({errno.errorcode.get(code, code)})",
        )
    return done
