"""How an authority is refreshed, as its folder says: data/authorities/<name>/about.ttl, or refresh.ttl beside it.

<authority/kolada#refresh> a samv:Refresh ; samv:protocol "kolada-3" ;
    dcat:endpointURL <https://api.kolada.se/v3/> ; samv:option "years=5" ; samv:series <figures/kolada#folkmangd> .
<figures/kolada#folkmangd> a samv:Series ; skos:notation "N01951" .
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadSettings
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCAT, RDF, SKOS

_OF_FIGURES = frozenset({"hide-below", "least", "most"})
FILES = ("about.ttl", "refresh.ttl", "figures.ttl")


@dataclass(frozen=True)
class Series:
    """One series of figures: its short name here, its identifier there, and what else must be said to ask for it."""

    name: str
    code: str
    options: Mapping[str, str]

    @property
    def variables(self) -> dict[str, str]:
        """The options that are about variables of the service's table, not about what we do with the figures."""
        return {name: said for name, said in self.options.items() if name not in _OF_FIGURES}


@dataclass(frozen=True)
class Upstream:
    """One authority's service: the protocol it speaks, where, with which options, and the series wanted of it."""

    name: str
    folder: Path
    protocol: str
    url: str
    options: Mapping[str, str]
    series: tuple[Series, ...]

    def seconds(self, option: str, default: float) -> float:
        """An option that is a number; BadSettings when it is none."""
        said = self.options.get(option)
        try:
            return default if said is None else float(said)
        except ValueError as wrong:
            raise unusable(self.folder, f"{option}={said}") from wrong

    def whole(self, option: str, default: int) -> int:
        """An option that is a whole number from 1; BadSettings when it is none."""
        said = self.options.get(option, str(default))
        if not said.isdecimal() or not int(said):
            raise unusable(self.folder, f"{option}={said}")
        return int(said)


def upstream(folder: Path, base: Base) -> Upstream | None:
    """What an authority's folder says; None when it says nothing of being refreshed, BadSettings for what is wrong."""
    quads = statements(folder, base)
    nodes = [q.subject for q in quads if q.predicate == RDF.type and q.object == base.ns("Refresh")]
    if not nodes:
        return None
    node = nodes[0]
    url = _one(quads, node, DCAT.endpointURL)
    protocol = _one(quads, node, base.ns("protocol"))
    if len(nodes) > 1 or not protocol or not url.startswith(("http://", "https://")):
        raise unusable(folder, "samv:Refresh")
    series = [q.object for q in quads if q.subject == node and q.predicate == base.ns("series")]
    made = [_series(quads, each, base) for each in series if isinstance(each, NamedNode)]
    if any(not each.name or not each.code for each in made):
        raise unusable(folder, "samv:series")
    options = _options(quads, node, base)
    return Upstream(folder.name, folder, protocol, url, options, tuple(sorted(made, key=lambda each: each.name)))


def statements(folder: Path, base: Base) -> list[Quad]:
    """Everything that the folder's descriptions say; BadSyntax tells where one can't be read."""
    found: list[Quad] = []
    for name in FILES:
        path = folder / name
        if path.is_file():
            source = f"data/authorities/{folder.name}/{name}"
            found += read(path.read_bytes(), TURTLE, base_iri=base.iri, source=source)
    return found


def unusable(folder: Path, what: str) -> BadSettings:
    """A part of a description that we can't go by."""
    return BadSettings(
        f"data/authorities/{folder.name} says {what}, which can't be used; see docs/connectors.md.",
        message_sv=f"data/authorities/{folder.name} säger {what}, och det går inte att använda; se docs/connectors.md.",
    )


def _series(quads: Iterable[Quad], node: NamedNode, base: Base) -> Series:
    name = node.value.rpartition("#")[2] if "#" in node.value else ""
    return Series(name, _one(quads, node, SKOS.notation), _options(quads, node, base))


def _options(quads: Iterable[Quad], node: object, base: Base) -> dict[str, str]:
    found = [q.object for q in quads if q.subject == node and q.predicate == base.ns("option")]
    said = [each.value for each in found if isinstance(each, Literal)]
    pairs = [each.partition("=") for each in sorted(said)]
    return {name.strip(): value.strip() for name, _, value in pairs}


def _one(quads: Iterable[Quad], node: object, predicate: NamedNode) -> str:
    found = [q.object for q in quads if q.subject == node and q.predicate == predicate]
    return found[0].value if len(found) == 1 and isinstance(found[0], NamedNode | Literal) else ""
