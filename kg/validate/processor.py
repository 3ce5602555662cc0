"""rdflib's SPARQL processor with its translations kept: pySHACL asks the same few queries for every focus node.

Parsing is seven tenths of a SPARQL constraint's time. What is kept is the *translated* query: translating changes the
parse tree, and a tree that is kept gives wrong verdicts the second time.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Identifier


class KeptProcessor(SPARQLProcessor):
    """Answers as rdflib does, and parses each query text once a process."""

    def query(  # type: ignore[override]  # as rdflib's own does: its base class knows no `base`
        self,
        strOrQuery: str | Query,  # noqa: N803 - rdflib's own names
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803
        initNs: Mapping[str, Any] | None = None,  # noqa: N803
        base: str | None = None,
        DEBUG: bool = False,  # noqa: N803
    ) -> Mapping[str, Any]:
        """The answer to a query, translated before or translated now."""
        if isinstance(strOrQuery, str):
            named = tuple(sorted((name, str(iri)) for name, iri in (initNs or {}).items()))
            strOrQuery = _translated(strOrQuery, base, named)  # noqa: N806
        return super().query(strOrQuery, initBindings, None, base, DEBUG)


@lru_cache(maxsize=1024)
def _translated(text: str, base: str | None, named: tuple[tuple[str, str], ...]) -> Query:
    return translateQuery(parseQuery(text), base, dict(named))
