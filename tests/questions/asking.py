"""Ask the competency questions of a store in memory: of the small test world, or of the records in data/."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple, Variable

from kg.parse.record import Record, parse
from kg.parse.vocabulary import read_vocabulary
from kg.rdf.canonical import in_graph
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base, Owner
from kg.rdf.namespaces import PREFIXES
from kg.release.derive import derive, read_rules
from kg.sources.folder import Raw, Stamp, scan

BASE = Base("https://w3id.org/samverkan/")
ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
QUERIES = ROOT / "data" / "queries"
SHAPES_VERSION = "shapes-of-the-test"

Term = NamedNode | Literal
Row = tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question file as read: its header's fields, the defaults of its parameters, and its text."""

    name: str
    fields: Mapping[str, str]
    params: Mapping[str, Term]
    text: str

    @property
    def order(self) -> tuple[str, ...]:
        """The variables that decide the order of the rows."""
        _, _, ordering = self.text.rpartition("ORDER BY")
        return tuple(re.findall(r"\?(\w+)", ordering))


@dataclass(frozen=True)
class Table:
    """Rows as people read them: our IRIs as paths, literals as their text, nothing as an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def only(self, columns: Iterable[str]) -> "Table":
        """The same rows with these columns alone."""
        kept = [self.columns.index(column) for column in columns]
        return Table(tuple(columns), tuple(tuple(row[at] for at in kept) for row in self.rows))


_FIELD = re.compile(r"# (?P<key>[a-z]+(?:@(?:sv|en))?): (?P<value>\S.*)")
_PARAM = re.compile(r"(?P<name>[a-z][A-Za-z]*) = (?P<value>\S+) ; (?P<sv>[^/]+) / (?P<en>[^/]+)")


def names() -> list[str]:
    """The names of all questions, in order."""
    return sorted(path.stem for path in QUERIES.glob("*.rq"))


def question(name: str) -> Asked:
    """The question of that name, read from data/queries/."""
    return parsed((QUERIES / f"{name}.rq").read_text(encoding="utf-8"))


def parsed(text: str) -> Asked:
    """The header and the text of a question; ValueError for a line that is no field."""
    fields: dict[str, str] = {}
    params: dict[str, Term] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        found = _FIELD.fullmatch(line)
        if found is None:
            raise ValueError(f"{line!r} is no field of a header: write '# key: value'")
        if found["key"] == "param":
            said = _PARAM.fullmatch(found["value"])
            if said is None:
                raise ValueError(f"{line!r} is no parameter: write '# param: name = value ; Namn / Name'")
            params[said["name"]] = term(said["value"])
        else:
            fields[found["key"]] = found["value"]
    return Asked(fields["name"], fields, params, text)


def term(text: str) -> Term:
    """A value as a header writes it: `<project/kiis>` or `"2020-01-01"^^xsd:date`."""
    if iri := re.fullmatch(r"<([^>]+)>", text):
        return NamedNode(BASE.iri + iri[1])
    literal = re.fullmatch(r'"([^"]*)"\^\^xsd:(\w+)', text)
    if literal is None:
        raise ValueError(f"{text!r} is no value: write <an/iri> or \"text\"^^xsd:type")
    return Literal(literal[1], datatype=NamedNode(PREFIXES["xsd"] + literal[2]))


def ask(store: Store, asked: Asked, params: Mapping[str, Term] | None = None) -> Table:
    """The rows of a SELECT, with the header's defaults for the parameters that are not given."""
    answer = _answer(store, asked.text, {**asked.params, **(params or {})})
    if not isinstance(answer, QuerySolutions):
        raise TypeError(f"{asked.name} is no SELECT")
    columns = tuple(variable.value for variable in answer.variables)
    return Table(columns, tuple(tuple(shown(value) for value in row) for row in answer))


def construct(store: Store, asked: Asked, params: Mapping[str, Term] | None = None) -> set[Triple]:
    """The triples of a CONSTRUCT."""
    answer = _answer(store, asked.text, {**asked.params, **(params or {})})
    if not isinstance(answer, QueryTriples):
        raise TypeError(f"{asked.name} is no CONSTRUCT")
    return set(answer)


def _answer(store: Store, text: str, params: Mapping[str, Term]) -> QuerySolutions | QueryTriples | QueryBoolean:
    bound = {Variable(name): value for name, value in params.items()}
    return store.query(text, base_iri=BASE.iri, use_default_graph_as_union=True, substitutions=bound)


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


def read_table(path: Path) -> tuple[dict[str, Term], Table]:
    """A table kept in a file, and the parameters that its first lines give: `# actor = <actor/alby-kommun>`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    given = [line.removeprefix("# ").split(" = ") for line in lines if line.startswith("# ")]
    columns, *rows = csv.reader(line for line in lines if not line.startswith("# "))
    return {name: term(value) for name, value in given}, Table(tuple(columns), tuple(map(tuple, rows)))


def written(table: Table, params: Mapping[str, str] | None = None) -> str:
    """A table as `read_table` reads it."""
    out = io.StringIO()
    for name, value in (params or {}).items():
        out.write(f"# {name} = {value}\n")
    csv.writer(out, lineterminator="\n").writerows([table.columns, *table.rows])
    return out.getvalue()


def world() -> Store:
    """The test world: its records and what the rules derive from them, the vocabulary, the links."""
    tree = scan(ROOT)
    folder = HERE / "world"
    own = _raw(folder / "vocabulary.ttl")
    records = [_record(path, Owner(path.parent.name, path.stem)) for path in sorted(folder.glob("*/*.ttl"))]
    return _store(records, (*tree.ontology, own), tree.rules, (_raw(folder / "links.ttl"),))


def real() -> Store:
    """The records in data/, built as a release builds them."""
    tree = scan(ROOT)
    records = [_record(raw.path, Owner(raw.path.parent.name, raw.path.stem)) for raw in tree.records]
    return _store(records, tree.ontology, tree.rules, tree.links)


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


def _record(path: Path, owner: Owner) -> Record:
    return parse(path.read_bytes(), path.as_posix(), owner, base=BASE)


def _raw(path: Path) -> Raw:
    said = path.stat()
    return Raw(path.relative_to(ROOT).as_posix(), path, Stamp(said.st_size, said.st_mtime_ns, said.st_ino))


def cases(folder: str) -> Iterator[tuple[str, Path]]:
    """Every kept table of a folder with the question it answers; `name@case.csv` is one more case of `name`."""
    for path in sorted((HERE / folder).glob("*.csv")):
        yield path.stem.partition("@")[0], path
