"""The comparison tells answers apart: else every other test here would say nothing."""

import pytest
from rdflib.namespace import XSD
from rdflib.term import BNode, Identifier, Literal, URIRef

from tests.conformance.results import Row, Table, Triples, as_values, read, same

ONE, TWO = Literal("1", datatype=XSD.integer, normalize=False), Literal("01", datatype=XSD.integer, normalize=False)
A, B = BNode("a"), BNode("b")


def table(*rows: Row, variables: tuple[str, ...] = ("x", "y")) -> Table:
    """A table of two columns."""
    return Table(variables, rows)


def test_rows_are_a_bag_unless_they_are_ordered() -> None:
    one, other = table((ONE, None), (TWO, None)), table((TWO, None), (ONE, None))
    assert same(one, other, ordered=False)
    assert not same(one, other, ordered=True)
    assert not same(table((ONE, None)), table((ONE, None), (ONE, None)), ordered=False)


def test_the_order_of_the_columns_does_not_matter_and_their_names_do() -> None:
    assert same(table((ONE, TWO)), table((TWO, ONE), variables=("y", "x")), ordered=True)
    assert not same(table((ONE, TWO)), table((ONE, TWO), variables=("x", "z")), ordered=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ONE, TWO),
        (ONE, Literal("1")),
        (Literal("a"), Literal("a", lang="sv")),
        (Literal("a"), None),
        (A, Literal("a")),
    ],
)
def test_terms_are_compared_as_they_are_written(one: Identifier, other: Identifier | None) -> None:
    assert not same(table((one, None)), table((other, None)), ordered=False)


def test_numbers_may_be_compared_as_values() -> None:
    one, other = table((ONE, None)), table((TWO, None))
    assert same(as_values(one), as_values(other), ordered=True)
    text = table((Literal("01"), None))
    assert as_values(text) == text


@pytest.mark.parametrize("ordered", [True, False])
def test_blank_nodes_may_have_other_names_but_not_other_places(ordered: bool) -> None:
    assert same(table((A, B), (B, A)), table((B, A), (A, B)), ordered=ordered)
    assert not same(table((A, A)), table((A, B)), ordered=ordered)
    assert not same(table((A, B)), table((A, A)), ordered=ordered)
    assert not same(table((A, ONE), (A, TWO)), table((A, ONE), (B, TWO)), ordered=ordered)


def test_graphs_are_compared_up_to_blank_nodes() -> None:
    one = Triples(frozenset({(A, ONE, B), (B, ONE, TWO)}))
    assert same(one, Triples(frozenset({(B, ONE, A), (A, ONE, TWO)})), ordered=False)
    assert not same(one, Triples(frozenset({(B, ONE, A), (B, ONE, TWO)})), ordered=False)
    assert not same(one, table((A, B)), ordered=False)
    assert not same(one, True, ordered=False)
    assert not same(True, False, ordered=False)


def test_tsv_is_read_term_by_term() -> None:
    body = '?x\t?y\n<http://e/>\t"a\\t\\"b\\"\\\\n"@sv-SE\n-1.5\t_:b0\n1e3\t\ntrue\t"x"^^<http://e/t>\n'
    assert read(body.encode(), "text/tab-separated-values; charset=utf-8") == table(
        (URIRef("http://e/"), Literal('a\t"b"\\n', lang="sv-se")),
        (Literal("-1.5", datatype=XSD.decimal), BNode("b0")),
        (Literal("1e3", datatype=XSD.double, normalize=False), None),
        (Literal("true", datatype=XSD.boolean), Literal("x", datatype=URIRef("http://e/t"))),
    )


def test_a_row_of_nothing_is_a_row() -> None:
    assert read(b"\n\n", "text/tab-separated-values") == Table((), ((),))
    assert read(b"\r\n\r\n\r\n", "text/csv") == Table((), ((), ()))
    assert read(b"x\r\n\r\n", "text/csv") == Table(("x",), ((Literal(""),),))
