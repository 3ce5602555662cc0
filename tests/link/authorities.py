"""A tiny authority in files of its own, and things of ours to link to it."""

from kg.names.described import Described
from kg.rdf.canonical import digest
from tests.workshop import Workshop

HEAD = "iri,kind,label_sv,label_en,alt_labels,code,organisationsnummer,contains,verified,sources,note_sv,note_en\n"
ENTRIES = (
    HEAD + "http://www.wikidata.org/entity/Q10,place,Sala kommun,Sala Municipality,Sala,1981,,,yes,A; B,,\n"
    "http://www.wikidata.org/entity/Q11,place,Heby kommun,,Heby,0331,,,no,A,bara en källa,one source only\n"
    "http://www.wikidata.org/entity/Q12,place,Håbo kommun,,Håbo,0305,,,yes,A; B,,\n"
)
ABOUT = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix samv: <ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix void: <http://rdfs.org/ns/void#> .

<authority/register> a void:Dataset ; dcterms:title "Registret"@sv , "The register"@en ; dcterms:issued "2026-03-01" ;
    samv:prefix "wd" ; void:uriSpace "http://www.wikidata.org/entity/" .
<authority/register/entries.csv> samv:sha256 "{digest}" .
<authority/register#places> a samv:LinkRule ; samv:linksKind "place" ; samv:linksBy "same" ;
    void:linkPredicate owl:sameAs ; samv:codeProperty skos:notation ;
    samv:accept 0.96 ; samv:hold 0.85 ; samv:margin 0.03 .
"""
THINGS = {
    each.key: each
    for each in (
        Described("place/sala", "place", ("Sala",), ("Sala kommun",), ("1981",)),
        Described("place/heby", "place", ("Heby",), (), ("0331",)),
        Described("place/habo-0305", "place", ("Håbo",), (), ("0305",)),
        Described("place/habo-0643", "place", ("Habo",)),
        Described("place/mora", "place", ("Mora",), (), ("2062",)),
    )
}


def planted(world: Workshop, *, entries: str = ENTRIES, about: str = ABOUT) -> Workshop:
    """The world with the authority; nothing is linked."""
    world.write("data/authorities/register/entries.csv", entries)
    world.write("data/authorities/register/about.ttl", about.replace("{digest}", digest(entries)))
    return world
