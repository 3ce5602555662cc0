"""A third kind planted in the tiny world: with nodes, a narrower class, and texts that are hard to write rightly."""

from kg.rdf.namespaces import OWL, RDFS
from tests.workshop import Workshop, ledger

ONTOLOGY = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix samv: <ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

samv:Garden a owl:Class ; samv:kind "garden" ; samv:kindOrder 3 ;
    rdfs:label "Trädgård"@sv , "Garden"@en ; samv:pluralLabel "Trädgårdar"@sv , "Gardens"@en .
samv:Orchard a owl:Class ; rdfs:subClassOf samv:Garden ; rdfs:label "Fruktträdgård"@sv , "Orchard"@en .
samv:Harvest a owl:Class ; rdfs:label "Skörd"@sv , "Harvest"@en .
samv:Project a owl:Class .
samv:fruit a owl:ObjectProperty ; rdfs:label "frukt"@sv , "fruit"@en .
<concept/frukt/apple> a skos:Concept ; skos:prefLabel "Äpple"@sv , "Apple"@en .
"""

SHAPES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix samv: <ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<shapes/garden> a sh:NodeShape ; sh:targetClass samv:Garden ;
    sh:property <shapes/garden#title> , <shapes/garden#also> , <shapes/garden#keeper> , <shapes/garden#size> ,
        <shapes/garden#motto> , <shapes/garden#page> , <shapes/garden#harvest> , <shapes/garden#below> ,
        <shapes/garden#opened> , <shapes/garden#other-title> .
<shapes/garden#title> sh:path dcterms:title ; sh:datatype rdf:langString ; sh:order 1 ; sh:name "namn"@sv , "name"@en .
<shapes/garden#keeper> sh:path samv:keeper ; sh:class samv:Actor ; sh:order 2 ; sh:name "skötare"@sv , "keeper"@en .
<shapes/garden#size> sh:path samv:size ; sh:datatype xsd:decimal ; sh:order 3 ; sh:maxCount 1 ;
    sh:name "yta"@sv , "size"@en .
<shapes/garden#motto> sh:path samv:motto ; sh:datatype xsd:string ; sh:order 4 ; sh:name "motto"@sv , "motto"@en .
<shapes/garden#page> sh:path foaf:page ; sh:order 5 ; sh:name "webbsida"@sv , "web page"@en .
<shapes/garden#also> sh:path skos:altLabel ; sh:order 6 ; sh:name "även"@sv , "also"@en .
<shapes/garden#harvest> sh:path samv:harvest ; sh:node <shapes/harvest> ; sh:order 7 ;
    sh:name "skörd"@sv , "harvest"@en .
<shapes/garden#below> sh:path [ sh:inversePath samv:above ] ; sh:class samv:Garden ; sh:order 8 ;
    sh:name "ovanför"@sv , "the one above"@en .
<shapes/garden#opened> sh:path samv:opened ; sh:datatype xsd:date ; sh:order 9 ; sh:name "öppnad"@sv , "opened"@en .
<shapes/garden#other-title> sh:path samv:title ; sh:datatype xsd:string ; sh:order 10 ;
    sh:name "skylt"@sv , "sign"@en .

<shapes/harvest> a sh:NodeShape ; sh:targetClass samv:Harvest ;
    sh:property <shapes/harvest#amount> , <shapes/harvest#fruit> , <shapes/harvest#part> .
<shapes/harvest#amount> sh:path samv:amount ; sh:order 1 ; sh:name "mängd"@sv , "amount"@en .
<shapes/harvest#fruit> sh:path samv:fruit ; sh:class skos:Concept ; sh:order 2 ; sh:name "frukt"@sv , "fruit"@en .
<shapes/harvest#part> sh:path samv:harvest ; sh:node <shapes/harvest> ; sh:order 3 ;
    sh:name "del"@sv , "part"@en .
"""

HEAD = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix samv: <ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

EDEN = (
    HEAD
    + r"""
<garden/eden> a samv:Garden , samv:Orchard ;
    dcterms:title "Eden"@sv , "Eden, \"the\" garden"@en , "Eeden"@fi ;
    skos:altLabel "=cmd|'/c calc'!A1"@sv , "Paradiset"@sv , "+46"@en ;
    samv:keeper <actor/norrby-kommun> , <actor/kvinnohuset> ;
    samv:size -1.5 ;
    samv:motto "Rad ett\nrad två\r\nrad\tfyra\u2028fem\u0085sex" , "@slut | inte" ;
    samv:title "<skylt> & 'citat' \\ \u00e5 \U0001F333" ;
    samv:opened "2019-04-01"^^xsd:date ;
    samv:above <garden/gethsemane> ;
    foaf:page <https://www.example.se/eden?a=1&b=(2)#c> , <tag:example.se,2020:eden> , <mailto:eden@example.se> ;
    samv:harvest <garden/eden#harvest-apple> .
<garden/eden#harvest-apple> a samv:Harvest ; samv:amount 12 ; samv:fruit <concept/frukt/apple> ;
    samv:harvest <garden/eden#harvest-apple-east> ;
    prov:hadPrimarySource <project/bro> .
<garden/eden#harvest-apple-east> a samv:Harvest ; samv:amount -2.5 ;
    prov:hadPrimarySource <project/bro> , <project/ensam> .
<record/garden/eden> a dcat:CatalogRecord ; foaf:primaryTopic <garden/eden> .
"""
)
GETHSEMANE = (
    HEAD
    + """
<garden/gethsemane> a samv:Garden ; dcterms:title "Getsemane"@sv .
<record/garden/gethsemane> a dcat:CatalogRecord ; foaf:primaryTopic <garden/gethsemane> .
"""
)
LINKS = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix void: <http://rdfs.org/ns/void#> .

<links/parks> a void:Linkset ; dcterms:title "Parker"@sv , "Parks"@en ; void:linkPredicate owl:sameAs ;
    void:objectsTarget <https://parks.example.org/> .
<https://parks.example.org/> void:uriSpace "https://parks.example.org/park/" .
<links/maps> a void:Linkset ; dcterms:title "Kartor"@sv , "Maps"@en ; void:linkPredicate owl:sameAs , rdfs:seeAlso .
<links/plants> a void:Linkset ; dcterms:title "Växter"@sv , "Plants"@en ; void:linkPredicate rdfs:isDefinedBy .
"""
LINKED = (
    ("garden/eden", OWL.sameAs.value, "https://parks.example.org/park/1"),
    ("garden/eden", OWL.sameAs.value, "https://maps.example.org/eden"),
    ("garden/eden", RDFS.seeAlso.value, "https://maps.example.org/eden/2/"),
    ("garden/gethsemane", OWL.sameAs.value, "https://parks.example.org/park/2"),
    ("garden/gethsemane", RDFS.isDefinedBy.value, "https://plants.example.org/olive"),
)


def planted(world: Workshop) -> Workshop:
    """The world with the kind, its records and links; nothing is built."""
    world.write("ontology/garden.ttl", ONTOLOGY)
    world.write("shapes/garden.ttl", SHAPES)
    world.write("data/records/garden/eden.ttl", EDEN)
    world.write("data/records/garden/gethsemane.ttl", GETHSEMANE)
    world.write("data/links/parks.ttl", LINKS)
    world.write("data/links/parks.sssom.tsv", ledger("parks", *LINKED))
    return world
