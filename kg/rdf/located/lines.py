"""N-Triples and N-Quads with places: two, three or four terms and a full stop."""

from collections.abc import Iterator

from kg.rdf.located.turtle_tokens import Terms, Token, tokens
from kg.rdf.located.written import DEFAULT_GRAPH, Lost, Written


def statements(text: str, base_iri: str) -> Iterator[Written]:
    """Every statement of an N-Triples or N-Quads text that the one reader takes."""
    terms = Terms(base_iri)
    parts: list[Token] = []
    for token in tokens(text):
        if token[0] != "mark":
            parts.append(token)
        elif token[1] == "." and parts:
            yield _statement(parts, terms)
            parts.clear()
        else:
            raise Lost


def _statement(parts: list[Token], terms: Terms) -> Written:
    subject, predicate, value, *graph = (terms.of(part) for part in parts)
    return Written(
        subject, predicate, value, graph[0] if graph else DEFAULT_GRAPH, parts[0][2], parts[1][2], parts[2][2]
    )
