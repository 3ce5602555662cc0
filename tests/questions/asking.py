"""Ask the competency questions of a store in memory: of the small test world, or of the records in data/."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from kg.parse.record import Record, parse
from kg.parse.vocabulary import read_vocabulary
from kg.query.questions import StandingQuestion, Value, read_question
from kg.rdf.canonical import in_graph
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base, Owner
from kg.rdf.namespaces import PREFIXES
from kg.release.derive import derive, read_rules
from kg.release.inputs import read_inputs
from kg.sources.folder import Raw, Stamp, scan

BASE = Base("https://w3id.org/samverkan/")
ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
WORLD = HERE / "world"
QUERIES = ROOT / "data" / "queries"
SHAPES_VERSION = "shapes-of-the-test"
EVERYTHING = "everything-about-project"

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows as people read them: our IRIs as paths, literals as their text, nothing as an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def only(self, columns: Iterable[str]) -> "Table":
        """The same rows with these columns alone."""
        kept = [self.columns.index(column) for column in columns]
        return Table(tuple(columns), tuple(tuple(row[at] for at in kept) for row in self.rows))

    def where(self, column: str, text: str) -> "Table":
        """The rows with that text in that column."""
        at = self.columns.index(column)
        return Table(self.columns, tuple(row for row in self.rows if row[at] == text))


def names() -> list[str]:
    """The names of all questions, in order."""
    return sorted(path.stem for path in QUERIES.glob("*.rq"))


def question(name: str) -> StandingQuestion:
    """The question of that name."""
    return read_question(QUERIES / f"{name}.rq", BASE)


def tables() -> list[str]:
    """The names of the questions whose answer is a table: all but one."""
    return [name for name in names() if name != EVERYTHING]


def ask(store: Store, asked: StandingQuestion, params: Mapping[str, str] | None = None) -> Table:
    """The rows of a SELECT, with the header's defaults for the parameters that are not given."""
    return ask_text(store, asked.text, asked.bindings(params or {}, BASE))


def ask_text(store: Store, text: str, bound: Mapping[str, Value]) -> Table:
    """The rows of a SELECT with these values and no others."""
    answer = _answer(store, text, bound)
    if not isinstance(answer, QuerySolutions):
        raise TypeError("the query is no SELECT")
    columns = tuple(variable.value for variable in answer.variables)
    return Table(columns, tuple(tuple(shown(value) for value in row) for row in answer))


def construct(store: Store, asked: StandingQuestion, params: Mapping[str, str] | None = None) -> set[Triple]:
    """The triples of a CONSTRUCT."""
    return construct_text(store, asked.text, asked.bindings(params or {}, BASE))


def construct_text(store: Store, text: str, bound: Mapping[str, Value]) -> set[Triple]:
    """The triples of a CONSTRUCT with these values and no others."""
    answer = _answer(store, text, bound)
    if not isinstance(answer, QueryTriples):
        raise TypeError("the query is no CONSTRUCT")
    return set(answer)


def _answer(store: Store, text: str, bound: Mapping[str, Value]) -> QuerySolutions | QueryTriples | QueryBoolean:
    values: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {Variable(n): v for n, v in bound.items()}
    return store.query(text, base_iri=BASE.iri, use_default_graph_as_union=True, substitutions=values)


def shown(value: object) -> str:
    """A term as a table shows it."""
    if value is None:
        return ""
    if isinstance(value, NamedNode):
        return BASE.path_of(value.value) or _prefixed(value.value)
    if isinstance(value, Literal):
        return value.value
    raise TypeError(f"{value!r} is no term of an answer: the graph has no blank nodes")


def _prefixed(iri: str) -> str:
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri.rpartition("/authority/")[2]


def read_table(path: Path) -> tuple[dict[str, str], Table]:
    """A table kept in a file, and the parameters that its first lines give: `# actor = actor/alby-kommun`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    given = (line.removeprefix("# ").partition(" = ") for line in lines if line.startswith("# "))
    columns, *rows = csv.reader(line for line in lines if not line.startswith("# "))
    return {name: value for name, _, value in given}, Table(tuple(columns), tuple(map(tuple, rows)))


def written(table: Table, params: Mapping[str, str]) -> str:
    """A table as `read_table` reads it."""
    out = io.StringIO()
    out.writelines(f"# {name} = {value}\n" for name, value in params.items())
    csv.writer(out, lineterminator="\n").writerows([table.columns, *table.rows])
    return out.getvalue()


def cases(folder: str) -> list[tuple[str, Path]]:
    """Every kept table of a folder with the question it answers; `name@case.csv` is one more case of `name`."""
    return [(path.stem.partition("@")[0], path) for path in sorted((HERE / folder).glob("*.csv"))]


def world() -> Store:
    """The test world: its records and what the rules derive from them, the vocabulary, the links."""
    tree = scan(ROOT)
    vocabulary = (*tree.ontology, _raw(WORLD / "vocabulary.ttl"))
    store = _store(world_records(), vocabulary, tree.rules, (_raw(WORLD / "links.ttl"),))
    figures = read((WORLD / "figures.ttl").read_bytes(), TURTLE, base_iri=BASE.iri, source="figures.ttl")
    store.extend(in_graph(figures, BASE.graph("context")))
    return store


def world_records() -> list[Record]:
    """The records of the test world, in the order of their names."""
    return [_record(path) for path in sorted(WORLD.glob("*/*.ttl"))]


def real() -> Store:
    """The records in data/, built as a release builds them."""
    tree = scan(ROOT)
    store = _store([_record(raw.path) for raw in tree.records], tree.ontology, tree.rules, ())
    store.extend(read_inputs(tree, BASE).links)
    return store


def _store(records: list[Record], ontology: tuple[Raw, ...], rules: tuple[Raw, ...], links: tuple[Raw, ...]) -> Store:
    vocabulary = read_vocabulary(ontology, BASE)
    derived = derive(records, read_rules(rules), vocabulary, BASE, shapes_version=SHAPES_VERSION)
    store = Store()
    store.extend(vocabulary.quads)
    for record in records:
        store.extend([*record.quads, *derived[record.key]])
    for raw in links:
        store.extend(in_graph(read(raw.read(), TURTLE, base_iri=BASE.iri, source=raw.name), BASE.graph("links")))
    return store


def _record(path: Path) -> Record:
    return parse(path.read_bytes(), path.as_posix(), Owner(path.parent.name, path.stem), base=BASE)


def _raw(path: Path) -> Raw:
    said = path.stat()
    return Raw(path.relative_to(ROOT).as_posix(), path, Stamp(said.st_size, said.st_mtime_ns, said.st_ino))
