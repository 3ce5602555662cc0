"""Ports for servers that the tests start, from a range out of which nobody else is given any."""

import random
import socket

# Below those that the system gives to whoever asks for any port, each client's too: such a one, found free, may be
# somebody else's before the server has it, and then that one's answers are taken for the server's.
_RANGE = range(20_000, 32_000)


def free_port() -> int:
    """A port that nobody listens on now."""
    while True:
        port = random.SystemRandom().choice(_RANGE)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
