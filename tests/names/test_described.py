"""A thing by its statements: what it is called, its codes and its number."""

from pyoxigraph import Literal, NamedNode, Quad

from kg.names.described import Described, described
from kg.rdf.namespaces import DCTERMS, SKOS
from tests.workshop import BASE


def _quads(*said: tuple[NamedNode, Literal]) -> list[Quad]:
    return [Quad(NamedNode(BASE.iri + "actor/sala"), predicate, value) for predicate, value in said]


def test_swedish_names_come_first_and_codes_are_those_that_are_asked_for() -> None:
    quads = _quads(
        (SKOS.prefLabel, Literal("Sala Municipality", language="en")),
        (SKOS.prefLabel, Literal("Sala kommun", language="sv")),
        (SKOS.altLabel, Literal("Sala", language="sv")),
        (DCTERMS.identifier, Literal("212000-2098")),
        (SKOS.notation, Literal("1981")),
    )
    expected = Described(
        "actor/sala", "actor", ("Sala kommun", "Sala Municipality"), ("Sala",), ("1981",), "212000-2098"
    )
    assert described("actor/sala", quads, BASE, codes=[SKOS.notation.value]) == expected
    assert expected.label == "Sala kommun"


def test_what_has_no_name_is_called_by_its_key() -> None:
    assert described("actor/sala", (), BASE).label == "actor/sala"
