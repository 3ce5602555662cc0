"""Our things by their codes."""

from pathlib import Path

from kg.link.codes import things_by_code
from kg.sources.folder import scan
from tests.link.services import KOMMUNER, places
from tests.workshop import BASE, record, workshop


def test_a_code_leads_to_the_thing_of_that_kind(tmp_path: Path) -> None:
    tiny = places(workshop(tmp_path))
    tiny.write("data/records/project/annat.ttl", record("project", "annat", 'skos:notation "1981"'))
    found = things_by_code(scan(tiny.root).records, "actor", BASE)
    assert {code: thing.value for code, thing in found.items()} == {
        **{code: f"{BASE.iri}actor/{slug}" for slug, code in KOMMUNER.items()},
        "19": f"{BASE.iri}actor/vastmanlands-lan",
    }


def test_a_code_that_two_things_have_leads_to_neither(tmp_path: Path) -> None:
    tiny = places(workshop(tmp_path))
    tiny.write("data/records/actor/annan.ttl", record("actor", "annan", 'skos:notation "1981"'))
    assert "1981" not in things_by_code(scan(tiny.root).records, "actor", BASE)
