"""Two readers side by side: where they don't agree there is no place, never a wrong one."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.rdf.located.text import Text
from kg.rdf.located.written import FRESH, Lost, Written, located

TEXT = Text("x", "0123456789")
P = "<http://e/p>"


def _written(subject: str, value: str, at: int) -> Written:
    return Written(subject, P, value, "", (at, at + 1), (at, at + 1), (at, at + 1))


def _quad(subject: str, value: str) -> Quad:
    node = BlankNode(subject[2:]) if subject.startswith("_:") else NamedNode(subject)
    return Quad(node, NamedNode(P[1:-1]), BlankNode(value[2:]) if value.startswith("_:") else Literal(value))


def _columns(quads: list[Quad], written: Iterator[Written] | list[Written]) -> list[int | None]:
    here = located(quads, written, TEXT.place)
    assert here.quads == tuple(quads)
    places = [here.place(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]
    return [place.column if place else None for place in places]


def test_what_agrees_has_its_place() -> None:
    assert _columns([_quad("http://e/a", "x")], [_written("<http://e/a>", '"x"', 3)]) == [4]


def test_blank_nodes_without_names_are_paired_as_they_come() -> None:
    quads = [_quad("_:n1", "x"), _quad("_:n2", "_:n1"), _quad("_:n1", "y")]
    written = [_written(FRESH + "1", '"x"', 1), _written(FRESH + "2", FRESH + "1", 2), _written(FRESH + "1", '"y"', 3)]
    assert _columns(quads, written) == [2, 3, 4]


def test_a_blank_node_is_never_paired_with_two() -> None:
    quads = [_quad("_:n1", "x"), _quad("_:n1", "y")]
    assert _columns(quads, [_written(FRESH + "1", '"x"', 1), _written(FRESH + "2", '"y"', 2)]) == [2, 2]
    assert (
        len(located(quads, [_written(FRESH + "1", '"x"', 1), _written(FRESH + "2", '"y"', 2)], TEXT.place).spots) == 1
    )


def test_after_a_disagreement_only_what_has_names_is_found() -> None:
    quads = [_quad("http://e/a", "x"), _quad("_:n1", "y"), _quad("http://e/b", "z")]
    written = [_written("<http://e/b>", '"z"', 1), _written(FRESH + "1", '"y"', 2), _written("<http://e/a>", '"x"', 3)]
    assert _columns(quads, written) == [4, None, 2]


def test_what_the_one_reader_does_not_say_has_no_place() -> None:
    here = located([], [_written("<http://e/a>", '"x"', 1)], TEXT.place)
    assert dict(here.spots) == {}


def test_what_was_found_before_our_reader_was_lost_still_stands() -> None:
    def written() -> Iterator[Written]:
        yield _written("<http://e/a>", '"x"', 3)
        raise Lost

    assert _columns([_quad("http://e/a", "x"), _quad("http://e/b", "y")], written()) == [4, None]
