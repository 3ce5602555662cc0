"""Shards: canonical text by record, written the same each time, shared where nothing changed."""

import gzip
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad

from kg.rdf.canonical import digest, lines
from kg.rdf.formats import NTRIPLES
from kg.rdf.graphs import read as read_graph
from kg.release import shards
from tests.strategies import BASE_IRI, kinds, literals, slugs, triples
from tests.workshop import BASE

LINES = ['<https://example.org/a/b> <https://example.org/ns#c> "one\u2028two" <https://example.org/record/a/b> .\n']


def _record_quads() -> st.SearchStrategy[Quad]:
    said = st.builds(
        lambda kind, slug, literal: Quad(BASE.mint(kind, slug), BASE.ns("says"), literal, BASE.record(kind, slug)),
        kinds(),
        slugs(),
        literals(),
    )
    return said


@given(kinds(), slugs())
def test_a_record_has_one_shard_and_it_is_one_of_those_there_are(kind: str, slug: str) -> None:
    name = shards.shard_of(f"{kind}/{slug}")
    assert name in shards.names()
    assert name == digest(f"{kind}/{slug}")[:2]


def test_there_is_a_shard_for_every_pair_of_hexadecimal_digits_and_for_the_other_graphs() -> None:
    names = shards.names()
    assert (len(names), names[0], names[255]) == (260, "00", "ff")
    assert names[256:] == ["graph-context", "graph-links", "graph-release", "graph-vocabulary"]


def test_a_shard_gives_back_what_was_written_and_its_digest_is_that_of_its_text(tmp_path: Path) -> None:
    assert shards.write(tmp_path, "0a", LINES) == digest("".join(LINES))
    assert shards.read(tmp_path, "0a") == LINES


def test_a_shard_is_the_same_bytes_each_time_it_is_written(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        shards.write(tmp_path / folder, "0a", LINES)
    one = (tmp_path / "one" / "0a.nq.gz").read_bytes()
    assert one == (tmp_path / "two" / "0a.nq.gz").read_bytes()
    assert gzip.decompress(one).decode() == "".join(LINES)


def test_an_empty_shard_is_no_file(tmp_path: Path) -> None:
    assert shards.write(tmp_path, "0a", []) is None
    assert list(tmp_path.iterdir()) == []
    assert shards.read(tmp_path, "0a") == []


def test_a_shared_shard_is_the_same_file(tmp_path: Path) -> None:
    shards.write(tmp_path / "old", "0a", LINES)
    shards.share(tmp_path / "old", tmp_path / "new", "0a")
    assert (tmp_path / "old" / "0a.nq.gz").samefile(tmp_path / "new" / "0a.nq.gz")


@given(st.lists(_record_quads(), max_size=12))
def test_lines_grouped_by_record_and_joined_again_are_the_same_lines(quads: list[Quad]) -> None:
    text = lines(quads)
    grouped = shards.by_record(text, BASE)
    assert sorted(shards.joined(grouped)) == text
    for key, own in grouped.items():
        assert all(f"<{BASE_IRI}{key}>" in line for line in own)


@given(st.lists(triples(), max_size=6))
def test_n_quads_as_n_triples_are_the_same_statements(statements: list[Quad]) -> None:
    quads = [Quad(q.subject, q.predicate, q.object, BASE.graph("derived")) for q in statements]
    text = "".join(shards.as_triples(lines(quads))).encode()
    assert set(read_graph(text, NTRIPLES, base_iri=BASE_IRI, source="x")) == set(statements)
