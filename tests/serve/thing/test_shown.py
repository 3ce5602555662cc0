"""A value as people read it: what others' things are called, and never a code where there is a name."""

import pytest

from kg.serve.model import Model
from kg.serve.thing.shown import Reader, Shown
from kg.serve.thing.statements import Statements
from tests.workshop import BASE

SALA = "http://www.wikidata.org/entity/Q37399"
LAU = "urn:lau:SE_1981"


@pytest.mark.parametrize(
    ("iri", "names", "shown"),
    [
        (SALA, {SALA: "Sala kommun"}, Shown("Sala kommun (wikidata.org)", url=SALA, title=SALA)),
        (SALA, {SALA: ""}, Shown("wd:Q37399", url=SALA, title=SALA)),
        (SALA, {}, Shown("wd:Q37399", url=SALA, title=SALA)),
        (LAU, {LAU: "Sala"}, Shown("Sala", title=LAU)),
    ],
)
def test_a_thing_of_another_dataset_is_called_what_it_is_called_there(
    iri: str, names: dict[str, str], shown: Shown
) -> None:
    assert Reader(Statements({}), Model(), BASE, "sv", elsewhere=names).iri(iri) == shown
