"""The form model out of a model.json: what each field takes follows from what its shape says of its values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from kg.parse.answers.form_model import (
    Choice,
    FormClass,
    FormField,
    FormGroup,
    FormKind,
    FormModel,
    Labels,
    NamePart,
    Takes,
    last,
)
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCAT, EDTF, FOAF, RDF, XSD, prefixes

Raw = Mapping[str, object]

_NUMBERS = (XSD.integer.value, XSD.decimal.value)
_DAYS = (XSD.date.value, XSD.gYearMonth.value, XSD.gYear.value)
_IRI = "http://www.w3.org/ns/shacl#IRI"
_SORT = {"sv": "Slag", "en": "Sort"}


def form_model(model: Raw, base: Base) -> FormModel:
    """The form model in a model.json."""
    reader = _Reader(model, base)
    classes = {iri: reader.form_class(iri) for iri in cast("Mapping[str, Raw]", model.get("classes") or {})}
    record = classes.get(DCAT.CatalogRecord.value) or FormClass(DCAT.CatalogRecord.value, {}, {}, ())
    groups = cast("Mapping[str, Raw]", model.get("groups") or {})
    return FormModel(
        kinds=tuple(
            FormKind(str(k["name"]), str(k["class"]), *(_labels(k, name) for name in ("label", "plural", "definition")))
            for k in reader.kinds
        ),
        classes=classes,
        groups=tuple(
            sorted(
                (FormGroup(iri, _labels(raw, "label"), _number(raw, "order") or 0) for iri, raw in groups.items()),
                key=lambda group: group.order,
            )
        ),
        record=record,
    )


class _Reader:
    def __init__(self, model: Raw, base: Base) -> None:
        self._base = base
        self._model = model
        self.kinds = cast("list[Raw]", model.get("kinds") or [])
        self._kind_of = {str(kind["class"]): str(kind["name"]) for kind in self.kinds}
        self._classes = cast("Mapping[str, Raw]", model.get("classes") or {})
        self._terms = cast("Mapping[str, Raw]", model.get("terms") or {})
        self._concepts = cast("Mapping[str, Raw]", model.get("concepts") or {})
        self._prefixes = prefixes(base.iri)

    def form_class(self, iri: str) -> FormClass:
        raw = self._classes[iri]
        asked = [f for f in cast("list[Raw]", raw["fields"]) if not f["derived"] and not f["inverse"]]
        keys = _keys([str(f["path"]) for f in asked], self._prefixes)
        fields = [self._field(f, keys) for f in asked if str(f["path"]) != FOAF.primaryTopic.value]
        parts = cast("list[Mapping[str, str]]", raw.get("named_by") or [])
        return FormClass(
            iri=iri,
            label=_labels(raw, "label"),
            definition=_labels(raw, "definition"),
            fields=tuple(sorted([*self._types(raw), *fields], key=lambda each: (each.order, each.path))),
            named_by=tuple(NamePart(part.get("word"), keys.get(part.get("property", ""))) for part in parts),
            main=keys.get(_text(raw, "main") or ""),
        )

    def _types(self, raw: Raw) -> Iterable[FormField]:
        """Where a class has narrower ones in the ontology, which of them it is."""
        narrower = cast("list[str]", raw.get("subclasses") or [])
        if narrower:
            choices = self._terms_as_choices(narrower)
            yield FormField("type", RDF.type.value, Takes.CHOICE, _SORT, {}, {}, {}, 0, _group_of(raw), choices=choices)

    def _field(self, raw: Raw, keys: Mapping[str, str]) -> FormField:
        path = str(raw["path"])
        value_class, goes_with = _text(raw, "class"), _text(raw, "goes_with")
        kinds = tuple(self._kind_of[c] for c in _texts(raw, "classes") + _one(value_class) if c in self._kind_of)
        choices = self._choices(raw)
        datatypes = _one(_text(raw, "datatype")) + _texts(raw, "datatypes")
        return FormField(
            key=keys[path],
            path=path,
            takes=_takes(raw, datatypes, kinds, choices),
            name=_labels(raw, "name"),
            description=_labels(raw, "description"),
            message=_labels(raw, "message"),
            examples=_labels(raw, "examples"),
            order=_number(raw, "order") or 0,
            group=_text(raw, "group"),
            datatypes=datatypes,
            kinds=kinds,
            node_class=_text(raw, "node_class"),
            node_classes=tuple(c for c in _texts(raw, "classes") if c not in self._kind_of),
            choices=choices,
            minimum=int(_number(raw, "min") or 0),
            maximum=None if raw.get("max") is None else int(_number(raw, "max") or 0),
            least=_number(raw, "least"),
            most=_number(raw, "most"),
            pattern=_text(raw, "pattern"),
            unique_lang=raw.get("unique_lang") is True,
            default=_text(raw, "default"),
            goes_with=keys.get(goes_with) if goes_with else None,
            long=raw.get("long") is True,
            seldom=raw.get("seldom") is True,
            read_only=raw.get("read_only") is True,
            labels=_texts(raw, "labels"),
            start_labels=_texts(raw, "start_labels"),
            end_labels=_texts(raw, "end_labels"),
            counted_as=_texts(raw, "counted_as"),
            of_full_record=raw.get("of_full_record") is True,
        )

    def _choices(self, raw: Raw) -> tuple[Choice, ...]:
        if scheme := _text(raw, "scheme"):
            return tuple(self._concept(iri, c) for iri, c in self._concepts.items() if c["scheme"] == scheme)
        if raw.get("of_properties") is True:
            return self._terms_as_choices(cast("list[str]", self._model.get("properties") or []))
        return self._terms_as_choices(_texts(raw, "choices"))

    def _concept(self, iri: str, raw: Raw) -> Choice:
        label, broader = _labels(raw, "label"), _texts(raw, "broader")
        names = (*label.values(), *_texts(raw, "alternative"), *_texts(raw, "notation"))
        return Choice(iri, last(iri), label, _labels(raw, "definition"), names, broader[0] if broader else None)

    def _terms_as_choices(self, iris: Sequence[str]) -> tuple[Choice, ...]:
        keys = _keys(iris, self._prefixes)
        found = []
        for iri in iris:
            raw = self._terms.get(iri) or self._concepts.get(iri) or {}
            label = self._field_name(iri) or _labels(raw, "label")
            names = (*label.values(), _short(iri, self._prefixes))
            found.append(Choice(iri, keys[iri], label, _labels(raw, "definition"), names))
        return tuple(found)

    def _field_name(self, path: str) -> Labels:
        fields = (f for raw in self._classes.values() for f in cast("list[Raw]", raw["fields"]))
        return next((_labels(f, "name") for f in fields if f["path"] == path and not f["inverse"]), {})


def _takes(raw: Raw, datatypes: tuple[str, ...], kinds: tuple[str, ...], choices: tuple[Choice, ...]) -> Takes:
    for takes, holds in (
        (Takes.NODE, bool(_text(raw, "node_class"))),
        (Takes.CHOICE, bool(choices)),
        (Takes.THING, bool(kinds)),
        (Takes.REFERENCE, bool(_texts(raw, "classes"))),
        (Takes.TEXT, RDF.langString.value in datatypes),
        (Takes.YES_NO, XSD.boolean.value in datatypes),
        (Takes.PERIOD, EDTF.EDTF.value in datatypes),
        (Takes.NUMBER, bool(datatypes) and set(datatypes) <= set(_NUMBERS)),
        (Takes.DATE, bool(datatypes) and set(datatypes) <= set(_DAYS)),
        (Takes.WORD, bool(datatypes)),
        (Takes.LINK, raw.get("node_kind") == _IRI and bool(_text(raw, "pattern"))),
        (Takes.NAME, raw.get("node_kind") == _IRI),
    ):
        if holds:
            return takes
    return Takes.ANY


def _keys(paths: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """A short key for each property: its local name, with its prefix where two would be the same."""
    locals_ = [last(path) for path in paths]
    return {path: last(path) if locals_.count(last(path)) == 1 else _short(path, named) for path in paths}


def _short(iri: str, named: Mapping[str, str]) -> str:
    for prefix, namespace in named.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _group_of(raw: Raw) -> str | None:
    fields = cast("list[Raw]", raw["fields"])
    return _text(min(fields, key=lambda f: _number(f, "order") or 0), "group") if fields else None


def _labels(raw: Raw, name: str) -> Labels:
    said = raw.get(name)
    return {str(tag): str(text) for tag, text in said.items()} if isinstance(said, Mapping) else {}


def _text(raw: Raw, name: str) -> str | None:
    said = raw.get(name)
    return said if isinstance(said, str) and said else None


def _texts(raw: Raw, name: str) -> tuple[str, ...]:
    said = raw.get(name)
    return tuple(str(each) for each in said) if isinstance(said, list) else ()


def _one(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _number(raw: Raw, name: str) -> float | None:
    said = raw.get(name)
    return said if isinstance(said, int | float) and not isinstance(said, bool) else None
