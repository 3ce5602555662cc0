"""Form, sheet and JSON give the same record, to the byte, for the same answers."""

import json

import pytest

from kg.parse.answers.answers import Answers, parse_answers
from kg.parse.answers.fill import fill
from kg.parse.answers.form_model import FormKind
from kg.parse.answers.unfill import unfill
from kg.parse.sheet.columns import LANGS, Lang
from kg.parse.sheet.csv_template import csv_file
from kg.parse.sheet.reading import read_sheet
from kg.parse.workbook.template import workbook
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from tests.parse.conftest import Asking
from tests.parse.saying import TODAY
from tests.parse.sheet.test_columns import KINDS

LISTED = {"actor": ["Norbergs kommun", "Sala kommun"]}


def _kind(asking: Asking, name: str) -> FormKind:
    kind = asking.model.kind(name)
    assert kind is not None
    return kind


def _written(answers: Answers, asking: Asking) -> bytes:
    """The record that answers make, as it would be kept."""
    filled = fill(answers, asking.model, asking.names, base=asking.base, today=TODAY)
    assert filled.findings == ()
    return write([quad.triple for quad in filled.candidates[0].quads], TURTLE, base_iri=asking.base.iri)


def _through(things: list[Answers], kind: FormKind, name: str, lang: Lang, asking: Asking) -> list[Answers]:
    """The answers, filled into a sheet and read again."""
    if name.endswith(".csv"):
        data = csv_file(asking.model, kind, lang=lang, things=things)
    else:
        data = workbook(asking.model, kind, lang=lang, listed=LISTED, things=things)
    sheet = read_sheet(data, name, None, asking.model)
    assert sheet.findings == ()
    return [thing.answers for thing in sheet.things]


def test_form_sheet_and_json_give_the_same_record_to_the_byte(asking: Asking) -> None:
    kiis = unfill(asking.records["project/kiis"], asking.model, asking.base)
    as_published = write([quad.triple for quad in asking.records["project/kiis"]], TURTLE, base_iri=asking.base.iri)
    by_json, _ = parse_answers(json.dumps(kiis.as_json()).encode(), "svar.json")
    by_sheet = [
        _through([kiis], _kind(asking, "project"), name, lang, asking)[0]
        for name in ("a.xlsx", "a.csv")
        for lang in LANGS
    ]
    assert {_written(answers, asking) for answers in (kiis, by_json, *by_sheet)} == {as_published}


@pytest.mark.parametrize("name", ["alla.xlsx", "alla.csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_a_kind_goes_through_one_sheet_and_back_to_the_byte(
    kind: str, name: str, asking: Asking
) -> None:
    things = [
        unfill(quads, asking.model, asking.base) for key, quads in asking.records.items() if key.startswith(f"{kind}/")
    ]
    back = _through(things, _kind(asking, kind), name, "sv", asking)
    assert [each.slug for each in back] == [each.slug for each in things]
    changed = [
        one.slug for one, other in zip(things, back, strict=True) if _written(one, asking) != _written(other, asking)
    ]
    assert changed == []
