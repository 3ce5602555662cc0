"""What `kg serve FILE…` makes of several files, and of `--union`."""

from pathlib import Path

from tests.conformance import servers
from tests.conformance.matrix.check import DATA, EX, JSON, MANY, ONE, TWO, column, number

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_the_union_holds_each_statement_once_and_keeps_the_graphs(tmp_path: Path) -> None:
    file = tmp_path / "data.nq"
    file.write_text(DATA, "utf-8")
    with servers.ours(file, options=("--union",)) as endpoint:
        assert number(endpoint.get(COUNT, JSON)) == len(DATA.splitlines()) - 1
        assert column(endpoint.get("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", JSON)) == sorted([ONE, TWO, MANY])
        assert number(endpoint.get(COUNT, JSON, params=[("default-graph-uri", ONE)])) == 3


def test_several_files_are_one_data_set_and_their_blank_nodes_stay_apart(tmp_path: Path) -> None:
    turtle, trig = tmp_path / "one.ttl", tmp_path / "two.trig"
    turtle.write_text(f'_:b <{EX}p> "one" .', "utf-8")
    trig.write_text(f'_:b <{EX}p> "two" . GRAPH <{ONE}> {{ _:b <{EX}p> "three" }}', "utf-8")
    with servers.ours(turtle, trig) as endpoint:
        assert number(endpoint.get("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }", JSON)) == 2
        same = f"SELECT ?o {{ ?s <{EX}p> 'two' GRAPH <{ONE}> {{ ?s <{EX}p> ?o }} }}"
        assert column(endpoint.get(same, JSON)) == ["three"]
