"""The fields of a node as columns: what belongs together is one cell (a sum and its currency, a share and its unit)."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.rdf.namespaces import PROV, RDF
from kg.serve import dates
from kg.serve.model import ClassModel
from kg.serve.thing.shown import Reader, Shown
from kg.serve.words import pick

_META_TERMS = ("rank", "rankReason", "statedAs", "inferred", "inferenceNote", "about")


@dataclass(frozen=True)
class Cell:
    """What stands in one column of a row: values, and a share in per cent where a bar can show it."""

    values: tuple[Shown, ...]
    bar: float | None = None


@dataclass(frozen=True)
class Column:
    """A column: the property it shows, and its heading."""

    path: str
    name: str
    description: str


class Cells:
    """Reads the nodes of one record as rows of cells."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        ns = reader.base.ns
        self.meta = frozenset({ns(term).value for term in _META_TERMS} | {PROV.hadPrimarySource.value, RDF.type.value})
        self._amount, self._currency = ns("amount").value, ns("currency").value
        self._value, self._unit = ns("value").value, ns("unit").value
        self._from, self._to = ns("ageFrom").value, ns("ageTo").value
        self._edtf = ns("edtf").value
        self._kinds = {each.class_iri for each in reader.model.kinds}
        self._merged = {self._currency: self._amount, self._unit: self._value, self._to: self._from}

    def columns(self, nodes: tuple[str, ...], shape: ClassModel | None, *, derived: bool = False) -> tuple[Column, ...]:
        """The columns that at least one of the nodes has something in: the shape's, then what else is said.

        Who comes before what: a column of things of their own stands first. Derived properties are columns of a
        table of their own.
        """
        said = {path for node in nodes for path in self._reader.statements.properties(node)} - self.meta
        worked_out = {each.path for each in (shape.fields if shape else ()) if each.derived}
        said = said & worked_out if derived else said - worked_out
        said -= {path for path, into in self._merged.items() if into in said}
        said -= {path for path in said if self._names_only(nodes, path)}
        fields = [each for each in (shape.fields if shape else ()) if each.path in said and not each.inverse]
        fields.sort(key=lambda each: each.value_class not in self._kinds)
        lang = self._reader.lang
        ages = any(self._reader.statements.values(node, self._to) for node in nodes)
        known = [
            Column(each.path, self._reader.ages, "")
            if each.path == self._from and ages
            else Column(
                each.path,
                pick(each.name, lang) or self._reader.property_name(each.path),
                pick(each.description, lang),
            )
            for each in fields
        ]
        rest = sorted(said - {each.path for each in fields})
        return (*known, *(Column(path, self._reader.property_name(path), "") for path in rest))

    def cell(self, node: str, column: Column) -> Cell:
        """What a node has in a column."""
        statements = self._reader.statements
        values = statements.values(node, column.path)
        if not values:
            return Cell(())
        if column.path == self._amount:
            return Cell((self._money(node),))
        if column.path == self._value:
            return self._measure(node)
        if column.path == self._from and statements.values(node, self._to):
            first, last = statements.text(node, self._from), statements.text(node, self._to)
            return Cell((Shown(f"{first}–{last}"),))
        return Cell(self._shown(node, column.path))

    def summary(self, node: str) -> str:
        """A node in a few words: a period's time, a budget's sum, else what its first cell says."""
        shape = self._reader.model.class_of(self._reader.statements.iris(node, RDF.type.value))
        columns = self.columns((node,), shape)
        first = next((cell for cell in (self.cell(node, each) for each in columns) if cell.values), None)
        word = first.values[0].text if first else ""
        label = pick(shape.label, self._reader.lang) if shape else ""
        return f"{label}: {word}" if label and word else word or label or node

    def _names_only(self, nodes: tuple[str, ...], path: str) -> bool:
        """Whether a property has but names that keep rows together, as a distribution's does."""
        statements = self._reader.statements
        values = [value for node in nodes for value in statements.values(node, path)]
        within = tuple(f"{node.partition('#')[0]}#" for node in nodes)
        return all(
            isinstance(value, NamedNode) and value.value.startswith(within) and not statements.has(value.value)
            for value in values
        )

    def _shown(self, node: str, path: str) -> tuple[Shown, ...]:
        statements = self._reader.statements
        terms = statements.values(node, path)
        inner = [each for each in terms if isinstance(each, NamedNode) and "#" in each.value]
        if inner and all(statements.has(each.value) for each in inner):
            return tuple(self._node(each.value) for each in inner)
        return self._reader.all(terms)

    def _node(self, node: str) -> Shown:
        vague = self._reader.statements.text(node, self._edtf)
        said = dates.period(vague, self._reader.lang) if vague else self.summary(node)
        return Shown(said, path=f"#{node.partition('#')[2]}")

    def _money(self, node: str) -> Shown:
        amount = self._reader.statements.text(node, self._amount) or ""
        currency = (self._reader.statements.iris(node, self._currency) or ("",))[0].rpartition("/")[2]
        return Shown(dates.money(amount, currency, self._reader.lang) if currency else amount)

    def _measure(self, node: str) -> Cell:
        value = self._reader.statements.text(node, self._value) or ""
        unit = (self._reader.statements.iris(node, self._unit) or ("",))[0]
        if unit.endswith("/procent"):
            return Cell((Shown(dates.percent(value, self._reader.lang)),), _share(value))
        said = dates.number(value, self._reader.lang)
        name = self._reader.iri(unit).text if unit else ""
        return Cell((Shown(f"{said} {name}".strip()),))


def _share(value: str) -> float | None:
    try:
        share = float(value)
    except ValueError:
        return None
    return share if 0 <= share <= 100 else None
