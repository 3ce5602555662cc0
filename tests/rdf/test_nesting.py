"""Nothing that is nested ends the process that reads it; what people write is read, whatever its texts look like."""

import io
import os
import signal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadSyntax
from kg.rdf.formats import JSONLD, NQUADS, NTRIPLES, RDF_FORMATS, RDFXML, SPARQL_JSON, TRIG, TURTLE, Format
from kg.rdf.graphs import read
from kg.rdf.located.locate import locate
from kg.rdf.nesting import MAX_DEPTH, MAX_JSON_DEPTH, Depth, must_be_shallow
from kg.rdf.watched import Watched

BASE = "http://example.org/"
TIMES = 30_000
PREFIX = b"PREFIX : <http://e/> "
XML = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'

# What opens a level, and what closes it; the innermost is :c.
_LEVELS = {
    "triple terms": (TURTLE, b":a :b ", b"<<( :a :b ", b" )>>"),
    "reified triples": (TURTLE, b":a :b ", b"<< :a :b ", b" >>"),
    "nodes": (TURTLE, b":a :b ", b"[ :b ", b" ]"),
    "lists": (TRIG, b":a :b ", b"( ", b" )"),
    "annotations": (TURTLE, b":a :b :c ", b"{| :b ", b" |}"),
}
_HARMLESS = (
    b'"<<( [ ("',
    b"'[ ( {'",
    b'"""a "<<( "" \\""" <<( [\n"""',
    b"'''' ( [ '''",
    b'"\\\\"',
    b'"a\\""',
    b'"a"@sv',
    b":a\\(b",
    b":a\\#b",
    b"<http://e/(((>",
    b"<http://e/#a>",
    b"1.5",
    b"# <<( ' \"\n:c",
)


def _ends(data: bytes, form: Format) -> tuple[int, bool]:
    """How a process of its own ends that reads this, 0 or a signal as a negative number, and whether it was refused."""
    child = os.fork()
    if child == 0:
        code = 3
        try:
            read(data, form, base_iri=BASE, source="x")
            code = 0
        except BadSyntax:
            code = 1
        finally:
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return min(status, 0), status == 1


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("name", _LEVELS)
def test_what_is_nested_without_end_is_refused_in_every_writing(name: str, closed: bool) -> None:
    form, before, down, up = _LEVELS[name]
    data = PREFIX + before + down * TIMES + b":c" + (up * TIMES if closed else b"") + b" ."
    assert _ends(data, form) == (0, True)


@pytest.mark.parametrize("form", [NTRIPLES, NQUADS], ids=["ntriples", "nquads"])
def test_a_statement_about_statements_without_end_is_refused_in_lines_too(form: Format) -> None:
    said = b"<http://e/a> <http://e/b> "
    assert _ends(said + (b"<<( " + said) * TIMES + b"<http://e/c>" + b" )>>" * TIMES + b" .", form) == (0, True)


def test_json_and_xml_nested_without_end_are_refused() -> None:
    assert _ends(b'{"http://e/b":' * TIMES, JSONLD) == (0, True)
    assert _ends(b'{"http://e/b":' + b"[" * TIMES + b"]" * TIMES + b"}", JSONLD) == (0, True)
    assert _ends(XML + b"<e:a><e:b>" * TIMES + b"</e:b></e:a>" * TIMES + b"</rdf:RDF>", RDFXML) == (0, True)
    literal = b'<e:a><e:b rdf:parseType="Literal">' + b"<i>" * TIMES + b"</i>" * TIMES + b"</e:b></e:a>"
    assert _ends(XML + literal + b"</rdf:RDF>", RDFXML) == (0, True)


def test_what_a_table_of_results_nests_is_counted_too() -> None:
    with pytest.raises(BadSyntax):
        must_be_shallow(b'{"value":' * TIMES, SPARQL_JSON, "x")


@given(
    before=st.lists(st.sampled_from(_HARMLESS), max_size=6),
    level=st.sampled_from(sorted(_LEVELS)),
    within=st.sampled_from(_HARMLESS),
)
@settings(max_examples=60, deadline=None)
def test_no_text_name_or_comment_hides_nesting(before: list[bytes], level: str, within: bytes) -> None:
    form, start, down, up = _LEVELS[level]
    ahead = b"".join(b":s :p " + each + b" .\n" for each in before)
    data = PREFIX + ahead + start + (down + within + b" " if level == "lists" else down) * TIMES + b":c" + up * TIMES
    assert _ends(data, form) == (0, True)


@given(
    data=st.lists(st.sampled_from([*_HARMLESS, b"<<(", b"<<", b")>>", b">>", b"[", b"(", b":a ", b"\n"]), max_size=12)
)
@settings(max_examples=60, deadline=None)
def test_no_beginning_at_all_lets_nesting_end_the_reader(data: list[bytes]) -> None:
    nested = b":a :b " + b"<<( :a :b " * TIMES + b":c" + b" )>>" * TIMES + b" ."
    died, _ = _ends(PREFIX + b" ".join(data) + nested, TURTLE)
    assert died == 0, signal.Signals(-died)


@given(texts=st.lists(st.sampled_from(_HARMLESS), min_size=80, max_size=120))
@settings(max_examples=20, deadline=None)
def test_brackets_in_texts_names_and_comments_are_no_nesting(texts: list[bytes]) -> None:
    data = PREFIX + b"".join(b":s :p " + each + b" .\n" for each in texts)
    assert 0 < len(read(data, TURTLE, base_iri=BASE, source="x")) <= len(texts)


def test_the_place_is_where_it_goes_too_deep() -> None:
    with pytest.raises(BadSyntax) as refused:
        read(b"<a> <b>\n" + b"(" * (MAX_DEPTH + 1), TURTLE, base_iri=BASE, source="x.ttl")
    assert str(refused.value.place) == f"x.ttl:2:{MAX_DEPTH + 1}"
    with pytest.raises(BadSyntax) as refused:
        read(b"[\n" * (MAX_JSON_DEPTH + 1), JSONLD, base_iri=BASE, source="x.jsonld")
    assert str(refused.value.place) == f"x.jsonld:{MAX_JSON_DEPTH + 1}:1"
    with pytest.raises(BadSyntax) as refused:
        read(
            XML + b"\n<e:a>" * MAX_DEPTH + b"</e:a>" * MAX_DEPTH + b"</rdf:RDF>", RDFXML, base_iri=BASE, source="x.rdf"
        )
    assert str(refused.value.place) == f"x.rdf:{MAX_DEPTH + 1}:1"
    assert refused.value.text("sv") == (
        f"x.rdf:{MAX_DEPTH + 1}:1: RDF/XML-texten är nästlad i mer än {MAX_DEPTH} nivåer här, och djupare läses inte. "
        "Ge det inre en egen IRI, och hänvisa till den."
    )


@pytest.mark.parametrize("name", _LEVELS)
def test_what_is_nested_as_deep_as_is_read_is_read_and_placed(name: str) -> None:
    form, before, down, up = _LEVELS[name]
    times = MAX_DEPTH // (2 if name == "annotations" else 1)
    inner = b":c" if name != "annotations" else b":c "
    data = PREFIX + before + down * times + inner + up * times + b" ."
    if name == "annotations":
        data = PREFIX + before + b"{| :b :c " * times + b"|}" * times + b" ."
    assert len(locate(data, form, base_iri=BASE, source="x").quads) >= 1


def test_every_format_is_looked_at() -> None:
    for form in RDF_FORMATS:
        must_be_shallow(b"", form, "x")


_OPENED = b"".join(_HARMLESS) + b" <<( [ <http://e/(a> ( >> ) ] )>> "


@given(st.lists(st.integers(0, len(_OPENED) * 40), max_size=12), st.sampled_from([b"", b"[ " * (MAX_DEPTH + 1)]))
def test_a_text_in_pieces_is_as_deep_as_the_whole_of_it(cuts: list[int], deep: bytes) -> None:
    whole, at = _OPENED * 40 + deep, [0, *sorted(cuts)]
    said = []
    for pieces in ([whole], [whole[a:b] for a, b in zip(at, [*at[1:], len(whole)], strict=True)]):
        depth, held = Depth(TURTLE, "x"), b""
        try:
            for piece in pieces:
                held = depth.look(held + piece, last=False)
            depth.look(held, last=True)
            said.append("shallow")
        except BadSyntax as wrong:
            said.append(str(wrong.place))
    assert said[0] == said[1]
    assert (said[0] == "shallow") == (not deep)


def test_a_file_that_is_watched_is_given_as_it_is() -> None:
    text = b"<http://e/a> <http://e/b> '''" + b"x(" * 900_000 + b"''' ."
    file = Watched(io.BytesIO(text), TURTLE, "x")
    assert b"".join(iter(lambda: file.read(70_000), b"")) == text
