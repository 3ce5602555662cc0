"""The series of releases: the one that is described, and the earlier ones that are kept, each a dataset (DCAT 3).

https://www.w3.org/TR/vocab-dcat-3/#dataset-series: dcat:inSeries, dcat:prev, dcat:first, dcat:last. An earlier release
is listed when readers were once shown it and can ask for it still; its files answer under its name.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import KgError
from kg.rdf.canonical import digest
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCAT, DCTERMS, XSD
from kg.release.bundle import manifest_of
from kg.release.distributions import earlier_files, public, texts
from kg.release.history.log import reading
from kg.release.layout import Release, releases
from kg.settings import Settings

MOST = 49
"""Earlier releases that are listed: about 50 datasets in a series are recommended at most (DIGG, dataset series)."""
_OWN = frozenset(
    (DCTERMS.title, DCTERMS.description, DCTERMS.issued, DCTERMS.identifier, DCAT.distribution, DCAT.landingPage,
     DCAT.previousVersion)
)  # fmt: skip
"""What an earlier release says otherwise than its own catalogue did."""


@dataclass(frozen=True)
class Earlier:
    """A release that readers were once shown and that is kept: `at` is when they first were (UTC)."""

    release: Release
    at: str


def earlier(release: Release) -> list[Earlier]:
    """The releases before this one that can be asked for, oldest first; none where no change log can be read.

    One that hasn't been through the takedowns that this one has been through is none of them.
    """
    home, manifest = release.path.parent.parent, release.manifest
    try:
        with reading(home) as log:
            shown = {each.release: each.at for each in reversed(log.publications())}
    except KgError:
        return []
    found = [
        Earlier(each, shown[each.id])
        for each in releases(home)
        if each.id in shown
        and each.manifest.sequence < manifest.sequence
        and each.manifest.base_iri == manifest.base_iri
        and each.manifest.redactions >= manifest.redactions
    ]
    return found[-MOST:]


def stamp(release: Release) -> str:
    """What a catalogue and its page depend on besides the release: its bundles, and the earlier ones with theirs."""
    every = [release, *(each.release for each in earlier(release))]
    return digest("\n".join(f"{each.id} {each.manifest.redactions} {_bundles(each)}" for each in every))


def _bundles(release: Release) -> str:
    found = (release.bundle(name) for name in ("dumps", "quality"))
    return " ".join(digest((folder / "manifest.json").read_bytes()) if folder else "-" for folder in found)


def with_earlier(
    told: Sequence[Triple], before: Sequence[tuple[Earlier, Sequence[Triple]]], settings: Settings
) -> list[Triple]:
    """A catalogue with earlier releases in its series, each with what its own catalogue says of it, oldest first."""
    made = list(told)
    for triple in told:
        dataset, series = triple.subject, triple.object
        if triple.predicate == DCAT.inSeries and isinstance(dataset, NamedNode) and isinstance(series, NamedNode):
            made += _of_series(dataset, series, told, before, settings)
    return list(dict.fromkeys(made))


def _of_series(
    dataset: NamedNode,
    series: NamedNode,
    told: Sequence[Triple],
    before: Sequence[tuple[Earlier, Sequence[Triple]]],
    settings: Settings,
) -> list[Triple]:
    """The datasets of a series, each pointing to the one before it; what is described is the last."""
    listed = [(each, said) for each, said in before if any(t.subject == dataset for t in said)]
    names = [_name(each.release) for each, _ in listed]
    catalogues = [t.subject for t in told if t.predicate == DCAT.dataset and t.object == dataset]
    members = [*names, dataset]
    made = [Triple(series, DCAT.first, members[0]), Triple(series, DCAT.last, dataset)]
    made += [Triple(one, DCAT.prev, other) for other, one in pairwise(members)]
    rights = {t.object for t in told if t.predicate == DCTERMS.rights}
    for each, said in listed:
        name = _name(each.release)
        files = earlier_files(name, each.release, manifest_of(each.release), settings)
        made += [Triple(one, DCAT.dataset, name) for one in catalogues]
        made += _one(each, dataset, said, told, names, settings)
        made += files
        made += [
            Triple(t.subject, DCTERMS.rights, one) for t in files if t.object == DCAT.Distribution for one in rights
        ]
    return made


def _one(
    each: Earlier,
    dataset: NamedNode,
    said: Sequence[Triple],
    told: Sequence[Triple],
    names: Sequence[NamedNode],
    settings: Settings,
) -> list[Triple]:
    """An earlier release as a dataset, with the nodes that its catalogue described otherwise than the latest does."""
    name, number = _name(each.release), each.release.id
    own = [t for t in said if t.subject == dataset]
    renamed = {dataset: name, **_moved(own, said, told, name)}
    title = {"sv": f"{{}} (utgåva {number})", "en": f"{{}} (release {number})"}
    about = {
        "sv": f"Datamängden som den var i utgåva {number}, som visades första gången {each.at[:10]}. {{}}",
        "en": f"The dataset as it was in release {number}, first shown on {each.at[:10]}. {{}}",
    }
    made = [
        *_worded(name, DCTERMS.title, own, title),
        *_worded(name, DCTERMS.description, own, about),
        Triple(name, DCTERMS.issued, Literal(each.at, datatype=XSD.dateTime)),
        Triple(name, DCTERMS.identifier, Literal(str(uuid.uuid5(uuid.NAMESPACE_URL, name.value)))),
        Triple(name, DCAT.landingPage, public(settings, f"releases/{number}")),
    ]
    made += [t for t in (_renamed(t, renamed) for t in own if t.predicate == DCAT.previousVersion) if t.object in names]
    made += [_renamed(t, renamed) for t in own if t.predicate not in _OWN]
    return made + [_renamed(t, renamed) for t in said if t.subject in renamed and t.subject != dataset]


def _moved(
    own: Iterable[Triple], said: Sequence[Triple], told: Sequence[Triple], name: NamedNode
) -> dict[NamedNode, NamedNode]:
    """New names for nodes of the earlier catalogue that the latest says something else of: a period, a provenance."""
    found = {}
    for node in {
        t.object
        for t in own
        if isinstance(t.object, NamedNode) and t.predicate in (DCTERMS.temporal, DCTERMS.provenance)
    }:
        then, now = ({(t.predicate, t.object) for t in each if t.subject == node} for each in (said, told))
        if then != now:
            found[node] = NamedNode(f"{name.value}#{node.value.rpartition('#')[2]}")
    return found


def _renamed(triple: Triple, names: Mapping[NamedNode, NamedNode]) -> Triple:
    subject = names.get(triple.subject, triple.subject) if isinstance(triple.subject, NamedNode) else triple.subject
    value = names.get(triple.object, triple.object) if isinstance(triple.object, NamedNode) else triple.object
    return Triple(subject, triple.predicate, value)


def _worded(name: NamedNode, predicate: NamedNode, own: Iterable[Triple], form: Mapping[str, str]) -> list[Triple]:
    said: dict[str, str] = {}
    for each in own:
        if each.predicate == predicate and isinstance(each.object, Literal):
            tag = each.object.language or ""
            said[tag] = form.get(tag, "{}").format(each.object.value)
    return texts(name, predicate, {tag: text for tag, text in said.items() if tag})


def _name(release: Release) -> NamedNode:
    return NamedNode(Base(release.manifest.base_iri).iri_of(f"releases/{release.id}"))
