"""How an authority is refreshed, as its folder says: data/authorities/<name>/about.ttl, or refresh.ttl beside it.

<authority/kolada#refresh> a samv:Refresh ; samv:protocol "kolada-3" ;
    dcat:endpointURL <https://api.kolada.se/v3/> ; samv:option "years=5" ; samv:series <figures/kolada#folkmangd> .
<figures/kolada#folkmangd> a samv:Series ; skos:notation "N01951" .

A series may be without an identifier and say instead by which words it is sought: until a person has chosen, nothing is
asked for. A choice stands in chosen.ttl, which a command writes, and goes before what the other files say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadSettings
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCAT, RDF, RDFS, SKOS
from kg.sources.folder import ACCEPTED

_OF_FIGURES = frozenset({"hide-below", "least", "most"})
FILES = ("about.ttl", "refresh.ttl", "figures.ttl")
CHOSEN = "chosen.ttl"
"""What people have chosen for series, each with its title and the day: written by `kg link --refresh --choose`."""


@dataclass(frozen=True)
class Series:
    """One series of figures: its short name here, its identifier there, and what else must be said to ask for it.

    `title` is what the service called it when its identifier was found, `sought` the words that its title there has
    where nobody has chosen an identifier yet.
    """

    name: str
    code: str
    options: Mapping[str, str]
    title: str = ""
    sought: tuple[str, ...] = ()
    label_sv: str = ""
    label_en: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """The options that are about variables of the service's table, not about what we do with the figures."""
        return {name: said for name, said in self.options.items() if name not in _OF_FIGURES}


@dataclass(frozen=True)
class Upstream:
    """One authority's service: the protocol it speaks, where, with which options, and the series wanted of it.

    `unchosen` are the series that wait for a person to choose what they are there; nothing is fetched for them.
    """

    name: str
    folder: Path
    protocol: str
    url: str
    options: Mapping[str, str]
    series: tuple[Series, ...]
    unchosen: tuple[Series, ...] = ()

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
    series = [quad.object for quad in _of(quads, node, base.ns("series"))]
    made = sorted((_series(quads, each, base) for each in series if isinstance(each, NamedNode)), key=_name)
    if any(not each.name or not (each.code or each.sought) for each in made):
        raise unusable(folder, "samv:series")
    chosen, unchosen = (tuple(each for each in made if bool(each.code) == known) for known in (True, False))
    return Upstream(folder.name, folder, protocol, url, _options(quads, node, base), chosen, unchosen)


def statements(folder: Path, base: Base) -> list[Quad]:
    """Everything that the folder's descriptions say; BadSyntax tells where one can't be read.

    What was chosen displaces what the other files say of the same thing with the same property.
    """
    chosen = _said(folder, CHOSEN, base)
    displaced = {(quad.subject, quad.predicate) for quad in chosen}
    others = (quad for name in FILES for quad in _said(folder, name, base))
    return [*(quad for quad in others if (quad.subject, quad.predicate) not in displaced), *chosen]


def unusable(folder: Path, what: str) -> BadSettings:
    """A part of a description that we can't go by."""
    return BadSettings(
        f"data/authorities/{folder.name} says {what}, which can't be used; see docs/connectors.md.",
        message_sv=f"data/authorities/{folder.name} säger {what}, och det går inte att använda; se docs/connectors.md.",
    )


def _said(folder: Path, name: str, base: Base) -> list[Quad]:
    path = next((each for each in (folder / ACCEPTED / name, folder / name) if each.is_file()), None)
    if path is None:
        return []
    source = f"data/authorities/{folder.name}/{name}"
    return read(path.read_bytes(), TURTLE, base_iri=base.iri, source=source)


def _series(quads: Sequence[Quad], node: NamedNode, base: Base) -> Series:
    labels = {q.object.language: q.object.value for q in _of(quads, node, RDFS.label) if isinstance(q.object, Literal)}
    words = [q.object.value for q in _of(quads, node, base.ns("soughtBy")) if isinstance(q.object, Literal)]
    return Series(
        node.value.rpartition("#")[2] if "#" in node.value else "",
        _one(quads, node, SKOS.notation),
        _options(quads, node, base),
        title=_one(quads, node, base.ns("titleThere")),
        sought=tuple(sorted(words, key=lambda word: (-len(word), word))),
        label_sv=labels.get("sv", ""),
        label_en=labels.get("en", ""),
    )


def _name(series: Series) -> str:
    return series.name


def _of(quads: Iterable[Quad], node: object, predicate: NamedNode) -> list[Quad]:
    return [quad for quad in quads if quad.subject == node and quad.predicate == predicate]


def _options(quads: Iterable[Quad], node: object, base: Base) -> dict[str, str]:
    found = [quad.object for quad in _of(quads, node, base.ns("option"))]
    said = [each.value for each in found if isinstance(each, Literal)]
    pairs = [each.partition("=") for each in sorted(said)]
    return {name.strip(): value.strip() for name, _, value in pairs}


def _one(quads: Iterable[Quad], node: object, predicate: NamedNode) -> str:
    found = [quad.object for quad in _of(quads, node, predicate)]
    return found[0].value if len(found) == 1 and isinstance(found[0], NamedNode | Literal) else ""
