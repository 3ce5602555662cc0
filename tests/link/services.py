"""Authorities in a workshop of our own, refreshed from servers on loopback."""

from kg.link.authority import COLUMNS
from kg.rdf.canonical import digest
from tests.workshop import Workshop, record

KOMMUNER = {"sala": "1981", "norberg": "1962", "salem": "0128"}
HEAD = ",".join(COLUMNS) + "\n"
QUERY = """SELECT ?item ?name ?code WHERE { ?item <http://www.w3.org/2000/01/rdf-schema#label> ?name ;
  <http://www.wikidata.org/prop/direct/P525> ?code } ORDER BY ?item ?code
"""
PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix qb: <http://purl.org/linked-data/cube#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix samv: <ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def places(tiny: Workshop) -> Workshop:
    """The workshop with three kommuner and a län."""
    for slug, code in {**KOMMUNER, "vastmanlands-lan": "19"}.items():
        tiny.write(f"data/records/actor/{slug}.ttl", record("actor", slug, f'skos:notation "{code}"'))
    return tiny


def kolada(tiny: Workshop, url: str, *options: str) -> None:
    """Kolada at an address, with two series."""
    said = " , ".join(f'"{each}"' for each in ("codes=actor", "years=2", "pause=0", *options))
    tiny.write(
        "data/authorities/kolada/about.ttl",
        f"""{PREFIXES}
<authority/kolada#refresh> a samv:Refresh ; samv:protocol "kolada-3" ; dcat:endpointURL <{url}v3/> ;
    samv:option {said} ; samv:series <figures/kolada#folkmangd> .
<figures/kolada> a qb:DataSet ; dcterms:title "Nyckeltal ur Kolada"@sv , "Key figures from Kolada"@en ;
    dcterms:source <https://www.kolada.se/> ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    samv:attribution "Källa: Kolada"@sv , "Source: Kolada"@en .
<figures/kolada#folkmangd> a samv:Series ; rdfs:label "Folkmängd"@sv , "Population"@en ; skos:notation "N01951" ;
    samv:alikeWithin 0.25 ; samv:comparedSex <concept/kon/alla> ; samv:option "least=1" .
""",
    )


def wikidata(tiny: Workshop, url: str, *options: str) -> None:
    """Wikidata at an address, with one entry that people have confirmed and one of another kind."""
    entries = (
        HEAD
        + "http://www.wikidata.org/entity/Q1,place,Sala,,Sala stad,1981,,,yes,two lists,,\n"
        + "http://www.wikidata.org/entity/Q5,place,Länet,,,19,,,yes,two lists,,\n"
        + "http://www.wikidata.org/entity/Q9,actor,Verket,,,,202100-2114,,yes,one list,,\n"
    )
    tiny.write("data/authorities/wikidata/entries.csv", entries)
    columns = "columns=iri:item code:code label_sv:name label_en:en p605:nuts"
    said = " , ".join(
        f'"{each}"'
        for each in ("query=refresh.rq", columns, "codes=actor", "kind=place", "digits=4", "pause=0", *options)
    )
    tiny.write("data/authorities/wikidata/refresh.rq", QUERY)
    tiny.write(
        "data/authorities/wikidata/about.ttl",
        f"""{PREFIXES}
<authority/wikidata> dcterms:title "Wikidata"@sv ; dcterms:issued "2026-01-01"^^xsd:date .
<authority/wikidata/entries.csv> samv:sha256 "{digest(entries)}" .
""",
    )
    tiny.write(
        "data/authorities/wikidata/refresh.ttl",
        f"""{PREFIXES}
<authority/wikidata#refresh> a samv:Refresh ; samv:protocol "sparql-1.1" ; dcat:endpointURL <{url}> ;
    samv:option {said} .
""",
    )
