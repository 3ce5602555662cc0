"""Common mistakes in queries: each is told with its place, what is wrong and what to write; what is right never is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.lexer import place
from kg.query.mistakes.finding import find

ROOT = Path(__file__).parents[3]
UNBOUND = "error at 1:1: expected one of The SELECT contains a variable that is unbound"
WORDS = (
    "SELECT", "?a", "(", ")", "{", "}", "COUNT", "*", "AS", "WHERE", "FILTER", ">", "3", "GROUP", "BY", "ORDER", "DESC",
    "HAVING", "LIMIT", "VALUES", ",", ".", ";", "OPTIONAL", "UNION", "BIND", "IN", "NOT", "EXISTS", "ex:p", "a", "'t'",
    "<>", "=", "AND", "name", "”", "PREFIX", "--", "http://x", "GROUP_CONCAT", "IF", "@sv", "^^",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "at", "en", "sv"),
    [
        ("SELECT COUNT(*) WHERE { ?p a ex:P }", 8, "write (COUNT(*) AS ?n)", "skriv (COUNT(*) AS ?n)"),
        ("SELECT COUNT(*) AS ?n { ?p a ex:P }", 8, "stands in parentheses and has a name", "har ett namn"),
        ("SELECT (COUNT(*)) { ?p a ex:P }", 8, "has no name: write (COUNT(*) AS ?n)", "har inget namn"),
        ("SELECT (COUNT(*) ?n) { ?p a ex:P }", 8, "write (COUNT(*) AS ?n)", "skriv (COUNT(*) AS ?n)"),
        ("SELECT (COUNT(?p) AS n) { ?p a ex:P }", 22, "write AS ?n", "skriv AS ?n"),
        ("SELECT DISTINCT(?p) { ?p a ex:P }", 16, "write SELECT DISTINCT ?p", "är ingen funktion"),
        ("SELECT ?a, ?b { ?a ex:p ?b }", 10, "without commas", "utan komman"),
        ("SELECT p { ?p a ex:P }", 8, "begins with a question mark, ?p", "börjar med frågetecken, ?p"),
        ("SELECT WHERE { ?p a ex:P }", 1, "SELECT names nothing", "SELECT nämner ingenting"),
        ("SELECT p WHERE { ?p a ex:P }", 8, "begins with a question mark, ?p", "börjar med frågetecken, ?p"),
        ("SELECT TOP 5 ?p { ?p a ex:P }", 8, "write LIMIT 5", "skriv LIMIT 5"),
        ("SELECT ?p { ?p a ex:P ?p ex:q ?t }", 23, "a full stop is missing before ?p", "en punkt saknas före ?p"),
        ("SELECT ?p { ?p ex:a, ex:b ?t }", 20, "a comma parts values", "ett komma skiljer värden"),
        ("SELECT ?p { ?p ex:q “Broar” }", 21, "the quotation mark “", "citattecknet “"),
        ("SELECT ?p { ?p ex:q ?t FILTER ?t > 3 }", 31, "write FILTER(?t > 3)", "skriv FILTER(?t > 3)"),
        ("SELECT ?p { ?p ex:q ?t FILTER STRLEN(?t) > 3 }", 31, "FILTER(STRLEN(?t) > 3)", "FILTER(STRLEN(?t) > 3)"),
        ("SELECT ?p { ?p ex:q ?t FILTER !BOUND(?t) }", 31, "FILTER(!BOUND(?t))", "FILTER(!BOUND(?t))"),
        ("SELECT ?p { ?p ex:q ?t FILTER CONTAINS ?t, 'x' }", 31, "CONTAINS(…)", "inom parentes"),
        ("SELECT ?p { ?p ex:q ?t FILTER(?t == 3) }", 34, "write =", "skriv ="),
        ("SELECT ?p { ?p ex:q ?t FILTER(?t <> 3) }", 34, "write !=", "skriv !="),
        ("SELECT ?p { ?p ex:q ?t FILTER(?t > 1 AND ?t < 5) }", 38, "write &&", "skriv &&"),
        ("SELECT ?p { ?p ex:q ?t FILTER(NOT ?t = 3) }", 31, "write !(…)", "skriv !(…)"),
        ("SELECT ?p { ?p ex:q ?t FILTER(?t LIKE '%x%') }", 34, "CONTAINS(?a", "CONTAINS(?a"),
        ("SELECT ?p { ?p ex:q ?t FILTER(?t > 3,5) }", 37, "write 3.5", "skriv 3.5"),
        ("SELECT ?p { ?p ex:q ?t FILTER(?t = 'x' }", 30, "this ( is never closed", "stängs aldrig"),
        ("SELECT ?p { ?p ex:q ?t } }", 26, "this } closes nothing", "stänger ingenting"),
        ("SELECT ?p { ?p ex:q ?t FILTER NOT EXISTS (?t a ?u) }", 42, "in braces", "inom klamrar"),
        ("SELECT ?p { ?p ex:q ?t FILTER(?t IN 'a', 'b') }", 37, 'IN ("a", "b")', 'IN ("a", "b")'),
        ("SELECT ?p { ?p ex:q ?t OPTIONAL ?p ex:r ?u }", 33, "write OPTIONAL {", "skriv OPTIONAL {"),
        ("SELECT ?p { ?p a ex:P UNION ?p a ex:Q }", 23, "{ … } UNION { … }", "{ … } UNION { … }"),
        ("SELECT ?p { BIND(YEAR(?s)) }", 13, "write BIND(… AS ?a)", "skriv BIND(… AS ?a)"),
        ("SELECT ?p { VALUES ?k { 'a', 'b' } }", 28, "without commas", "utan komman"),
        ("SELECT ?p { VALUES (?k) { 'a' } }", 27, '("x") ("y")', '("x") ("y")'),
        ("SELECT ?p { ?p ex:q ?t } ORDER BY ?t DESC", 38, "ORDER BY DESC(?t)", "ORDER BY DESC(?t)"),
        ("SELECT ?p { ?p ex:q ?t } ORDER ?t", 26, "write ORDER BY", "skriv ORDER BY"),
        ("SELECT ?p { ?p ex:q ?t } LIMIT 9 ORDER BY ?t", 34, "ORDER stands after LIMIT", "ORDER står efter LIMIT"),
        ("SELECT ?p { ?p ex:q ?t } LIMIT 5, 9", 33, "LIMIT 9 OFFSET 5", "LIMIT 9 OFFSET 5"),
        ("SELECT ?p { ?p ex:q ?t } GROUP BY ?p HAVING ?t > 1", 45, "HAVING (?t > 1)", "HAVING (?t > 1)"),
        ("PREFIX ex <http://x/> SELECT ?p { ?p a ex:P }", 8, "PREFIX ex: <http://x/>", "slutar med kolon"),
        ("SELECT ?p { ?p a http://x.se/P }", 18, "between < and >", "mellan < och >"),
        ("SELECT ?p WERE { ?p a ex:P }", 11, "Did you mean WHERE?", "Menade du WHERE?"),
        ("SELECT ?p { ?p ex:q ?t FILTER(lang(?t) = sv) }", 42, '"sv" for text', '"sv" för text'),
        ("SELECT ?p { ?p ex:q ?t FILTER(YEARS(?t) > 3) }", 31, "Did you mean YEAR?", "Menade du YEAR?"),
        ("SELECT ?p { BIND(IF(?x > 3, 'a') AS ?y) }", 18, "IF takes 3 values", "IF tar 3 värden"),
        ("SELECT (GROUP_CONCAT(?x, ',') AS ?y) { }", 24, 'SEPARATOR=", "', 'SEPARATOR=", "'),
        ("SELECT ?p { ?p ex:q ?t // all\n }", 24, "write # before it", "skriv # före"),
        ("SELECT ?y (COUNT(*) AS ?n) { ?p ex:q ?s } GROUP BY (YEAR(?s))", 52, "(YEAR(?s) AS ?g)", "?g i SELECT"),
        ("SELECT ?p ?t { ?p ex:q ?t } HAVING (COUNT(?t) > 1)", 29, "write GROUP BY ?p ?t", "skriv GROUP BY ?p ?t"),
        ("SELECT ?p { ?p ex:q ?t FILTER(COUNT(?t) > 2) }", 31, "HAVING (COUNT(?t) > 1)", "kan inte stå i FILTER"),
        ("SELECT ?p (COUNT(?t) AS ?n) { ?p ex:q ?t }", 8, "write GROUP BY ?p", "skriv GROUP BY ?p"),
        ("SELECT ?p ?t (COUNT(*) AS ?n) { } GROUP BY ?p", 11, "(SAMPLE(?t) AS ?one)", "lägg den till GROUP BY"),
    ],
)
def test_a_common_mistake_is_told_with_its_place_and_what_to_write(text: str, at: int, en: str, sv: str) -> None:
    found = find(text, UNBOUND)
    assert found is not None
    assert (en in found.en, sv in found.sv) == (True, True), (found.en, found.sv)
    assert (place(text, found.at).column, place(text, found.at).line) == (at, 1)
    assert found.en.endswith((".", "?", "… . ?p"))


QUERIES = sorted({*ROOT.glob("data/queries/*.rq"), *ROOT.glob("kg/query/sparql/*.rq"), *ROOT.glob("tests/**/*.rq")})


def test_no_query_of_ours_has_a_mistake() -> None:
    assert len(QUERIES) > 40
    for path in QUERIES:
        assert find(path.read_text("utf-8"), "") is None, path


@pytest.mark.parametrize(
    "text",
    [
        "SELECT DISTINCT (COUNT(DISTINCT ?a) AS ?n) ?b { ?a a ?b ; ; <p> 'x'@sv , 'y'^^<t> , 5.0 . ?a ?b ?c }",
        "SELECT ?a { VALUES ?a { 'a' 'b' 'c' 'd' } VALUES (?b ?c) { ('x' 1) (UNDEF 2) } FILTER(?a IN (1, 2)) }",
        "SELECT ?a { ?a <p>/<q>*|^<r> ?b . ?a (<p>/<q>) ( 1 2 3 4 ) ; <r> [ <p> ?c ; <q> true ] FILTER(?b = <>) }",
        "SELECT ?a { { SELECT ?a { ?a ?b ?c } ORDER BY DESC(?a) LIMIT 5 } UNION { ?a ?b ?d } } ORDER BY ?a LIMIT 2",
        "SELECT ?a { ?a ?b ?c FILTER NOT EXISTS { ?c ?d ?e } FILTER regex(?c, 'a') FILTER <f>(?a, ?b) } LIMIT 1 OFFSET 2",
        "SELECT (GROUP_CONCAT(DISTINCT ?a; SEPARATOR=', ') AS ?n) { ?a ?b -1, - 2 } HAVING (COUNT(*) > 1) (?x < 2)",
        "ASK { ?s ?p 1 , 2 . OPTIONAL { ?s ?p ?o } MINUS { ?s ?p 3 } GRAPH ?g { ?s ?p ?o } BIND(IF(?o, 1, 2) AS ?z) }",
        "CONSTRUCT WHERE { ?a ?b ?c }",
        "DESCRIBE <a> ?b WHERE { ?b <p> 'it”s “fine” -- // AND' }",
    ],
)
def test_what_is_right_is_no_mistake(text: str) -> None:
    assert find(text, "") is None


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_whatever_is_written_gets_a_place_within_it_or_nothing(words: list[str]) -> None:
    text = " ".join(words)
    found = find(text, UNBOUND)
    assert found is None or (0 <= found.at <= len(text) and bool(found.en) and bool(found.sv))
