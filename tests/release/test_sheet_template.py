"""A template offers the names that records have: each apart from the others, and what can't be read left out."""

import io

from openpyxl import load_workbook

from kg.parse.media import XLSX
from kg.release.sheet_template import template
from tests.workshop import Workshop, record


def _offered(world: Workshop) -> set[object]:
    [made] = template(world.settings, "project", XLSX, "sv")
    lists = load_workbook(io.BytesIO(made.data))["Listor"]
    return {cell.value for row in lists.iter_rows(min_row=2) for cell in row if cell.value}


def test_things_of_one_name_are_offered_by_their_addresses(tiny: Workshop) -> None:
    before = _offered(tiny)
    for slug in ("sala-kommun-x", "sala-kommun-y"):
        tiny.write(f"data/records/actor/{slug}.ttl", record("actor", slug, 'skos:prefLabel "Dubbelnamn"@sv'))
    tiny.write("data/records/actor/ensam.ttl", record("actor", "ensam", 'skos:prefLabel "Ensamnamn"@sv'))
    assert _offered(tiny) - before == {"actor/sala-kommun-x", "actor/sala-kommun-y", "Ensamnamn"}


def test_a_record_that_cannot_be_read_is_offered_to_nobody(tiny: Workshop) -> None:
    before = _offered(tiny)
    tiny.write("data/records/actor/trasig.ttl", "<actor/trasig> a")
    tiny.write("data/records/actor/Fel Namn.ttl", record("actor", "x", 'skos:prefLabel "Osynlig"@sv'))
    assert _offered(tiny) == before
