"""The system calls that the sandbox speaks of, with their numbers on the processors it runs on: a table."""

from dataclasses import dataclass

# name, its number on x86_64, its number on aarch64; a dash where the processor hasn't got it.
_TABLE = """
# the network
socket 41 198 | socketpair 53 199 | bind 49 200 | listen 50 201 | accept 43 202 | accept4 288 242
connect 42 203 | sendmsg 46 211 | sendmmsg 307 269 | recvmsg 47 212 | recvmmsg 299 243
# other programs and processes
execve 59 221 | execveat 322 281 | fork 57 - | vfork 58 - | ptrace 101 117 | process_vm_readv 310 270
process_vm_writev 311 271 | process_madvise 440 440 | kcmp 312 272 | tkill 200 130 | rt_sigqueueinfo 129 138
rt_tgsigqueueinfo 297 240 | pidfd_open 434 434 | pidfd_send_signal 424 424 | pidfd_getfd 438 438 | shmget 29 194
msgget 68 186 | semget 64 190 | mq_open 240 180
# ways round a filter
io_uring_setup 425 425 | io_uring_enter 426 426 | io_uring_register 427 427 | bpf 321 280
perf_event_open 298 241 | userfaultfd 323 282 | seccomp 317 277 | personality 135 92 | memfd_create 319 279
openat2 437 437 | open_by_handle_at 304 265
# writes
creat 85 - | truncate 76 45 | ftruncate 77 46 | fallocate 285 47 | mkdir 83 - | mkdirat 258 34 | mknod 133 -
mknodat 259 33 | rename 82 - | renameat 264 38 | renameat2 316 276 | link 86 - | linkat 265 37 | symlink 88 -
symlinkat 266 36 | unlink 87 - | unlinkat 263 35 | rmdir 84 - | chmod 90 - | fchmod 91 52 | fchmodat 268 53
chown 92 - | fchown 93 55 | lchown 94 - | fchownat 260 54 | setxattr 188 5 | lsetxattr 189 6 | fsetxattr 190 7
removexattr 197 14 | utime 132 - | utimes 235 - | futimesat 261 - | utimensat 280 88
# the machine
add_key 248 217 | request_key 249 218 | keyctl 250 219 | mount 165 40 | umount2 166 39 | pivot_root 155 41
chroot 161 51 | setns 308 268 | unshare 272 97 | open_tree 428 428 | move_mount 429 429 | fsopen 430 430
fsconfig 431 431 | fsmount 432 432 | fspick 433 433 | mount_setattr 442 442 | kexec_load 246 104
kexec_file_load 320 294 | init_module 175 105 | finit_module 313 273 | delete_module 176 106 | reboot 169 142
swapon 167 224 | swapoff 168 225 | sethostname 170 161 | setdomainname 171 162 | acct 163 89 | quotactl 179 60
settimeofday 164 170 | clock_settime 227 112 | adjtimex 159 171 | syslog 103 116 | iopl 172 - | ioperm 173 -
fanotify_init 300 262
# judged by an argument
open 2 - | openat 257 56 | clone 56 220 | clone3 435 435 | kill 62 129 | tgkill 234 131
"""

_BY_ARGUMENT = frozenset({"open", "openat", "clone", "clone3", "kill", "tgkill"})
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


@dataclass(frozen=True)
class Machine:
    """A processor: how the kernel's audit names it, the calls no worker needs, and those judged by an argument."""

    architecture: int
    forbidden: tuple[int, ...]
    judged: dict[str, int]


def machine(processor: str) -> Machine | None:
    """The system calls of a processor, as `platform.machine` names it; None for one we have no numbers of.

    >>> machine("x86_64").judged["openat"], machine("aarch64").judged["openat"], machine("sparc")
    (257, 56, None)
    """
    if processor not in _ARCHITECTURES:
        return None
    column = list(_ARCHITECTURES).index(processor) + 1
    lines = [line for line in _TABLE.strip().splitlines() if not line.startswith("#")]
    rows = [cell.split() for line in lines for cell in line.split("|")]
    numbers = {row[0]: int(row[column]) for row in rows if row[column] != "-"}
    return Machine(
        architecture=_ARCHITECTURES[processor],
        forbidden=tuple(number for name, number in numbers.items() if name not in _BY_ARGUMENT),
        judged={name: number for name, number in numbers.items() if name in _BY_ARGUMENT},
    )
