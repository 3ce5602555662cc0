"""What is held packed comes back as it was."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BaseDirection, BlankNode, Literal, Quad

from kg.parse.record import Record, parse
from kg.rdf.canonical import in_graph, lines
from kg.rdf.iris import Owner
from kg.release.kept import KeptLines, KeptRecords
from tests.strategies import quads
from tests.workshop import BASE

_OWNER = Owner("project", "bro")


def _record(said: Sequence[Quad]) -> Record:
    every = tuple(in_graph(said, BASE.record("project", "bro")))
    return Record(_OWNER, "data/records/project/bro.ttl", every, "".join(lines(every)))


@given(st.dictionaries(st.text(), st.lists(quads(), min_size=1, max_size=5)))
def test_lines_come_back_as_they_were(records: dict[str, list[Quad]]) -> None:
    said = {key: lines(every) for key, every in records.items()}
    kept = KeptLines(said)
    assert dict(kept) == said
    assert all(key in kept for key in said)
    assert len(kept) == len(said)


@given(st.lists(quads(), max_size=5))
def test_a_record_comes_back_with_the_same_statements(said: list[Quad]) -> None:
    kept, record = KeptRecords(), _record(said)
    kept["project/bro"] = record
    [back] = kept.values()
    assert (back.owner, back.source, back.text) == (record.owner, record.source, record.text)
    assert set(back.quads) == set(record.quads)


def test_a_record_that_may_not_be_published_comes_back_too() -> None:
    """What it holds that we don't take is told before; until then it is kept like any other."""
    me, says = BASE.mint("project", "bro"), BASE.ns("says")
    odd: list[BlankNode | Literal] = [
        BlankNode("b0"),
        Literal("x", language="ar", direction=BaseDirection.RTL),
        Literal("\x00"),
    ]
    record, kept = _record([Quad(me, says, each) for each in odd]), KeptRecords()
    kept["project/bro"] = record
    assert set(kept["project/bro"].quads) == set(record.quads)


def test_nothing_is_held_of_what_was_taken_away() -> None:
    kept, records = KeptLines({"project/bro": ["<a:b> <a:c> <a:d> <a:e> .\n"]}), KeptRecords()
    records["project/bro"] = parse(b"<a:b> <a:c> 1 .", "a.ttl", _OWNER, base=BASE)
    del kept["project/bro"], records["project/bro"]
    assert (list(kept), list(records), "project/bro" in kept) == ([], [], False)
