"""Queries of our own: asked of a store alone, their faults told with a place."""

import pyoxigraph as ox
import pytest
from pyoxigraph import QueryBoolean

from kg.errors import BadSyntax
from kg.rdf.own_queries import ask


@pytest.mark.parametrize(
    "text",
    [
        "ASK { <http://e/service> <http://e/p> ?service }",
        'ASK { ?a ?b \'a SERVICE\', "service", """x\nSERVICE""" } # SERVICE',
        "PREFIX service: <http://e/> ASK { service:a service:service service:b-service }",
    ],
)
def test_the_word_service_may_stand_where_it_asks_nobody(text: str) -> None:
    assert isinstance(ask(ox.Store(), text, "x.rq", base_iri="http://e/"), QueryBoolean)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("CONSTRUCT WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "x.rq:1:19"),
        ("# 'it\nASK {\n  service silent<http://a/>{}}", "x.rq:3:3"),
        ("ASK { FILTER EXISTS { SERVICE<http://a/>{} } }", "x.rq:1:23"),
    ],
)
def test_another_service_is_never_asked(text: str, place: str) -> None:
    with pytest.raises(BadSyntax) as refused:
        ask(ox.Store(), text, "x.rq", base_iri="http://e/")
    assert str(refused.value.place) == place
    assert "SERVICE" in refused.value.message_sv


def test_what_cannot_be_parsed_is_told_in_a_line_and_at_its_place() -> None:
    with pytest.raises(BadSyntax) as refused:
        ask(ox.Store(), "ASK {\n ?a ?b }", "x.rq", base_iri="http://e/")
    assert str(refused.value.place).startswith("x.rq:2:")
    assert len(refused.value.text("sv")) < 200
    assert "\n" not in refused.value.text("sv")
