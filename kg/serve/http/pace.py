"""How often somebody may come from the same address: counted in this process, in memory that doesn't grow."""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from kg.errors import TooManyTries

MOST_ADDRESSES = 20_000
LOG_INS_PER_HOUR = 80
"""Tries to log in from one address, before any account is looked at; the inbox counts those of each account too."""
_HOUR = 3600.0
_NETWORK = 64
_HAIR = 1e-6
"""What adding up fractions of an hour may be off by: whoever waited as long as was told comes in."""


def household(address: str) -> str:
    """What is counted as one: an IPv4 address, or the network of 64 bits that an IPv6 address is given out with.

    >>> household("2001:db8::1:2"), household("192.0.2.7"), household("::ffff:192.0.2.7")
    ('2001:db8::/64', '192.0.2.7', '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, _NETWORK), strict=False))
    return str(found)


class Pace:
    """So many times an hour from each address, all at once or spread out; 0 is as often as one likes.

    The least recent addresses are forgotten where there are more than `most`.
    """

    def __init__(
        self, an_hour: int, *, most: int = MOST_ADDRESSES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._an_hour = an_hour
        self._most = most
        self._clock = clock
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._spent)

    def count(self, address: str) -> None:
        """Count one time; TooManyTries, which tells how long to wait, when there have been too many."""
        if not self._an_hour:
            return
        name, now, rate = household(address), self._clock(), self._an_hour / _HOUR
        with self._lock:
            spent, at = self._spent.pop(name, (0.0, now))
            spent = max(0.0, spent - (now - at) * rate)
            allowed = spent + 1 <= self._an_hour + _HAIR
            self._spent[name] = (spent + 1 if allowed else spent, now)
            if len(self._spent) > self._most:
                self._spent.popitem(last=False)
        if not allowed:
            raise _too_often(max(1, -int(-(spent + 1 - self._an_hour) / rate // 1)))


def _too_often(seconds: int) -> TooManyTries:
    minutes = -(-seconds // 60)
    return TooManyTries(
        f"That is more than we take in from one place at a time; nothing was kept. Wait {minutes} "
        f"{'minute' if minutes == 1 else 'minutes'} and try again.",
        message_sv="Det är mer än vi tar emot från samma håll på en gång, så inget sparades. Vänta "
        f"{minutes} {'minut' if minutes == 1 else 'minuter'} och försök igen.",
        seconds=seconds,
    )
