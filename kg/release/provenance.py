"""Where a release comes from, in PROV: when it was made, by which program, from which inputs, after which release."""

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, OWL, PROV, RDF, RDFS, XSD
from kg.release.layout import Release

_SPECIALIZATION_OF = NamedNode(PROV.iri + "specializationOf")


def provenance(release: Release, dataset: NamedNode | None = None) -> list[Triple]:
    """The release as an entity; with `dataset`, as a version of that dataset. Inputs are told by their SHA-256."""
    manifest = release.manifest
    base = Base(manifest.base_iri)
    entity = NamedNode(base.iri_of(f"releases/{release.id}"))
    build = NamedNode(f"{entity.value}#build")
    program = NamedNode(base.iri_of(f"releases/program/kg-{manifest.kg_version}"))
    at = Literal(manifest.built_at, datatype=XSD.dateTime)
    said = [
        Triple(entity, RDF.type, PROV.Entity),
        Triple(entity, DCTERMS.title, Literal(f"Utgåva {release.id}", language="sv")),
        Triple(entity, DCTERMS.title, Literal(f"Release {release.id}", language="en")),
        Triple(entity, DCTERMS.identifier, Literal(f"sha256:{manifest.content_hash}")),
        Triple(entity, PROV.generatedAtTime, at),
        Triple(entity, PROV.wasGeneratedBy, build),
        Triple(entity, PROV.wasAttributedTo, program),
        Triple(build, RDF.type, PROV.Activity),
        Triple(build, PROV.endedAtTime, at),
        Triple(build, PROV.wasAssociatedWith, program),
        Triple(program, RDF.type, PROV.SoftwareAgent),
        Triple(program, RDFS.label, Literal(f"kg {manifest.kg_version}", language="en")),
        Triple(program, OWL.versionInfo, Literal(manifest.kg_version)),
    ]
    for name, code in sorted(manifest.inputs.items()):
        used = NamedNode(f"{entity.value}#input-{name}")
        said += [
            Triple(entity, PROV.wasDerivedFrom, used),
            Triple(build, PROV.used, used),
            Triple(used, RDF.type, PROV.Entity),
            Triple(used, RDFS.label, Literal(name, language="en")),
            Triple(used, DCTERMS.identifier, Literal(f"sha256:{code}")),
        ]
    if manifest.previous:
        previous = NamedNode(base.iri_of(f"releases/{manifest.previous}"))
        said += [Triple(entity, PROV.wasRevisionOf, previous), Triple(previous, RDF.type, PROV.Entity)]
    if dataset is not None:
        said.append(Triple(entity, _SPECIALIZATION_OF, dataset))
    return said
