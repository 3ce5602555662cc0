"""What is asked and what is known, read from the real ontology, shapes and records once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Quad

from kg.names.index import Index
from kg.parse.answers.answers import Answers, read_answers
from kg.parse.answers.fill import Filled, fill
from kg.parse.answers.form_model import FormModel
from kg.parse.answers.form_reading import form_model
from kg.parse.names import named
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.release.inputs import read_inputs
from kg.sources.folder import scan
from tests.parse.saying import TODAY

ROOT = Path(__file__).parents[2]
BASE = Base("https://w3id.org/samverkan/")


@dataclass(frozen=True, repr=False)
class Asking:
    """The real model, the names of the real records, and the records themselves by key."""

    base: Base
    model: FormModel
    names: Index
    records: dict[str, list[Quad]]

    def answers(self, said: object) -> Answers:
        """Answers in JSON that are well formed."""
        found, wrong = read_answers(said, "svar.json")
        assert wrong == []
        return found

    def fill(self, said: object) -> Filled:
        """What answers in JSON make of themselves."""
        return fill(self.answers(said), self.model, self.names, base=self.base, today=TODAY, source="svar.json")


@pytest.fixture(scope="session")
def asking() -> Asking:
    """Everything that filling needs."""
    tree = scan(ROOT)
    model = form_model(read_inputs(tree, BASE).model, BASE)
    records = {
        f"{raw.path.parent.name}/{raw.path.stem}": read(raw.read(), TURTLE, base_iri=BASE.iri, source=raw.name)
        for raw in tree.records
    }
    names = Index(named(key, quads, model, BASE) for key, quads in records.items())
    return Asking(BASE, model, names, records)


Project = Callable[..., Filled]


@pytest.fixture
def project(asking: Asking) -> Project:
    """Fill a project with a title and the answers given."""

    def filled(answers: dict[str, object], **more: object) -> Filled:
        title = [{"value": "Språkstegen", "lang": "sv"}]
        return asking.fill({"kind": "project", "answers": {"title": title, **answers}, **more})

    return filled
