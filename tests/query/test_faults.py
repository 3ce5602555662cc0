"""What is wrong with a query, as its writer is told: in both languages, with the place, and never a guess that misleads."""

import pytest

from kg.errors import BadQuery
from kg.query.pool import Pool
from kg.query.question import Question
from tests.query.workers import BASE_IRI


@pytest.mark.parametrize(
    ("text", "en", "sv"),
    [
        (
            "SELECT * { ?s ex:p ?o }",
            "query:1:15: the prefix ex: is not declared; begin the query with PREFIX ex: <…>.",
            "query:1:15: prefixet ex: är inte angivet; börja frågan med PREFIX ex: <…>.",
        ),
        (
            "PREFIX ex: <http://example.org/> SELECT * { ?s ex:p samv:Project }",
            f"the prefix samv: is not declared; begin the query with PREFIX samv: <{BASE_IRI}ns#>.",
            f"prefixet samv: är inte angivet; börja frågan med PREFIX samv: <{BASE_IRI}ns#>.",
        ),
        ("ASK { ?s a owl:Class }", "PREFIX owl: <http://www.w3.org/2002/07/owl#>", "prefixet owl: är inte angivet"),
        (
            "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }",
            "SELECT has a variable that is neither bound nor grouped by",
            "SELECT har en variabel som varken är bunden eller grupperas på",
        ),
        (
            "SELECT (1 AS ?s) { ?s ?p ?o }",
            "SELECT gives a variable that has a value already",
            "SELECT ger en variabel som redan har ett värde",
        ),
        (
            "SELECT * { ?s ?p ?o } GROUP BY ?s",
            "SELECT * can't stand with GROUP BY",
            "SELECT * kan inte stå tillsammans med GROUP BY",
        ),
        ("SELECT * { ?s ?p ?o", "a brace is open", "en klammer är öppen"),
        ("SELECT * { ?s ?p }", "a statement may lack a part", "ett påstående kan sakna en del"),
        ("SELECT * { ?s ?p ?o FILTER(?o = ) }", "an expression be empty", "ett uttryck vara tomt"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", "a variable be given twice", "en variabel ges två gånger"),
        ("SELECT * WHERE ?s ?p ?o", "query:1:16: what belongs to WHERE stands in braces", "står inom klamrar"),
        ("ASK { ?s ?p ; = ?o }", "can't be parsed from '= ?o }' on", "går inte att tolka från '= ?o }'"),
        ("SELECT COUNT(*) { ?s ?p ?o }", "query:1:8: what SELECT works out", "skriv (COUNT(*) AS ?n)"),
    ],
)
def test_a_query_that_cannot_be_parsed_is_told_in_words(pool: Pool, text: str, en: str, sv: str) -> None:
    with pytest.raises(BadQuery) as refused:
        pool.ask(Question(text, "text/csv"))
    assert en in refused.value.text("en")
    assert sv in refused.value.text("sv")
    assert refused.value.place is not None
    assert refused.value.place.line == 1
