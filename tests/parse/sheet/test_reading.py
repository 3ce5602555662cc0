"""Reading what people hand in: many things in a sheet, statements in others, and a finding at the cell of each fault."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Alignment

from kg.errors import BadSyntax, UnsupportedMediaType
from kg.parse.answers.answers import values
from kg.parse.answers.fill import fill
from kg.parse.sheet.reading import in_cells
from kg.parse.sheet.words import EXAMPLE
from kg.place import Place
from kg.rdf.findings import Level
from tests.conftest import Golden
from tests.parse.conftest import Asking
from tests.parse.saying import TODAY
from tests.parse.sheets import CSV, XLSX, bare, book, first, reading, said, saved, told

OWN = ["Projekt", "Titel (svenska)", "Titel (engelska)", "Kategori", "Plats"]
PARTIES = ["Projekt", "Aktör", "Roll"]


def test_each_row_is_a_thing_and_other_sheets_speak_of_it(asking: Asking) -> None:
    made = book(
        Projekt=[OWN, ["kiis", "KIIS", "KIIS", "Vägledande", "Norberg; Sala"], ["lyft", "Lyftet", None, None, None]],
        Medverkan=[PARTIES, ["kiis", "Sala kommun", "Samverkanspart"], ["Lyftet", "Norbergs kommun", "Samordnare"]],
    )
    sheet = reading(asking, saved(made))
    assert told(sheet) == []
    assert said(sheet) == [
        {
            "kind": "project", "slug": "kiis", "record": {}, "source": {},
            "answers": {
                "title": [{"value": "KIIS", "lang": "sv"}, {"value": "KIIS", "lang": "en"}],
                "category": ["Vägledande"],
                "spatial": ["Norberg", "Sala"],
                "participation": [{"actor": ["Sala kommun"], "role": ["Samverkanspart"]}],
            },
        },
        {
            "kind": "project", "slug": "lyft", "record": {}, "source": {},
            "answers": {
                "title": [{"value": "Lyftet", "lang": "sv"}],
                "participation": [{"actor": ["Norbergs kommun"], "role": ["Samordnare"]}],
            },
        },
    ]  # fmt: skip


def test_every_answer_keeps_its_cell_and_so_does_every_finding(asking: Asking) -> None:
    made = book(
        Projekt=[OWN, ["kiis", "KIIS", None, "Vägledande; Vägvisande", "Norbärg"]],
        Medverkan=[PARTIES, [], ["kiis", "Sala kommun", "Chef"]],
    )
    [thing] = reading(asking, saved(made)).things
    assert str(thing.places["title/0"]) == "bok.xlsx:Projekt!B2"
    assert str(thing.places["participation/0/role/0"]) == "bok.xlsx:Medverkan!C3"
    filled = fill(thing.answers, asking.model, asking.names, base=asking.base, today=TODAY, source="bok.xlsx")
    places = {str(finding.place) for finding in in_cells(filled.findings, thing)}
    assert places == {"bok.xlsx:Projekt!D2", "bok.xlsx:Projekt!E2", "bok.xlsx:Medverkan!C3"}


def test_an_answer_that_is_missing_has_the_empty_cell_where_it_would_stand(asking: Asking) -> None:
    made = book(
        Projekt=[OWN, ["kiis", None, "KIIS"]],
        Medverkan=[[*PARTIES, "Tid: Tid"], ["kiis", "Sala kommun", None, "2019"]],
    )
    [thing] = reading(asking, saved(made)).things
    wanted = {
        "title": "Projekt!C2",
        "abstract": "Projekt!A2",
        "category": "Projekt!D2",
        "participation/0/role": "Medverkan!C2",
        "participation/0/actor": "Medverkan!B2",
        "participation/0/task": "Medverkan!B2",
        "participation/0/period/0/edtf/0": "Medverkan!D2",
        "participation/7": "Medverkan!B2",
        "nothing/at/all": "Projekt!A2",
        "": "Projekt!A2",
    }
    assert {field: str(thing.at(Place("x", field=field))).removeprefix("bok.xlsx:") for field in wanted} == wanted
    assert thing.at(None) is None
    [row] = reading(asking, "Projekt;Titel (svenska);Plats\n\nkiis;;Sala\n", CSV).things
    assert row.at(Place("x", field="title")) == Place(CSV, line=3, cell="B3")


def test_one_table_holds_everything_in_csv(asking: Asking) -> None:
    sheet = reading(
        asking,
        "Projekt;Titel (svenska);Plats;medverkan.aktör;Medverkan: Roll;tid.tid;page\n"
        "kiis;KIIS;Norberg;Sala kommun;Samverkanspart;2019/2021;https://example.se/a https://example.se/b\n"
        "kiis;KIIS;;Norbergs kommun;Samverkanspart;;\n"
        ";;Sala;;;;\n"
        "lyft;Lyftet;;;;2018;\n",
        CSV,
    )
    assert told(sheet) == []
    assert [thing.answers.slug for thing in sheet.things] == ["kiis", "lyft"]
    answers = sheet.things[0].answers.as_json()["answers"]
    assert answers == {
        "title": [{"value": "KIIS", "lang": "sv"}],
        "spatial": ["Norberg", "Sala"],
        "page": ["https://example.se/a", "https://example.se/b"],
        "participation": [
            {"actor": ["Sala kommun"], "role": ["Samverkanspart"]},
            {"actor": ["Norbergs kommun"], "role": ["Samverkanspart"]},
        ],
        "period": [{"edtf": ["2019/2021"]}],
    }
    assert str(sheet.things[0].places["participation/1/actor/0"]) == "tabell.csv:D3"


def test_columns_are_known_by_their_keys_or_headings_in_either_language(asking: Asking) -> None:
    by_key = "project,title@sv,title@fi,category,period.edtf\nkiis,KIIS,Kiis,v,2019\n"
    [thing] = reading(asking, by_key, CSV).things
    assert thing.answers.answers.as_json() == {
        "title": [{"value": "KIIS", "lang": "sv"}, {"value": "Kiis", "lang": "fi"}],
        "category": ["v"],
        "period": [{"edtf": ["2019"]}],
    }
    [english] = reading(asking, "Project,Title (Swedish),Participation: Actor\nkiis,KIIS,Sala\n", CSV).things
    assert english.answers.answers.as_json() == {
        "title": [{"value": "KIIS", "lang": "sv"}],
        "participation": [{"actor": ["Sala"]}],
    }


def test_headings_of_any_language_may_stand_between_the_keys_and_the_example(asking: Asking) -> None:
    made = book(
        Hankkeet=[
            ["project", "title@sv", "category"],
            ["Hanke", "Nimi", "Luokka"],
            [EXAMPLE["sv"], "Esimerkki", "x"],
            ["kiis", "KIIS", "v"],
        ]
    )
    sheet = reading(asking, saved(made))
    assert told(sheet) == []
    assert [thing.answers.slug for thing in sheet.things] == ["kiis"]


def test_a_row_without_a_name_goes_on_or_begins_anew_where_it_has_a_title_of_its_own(asking: Asking) -> None:
    made = book(
        Projekt=[OWN, [None, "KIIS", None, None, "Norberg"], [None, None, "KIIS", None, "Sala"], [None, "Lyftet"]],
        Medverkan=[PARTIES, ["KIIS", "A", "r"], [None, "B", "r"], ["Lyftet", "C", "r"]],
    )
    sheet = reading(asking, saved(made))
    assert told(sheet) == []
    assert [thing.answers.slug for thing in sheet.things] == [None, None]
    answers = [thing.answers.answers.as_json() for thing in sheet.things]
    assert answers[0]["spatial"] == ["Norberg", "Sala"]
    assert [each["actor"] for each in answers[0]["participation"]] == [["A"], ["B"]]
    assert [each["actor"] for each in answers[1]["participation"]] == [["C"]]


def test_inner_statements_go_on_with_the_statement_above(asking: Asking) -> None:
    made = book(
        Projekt=[OWN, ["kiis", "KIIS"]],
        Medverkan=[[*PARTIES, "Tid: Tid"], ["kiis", "A", "r", "2019"], [None, None, None, "2020"], [None, "B", "r"]],
    )
    [thing] = reading(asking, saved(made)).things
    assert thing.answers.answers.as_json()["participation"] == [
        {"actor": ["A"], "role": ["r"], "period": [{"edtf": ["2019"]}, {"edtf": ["2020"]}]},
        {"actor": ["B"], "role": ["r"]},
    ]


@pytest.mark.parametrize(
    "reference",
    ["Antal deltagare rad 3", "Antal deltagare!A3", "'antal deltagare'!$B$3", "rad 3", "participantCount/1"],
)
def test_a_statement_is_referred_to_by_its_sheet_and_row(reference: str, asking: Asking) -> None:
    made = book(
        Projekt=[OWN, ["kiis", "KIIS"]],
        Antal_deltagare=[["Projekt", "Totalt"], ["kiis", 200], ["kiis", 180]],
        Utfall=[["Projekt", "Värde", "Andel av"], ["kiis", 12, reference]],
    )
    sheet = reading(asking, saved(made))
    assert told(sheet) == []
    assert sheet.things[0].answers.answers.as_json()["outcome"] == [
        {"value": ["12"], "shareOf": ["participantCount/1"]}
    ]


def test_the_source_and_the_record_have_columns_of_their_own(asking: Asking) -> None:
    sheet = reading(
        asking,
        "Projekt;Titel (svenska);Posten: Status;record.missing@sv;Källan: Titel;Källan: Webbsida;Källan: Utgivet\n"
        "kiis;KIIS;Ofullständig;Budget;Slutrapport;https://example.se/r;2021-12-01\n",
        CSV,
    )
    [thing] = said(sheet)
    assert isinstance(thing, dict)
    assert thing["record"] == {"recordStatus": ["Ofullständig"], "missing": [{"value": "Budget", "lang": "sv"}]}
    assert thing["source"] == {"title": "Slutrapport", "page": "https://example.se/r", "issued": "2021-12-01"}
    assert str(sheet.things[0].places["source/title"]) == "tabell.csv:E2"


def _odd(asking: Asking) -> list[str]:
    made = book(
        Projekt=[
            [*OWN, "Egen anteckning", "Titel", None],
            ["kiis", "KIIS", None, "=A1", "Norberg", "min", "KIIS", "utan rubrik"],
            ["Kiis Två", "KIIS 2"],
            ["kiis", "KIIS igen"],
            ["=1", "formel i namnet"],
        ],
        Medverkan=[
            PARTIES,
            ["kiss", "Sala kommun", "Samverkanspart"],
            ["kiis", "Norbergs kommun", "Samverkanspart"],
            [None, "sammanslagen", "Samverkanspart"],
        ],
        Tid=[["Projekt", "Tid"], [None, "2019"]],
        Anteckningar=[["vad som helst"]],
        Utfall=[["Projekt", "Värde"], ["kiis", 12]],
    )
    made["Medverkan"].merge_cells("B3:B4")
    made["Medverkan"]["B3"].alignment = Alignment(horizontal="center")
    made["Utfall"].sheet_state = "hidden"
    first(made)["SI9"] = "bortom"
    return told(reading(asking, saved(made)))


def test_every_oddity_is_a_finding_at_its_cell(asking: Asking, golden: Golden) -> None:
    golden("parse/sheet-odd.txt", "\n".join(_odd(asking)) + "\n")


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ("Projekt;Titel (svenska)\n", "tabell.csv:A2"),
        ("Projekt;Titel (svenska)\n;\n ; \n", "tabell.csv:A2"),
        ("något;annat\n1;2\n", "tabell.csv:A1"),
    ],
)
def test_a_table_that_says_nothing_is_told_so(data: str, where: str, asking: Asking) -> None:
    sheet = reading(asking, data, CSV)
    assert sheet.things == ()
    assert [finding.level for finding in sheet.findings][-1] is Level.VIOLATION
    assert str(sheet.findings[0].place) == where


def test_a_workbook_without_sheets_or_rows_is_told_so(asking: Asking) -> None:
    for data in (bare(""), saved(book(Listor=[["Projekt"]]))):
        sheet = reading(asking, data)
        assert sheet.things == ()
        assert ["Ingen rad med rubriker" in finding.message_sv for finding in sheet.findings] == [True]


def test_a_statement_without_a_name_belongs_to_the_only_thing_there_is(asking: Asking) -> None:
    made = book(Projekt=[OWN, ["kiis", "KIIS"]], Tid=[["Projekt", "Tid"], [None, "2019"]])
    [thing] = reading(asking, saved(made)).things
    assert thing.answers.answers.as_json()["period"] == [{"edtf": ["2019"]}]


def test_thousands_of_things_are_read_one_by_one(asking: Asking) -> None:
    rows = "".join(f"p{n};Projekt {n};Sala\n" for n in range(4_000))
    sheet = reading(asking, "Projekt;Titel (svenska);Plats\n" + rows, CSV)
    assert len(sheet.things) == 4_000


def test_the_same_fault_in_a_thousand_cells_is_not_told_a_thousand_times(asking: Asking) -> None:
    made = book(
        Projekt=[OWN, *([f"p{n}", f"={n}"] for n in range(1_000))],
        Tid=[["Projekt", "Tid"], *([f"q{n}", "2019"] for n in range(1_000))],
    )
    findings = told(reading(asking, saved(made)))
    assert sum("formel" in each for each in findings) == 100
    assert "Fler celler har samma fel." in findings[99]
    assert sum("Raden handlar om" in each for each in findings) == 1_000


class Quiet:
    """What is known, without its representation: it is as long as all the records."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking


@pytest.fixture(scope="session")
def quiet(asking: Asking) -> Quiet:
    return Quiet(asking)


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_no_bytes_give_anything_but_findings_or_a_sentence(quiet: Quiet, data: st.DataObject) -> None:
    name, whole = data.draw(
        st.sampled_from([(XLSX, _SMALL), (CSV, b"Projekt;Titel (svenska);Tid: Tid\nkiis;KIIS;2019\n")])
    )
    at = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(at, min(at + 40, len(whole))))
    changed = whole[:at] + data.draw(st.binary(max_size=40)) + whole[end:]
    try:
        reading(quiet.asking, changed, name)
    except (BadSyntax, UnsupportedMediaType) as refused:
        assert refused.message_sv != refused.message


@settings(deadline=None, max_examples=50)
@given(
    cells=st.lists(
        st.lists(
            st.sampled_from(
                [
                    "",
                    "project",
                    "title@sv",
                    "participation.actor",
                    "Tid: Tid",
                    "kiis",
                    ";",
                    "|",
                    "@id",
                    "=x",
                    "rad 3",
                    "EXEMPEL (läses inte)",
                    "x" * 300,
                ]
            ),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_any_table_is_read_without_surprise(quiet: Quiet, cells: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in cells) or "\t"
    try:
        sheet = reading(quiet.asking, text, CSV)
    except BadSyntax:
        return
    for thing in sheet.things:
        assert {address for address, _ in values(thing.answers.answers)} <= set(thing.places)
        fill(thing.answers, quiet.asking.model, quiet.asking.names, base=quiet.asking.base, today=TODAY)


_SMALL = saved(
    book(Projekt=[OWN, ["kiis", "KIIS", None, "Vägledande", "Norberg"]], Tid=[["Projekt", "Tid"], ["kiis", "2019"]])
)
