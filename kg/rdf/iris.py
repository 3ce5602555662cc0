"""Mint our IRIs and take them apart: nobody else slices an IRI. The base is one setting; a path is what follows it."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from kg.errors import BadIri

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"})


@dataclass(frozen=True, order=True)
class Owner:
    """The record that an IRI of ours belongs to: its kind and its own short name."""

    kind: str
    slug: str


@dataclass(frozen=True)
class Base:
    """The base of every IRI we mint.

    >>> base = Base("https://example.org/")
    >>> base.mint("project", "kiis").value
    'https://example.org/project/kiis'
    >>> base.record("project", "kiis").value
    'https://example.org/record/project/kiis'
    """

    iri: str

    def mint(self, kind: str, slug: str) -> NamedNode:
        """The IRI of a thing: its kind, then its own short name; BadIri when either can't end an IRI."""
        for part in (kind, slug):
            if not SLUG.fullmatch(part):
                raise BadIri(
                    f"{part!r} cannot be part of an IRI: use a-z, 0-9 and single hyphens, e.g. {self._hint(part)!r}.",
                    message_sv=f"{part!r} kan inte stå i en IRI: använd a-z, 0-9 och enkla bindestreck, "
                    f"t.ex. {self._hint(part)!r}.",
                )
        return NamedNode(f"{self.iri}{kind}/{slug}")

    def record(self, kind: str, slug: str) -> NamedNode:
        """The IRI of the record beside a thing; it is also the name of the graph that holds its statements."""
        return NamedNode(f"{self.iri}record/{self.mint(kind, slug).value.removeprefix(self.iri)}")

    def concept(self, scheme: str, slug: str) -> NamedNode:
        """The IRI of a concept in one of our schemes."""
        return NamedNode(f"{self.iri}concept/{scheme}/{slug}")

    def graph(self, name: str) -> NamedNode:
        """The name of one of the release's own graphs: derived, links, vocabulary or release."""
        return NamedNode(f"{self.iri}graph/{name}")

    def ns(self, term: str) -> NamedNode:
        """A term of our own ontology."""
        return NamedNode(f"{self.iri}ns#{term}")

    def path_of(self, iri: str) -> str | None:
        """What follows the base, fragment and all; None when the IRI isn't ours.

        >>> Base("https://example.org/").path_of("https://example.org/project/kiis#period")
        'project/kiis#period'
        """
        return iri[len(self.iri) :] if iri.startswith(self.iri) and iri != self.iri else None

    def iri_of(self, path: str) -> str:
        """The IRI at a path; characters an IRI can't hold are percent-encoded.

        >>> Base("https://example.org/").iri_of("/project/kiis")
        'https://example.org/project/kiis'
        """
        safe = "".join(quote(c) if c in '<>"{}|\\^` ' or ord(c) < 0x21 else c for c in path.lstrip("/"))
        return self.iri + safe

    def owner_of(self, iri: str) -> Owner | None:
        """The record that a thing, one of its nodes, or a record IRI belongs to; None for anything else.

        >>> base = Base("https://example.org/")
        >>> base.owner_of("https://example.org/project/kiis#period")
        Owner(kind='project', slug='kiis')
        >>> base.owner_of("https://example.org/record/project/kiis")
        Owner(kind='project', slug='kiis')
        >>> base.owner_of("https://example.org/ns#Project") is None
        True
        """
        path = self.path_of(iri)
        if path is None:
            return None
        found = _OWNED.fullmatch(path)
        if found is None or found[1] in _NOT_KINDS:
            return None
        return Owner(found[1], found[2])

    def _hint(self, text: str) -> str:
        return slug(text) or "kort-namn"


_OWNED = re.compile(rf"(?:record/)?({SLUG.pattern})/({SLUG.pattern})(?:#.*)?", re.DOTALL)
_NOT_KINDS = frozenset({"concept", "figures", "graph", "ns", "shapes", "links", "record", "releases", "download"})


def slug(text: str) -> str:
    """A short name for IRIs: Swedish letters plain, the rest lower case a-z, 0-9 and single hyphens.

    >>> slug("Länsstyrelsen i Västmanlands län")
    'lansstyrelsen-i-vastmanlands-lan'
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    without_accents = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", without_accents).strip("-")


def is_iri(text: str) -> bool:
    """Whether a text is an IRI, with its scheme.

    >>> is_iri("http://www.wikidata.org/entity/Q1"), is_iri("Q1"), is_iri("http://[")
    (True, False, False)
    """
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def odd_host(iri: str) -> tuple[str, str] | None:
    """What to say, in Swedish and English, of an IRI whose host some readers take apart in another way; else None.

    A letter such as ℀ stands for `a/c` where hosts are compared (NFKC), so Python's `urllib`, and with it rdflib,
    refuses the whole file that such an IRI is in.

    >>> odd_host("http://å.example/"), odd_host("http://a\u2100b.example/") is None
    (None, False)
    """
    if iri.isascii():
        return None
    try:
        urlsplit(iri)
    except ValueError:
        return (
            f"Adressen {iri!r} har ett tecken i värdnamnet som inte alla program kan läsa. Skriv vanliga bokstäver.",
            f"The address {iri!r} has a character in its host that not every program can read. Use plain letters.",
        )
    return None
