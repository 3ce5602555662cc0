"""Answers become records: the thing they are about, and the source beside it where that is new.

What can't be read is a violation at its address, and is left out: what stands in a record is what was answered.
"""

from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.names.index import Index
from kg.parse.answers.answers import Answers, Group, Said
from kg.parse.answers.form_model import FormClass, FormField, FormModel, Takes
from kg.parse.answers.growing import Growing
from kg.parse.answers.interpret import Reader
from kg.parse.answers.naming import Node, thing_slug, told_apart
from kg.parse.answers.stating import state
from kg.parse.candidate import Candidate
from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.iris import SLUG, Base, Owner, slug
from kg.rdf.namespaces import DCTERMS, PROV, XSD


@dataclass(frozen=True)
class Filled:
    """The records that answers make, the one they are about first, and what could not be read of them."""

    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]


def fill(answers: Answers, model: FormModel, names: Index, *, base: Base, today: date, source: str = "") -> Filled:
    """The records in the answers: the same answers make the same statements, whatever way they came.

    `source` is the name of what the answers were read from; every place has it, with the address of the answer.
    """
    form = model.of_kind(answers.kind)
    if form is None:
        return Filled((), (_no_kind(answers.kind, model, base, source),))
    return _Filling(model, names, base, today, source).whole(answers, form)


class _Filling:
    def __init__(self, model: FormModel, names: Index, base: Base, today: date, source: str) -> None:
        self._model = model
        self._names = names
        self._base = base
        self._today = today
        self._source = source
        self._beside: list[Candidate] = []
        self.findings: list[Finding] = []

    def whole(self, answers: Answers, form: FormClass) -> Filled:
        """The candidates of the answers, and everything that was found."""
        sources = self._sources(answers)
        made = self._record(answers, form, sources)
        return Filled((made, *self._beside), tuple(self.findings))

    def _record(self, answers: Answers, form: FormClass, sources: list[NamedNode], *, at: str = "") -> Candidate:
        owner = Owner(answers.kind, self._slug(answers, form, sources))
        growing = self._growing(owner)
        thing = growing.node(form, answers.answers, at, sources, indexed=not at)
        growing.settle_references(thing)
        record = self._about(growing, answers.record, thing, owner, sources, at or "record")
        self.findings.extend(growing.findings)
        return state(owner, thing, record, base=self._base, source=self._source)

    def _growing(self, owner: Owner) -> Growing:
        reader = Reader(self._names, self._base, self._base.mint(owner.kind, owner.slug))
        record = self._base.record(owner.kind, owner.slug)
        return Growing(reader, self._model, record=record, source=self._source)

    def _slug(self, answers: Answers, form: FormClass, sources: list[NamedNode]) -> str:
        """The name that was given, or one made of what names the thing; another's name is never taken."""
        if answers.slug is not None and SLUG.fullmatch(answers.slug):
            return answers.slug
        if answers.slug is not None:
            better = slug(answers.slug)
            self._found(
                "slug",
                f"”{answers.slug}” kan inte stå i en adress: använd a-z, 0-9 och enkla bindestreck.",
                f"‘{answers.slug}’ can't stand in an address: use a-z, 0-9 and single hyphens.",
                hints=(f"Menar du {better}?", f"Do you mean {better}?") if better else (None, None),
            )
        node = self._growing(Owner(answers.kind, "x")).node(form, answers.answers, "", [])
        plain = thing_slug(node)
        if f"{answers.kind}/{plain}" not in self._names:
            return plain
        self._found(
            "slug",
            f"Det finns redan en post med det namnet: {answers.kind}/{plain}. Är det samma, lämna in en rättelse.",
            f"There is a record of that name already: {answers.kind}/{plain}. If it is the same, hand in a correction.",
            level=Level.WARNING,
        )
        return f"{plain}-{told_apart(plain, sources)}"

    def _about(
        self, growing: Growing, answers: Group, thing: Node, owner: Owner, sources: list[NamedNode], at: str
    ) -> Node:
        """The node of the record: what was answered of it, the sources that the thing rests on, and its days."""
        node = growing.node(self._model.record, answers, at, ())
        answered = {asked.path for asked, _, _ in node.said}
        if DCTERMS.source.value not in answered:
            used = [value for each in (thing, *thing.nodes()) for value in _sources_of(each)]
            itself = [self._base.mint(owner.kind, owner.slug)] if owner.kind == self._model.source_kind else []
            for source in dict.fromkeys([*sources, *used] or itself):
                self._put(node, DCTERMS.source.value, source, "source")
        for path in (DCTERMS.issued.value, DCTERMS.modified.value):
            if path not in answered:
                self._put(node, path, Literal(self._today.isoformat(), datatype=XSD.date), at)
        return node

    def _put(self, node: Node, path: str, value: NamedNode | Literal, at: str) -> None:
        asked = node.form.at(path)
        if asked is not None:
            node.said.append((asked, value, at))

    def _sources(self, answers: Answers) -> list[NamedNode]:
        """Where statements without a source of their own stand: a known document, or a new one, made beside."""
        kind = self._model.source_kind
        form = self._model.of_kind(kind) if kind else None
        if kind is None or form is None or not answers.source:
            return []
        known = answers.source.get(kind)
        if known is not None:
            growing = self._growing(Owner(answers.kind, "x"))
            value = growing.read(_a_source(kind), known, f"source/{kind}")
            self.findings.extend(growing.findings)
            return [value] if isinstance(value, NamedNode) else []
        return [self._new_source(kind, form, answers)]

    def _new_source(self, kind: str, form: FormClass, answers: Answers) -> NamedNode:
        given = Answers(kind, answers=Group({key: (said,) for key, said in answers.source.items()}))
        title = next((said.value for key, said in answers.source.items() if key in _naming(form)), "")
        same = self._names.same(title, (kind,))
        if len(same) == 1:
            self._found(
                "source",
                f"Källan finns redan som {same[0].key}. Den används.",
                f"The source is there already as {same[0].key}. It is used.",
                level=Level.INFO,
            )
            return NamedNode(self._base.iri + same[0].key)
        names = [field.name for field in form.fields if field.key in answers.source]
        said = [Said(_ONLY[lang].format(", ".join(n.get(lang, "").lower() for n in names)), lang) for lang in _ONLY]
        made = self._record(replace(given, record=Group({"missing": tuple(said)})), form, [], at="source")
        self._beside.append(made)
        return self._base.mint(kind, made.owner.slug)

    def _found(
        self,
        at: str,
        sv: str,
        en: str,
        *,
        level: Level = Level.VIOLATION,
        hints: tuple[str | None, str | None] = (None, None),
    ) -> None:
        place = Place(self._source, field=at)
        self.findings.append(Finding(self._base.iri, level, sv, en, place, hint_sv=hints[0], hint_en=hints[1]))


def _sources_of(node: Node) -> list[NamedNode]:
    path = PROV.hadPrimarySource.value
    return [value for asked, value, _ in node.said if asked.path == path and isinstance(value, NamedNode)]


def _naming(form: FormClass) -> set[str]:
    """The keys of the fields that name a thing of a class."""
    return {part.field for part in form.named_by if part.field}


def _a_source(kind: str) -> FormField:
    """The question which document something stands in."""
    return FormField(kind, PROV.hadPrimarySource.value, Takes.THING, {}, {}, {}, {}, 0, None, kinds=(kind,))


def _no_kind(kind: str, model: FormModel, base: Base, source: str) -> Finding:
    known = ", ".join(each.name for each in model.kinds)
    return Finding(
        base.iri,
        Level.VIOLATION,
        f"”{kind}” är inget slag av post. Välj bland {known}.",
        f"‘{kind}’ is no kind of record. Choose among {known}.",
        Place(source, field="kind"),
    )


_ONLY = {
    "sv": "Allt utom det som angavs när källan nämndes första gången: {}.",
    "en": "Everything but what was given when the source was first named: {}.",
}
