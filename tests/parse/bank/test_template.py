"""Templates with holes, filled by rows."""

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.errors import BadSyntax
from kg.parse.bank.template import read_template
from kg.sweden.projectbanks.banks import BANKS
from kg.sweden.projectbanks.cells import Iri
from tests.bench.synthetic import ROOT
from tests.workshop import BASE

HEAD = "@prefix row: <urn:samverkan:row#> .\n@prefix v: <urn:v#> .\n"
REST = '<actor/owner> v:name "{owner}"@sv . <document/export> v:file "{file}" .\n'
SLUGS = {"row": "bro", "owner": "sala", "export": "utdrag"}


def _filled(about_row: str, values: dict[str, object], role: str = "row", **more: bool) -> list[str]:
    template = read_template((HEAD + about_row + REST).encode(), "x.ttl", BASE)
    said = template.patterns[role].fill(SLUGS, values, **more)  # type: ignore[arg-type]  # values as a row has them
    return sorted(line.replace(BASE.iri, "").removesuffix(" .\n") for line in said)


def test_things_get_their_short_names_and_values_their_types() -> None:
    said = _filled(
        '<project/row> row:hold "0.9" ; v:sum row:sum ; v:page row:page ; v:name "{title}"@sv ; v:by <actor/owner> .',
        {"sum": Decimal("1.5"), "page": Iri("urn:p"), "title": "Bro"},
    )
    assert said == [
        "<project/bro> <urn:v#by> <actor/sala>",
        '<project/bro> <urn:v#name> "Bro"@sv',
        "<project/bro> <urn:v#page> <urn:p>",
        '<project/bro> <urn:v#sum> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    ]


def test_a_statement_whose_hole_nothing_fills_is_left_out() -> None:
    assert _filled('<project/row> row:hold "0.9" ; v:a "{a} {b}" ; v:b row:b .', {"a": "1"}) == []


def test_a_node_that_needs_what_is_missing_is_left_out_and_told() -> None:
    about = """<project/row> row:hold "0.9" ; row:lacking " Saknas: {what}."@sv ; v:node <project/row#time> .
        <project/row#time> row:needs "time" ; row:called "tid"@sv ; v:is "{time}" .
        <record/project/row> v:missing "Mer.{what}"@sv ."""
    assert _filled(about, {}) == ['<record/project/bro> <urn:v#missing> "Mer. Saknas: tid."@sv']
    assert '<record/project/bro> <urn:v#missing> "Mer."@sv' in _filled(about, {"time": "2020"})


def test_a_node_may_ask_for_one_of_several_values() -> None:
    about = '<project/row> row:hold "0.9" . <project/row#esf> row:onlyIf "fund=ESF" , "fund=ESF+" ; v:is "esf" .'
    assert len(_filled(about, {"fund": "ESF+"})) == 1
    assert _filled(about, {"fund": "ERDF"}) == _filled(about, {}) == []


def test_beside_another_record_only_what_both_may_say_is_said() -> None:
    about = '<project/row> row:hold "0.9" ; row:alone v:title ; v:title "{t}"@sv ; v:page "{t}" .'
    assert _filled(about, {"t": "Bro"}, beside=True) == ['<project/bro> <urn:v#page> "Bro"']


def test_a_text_that_looks_like_a_hole_is_written_as_it_is() -> None:
    assert _filled('<project/row> row:hold "0.9" ; v:a "{a}" .', {"a": "{b}", "b": "nej"}) == [
        '<project/bro> <urn:v#a> "{b}"'
    ]


@pytest.mark.parametrize(
    "wrong",
    ['<project/bro> v:a "1" .', '<project/row> v:a "1" .', '<project/row> row:hold "2" .', "[] v:a v:b ."],
)
def test_a_template_of_something_else_is_refused(wrong: str) -> None:
    with pytest.raises(BadSyntax):
        read_template((HEAD + wrong + REST).encode(), "x.ttl", BASE)


@pytest.mark.parametrize("bank", list(BANKS))
def test_every_hole_of_a_banks_template_is_a_column_or_follows_from_one(bank: str) -> None:
    form = BANKS[bank]
    known = {column.name for column in form.columns if not column.prose}
    known |= {"budgetWritten", "supportWritten", "edtf", "page", "operation", "titleSwedish"}
    known |= {"rowNumber", "file", "sha256", "retrieved", "issued", "imported", "what"}
    template = read_template((ROOT / f"data/banks/{bank}.ttl").read_bytes(), bank, BASE)
    holes = {hole for pattern in template.patterns.values() for said in pattern.statements for hole in said.holes}
    assert holes - known == set()


def test_a_finding_is_traced_to_the_columns_it_came_from() -> None:
    template = read_template((ROOT / "data/banks/esf.ttl").read_bytes(), "esf.ttl", BASE)
    thing = f"{BASE.iri}project/bro"
    columns = template.patterns["row"].columns(SLUGS, f"{thing}#period-esf", f"{BASE.iri}ns#edtf")
    assert columns == ("edtf",)
    assert template.patterns["row"].columns(SLUGS, thing, "http://purl.org/dc/terms/title") == ("title",)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_a_row_says_is_read_again_as_it_was_said(text: str) -> None:
    template = read_template(
        (HEAD + '<project/row> row:hold "0.9" ; v:a row:a , "({a})"@sv .' + REST).encode(), "x", BASE
    )
    said = "".join(template.patterns["row"].fill(SLUGS, {"a": text}))
    read = {quad.object for quad in ox.parse(said.encode(), ox.RdfFormat.N_TRIPLES)}
    assert read == ({Literal(text), Literal(f"({text})", language="sv")} if text else {Literal("")})
