"""Names, classes, claims, goals and methods."""

from tests.ontology.rule_cases.words import DEPRECATED, NORMAL, PREFERRED, Case, actor, partnership, project

CASES: list[Case] = [
    (
        "labels",
        "a title in two languages",
        '<project/a> dcterms:title "Ett"@sv , "One"@en .',
        '<project/a> rdfs:label "Ett"@sv , "One"@en .',
    ),
    ("labels", "a name", '<actor/a> skos:prefLabel "Ett"@sv .', '<actor/a> rdfs:label "Ett"@sv .'),
    (
        "labels",
        "the title of an agreement",
        '<partnership/a#agreement> dcterms:title "Avtal"@sv .',
        '<partnership/a#agreement> rdfs:label "Avtal"@sv .',
    ),
    ("labels", "other names are no labels", '<actor/a> skos:altLabel "AF"@sv ; dcterms:alternative "A"@sv .', ""),
    (
        "labels",
        "what is stated is not derived again",
        '<actor/a> skos:prefLabel "Ett"@sv ; rdfs:label "Ett"@sv .',
        "",
    ),
    ("types", "a project", "<project/a> a samv:Project .", "<project/a> a prov:Activity , foaf:Project ."),
    (
        "types",
        "through several steps, without what is stated",
        "<place/a> a samv:Place , samv:Municipality .",
        "<place/a> a dcterms:Location , prov:Location , schema:AdministrativeArea .",
    ),
    (
        "types",
        "through several steps, where only the narrowest is stated",
        "<place/a> a samv:County .",
        "<place/a> a samv:Place , dcterms:Location , prov:Location , schema:AdministrativeArea .",
    ),
    (
        "types",
        "an actor",
        "<actor/a> a samv:Actor .",
        "<actor/a> a org:Organization , foaf:Organization , foaf:Agent , prov:Organization , prov:Agent , "
        "schema:Organization .",
    ),
    (
        "types",
        "a partnership",
        "<partnership/a> a samv:Partnership .",
        "<partnership/a> a org:OrganizationalCollaboration , org:Organization , foaf:Organization , foaf:Agent , "
        "prov:Agent .",
    ),
    ("types", "a method", "<method/a> a samv:Method .", "<method/a> a skos:Concept ."),
    ("types", "a document", "<document/a> a samv:Document .", "<document/a> a foaf:Document , prov:Entity ."),
    (
        "types",
        "a budget",
        "<project/a#1> a samv:Budget .",
        "<project/a#1> a samv:Fact , prov:Entity .",
    ),
    (
        "types",
        "a period",
        "<project/a#1> a samv:Period .",
        "<project/a#1> a samv:Fact , prov:Entity , dcterms:PeriodOfTime .",
    ),
    ("types", "a participation", "<project/a#1> a samv:Participation .", "<project/a#1> a samv:Fact ."),
    ("types", "a record and an unknown class", "<record/x/a> a dcat:CatalogRecord . <x/a> a <x/class> .", ""),
    (
        "participation-types",
        "in a project",
        project("samv:participation", "a samv:Participation"),
        "<project/a#1> a prov:Association .",
    ),
    (
        "participation-types",
        "in a partnership",
        partnership("samv:participation", "a samv:Participation"),
        "<partnership/a#1> a org:Membership .",
    ),
    (
        "participation-types",
        "in another actor",
        actor("samv:participation", "a samv:Participation"),
        "<actor/a#1> a org:Membership .",
    ),
    ("participation-types", "what is stated", project("samv:participation", "a prov:Association"), ""),
    (
        "actor-types",
        "public, with a number",
        '<actor/a> a samv:Actor ; samv:sector <concept/sektor/offentlig> ; samv:organisationNumber "202100-2114" .',
        "<actor/a> a cv:PublicOrganisation , org:FormalOrganization .",
    ),
    (
        "actor-types",
        "a unit of another",
        "<actor/a> a samv:Actor ; org:unitOf <actor/b> .",
        "<actor/a> a org:OrganizationalUnit .",
    ),
    (
        "actor-types",
        "idea-based, without a number",
        "<actor/a> a samv:Actor ; samv:sector <concept/sektor/ideburen> .",
        "",
    ),
    ("actor-types", "no actor", "<partnership/a> a samv:Partnership ; samv:sector <concept/sektor/offentlig> .", ""),
    (
        "uses-method",
        "two uses",
        project("samv:methodUse", f"samv:method <method/a> ; {NORMAL}", f"samv:method <method/b> ; {PREFERRED}"),
        "<project/a> samv:usesMethod <method/a> , <method/b> .",
    ),
    ("uses-method", "deprecated", project("samv:methodUse", f"samv:method <method/a> ; {DEPRECATED}"), ""),
    ("about", "a claim", "<project/a> samv:claim <project/a#c> .", "<project/a#c> samv:about <project/a> ."),
    ("about", "another node", "<project/a> samv:period <project/a#c> .", ""),
    (
        "sdg-goals",
        "the goals of two activities",
        "<project/a> samv:activity <concept/aktivitet/praktik> , <concept/aktivitet/halsoinsatser> .",
        "<project/a> samv:contributesTo sdg:8 , sdg:3 .",
    ),
    (
        "sdg-goals",
        "an activity without a goal",
        "<project/a> samv:activity <concept/aktivitet/erfarenhetsutbyte> .",
        "",
    ),
    (
        "actor-types",
        "what is stated",
        "<actor/a> a samv:Actor , cv:PublicOrganisation ; samv:sector <concept/sektor/offentlig> .",
        "",
    ),
]
