"""Names as people and sources write them, each labelled with what it means: none is taken for something else.

Recall is told where it is measured: at accept, and at accept or hold together.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.link.authority import Thresholds, of_names
from kg.link.deciding import decide
from kg.link.ledger import Decision
from kg.link.things import things
from kg.names.described import Described
from kg.names.index import Index
from kg.rdf.iris import Base
from kg.rdf.namespaces import SKOS
from kg.settings import read
from kg.sources.folder import Tree, scan
from tests.link import forms

ROOT = Path(__file__).parents[2]
BASE = Base(read({}).base_iri)
AT_ACCEPT, AT_HOLD = 0.9, 0.98


@dataclass(frozen=True)
class Register:
    """Our places and actors, to be found by name; `bodies` are the kommuner as organisations, by code."""

    index: Index
    places: dict[str, str]
    bodies: dict[str, str]
    thresholds: Thresholds


@dataclass(frozen=True)
class Asked:
    """A text, what it means (nothing where it can't be told), and what was decided."""

    text: str
    form: str
    means: str
    found: str
    decision: Decision

    @property
    def wrong(self) -> bool:
        return self.decision is Decision.ACCEPT and self.found != self.means

    @property
    def right(self) -> bool:
        return self.decision is not Decision.REJECT and self.found == self.means


@pytest.fixture(scope="module")
def register() -> Register:
    tree = scan(ROOT)
    kinds = {"place": "", "actor": ""}
    codes = {SKOS.notation.value}
    known = things(tree.records, BASE, kinds=kinds, wanted=kinds, codes=codes)
    places = {each.codes[0]: key for key, each in known.items() if each.kind == "place"}
    bodies = {code: _body(key, known, tree) for code, key in places.items() if len(code) == 4}
    return Register(Index(known.values()), places, bodies, of_names(tree.authorities, BASE))


def _body(place: str, known: dict[str, Described], tree: Tree) -> str:
    """The kommun as an organisation: its name is one of the place's."""
    names = set(known[place].names)
    slug = place.removeprefix("place/")
    return next(
        key
        for key, each in known.items()
        if each.kind == "actor"
        and names & set(each.labels)
        and (key.endswith("kommun") or key.endswith(slug[-4:]))
        and (not slug[-4:].isdecimal() or key.endswith(slug[-4:]))
    )


def _ask(register: Register, text: str, kind: str, form: str, means: str) -> Asked:
    verdict = decide(register.index.near(text, kinds=[kind]), register.thresholds)
    return Asked(text, form, means, verdict.match.key if verdict.match else "", verdict.decision)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (forms.LABELLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _measured(asked: list[Asked]) -> tuple[list[Asked], float, float]:
    """The wrong ones; and of those that mean something, how large a share is accepted, and accepted or held."""
    known = [each for each in asked if each.means]
    accepted = sum(each.right and each.decision is Decision.ACCEPT for each in known)
    return [each for each in asked if each.wrong], accepted / len(known), sum(each.right for each in known) / len(known)


def test_every_kommun_is_known_in_every_form(register: Register) -> None:
    asked = [
        _ask(register, row["text"], row["kind"], row["form"], keys[row["code"]])
        for row in _rows("kommuner")
        if (keys := register.places if row["kind"] == "place" else register.bodies)
    ]
    assert len({row["code"] for row in _rows("kommuner")}) == 290
    wrong, at_accept, at_hold = _measured(asked)
    assert wrong == []
    assert at_accept >= AT_ACCEPT
    assert at_hold >= AT_HOLD
    missed = Counter(each.form for each in asked if not each.right)
    assert set(missed) <= {"dropped", "doubled", "swapped", "neighbour", "short", "misspelt sort"}


@pytest.mark.parametrize("name", ["actors", "raw", "confusable"])
def test_actors_are_known_by_what_sources_call_them_and_never_taken_for_others(register: Register, name: str) -> None:
    asked = [_ask(register, row["text"], "actor", row["form"], row["expected"]) for row in _rows(name)]
    assert {each.means for each in asked} - {""} <= {each.key for each in register.index.of(["actor"])}
    wrong, at_accept, at_hold = _measured(asked)
    assert wrong == []
    assert at_hold >= AT_HOLD
    assert name == "raw" or at_accept >= AT_ACCEPT


def test_all_actors_together_reach_the_bounds(register: Register) -> None:
    asked = [
        _ask(register, row["text"], "actor", row["form"], row["expected"])
        for name in ("actors", "raw", "confusable")
        for row in _rows(name)
    ]
    wrong, at_accept, at_hold = _measured(asked)
    assert (wrong, at_accept >= AT_ACCEPT, at_hold >= AT_HOLD) == ([], True, True)


def test_the_forms_are_made_anew_from_the_names_alone() -> None:
    assert (forms.LABELLED / "kommuner.csv").read_text("utf-8") == forms.written()
