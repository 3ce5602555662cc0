"""The questions our own pages ask: files in sparql/, each begun by a comment that asks it in words.

Values are bound, never written into the text. Inside a query a bound variable is given only where it is matched in the
outer pattern, tested by a FILTER or matched in a sub-select that selects it: BIND and a sub-select that leaves it out
see it unbound. In a SELECT every bound variable is selected, also by the sub-selects.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox
from pyoxigraph import RdfFormat, Triple

from kg.errors import BadQuery, NotFound
from kg.query.question import Answer, Engine, Question, Term
from kg.rdf.formats import NTRIPLES, SPARQL_JSON

FOLDER = Path(__file__).parent / "sparql"
NOTHING: Mapping[str, Term] = MappingProxyType({})


class Prepared:
    """The questions in a folder, put to an engine; each file is read once."""

    def __init__(self, engine: Engine, folder: Path = FOLDER) -> None:
        self._engine = engine
        self._folder = folder
        self._texts: dict[str, str] = {}

    def rows(self, name: str, bindings: Mapping[str, Term]) -> list[dict[str, Term]]:
        """The rows of a SELECT; a variable that is unbound in a row is absent from it."""
        answer = self._engine.ask(Question(self._text(name), SPARQL_JSON.media_type, bindings=bindings))
        if answer.form == "ASK":
            raise BadQuery(f"{name!r} is answered by yes or no.", message_sv=f"{name!r} besvaras med ja eller nej.")
        return rows_of(answer)

    def boolean(self, name: str, bindings: Mapping[str, Term]) -> bool:
        """The answer to an ASK."""
        answer = self._engine.ask(Question(self._text(name), SPARQL_JSON.media_type, bindings=bindings))
        return answer.form == "ASK" and bool(ox.parse_query_results(answer.body, ox.QueryResultsFormat.JSON))

    def triples(self, name: str, bindings: Mapping[str, Term]) -> list[Triple]:
        """The statements of a CONSTRUCT, sorted."""
        answer = self._engine.ask(Question(self._text(name), NTRIPLES.media_type, bindings=bindings))
        return [quad.triple for quad in ox.parse(answer.body, RdfFormat.N_TRIPLES)]

    def _text(self, name: str) -> str:
        if name not in self._texts:
            path = self._folder / f"{name}.rq"
            if not path.is_file():
                raise NotFound(
                    f"there is no prepared question {name!r}.", message_sv=f"det finns ingen färdig fråga {name!r}."
                )
            self._texts[name] = path.read_text(encoding="utf-8")
        return self._texts[name]


def rows_of(answer: Answer) -> list[dict[str, Term]]:
    """The rows of an answer in JSON; a variable that is unbound in a row is absent from it, and yes or no has none."""
    found = ox.parse_query_results(answer.body, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return []
    names = [variable.value for variable in found.variables]
    return [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in found]


def rows(engine: Engine, name: str, bindings: Mapping[str, Term] = NOTHING) -> list[dict[str, Term]]:
    """The rows of the prepared SELECT of that name."""
    return Prepared(engine).rows(name, bindings)


def boolean(engine: Engine, name: str, bindings: Mapping[str, Term] = NOTHING) -> bool:
    """The answer to the prepared ASK of that name."""
    return Prepared(engine).boolean(name, bindings)


def triples(engine: Engine, name: str, bindings: Mapping[str, Term] = NOTHING) -> list[Triple]:
    """The statements of the prepared CONSTRUCT of that name."""
    return Prepared(engine).triples(name, bindings)
