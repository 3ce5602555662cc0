"""Property paths: what is written is what was read, and walking one leads where SPARQL would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, Store
from pyoxigraph import parse as parse_rdf

from kg.validate.paths import Path, Statements, parse, reached, statements, walk

P, Q = Path(predicate="<a:p>"), Path(predicate="<a:q>")
_paths = st.recursive(
    st.sampled_from([P, Q]),
    lambda inner: (
        st.builds(lambda part, sign: Path(sign, parts=(part,)), inner, st.sampled_from("^*+?"))
        | st.builds(lambda one, two, sign: Path(sign, parts=(one, two)), inner, inner, st.sampled_from("/|"))
    ),
    max_leaves=4,
)
DATA = "<a:1> <a:p> <a:2> . <a:2> <a:p> <a:3> . <a:3> <a:q> <a:1> . <a:1> <a:q> <a:3> ."


def _data() -> list[Quad]:
    return list(parse_rdf(DATA, RdfFormat.TURTLE))


@given(_paths)
def test_a_path_is_read_as_it_was_written(path: Path) -> None:
    assert parse(str(path)) == path


@given(_paths)
def test_a_path_leads_where_the_engine_says(path: Path) -> None:
    store = Store()
    store.extend(_data())
    rows = store.query(f"SELECT DISTINCT ?end WHERE {{ <a:1> ({path}) ?end }}")
    expected = {str(row["end"]) for row in rows}
    assert set(walk(path, "<a:1>", statements(_data()))) == expected


def test_a_walk_tells_the_statements_that_it_took() -> None:
    ways = walk(parse("<a:p>/^<a:q>"), "<a:2>", statements(_data()))
    assert ways == {"<a:1>": (("<a:2>", "<a:p>", "<a:3>"), ("<a:1>", "<a:q>", "<a:3>"))}


@pytest.mark.parametrize("text", ["", "<a:p>/", "(<a:p>", "<a:p>)", "*", "<a:p> <a:q>"])
def test_another_text_is_no_path(text: str) -> None:
    with pytest.raises(ValueError, match=r"path|bracket"):
        parse(text)


def test_nothing_is_said_of_a_node_that_is_not_there() -> None:
    assert Statements(()).about("<a:1>") == {}
    assert walk(P, "<a:1>", Statements(())) == {}


class _Rows:
    """Statements looked up either way."""

    def __init__(self, rows: Statements) -> None:
        self.objects = rows.values
        self.subjects = rows.holders


@given(_paths, st.booleans())
def test_what_is_reached_is_what_the_engine_says_each_once(path: Path, back: bool) -> None:
    store = Store()
    store.extend(_data())
    ways = f"?end ({path}) <a:1>" if back else f"<a:1> ({path}) ?end"
    expected = sorted({str(row["end"]) for row in store.query(f"SELECT ?end WHERE {{ {ways} }}")})
    assert sorted(reached(path, _Rows(statements(_data())), "<a:1>", back=back)) == expected
