"""What a form asks and offers: the form model of a release, and its things to choose among. Made once a release."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.errors import ResultTooLarge
from kg.names.described import Described
from kg.names.index import Index, Match
from kg.parse.answers.form_model import FormModel
from kg.parse.answers.form_reading import form_model
from kg.rdf.iris import Base
from kg.rdf.namespaces import SKOS
from kg.serve.model import Labels
from kg.serve.reconcile.register import rows
from kg.serve.shelf import Edition
from kg.serve.thing import reading
from kg.serve.words import alphabetical, pick

_KEPT = 3
MOST = 2000
"""More things than that are no list to choose from: the names are looked up when the form is checked."""


@dataclass(frozen=True)
class Option:
    """A thing to choose: what is written in the answer, and what else is shown of it."""

    value: str
    label: str


class Offer:
    """The form of one edition, and its things by kind."""

    def __init__(self, edition: Edition, base: Base) -> None:
        self._edition = edition
        self._base = base
        self._things: dict[str, Mapping[str, Labels]] = {}
        self._named: dict[tuple[str, ...], Index] = {}
        self._sheets: dict[tuple[str, str], bytes] = {}

    @cached_property
    def form(self) -> FormModel:
        """What is asked."""
        return form_model(self._edition.release.model(), self._base)

    @cached_property
    def concepts(self) -> Mapping[str, Labels]:
        """What everything that can be chosen is called, by IRI."""
        fields = (field for each in self.form.classes.values() for field in each.fields)
        return {choice.iri: choice.label for field in fields for choice in field.choices}

    def things(self, kind: str) -> Mapping[str, Labels]:
        """The things of a kind and what they are called, by `kind/slug`."""
        if kind not in self._things:
            known = self.form.kind(kind)
            found = self._named_things(known.class_iri) if known else {}
            paths = ((self._base.path_of(iri), labels) for iri, labels in found.items())
            self._things[kind] = {path: labels for path, labels in paths if path}
        return self._things[kind]

    def _named_things(self, class_iri: str) -> Mapping[str, Labels]:
        try:
            return reading.things(self._edition.engine, class_iri)
        except ResultTooLarge:
            # Too many for any list: names are looked up when the form is checked.
            return {}

    def find(self, text: str, kinds: tuple[str, ...]) -> list[Match]:
        """The things that a name, short or whole, or a code is that of."""
        if kinds not in self._named:
            others: dict[str, list[str]] = {}
            for iri, name in rows(self._edition.engine, SKOS.altLabel.value):
                others.setdefault(self._base.path_of(iri) or iri, []).append(name.value)
            self._named[kinds] = Index(
                Described(path, kind, tuple(labels.values()), tuple(others.get(path, ())))
                for kind in kinds
                for path, labels in self.things(kind).items()
            )
        return self._named[kinds].same(text)

    def sheet(self, kind: str, lang: str, make: Callable[[], bytes]) -> bytes:
        """The workbook of a kind in a language, made when it is first asked for."""
        if (kind, lang) not in self._sheets:
            self._sheets[kind, lang] = make()
        return self._sheets[kind, lang]

    def options(self, kind: str, lang: str) -> list[Option]:
        """The list to choose from: names, and for the few that share one, their paths. None for too many things."""
        things = self.things(kind)
        if len(things) > MOST:
            return []
        names = {path: pick(labels, lang, path) for path, labels in things.items()}
        shared = Counter(names.values())
        ordered = sorted(names.items(), key=lambda item: alphabetical(item[1]))
        return [Option(name, "") if shared[name] == 1 else Option(path, name) for path, name in ordered]

    def shown(self, value: str, kinds: tuple[str, ...], lang: str) -> str:
        """An answer as people read it: the name of the thing that it gives by its path."""
        path = (self._base.path_of(value) or value).lstrip("/")
        kind = path.partition("/")[0]
        return pick(self.things(kind)[path], lang, value) if kind in kinds and path in self.things(kind) else value


class Offered:
    """The forms of the latest editions."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._made: OrderedDict[str, Offer] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, edition: Edition) -> Offer:
        """The form of an edition."""
        with self._lock:
            found = self._made.setdefault(edition.id, Offer(edition, self._base))
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
            return found
