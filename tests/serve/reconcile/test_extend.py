"""Values as the interface has them: each literal as what it is, and as text where that can't be said."""

import json

import pytest
from pyoxigraph import Literal, NamedNode

from kg.rdf.namespaces import XSD
from kg.serve.reconcile import extend
from kg.serve.reconcile.register import Register
from tests.serve.reconcile import schemas


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("180", "integer", {"int": 180}),
        ("-7", "integer", {"int": -7}),
        ("x", "integer", {"str": "x"}),
        ("9" * 400, "integer", {"str": "9" * 400}),
        ("59.5", "decimal", {"float": 59.5}),
        ("INF", "double", {"str": "INF"}),
        ("1E999", "double", {"str": "1E999"}),
        ("1.5e3", "double", {"float": 1500.0}),
        ("2019-01-15", "date", {"date": "2019-01-15T00:00:00Z"}),
        ("2019-01-15Z", "date", {"str": "2019-01-15Z"}),
        ("-0044-03-15", "date", {"str": "-0044-03-15"}),
        ("2026-11-22T06:30:00Z", "dateTime", {"date": "2026-11-22T06:30:00Z"}),
        ("2026-11-22T24:00:00Z", "dateTime", {"str": "2026-11-22T24:00:00Z"}),
        ("2019", "gYear", {"str": "2019"}),
        ("true", "boolean", {"str": "true"}),
        ("212000-0142", "string", {"str": "212000-0142"}),
    ],
)
def test_a_literal_is_said_as_what_it_is(names: Register, text: str, datatype: str, value: dict[str, object]) -> None:
    literal = Literal(text, datatype=getattr(XSD, datatype))
    assert extend._value(names, literal, "sv") == value
    json.dumps(value, allow_nan=False)


def test_a_thing_is_said_by_its_name_and_what_is_none_by_its_address(names: Register) -> None:
    place = NamedNode("https://w3id.org/samverkan/place/sala")
    assert extend._value(names, place, "sv") == {"id": "place/sala", "name": "Sala"}
    elsewhere = NamedNode("http://www.wikidata.org/entity/Q37399")
    assert extend._value(names, elsewhere, "sv") == {"str": "http://www.wikidata.org/entity/Q37399"}
    assert schemas.extension({"meta": [], "rows": {}}, [], []) == []
