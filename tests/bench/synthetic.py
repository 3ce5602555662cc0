"""Synthetic projects in the true record format, beside the real places, actors, methods and documents.

Sizes of what a project has follow what the real ones have: one to ten kommuner, a period that is exact or vague, one
or two budgets, one to three funders, two to eight participations, counts and outcomes for half of them. A seeded
generator: the same number of projects gives the same files.
"""

import shutil
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
_HEAD = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix samv: <ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
_SEK = "<http://publications.europa.eu/resource/authority/currency/SEK>"
_CATEGORIES = ("uppsokande", "vagledande", "halsoframjande", "sprakframjande", "arbetsmarknadsrelaterad")
_ACTIVITIES = ("individuellt-stod", "kartlaggning", "sprakstod", "praktik", "utbildning", "matchning")
_SCHEMES = ("esf-stod", "statsbidrag-37a", "finsam-medel", "foreningsbidrag", "ordinarie-budget")
_GIVERS = {
    "esf-stod": "svenska-esf-radet",
    "statsbidrag-37a": "lansstyrelsen-i-vastmanlands-lan",
    "finsam-medel": "samordningsforbundet-finsam-i-malmo",
}
"""Who gives what a kommun can't give: rules of the shapes say so."""
_ROLES = ("samverkanspart", "utforare", "anvisande-part", "samordnare")


def make_root(folder: Path, projects: int) -> Path:
    """A root with the real ontology, shapes and data, and that many synthetic projects more."""
    if folder.exists():
        shutil.rmtree(folder)
    for name in ("ontology", "shapes", "data"):
        shutil.copytree(ROOT / name, folder / name)
    kommuner = sorted(p.stem for p in (folder / "data/records/actor").glob("*-kommun.ttl"))
    places = sorted(p.stem for p in (folder / "data/records/place").glob("*.ttl") if not p.stem.endswith("-lan"))
    methods = sorted(p.stem for p in (folder / "data/records/method").glob("*.ttl"))
    random = Random(20260101)
    for number in range(projects):
        path = folder / f"data/records/project/syntetisk-{number:06d}.ttl"
        path.write_text(_project(f"syntetisk-{number:06d}", number, random, kommuner, places, methods), "utf-8")
    return folder


def _project(slug: str, number: int, random: Random, kommuner: list[str], places: list[str], methods: list[str]) -> str:
    me = f"project/{slug}"
    nodes: list[str] = []
    links: list[str] = []

    def node(word: str, fragment: str, kind: str, *said: str) -> None:
        links.append(f"samv:{word} <{me}#{fragment}>")
        facts = " ;\n    ".join(
            (*said, "prov:hadPrimarySource <document/exempelsamling-2021>", "samv:rank samv:normal")
        )
        nodes.append(f"<{me}#{fragment}> a samv:{kind} ;\n    {facts} .\n")

    start = 2012 + random.randrange(12)
    edtf = random.choice((f"{start}-0{1 + random.randrange(9)}-15/{start + 2}-11-30", f"{start}-23/{start + 2}-21"))
    node("period", "period", "Period", f'samv:edtf "{edtf}"^^edtf:EDTF', _status(random))
    for kind in ("budget",) if random.random() < 0.8 else ("budget", "budget-2"):
        amount = f"samv:amount {random.randrange(200, 60_000) * 1000}"
        node(
            "statedBudget",
            kind,
            "Budget",
            amount,
            f"samv:currency {_SEK}",
            "samv:amountKind <concept/beloppsslag/budget>",
        )
    for actor in random.sample(kommuner, 1 + random.randrange(3)):
        name = random.choice(_SCHEMES)
        scheme, giver = f"samv:scheme <concept/finansieringsform/{name}>", _GIVERS.get(name, actor)
        node("funding", f"funding-{actor}", "Funding", f"samv:funder <actor/{giver}>", scheme)
    for actor in random.sample(kommuner, 2 + random.randrange(7)):
        role = f"samv:role <concept/roll/{random.choice(_ROLES)}>"
        node("participation", f"participation-{actor}", "Participation", f"samv:actor <actor/{actor}>", role)
    if random.random() < 0.5:
        women, men = 10 + random.randrange(400), 10 + random.randrange(200)
        figures = (f"samv:total {women + men}", f"samv:women {women}", f"samv:men {men}")
        node("participantCount", "participants", "ParticipantCount", *figures, _status(random, "countStatus"))
        # No group so small that a person could be told from the figures.
        share = (f"samv:value {random.randrange(500 // (women + men) + 1, 60)}", "samv:unit <concept/enhet/procent>")
        kind = "samv:outcomeType <concept/utfallstyp/studier>"
        node("outcome", "outcome-studier", "Outcome", kind, *share, f"samv:shareOf <{me}#participants>")
    method = random.choice(methods)
    node("methodUse", f"method-use-{method}", "MethodUse", f"samv:method <method/{method}>")
    return _HEAD + _thing(me, number, random, places, links) + "\n".join(nodes) + _record(me)


def _status(random: Random, word: str = "periodStatus") -> str:
    return f"samv:{word} <concept/periodstatus/{random.choice(('genomford', 'planerad'))}>"


def _thing(me: str, number: int, random: Random, places: list[str], links: list[str]) -> str:
    where = " , ".join(f"<place/{slug}>" for slug in random.sample(places, 1 + random.randrange(4)))
    facts = [
        f'dcterms:title "Syntetiskt projekt {number}"@sv , "Synthetic project {number}"@en',
        f'dcterms:abstract "Ett påhittat projekt, nummer {number}, för mätning."@sv , "A made-up project."@en',
        f"samv:category <concept/insatskategori/{random.choice(_CATEGORIES)}>",
        f"samv:activity <concept/aktivitet/{random.choice(_ACTIVITIES)}>",
        f"dcterms:spatial {where}",
        *links,
    ]
    return f"<{me}> a samv:Project ;\n    " + " ;\n    ".join(facts) + " .\n\n"


def _record(me: str) -> str:
    day = '"2026-11-22"^^xsd:date'
    return (
        f"\n<record/{me}> a dcat:CatalogRecord ;\n    foaf:primaryTopic <{me}> ;\n"
        "    samv:recordStatus <concept/poststatus/full> ;\n    dcterms:source <document/exempelsamling-2021> ;\n"
        f"    dcterms:issued {day} ;\n    dcterms:modified {day} .\n"
    )
