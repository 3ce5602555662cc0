"""RDF/XML: elements by the beginning of their tag, values by their text or their attribute."""

import pytest

from kg.rdf.formats import RDFXML
from tests.conftest import Golden
from tests.rdf.located.telling import keys, letters, located, table

HEAD = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://example.com/"\n'
    '  xml:base="http://example.com/dir/" xml:lang="SV">\n'
)

ELEMENTS = f"""<?xml version="1.0"?>
{HEAD} <!-- <ex:not rdf:about="this"/> -->
 <ex:Project rdf:about="å" ex:name="n &amp; m" rdf:type="http://example.com/T"
    ex:b='>x'>
  <ex:title>Håj 😀 &lt;b&gt; &#xe5;</ex:title><ex:title xml:lang="en">Hi</ex:title>
  <ex:size rdf:datatype="http://www.w3.org/2001/XMLSchema#integer" xml:lang="en">5</ex:size>
  <ex:partner rdf:resource="#frag"/> <ex:partner rdf:resource=""/>
  <ex:node rdf:nodeID="a1"/>
  <ex:empty/> <ex:empty rdf:datatype="http://example.com/D"></ex:empty>
  <ex:space> </ex:space>
  <ex:long>
    two
    lines
  </ex:long>
  <ex:data><![CDATA[<x> & ]]></ex:data>
 </ex:Project>
 <rdf:Description rdf:nodeID="a1"><ex:q rdf:ID="st" rdf:resource="x" xml:base="http://example.com/o/"/></rdf:Description>
</rdf:RDF>
"""

NESTED = f"""{HEAD} <rdf:Description rdf:ID="i">
  <ex:attributes ex:p="1" ex:q="2" rdf:type="http://example.com/T2"/>
  <ex:resource rdf:parseType="Resource"><rdf:li>1</rdf:li><rdf:li>2</rdf:li></ex:resource>
  <ex:list rdf:parseType="Collection"><rdf:Description rdf:about="i1"/><ex:T/></ex:list>
  <ex:none rdf:parseType="Collection"/>
  <ex:xml rdf:parseType="Literal">a <ex:b c='"'>c &amp; d</ex:b><e/></ex:xml>
  <ex:other rdf:parseType="what">a <ex:b>c</ex:b></ex:other>
  <ex:nested>
    <ex:Inner xml:lang="en"><ex:q rdf:ID="st">r</ex:q></ex:Inner>
  </ex:nested>
 </rdf:Description>
</rdf:RDF>
"""


@pytest.mark.parametrize(("name", "text"), [("elements", ELEMENTS), ("nested", NESTED)], ids=["elements", "nested"])
def test_every_construct_is_placed_at_its_letters(name: str, text: str, golden: Golden) -> None:
    here = located(text, RDFXML)
    assert keys(here) == set(here.spots)
    golden(f"located/rdf-{name}.txt", table(text, RDFXML))


def test_a_document_may_be_one_node() -> None:
    text = '<ex:A xmlns:ex="http://example.com/" ex:name="x"/>'
    here = located(text, RDFXML)
    assert {letters(text, spot.object) for spot in here.spots.values()} == {"<ex:A", "x"}


def test_letters_that_nobody_sees_at_the_beginning_are_passed_over() -> None:
    text = f"{HEAD}<ex:A rdf:about='a' ex:name='å'/></rdf:RDF>"
    assert located(b"\xef\xbb\xbf" + text.encode(), RDFXML) == located(text, RDFXML)


@pytest.mark.parametrize(
    "newer",
    [
        '<ex:p rdf:parseType="Triple"><rdf:Description rdf:about="a"><ex:q>x</ex:q></rdf:Description></ex:p>',
        '<ex:p rdf:annotation="http://example.com/n">x</ex:p>',
        '<ex:p its:dir="rtl" xmlns:its="http://www.w3.org/2005/11/its">x</ex:p>',
    ],
)
def test_what_rdf_1_2_adds_is_read_and_what_stands_before_it_is_placed(newer: str) -> None:
    text = f'{HEAD}<ex:A rdf:about="a"/><rdf:Description rdf:about="b">{newer}</rdf:Description></rdf:RDF>'
    here = located(text, RDFXML)
    assert "<http://example.com/dir/a>" in {key[0] for key in here.spots}
    assert set(here.spots) <= keys(here)
