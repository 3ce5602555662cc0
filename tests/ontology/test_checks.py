"""The ontology passes its own checks, and every check finds the fault it is there for."""

from pathlib import Path

import pytest

CHECKS = sorted(
    path.name.removesuffix("-violation.rq") for path in (Path(__file__).parents[2] / "ontology/checks").iterdir()
)
WHOLE = """
    rdfs:label "ord"@sv , "word"@en ; skos:definition "Ett ord."@sv , "A word."@en ; skos:example "x" ;
    rdfs:isDefinedBy <ns> ; samv:status "stable" ."""
CONCEPT = """
    rdfs:label "ord"@sv , "word"@en ; skos:prefLabel "ord"@sv , "word"@en ;
    skos:definition "Ett ord."@sv , "A word."@en ;"""

# check, what is wrong, the fault as Turtle, how many rows it gives
FAULTS = [
    ("term-label", "no label in English", 'samv:x a owl:Class ; rdfs:label "x"@sv .', 1),
    ("term-label", "two labels in Swedish", 'samv:x a owl:Class ; rdfs:label "x"@sv , "y"@sv , "x"@en .', 1),
    ("term-definition", "no definition at all", "samv:x a owl:DatatypeProperty .", 2),
    ("term-definition", "a rank without one in Swedish", 'samv:x a samv:Rank ; skos:definition "X."@en .', 1),
    ("term-example", "no example", "samv:x a owl:ObjectProperty .", 1),
    ("term-example", "an example that is no text", "samv:x a owl:ObjectProperty ; skos:example <project/x> .", 1),
    ("term-status", "no status", "samv:x a owl:Class ; rdfs:isDefinedBy <ns> .", 1),
    ("term-status", "an unknown status", 'samv:x a owl:Class ; samv:status "new" ; rdfs:isDefinedBy <ns> .', 1),
    ("term-status", "no ontology", 'samv:x a owl:Class ; samv:status "stable" .', 1),
    ("term-sort", "class and property", "samv:x a owl:Class , owl:ObjectProperty .", 1),
    ("undeclared-term", "a property", '<project/x> samv:budgett "1" .', 1),
    ("undeclared-term", "a class", "<project/x> a samv:Projekt .", 1),
    ("undeclared-term", "a value", "<project/x#claim> samv:onProperty samv:partnr .", 1),
    ("undeclared-concept", "a concept", "<project/x> samv:category <concept/insatskategori/nothing> .", 1),
    ("undeclared-concept", "a scheme", "samv:category samv:valuesFrom <concept/nothing> .", 1),
    ("concept-label", "no names", "<concept/roll/x> a skos:Concept .", 2),
    ("concept-label", "no English name of a scheme", '<concept/x> a skos:ConceptScheme ; skos:prefLabel "X"@sv .', 1),
    ("concept-definition", "no definition", "<concept/roll/x> a skos:Concept .", 2),
    (
        "concept-shown-label",
        "another name",
        '<concept/roll/x> a skos:Concept ; skos:prefLabel "x"@sv ; rdfs:label "y"@sv .',
        2,
    ),
    (
        "concept-name-taken",
        "the name of another",
        '<concept/roll/x> skos:inScheme <concept/roll> ; skos:prefLabel "Finansiär"@sv .',
        1,
    ),
    ("concept-scheme", "no scheme", "<concept/roll/x> a skos:Concept ; skos:broader <concept/roll/agare> .", 1),
    (
        "concept-scheme",
        "another scheme than its address says",
        "<concept/roll/x> a skos:Concept ; skos:inScheme <concept/sektor> ; skos:topConceptOf <concept/sektor> .",
        1,
    ),
    (
        "concept-scheme",
        "neither at the top nor below",
        "<concept/roll/x> a skos:Concept ; skos:inScheme <concept/roll> .",
        1,
    ),
    (
        "concept-scheme",
        "a top that the scheme does not know",
        "<concept/roll/x> a skos:Concept ; skos:inScheme <concept/roll> ; skos:topConceptOf <concept/roll> .",
        1,
    ),
    ("concept-broader", "a broader one that is not", "<concept/roll/agare> skos:broader <concept/roll/gone> .", 1),
    ("concept-broader", "one of another scheme", "<concept/roll/agare> skos:broader <concept/sektor/privat> .", 1),
    ("concept-broader", "itself", "<concept/roll/agare> skos:broader <concept/roll/agare> .", 1),
    ("concept-broader", "a related one that is not", "<concept/roll/agare> skos:related <concept/roll/gone> .", 1),
    ("kind", "no order", 'samv:X samv:kind "x" ; samv:pluralLabel "X"@sv , "X"@en .', 1),
    ("kind", "no plural in English", 'samv:X samv:kind "x" ; samv:kindOrder 77 ; samv:pluralLabel "X"@sv .', 1),
    (
        "kind",
        "the word of another",
        'samv:X samv:kind "place" ; samv:kindOrder 77 ; samv:pluralLabel "X"@sv , "X"@en .',
        2,
    ),
    (
        "kind",
        "the order of another",
        'samv:X samv:kind "x" ; samv:kindOrder 1 ; samv:pluralLabel "X"@sv , "X"@en .',
        2,
    ),
    ("derived", "no rule", "samv:aim samv:derived true .", 1),
    ("derived", "a rule without the mark", 'samv:aim samv:derivedBy "aim" .', 1),
    ("values-from", "no such scheme", "samv:aim samv:valuesFrom <concept/nothing> .", 1),
    ("retired-term", "nothing said", 'samv:x samv:status "retired" .', 1),
    (
        "retired-term",
        "replaced by one that is not in use",
        'samv:x samv:status "retired" ; samv:retiredIn "2.0.0" ; owl:deprecated true ; '
        'skos:changeNote "Så."@sv , "So."@en ; dcterms:isReplacedBy samv:gone .',
        1,
    ),
    ("retired-term-in-use", "as property", 'samv:x samv:status "retired" . <project/x> samv:x 1 .', 1),
    ("retired-term-in-use", "as class", 'samv:X samv:status "retired" . <project/x> a samv:X .', 1),
    ("blank-node", "as value", "<project/x> samv:period [] .", 1),
    ("blank-node", "as subject", "[] samv:amount 1 .", 1),
    ("text-language", "a definition without one", 'samv:aim skos:definition "An aim." .', 1),
    ("foreign-name", "a property", "<project/x> <http://example.com/p> <project/y> .", 1),
    ("foreign-name", "a class", "<project/x> a <http://example.com/C> .", 1),
    ("foreign-name", "a datatype", '<project/x> dcterms:title "x"^^<http://example.com/D> .', 1),
]


@pytest.mark.parametrize("check", CHECKS)
def test_the_ontology_passes(world, check: str) -> None:
    assert world.faults(check, world.store()) == []


@pytest.mark.parametrize(("check", "wrong", "fault", "rows"), FAULTS, ids=[f"{c}: {w}" for c, w, _, _ in FAULTS])
def test_a_planted_fault_is_found(world, check: str, wrong: str, fault: str, rows: int) -> None:
    found = world.faults(check, world.store(added=fault))
    assert len(found) == rows, f"{wrong}: {found}"


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ("undeclared-term", "<project/x> samv:budgett 1 ."),
        ("undeclared-concept", "<project/x> samv:category <concept/insatskategori/nothing> ."),
        ("foreign-name", "<project/x> <http://example.com/p> <project/y> ."),
    ],
)
def test_a_fault_in_a_record_is_found_too(world, check: str, fault: str) -> None:
    assert len(world.faults(check, world.store(fault))) == 1


@pytest.mark.parametrize("check", CHECKS)
def test_a_well_described_term_and_concept_pass(world, check: str) -> None:
    added = (
        f"samv:newWord a owl:DatatypeProperty ; {WHOLE}\n"
        f"<concept/roll/new> a skos:Concept ; {CONCEPT} skos:inScheme <concept/roll> ; "
        "skos:topConceptOf <concept/roll> . <concept/roll> skos:hasTopConcept <concept/roll/new> .\n"
        'samv:oldWord a owl:DatatypeProperty ; rdfs:label "gammalt"@sv , "old"@en ; '
        'skos:definition "Ett."@sv , "One."@en ; skos:example "x" ; rdfs:isDefinedBy <ns> ; '
        'samv:status "retired" ; owl:deprecated true ; samv:retiredIn "2.0.0" ; '
        'dcterms:isReplacedBy samv:newWord ; skos:changeNote "Så."@sv , "So."@en .'
    )
    assert world.faults(check, world.store(added=added)) == []


def test_every_check_has_a_planted_fault() -> None:
    assert sorted({check for check, *_ in FAULTS}) == CHECKS
