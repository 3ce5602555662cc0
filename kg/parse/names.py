"""Where a form's records say what things are called, and the things as they say it: what an answer may name."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.names.described import ALT_LABELS, LABELS, Described, described
from kg.parse.answers.form_model import FormModel
from kg.rdf.iris import Base


def naming(model: FormModel) -> tuple[NamedNode, ...]:
    """The properties that names and codes of things stand in."""
    codes = dict.fromkeys(path for kind in model.kinds for path in _codes(model, kind.name))
    return (*LABELS, *ALT_LABELS, *map(NamedNode, codes))


def named(key: str, quads: Iterable[Quad], model: FormModel, base: Base) -> Described:
    """The thing of one record, by its names and the codes that are its alone."""
    return described(key, quads, base, codes=_codes(model, key.partition("/")[0]))


def _codes(model: FormModel, kind: str) -> list[str]:
    asked = model.of_kind(kind)
    return [field.path for field in asked.fields if field.identifies] if asked else []
