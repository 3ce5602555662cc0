"""Answers grow into statements: each answer read by its field, and what a statement needs unasked put to it.

Names come later (`naming`), and so do the statements' places in the record (`stating`).
"""

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg.parse.answers.answers import Group, Said
from kg.parse.answers.form_model import FormClass, FormField, FormModel, Takes, last
from kg.parse.answers.interpret import Reader
from kg.parse.answers.naming import Node, Reference
from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.iris import SLUG
from kg.rdf.namespaces import PROV, XSD
from kg.rdf.nearest import nearest
from kg.sweden.dates import language_of
from kg.sweden.unclear import Unclear

_OWN_SOURCE = last(PROV.hadPrimarySource.value)
_AS_IRI = frozenset((Takes.CHOICE, Takes.THING, Takes.LINK, Takes.NAME))


class Growing:
    """Makes the nodes of one record; `findings` gathers what could not be read on the way."""

    def __init__(self, reader: Reader, model: FormModel, *, record: NamedNode, source: str) -> None:
        self._reader = reader
        self._model = model
        self._record = record
        self._source = source
        self._stated_as = reader.base.ns("statedAs").value
        self.findings: list[Finding] = []

    def node(
        self, form: FormClass, group: Group, address: str, sources: Sequence[NamedNode], *, indexed: bool = True
    ) -> Node:
        """The node that a group of answers makes, with the nodes within it; `sources` is where unsourced ones stand."""
        node = Node(form, address, self._kept(group.name, address))
        for key, every in group.fields.items():
            asked = form.field(key)
            if asked is None:
                self._unknown(form, key, _join(address, key))
                continue
            for index, each in enumerate(every):
                if each.blank:
                    continue
                at = _join(address, key, str(index)) if indexed else _join(address, key)
                self._answer(node, asked, each, at, sources)
        self._complete(node, group, sources)
        return node

    def read(self, asked: FormField, said: Said, at: str) -> NamedNode | Literal | None:
        """The value of an answer; None, and a violation, when it can't be read."""
        value = self._reader.read(asked, said)
        if isinstance(value, Unclear):
            self._wrong(at, value, asked.path)
            return None
        return value

    def settle_references(self, thing: Node) -> None:
        """Leave out, with a violation, each reference to a statement that isn't there or is of another sort."""
        nodes = {node.address: node for node in thing.nodes()}
        by_name = {f"#{node.kept}": node.address for node in nodes.values() if node.kept}
        for node in nodes.values():
            node.said = list(self._settled(node, nodes, by_name))

    def _settled(
        self, node: Node, nodes: Mapping[str, Node], by_name: Mapping[str, str]
    ) -> Iterator[tuple[FormField, "NamedNode | Literal | Reference | Node", str]]:
        for asked, value, at in node.said:
            if not isinstance(value, Reference):
                yield asked, value, at
                continue
            address = by_name.get(value.address, value.address)
            meant = nodes.get(address)
            if meant is not None and meant is not node and meant.form.iri in asked.node_classes:
                yield asked, Reference(address), at
            else:
                self._wrong(at, _no_statement(value.address, self._pointed_at(asked)), asked.path)

    def _pointed_at(self, asked: FormField) -> tuple[str, str]:
        classes = [self._model.classes[iri] for iri in asked.node_classes if iri in self._model.classes]
        sv, en = (", ".join(each.label.get(lang, "").lower() for each in classes) for lang in ("sv", "en"))
        return sv, en

    def _kept(self, name: str | None, address: str) -> str | None:
        """The name that a statement has already, where it can be one."""
        kept = name.removeprefix("#") if name else None
        if kept is None or SLUG.fullmatch(kept):
            return kept
        self._wrong(address, _NO_NAME, None)
        return None

    def _answer(self, node: Node, asked: FormField, each: Said | Group, at: str, sources: Sequence[NamedNode]) -> None:
        if asked.takes is Takes.NODE:
            if isinstance(each, Group):
                node.said.append((asked, self.node(self._model.node(asked), each, at, sources), at))
            else:
                self._wrong(at, _NEEDS_FIELDS, asked.path)
        elif isinstance(each, Group):
            self._wrong(at, _NEEDS_A_TEXT, asked.path)
        elif asked.takes is Takes.REFERENCE:
            node.said.append((asked, Reference(each.value.strip()), at))
        elif (value := self.read(asked, each, at)) is not None:
            node.said.append((asked, value, at))
            self._keep_words(node, asked, each, value, at)

    def _keep_words(self, node: Node, asked: FormField, said: Said, value: NamedNode | Literal, at: str) -> None:
        """A statement that is a time, given in words, keeps the words beside what we read of them."""
        stated_as = node.form.at(self._stated_as)
        if asked.takes is Takes.PERIOD and asked.minimum and stated_as is not None and value.value != said.value:
            words = Literal(said.value, language=said.lang or language_of(said.value))
            node.said.append((stated_as, words, at))

    def _complete(self, node: Node, group: Group, sources: Sequence[NamedNode]) -> None:
        """Put to a node what nobody needs to answer: its source, its rank, a currency where there is an amount."""
        answered = group.answered()
        if _OWN_SOURCE not in answered and (asked := node.form.field(_OWN_SOURCE)) is not None:
            node.said.extend((asked, source, "source") for source in sources)
        stated_as = node.form.at(self._stated_as)
        if stated_as is not None and stated_as.key in answered:
            node.said = [
                each
                for each in node.said
                if each[0] is not stated_as or each[2].startswith(_join(node.address, stated_as.key))
            ]
        for asked in node.form.fields:
            if (
                asked.default is not None
                and asked.key not in answered
                and (asked.goes_with or asked.key) in {*answered, asked.key}
            ):
                node.said.append((asked, _default(asked), node.address))

    def _unknown(self, form: FormClass, key: str, at: str) -> None:
        near = nearest(key, [field.key for field in form.fields])
        known = ", ".join(field.key for field in form.fields)
        self._wrong(at, Unclear(
            f"”{key}” är inget fält här. Fälten är {known}.",
            f"‘{key}’ is no field here. The fields are {known}.",
            f"Menar du {near}?" if near else None,
            f"Do you mean {near}?" if near else None,
        ), None)  # fmt: skip

    def _wrong(self, at: str, unclear: Unclear, path: str | None) -> None:
        self.findings.append(
            Finding(
                record=self._record.value,
                level=Level.VIOLATION,
                message_sv=unclear.sv,
                message_en=unclear.en,
                place=Place(self._source, field=at or None),
                path=path,
                hint_sv=unclear.hint_sv,
                hint_en=unclear.hint_en,
            )
        )


def _default(asked: FormField) -> NamedNode | Literal:
    value = asked.default or ""
    if asked.takes in _AS_IRI:
        return NamedNode(value)
    return Literal(value, datatype=NamedNode(asked.datatypes[0] if asked.datatypes else XSD.string.value))


def _join(*parts: str) -> str:
    return "/".join(part for part in parts if part)


def _no_statement(address: str, sorts: tuple[str, str]) -> Unclear:
    return Unclear(
        f"”{address}” är ingen sådan uppgift i posten. Ange en ({sorts[0]}) med dess plats.",
        f"‘{address}’ is no such statement in the record. Give one ({sorts[1]}) by its place.",
    )


_NO_NAME = Unclear(
    "Namnet i ”@id” kan inte stå i en adress: använd a-z, 0-9 och enkla bindestreck.",
    "The name in ‘@id’ can't stand in an address: use a-z, 0-9 and single hyphens.",
)
_NEEDS_FIELDS = Unclear("Här ska det stå en uppgift med egna fält.", "Here stands a statement with fields of its own.")
_NEEDS_A_TEXT = Unclear("Här ska det stå en text, inte ett objekt.", "Here stands a text, not an object.")
