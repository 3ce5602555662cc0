"""Take from a forked worker, for good, what it needs not: the network, other programs, other processes, every write.

It works for any user, without privileges: resource limits, `no_new_privs` and a seccomp filter
(https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html). What the filter forbids fails with EACCES,
so the engine reports an error and lives on. Reading files stays possible, for the store is read while it is asked:
`query.landlock` says which.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct

from kg.errors import EngineUnavailable
from kg.query.syscalls import Machine, machine

_M_MMAP_THRESHOLD, _LARGE = -3, 256 * 1024
_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2

_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EACCES
_UNKNOWN = 0x00050000 | errno.ENOSYS
_KILL = 0x80000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32_BIT = 0x40000000
_CLONE_THREAD = 0x00010000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | (os.O_TMPFILE & ~os.O_DIRECTORY)

_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int) -> None:
    """End this process when its parent ends, also if that has happened already."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def give_memory_back() -> None:
    """Have every large block of memory returned when it is let go, in a process that lives long.

    glibc raises its threshold for such blocks with each one that it sees, and keeps what is below it for later: some
    uploads would cost their size for ever (https://man7.org/linux/man-pages/man3/mallopt.3.html).
    """
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)


def be_silent() -> None:
    """Say nothing on standard error: what ends a worker must not fill the log with its last words."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def limit_files() -> None:
    """Allow no byte to be written to a file, no core dump, and as many open files as a large store takes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def limit_memory(beyond: int) -> None:
    """Allow this many bytes of address space beyond what the process has now: what an opened store takes is not a cost
    of the question."""
    most = address_space() + beyond
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def address_space() -> int:
    """The bytes of address space that the process has now."""
    with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123
        return int(statm.read().split()[0]) * resource.getpagesize()


def confine() -> None:
    """Forbid the system calls a worker needs not, in this thread and every one it starts, for good."""
    program = b"".join(_filter(_here(), os.getpid()))
    held = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held))
    no_new_privileges()
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header))


def no_new_privileges() -> None:
    """Nothing that this process starts may have more rights than itself: a filter takes that, or an administrator."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _here() -> Machine:
    found = machine(platform.machine())
    if found is None:
        raise impossible(
            f"no system call filter is written for {platform.machine()!r} processors",
            f"inget systemanropsfilter är skrivet för processorn {platform.machine()!r}",
        )
    return found


def _filter(on: Machine, pid: int) -> list[bytes]:
    """The filter as BPF instructions; those after a comparison are reached only when it holds."""
    lines = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, on.architecture, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _X32_BIT, 0, 1),
        _step(_RETURN, _REFUSE),
    ]
    for number in on.forbidden:
        lines += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _REFUSE)]
    # glibc asks for clone3 first, and takes clone, whose flags a filter can read, when there is none.
    lines += [_step(_EQUAL, on.judged["clone3"], 0, 1), _step(_RETURN, _UNKNOWN)]
    lines += _only_if(on.judged["clone"], 0, _step(_ANY_BIT, _CLONE_THREAD, 0, 1))
    for name, argument in (("open", 1), ("openat", 2)):
        if name in on.judged:
            lines += _only_if(on.judged[name], argument, _step(_ANY_BIT, _WRITING, 1, 0))
    for name in ("kill", "tgkill"):
        lines += _only_if(on.judged[name], 0, _step(_EQUAL, pid, 0, 1))
    return [*lines, _step(_RETURN, _ALLOW)]


def _only_if(number: int, argument: int, test: bytes) -> list[bytes]:
    """Allow this call when the test of an argument goes to the next line; refuse it when it skips one."""
    return [
        _step(_EQUAL, number, 0, 4),
        _step(_LOAD, _ARGUMENTS + 8 * argument),
        test,
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _REFUSE),
    ]


def _step(code: int, value: int, when: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, when, otherwise, value)


def _prctl(option: int, first: object, second: object = 0) -> None:
    if _libc.prctl(option, first, second, 0, 0) != 0:
        raise impossible(
            f"the kernel refused ({os.strerror(ctypes.get_errno())})",
            f"kärnan vägrade ({os.strerror(ctypes.get_errno())})",
        )


def impossible(en: str, sv: str) -> EngineUnavailable:
    """The error of a machine that workers can't be confined on."""
    return EngineUnavailable(
        f"query workers can't be confined here: {en}. Queries from outside are not run without that.",
        message_sv=f"frågearbetare kan inte avskärmas här: {sv}. Frågor utifrån körs inte utan det.",
    )
