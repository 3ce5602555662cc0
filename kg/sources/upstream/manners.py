"""How we behave towards other services: who we say we are, how long we wait, how much we take and how fast we ask."""

from dataclasses import dataclass

from kg import __version__
from kg.settings import Settings

MIB = 1024 * 1024


@dataclass(frozen=True)
class Manners:
    """Limits for asking one authority; seconds unless said otherwise.

    `silence` is the longest pause within an answer, `request` the longest for one whole answer, `total` for everything
    asked of the authority, waits included. `pause` stands between two requests to one host.
    """

    agent: str
    connect: float = 10.0
    silence: float = 30.0
    request: float = 120.0
    total: float = 600.0
    pause: float = 1.0
    first_wait: float = 2.0
    longest_wait: float = 60.0
    attempts: int = 4
    max_bytes: int = 32 * MIB
    max_pages: int = 500
    redirects: int = 5


def agent(settings: Settings) -> str:
    """The User-Agent: the program, and who runs it, as Wikimedia's policy asks of every robot.

    https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy

    >>> from kg.settings import read
    >>> agent(read({"KG_CONTACT_EMAIL": "data@example.se"})).partition(" ")[2]
    '(linked-data publisher; data@example.se)'
    """
    who = [settings.publisher_name, settings.public_url, settings.contact_email]
    said = "; ".join(["linked-data publisher", *(each for each in who if each)])
    # A header holds Latin-1, and a name may hold more.
    plain = "".join(c if c.isascii() and c.isprintable() else "?" for c in said)
    return f"samverkansgrafen/{__version__} ({plain})"
