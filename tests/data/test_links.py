"""The ledgers in data/links and the links that they publish: all of them, of the right strength, none without a line."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.link.authority import Authority, authorities
from kg.link.keeping import ledgers
from kg.link.ledger import Decision, Ledger, Line
from kg.link.linking import link
from kg.link.things import things
from kg.rdf.iris import Base
from kg.rdf.namespaces import OWL, RDFS, SKOS
from kg.release.inputs import Inputs, read_inputs
from kg.sources.folder import scan
from kg.sweden.organisationsnummer import written

ROOT = Path(__file__).parents[2]
BASE = Base("https://w3id.org/samverkan/")
SAME, CLOSE, SEE = OWL.sameAs.value, SKOS.closeMatch.value, RDFS.seeAlso.value
COUNTERPART, WITHIN = BASE.ns("counterpartNuts").value, BASE.ns("withinNuts").value
STRENGTHS = {
    "dataportal": {SAME},
    "esco": {SKOS.relatedMatch.value},
    "eurovoc": {CLOSE, SKOS.relatedMatch.value, SKOS.broadMatch.value},
    "geonames": {SEE},
    "nuts": {COUNTERPART, WITHIN},
    "rinfo": {SAME},
    "sdg": {SKOS.relatedMatch.value},
    "wikidata": {SAME},
}
SAME_THING = {SAME, SKOS.exactMatch.value}


@dataclass(frozen=True)
class Links:
    """What the files say, and what would be published."""

    ledgers: dict[str, Ledger]
    authorities: dict[str, Authority]
    inputs: Inputs

    def accepted(self) -> list[tuple[str, Line]]:
        return [
            (name, line)
            for name, each in self.ledgers.items()
            for line in each.lines
            if line.decision is Decision.ACCEPT
        ]

    def published(self) -> list[Quad]:
        """The statements of the links graph, but for what it says of the linksets."""
        return [quad for quad in self.inputs.links if not _path(quad.subject).startswith("links/")]


@pytest.fixture(scope="module")
def real() -> Links:
    tree = scan(ROOT)
    found = {each.name: each for each in ledgers(tree, BASE)}
    return Links(found, authorities(tree.authorities, BASE), read_inputs(tree, BASE))


@pytest.fixture(scope="module")
def places(real: Links) -> dict[str, dict[str, str]]:
    """Of each place, what it is linked to by which property; by code."""
    tree = scan(ROOT)
    kinds = real.inputs.vocabulary.kinds
    known = things(tree.records, BASE, kinds=kinds, wanted={"place"}, codes={SKOS.notation.value})
    made: dict[str, dict[str, str]] = {each.codes[0]: {} for each in known.values()}
    code_of = {key: each.codes[0] for key, each in known.items()}
    for quad in real.published():
        if _path(quad.subject) in code_of:
            made[code_of[_path(quad.subject)]][quad.predicate.value] = str(quad.object)[1:-1]
    return made


def _path(term: object) -> str:
    return (BASE.path_of(term.value) or "") if isinstance(term, NamedNode) else ""


def test_no_link_is_published_without_an_accepted_line(real: Links) -> None:
    accepted = {(line.pair.subject, line.pair.predicate, line.pair.object) for _, line in real.accepted()}
    assert real.published()
    for quad in real.published():
        assert (_path(quad.subject), quad.predicate.value, str(quad.object)[1:-1]) in accepted


def test_every_accepted_line_is_published_once_in_the_links_or_in_the_vocabulary(real: Links) -> None:
    links = {quad.triple for quad in real.published()}
    vocabulary = {quad.triple for quad in real.inputs.vocabulary.quads}
    for _, line in real.accepted():
        pair = line.pair
        triple = Quad(NamedNode(BASE.iri + pair.subject), NamedNode(pair.predicate), NamedNode(pair.object)).triple
        assert (triple in links) != (triple in vocabulary), line


def test_all_kommuner_and_lan_have_wikidata_and_nuts_in_the_right_strength(places: dict[str, dict[str, str]]) -> None:
    assert len(places) == 311
    for code, said in places.items():
        assert said[SAME].startswith("http://www.wikidata.org/entity/Q"), code
        nuts = COUNTERPART if len(code) == 2 else WITHIN
        assert said[nuts].startswith("http://data.europa.eu/nuts/code/SE"), code
        assert len({COUNTERPART, WITHIN} & said.keys()) == 1, code
    assert all(said[WITHIN] == places[code[:2]][COUNTERPART] for code, said in places.items() if len(code) == 4)


def test_every_kommun_has_its_code_and_lau_on_the_place_itself(real: Links) -> None:
    tree = scan(ROOT)
    codes = {SKOS.notation.value, BASE.ns("lauCode").value}
    known = things(tree.records, BASE, kinds=real.inputs.vocabulary.kinds, wanted={"place"}, codes=codes)
    said = {code for each in known.values() for code in each.codes}
    assert said == {entry.code for name in ("scb", "lau") for entry in real.authorities[name].entries}


def test_no_two_things_are_the_same_as_one_of_theirs_and_no_thing_the_same_as_two(real: Links) -> None:
    for name, ledger in real.ledgers.items():
        same = [
            line.pair for line in ledger.lines if line.decision is Decision.ACCEPT and line.pair.predicate in SAME_THING
        ]
        assert len({pair.object for pair in same}) == len(same), name
        assert len({pair.subject for pair in same}) == len(same), name


def test_every_actor_with_a_verified_organisationsnummer_is_linked_by_it(real: Links) -> None:
    tree = scan(ROOT)
    actors = things(tree.records, BASE, kinds=real.inputs.vocabulary.kinds, wanted={"actor"}, codes=())
    numbers = {each.organisationsnummer: key for key, each in actors.items() if each.organisationsnummer}
    linked = defaultdict(set)
    for name, line in real.accepted():
        linked[name].add(line.pair.subject)
    missed = {
        (name, entry.iri)
        for name in ("dataportal", "wikidata")
        for entry in real.authorities[name].entries
        if entry.verified
        and (number := written(entry.organisationsnummer)) in numbers
        and numbers[number] not in linked[name]
    }
    assert missed == set()
    assert len(linked["dataportal"]) >= 110


@pytest.mark.parametrize("name", sorted(STRENGTHS))
def test_links_to_an_authority_are_of_its_strengths_alone(real: Links, name: str) -> None:
    used = {line.pair.predicate for line in real.ledgers[name].lines if line.decision is Decision.ACCEPT}
    assert used == STRENGTHS[name]


def test_what_is_not_verified_is_never_the_same_unless_people_say_so(real: Links) -> None:
    for name, line in real.accepted():
        entry = real.authorities[name].entry(line.pair.object)
        assert entry is not None, line
        assert entry.verified or line.by_people or line.pair.predicate not in SAME_THING, line


def test_every_alignment_of_a_concept_with_an_authority_has_a_line(real: Links) -> None:
    spaces = {
        "eurovoc": "http://eurovoc.europa.eu/",
        "esco": "http://data.europa.eu/esco/",
        "sdg": "http://metadata.un.org/sdg/",
    }
    lines = {(name, line.pair) for name, line in real.accepted()}
    for quad in real.inputs.vocabulary.quads:
        name = next((n for n, iri in spaces.items() if str(quad.object).startswith("<" + iri)), None)
        if name and quad.predicate.value.endswith("Match"):
            pair = (_path(quad.subject), quad.predicate.value, str(quad.object)[1:-1])
            assert pair in {(p.subject, p.predicate, p.object) for n, p in lines if n == name}, quad


def test_linking_again_finds_nothing_new_and_nothing_that_no_longer_holds(real: Links) -> None:
    tree = scan(ROOT)
    rules = [rule for each in real.authorities.values() for rule in each.rules]
    ours = things(
        tree.records,
        BASE,
        kinds=real.inputs.vocabulary.kinds,
        wanted={rule.kind for rule in rules},
        codes={code for rule in rules for code in rule.codes},
    )
    for name, ledger in real.ledgers.items():
        assert link(real.authorities[name], ledger, ours, today="2026-12-01").lines == (), name


def test_held_links_say_why_in_both_languages(real: Links) -> None:
    held = [line for each in real.ledgers.values() for line in each.lines if line.decision is Decision.HOLD]
    assert held
    for line in held:
        assert "väntar: " in line.comment_sv
        assert "held: " in line.comment
