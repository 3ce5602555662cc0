"""JSON-LD: each statement by the value, the key and the node that say it, with line, column and pointer."""

import pytest

from kg.rdf.formats import JSONLD
from kg.rdf.nesting import MAX_JSON_DEPTH
from tests.conftest import Golden
from tests.rdf.located.telling import keys, located, table

VALUES = """{
  "@context": {
    "@vocab": "http://example.com/", "@base": "http://example.com/dir/", "@language": "sv", "id": "@id", "type": "@type",
    "ex": "http://example.com/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "day": {"@id": "ex:day", "@type": "xsd:date"}, "names": {"@id": "name", "@container": "@language"},
    "partner": {"@type": "@id"}, "theme": {"@type": "@vocab"}, "plain": {"@language": null}, "raw": {"@type": "@json"},
    "none": null, "part": {"@reverse": "whole", "@type": "@id"}
  },
  "@graph": [
    {
      "type": ["Project", "ex:Other"],
      "title": "Håll i hop 😀", "id": "å",
      "plain": ["one", "t\\u0077o"], "day": "2019-01-15",
      "names": {"sv": "Ett", "en": ["One", null], "@none": "1"},
      "partner": ["../a", {"id": "b", "size": 3}], "theme": "School", "part": "w",
      "numbers": [1, -2.50, 1e3, true, null], "raw": {"b": [1, "x"]},
      "value": {"@value": "v", "@type": "xsd:gYear"}, "tagged": {"@language": "EN", "@value": "v"},
      "none": "nothing", "nothing": null,
      "nested": {"deeper": {}}, "@reverse": {"knows": {"id": "c"}}, "http://example.com/whole": "x"
    }
  ]
}
"""

KEPT = """{"@context": {"@version": 1.1, "@vocab": "http://example.com/", "id": "@id", "nest": "@nest",
  "list": {"@container": "@list"}, "set": {"@container": "@set", "@type": "@id"},
  "byIndex": {"@container": "@index"}, "byId": {"@container": "@id"}, "byType": {"@container": "@type"},
  "byKind": {"@container": "@index", "@index": "kind"}, "graph": {"@container": "@graph"},
  "graphs": {"@container": ["@graph", "@id"]},
  "scoped": {"@context": {"p": "http://example.com/scoped/p"}},
  "Typed": {"@context": {"p": "http://example.com/typed/p"}}},
 "id": "http://example.com/a",
 "list": ["x", {"id": "http://example.com/l", "p": 1}, ["y"], []], "empty": {"@list": []},
 "set": "http://example.com/s", "sets": {"@set": ["x", "y"]},
 "byIndex": {"one": "x", "two": [{"p": 2}]},
 "byId": {"http://example.com/n": {"p": 3}, "@none": {"p": 4}},
 "byType": {"Typed": {"p": 5}}, "byKind": {"k": {"p": 6}},
 "graph": {"p": 7}, "graphs": {"http://example.com/g": {"p": 8}},
 "scoped": {"p": 9, "inner": {"p": 10}}, "typed": {"@type": "Typed", "p": 11, "inner": {"p": 12}},
 "nest": {"p": 13, "nest": [{"p": 14}]}, "@included": [{"id": "http://example.com/i", "p": 15}],
 "@graph": [{"id": "http://example.com/in", "p": 16}]
}
"""


@pytest.mark.parametrize(("name", "text"), [("values", VALUES), ("kept", KEPT)], ids=["values", "kept"])
def test_every_construct_is_placed_at_its_letters(name: str, text: str, golden: Golden) -> None:
    here = located(text, JSONLD)
    assert keys(here) == set(here.spots)
    golden(f"located/jsonld-{name}.txt", table(text, JSONLD))


@pytest.mark.parametrize(
    "text",
    [
        '[{"@id": "http://e/a", "http://e/p": 1}, {"@id": "http://e/b", "http://e/p": 1}]',
        '{"@id": "http://e/a", "@graph": {"@id": "http://e/b", "http://e/p": "x"}}',
        '{"http://e/p": {"@id": "_:b1"}, "@id": "_:b2"}',
        '{"@context": [null, {"p": "http://e/p"}, {"p": {"@id": "http://e/q"}}], "p": "x"}',
        '{"@context": {"b": "a:x", "a": {"@id": "http://e/", "@prefix": true}}, "b": 1, "a:c": 2}',
        '{"@context": {"p": {"@id": "http://e/p", "@context": {"@vocab": "http://v/"}}}, "p": {"q": [1, {"r": 2}]}}',
        '{"@context": {"@vocab": "http://e/", "n": "@nest"}, "n": {"@id": "http://e/a", "@type": "T"}, "p": 1}',
        '{"@context": {"@direction": "rtl", "@language": "ar", "p": "http://e/p"}, "p": ["x", {"@value": "y"}]}',
        '{"@context": {"@base": null}, "@id": "a", "http://e/p": "x", "http://e/q": {"@id": "b"}}',
        '{"relative": {"@type": "http://e/T", "http://e/p": 1}}',
        '{"http://e/p": [{"@list": [{"@list": []}, {"@value": "x", "@language": "en"}]}]}',
        '{"http://e/p": "first", "http://e/p": "second"}',
        '{"@context": {"p": {"@id": "http://e/p", "@type": "http://www.w3.org/2001/XMLSchema#double"}}, "p": [5, "5"]}',
        '{"http://e/p": [0, -0.0, 1.0, 100000000000000000000, 1000000000000000000000, 0.00001]}',
        '"scalar"',
        "[]",
        "{}",
    ],
)
def test_every_statement_has_a_place(text: str) -> None:
    here = located(text, JSONLD)
    assert keys(here) == set(here.spots)


@pytest.mark.parametrize(
    ("start", "end", "steps"),
    [
        ('{"http://e/p":', "}", MAX_JSON_DEPTH),
        ('{"@list":[', "]}", MAX_JSON_DEPTH // 2),
        ('{"@nest":', "}", MAX_JSON_DEPTH),
        ('{"@included":', "}", MAX_JSON_DEPTH),
        ('{"@graph":[', "]}", MAX_JSON_DEPTH // 2),
        ('{"@reverse":{"http://e/p":', "}}", MAX_JSON_DEPTH // 2),
        ('{"@set":[', "]}", MAX_JSON_DEPTH // 2),
    ],
)
def test_what_nests_as_deep_as_is_read_is_placed(start: str, end: str, steps: int) -> None:
    steps -= 2
    text = '{"http://e/q":' + start * steps + '{"http://e/p":"x"}' + end * steps + "}"
    here = located(text, JSONLD)
    assert keys(here) == set(here.spots)
    assert here.quads


def test_a_context_whose_words_stand_on_each_other_without_end_costs_places_and_nothing_else() -> None:
    words = ",".join(f'"a{n}":"a{n + 1}:x"' for n in range(1000))
    here = located('{"@context":{' + words + ',"a1000":"http://e/"},"a1:y":1}', JSONLD)
    assert (len(here.quads), len(here.spots)) == (1, 0)
