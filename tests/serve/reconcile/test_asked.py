"""What a client may ask, and what it is told when it asks something else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadRequest, KgError, PayloadTooLarge
from kg.serve.reconcile import asked
from kg.serve.reconcile.register import Register


def batch(names: Register, **queries: Any) -> dict[str, asked.Query]:
    """A batch as it is read."""
    return asked.batch(json.dumps(queries), names.schema)


def test_a_query_is_read_whole(names: Register) -> None:
    read = batch(
        names,
        q0={
            "query": "  Sala   kommun ",
            "type": "Municipality",
            "limit": 3,
            "type_strict": "should",
            "properties": [{"pid": "skos:notation", "v": [1981, True, 2.0, {"id": "place/sala", "name": "Sala"}]}],
        },
    )["q0"]
    assert (read.text, read.limit, read.strict) == ("Sala kommun", 3, "should")
    assert [each.id for each in read.types] == ["Municipality"]
    assert read.conditions[0].values == ("1981", "true", "2", "place/sala")


@pytest.mark.parametrize(
    "said", ["organisationNumber", "samv:organisationNumber", "Organisationsnummer", "organisation number"]
)
def test_a_property_goes_by_its_identifier_its_iri_and_its_names(names: Register, said: str) -> None:
    iri = "https://w3id.org/samverkan/ns#organisationNumber"
    for pid in (said, iri):
        read = batch(names, a={"properties": [{"pid": pid, "v": "212000-0142"}]})["a"]
        assert read.conditions[0].property.iri == iri


@pytest.mark.parametrize("said", ["Actor", "actor", "samv:Actor", "Aktör", "https://w3id.org/samverkan/ns#Actor"])
def test_a_type_goes_by_its_identifier_its_iri_and_its_names(names: Register, said: str) -> None:
    assert [each.id for each in batch(names, a={"query": "x", "type": said})["a"].types] == ["Actor"]


def test_what_is_left_empty_is_not_asked_for(names: Register) -> None:
    read = batch(names, a={"query": "x", "type": "", "properties": [{"pid": "skos:notation", "v": ""}]})["a"]
    assert (read.types, read.conditions, read.limit) == ((), (), asked.DEFAULT_CANDIDATES)


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({}, "queries.a"),
        ({"properties": []}, "queries.a"),
        ({"query": 5}, "queries.a.query"),
        ({"query": "x" * 100_001}, "queries.a.query"),
        ({"query": "x", "properties": [{"pid": "within", "v": "y" * 501}]}, "queries.a.properties.0.v"),
        ({"query": "\ud800"}, "queries.a.query"),
        ({"query": "x", "type": "Kommmun"}, "queries.a.type"),
        ({"query": "x", "limit": 0}, "queries.a.limit"),
        ({"query": "x", "limit": 1.5}, "queries.a.limit"),
        ({"query": "x", "limit": True}, "queries.a.limit"),
        ({"query": "x", "limit": float("nan")}, "queries.a.limit"),
        ({"query": "x", "type_strict": "maybe"}, "queries.a.type_strict"),
        ({"query": "x", "properties": {}}, "queries.a.properties"),
        ({"query": "x", "properties": [{"pid": "nix", "v": 1}]}, "queries.a.properties.0.pid"),
        ({"query": "x", "properties": [{"pid": "within"}]}, "queries.a.properties.0"),
        ({"query": "x", "properties": [{"pid": "within", "v": {"name": "Sala"}}]}, "queries.a.properties.0.v.id"),
        ({"query": "x", "properties": [{"pid": "within", "v": ["y"] * 21}]}, "queries.a.properties.0.v"),
        ({"query": "x", "limits": 3}, "queries.a"),
        ("x", "queries.a"),
    ],
)
def test_what_is_not_as_specified_is_told_with_its_place(names: Register, query: object, where: str) -> None:
    with pytest.raises(BadRequest) as refused:
        batch(names, a=query)
    assert refused.value.message.startswith(f"The part {where} ")
    assert refused.value.message_sv.startswith(f"Delen {where} ")


def test_a_batch_that_is_too_large_is_refused_as_such(names: Register) -> None:
    with pytest.raises(PayloadTooLarge):
        batch(names, **{f"q{n}": {"query": "x"} for n in range(asked.BATCH + 1)})


@pytest.mark.parametrize("text", ["", "[", "null", "[1]", '"x"', "[" * 100_000, "1" * 10_000])
def test_what_is_no_batch_is_refused(names: Register, text: str) -> None:
    with pytest.raises(BadRequest):
        asked.batch(text, names.schema)


def test_a_single_query_is_json_or_just_a_name(names: Register) -> None:
    assert asked.single("Sala", names.schema).text == "Sala"
    assert asked.single('{"query": "Sala", "limit": 2}', names.schema).limit == 2
    with pytest.raises(BadRequest):
        asked.single("  ", names.schema)


def test_properties_to_fetch_have_their_settings(names: Register) -> None:
    said = {"ids": ["place/sala"], "properties": [{"id": "within", "settings": {"limit": 1}}, {"id": "geo:lat"}]}
    read = asked.fetch(json.dumps(said), names.schema)
    assert read.ids == ("place/sala",)
    assert [(each.id, dict(settings)) for each, settings in read.properties] == [
        ("within", {"limit": 1}),
        ("geo:lat", {}),
    ]


_WORDS = st.sampled_from(["query", "type", "limit", "properties", "pid", "v", "id", "ids", "settings", "type_strict"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | _WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(said=st.dictionaries(_WORDS, _JSON, max_size=5))
def test_nothing_that_is_json_is_more_than_refused(names: Register, said: object) -> None:
    for read in (lambda text: asked.batch(text, names.schema), lambda text: asked.fetch(text, names.schema)):
        for text in (json.dumps(said), json.dumps({"a": said})):
            try:
                read(text)
            except KgError as refused:
                assert refused.status in (400, 413)
