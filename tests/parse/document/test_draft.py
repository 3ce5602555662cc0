"""Descriptions become drafts: every labelled fact is found, none invented, people are gone. The drafts are golden files."""

import json

import pytest

from kg.errors import BadInput, BadSyntax, UnsupportedMediaType
from kg.parse.answers.fill import fill
from kg.parse.document.draft import read_document
from kg.parse.document.report import as_json, as_text
from tests.conftest import Golden
from tests.parse.conftest import Asking
from tests.parse.documents import (
    COLLECTION,
    DOCUMENTS,
    PEOPLE,
    answers,
    doubts,
    drafted,
    figures,
    left,
)
from tests.parse.saying import TODAY

every_document = pytest.mark.parametrize("name", DOCUMENTS)


@every_document
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_people_read_of_a_draft_is_the_golden_text(name: str, lang: str, asking: Asking, golden: Golden) -> None:
    found = drafted(asking, name, DOCUMENTS[name])
    label = asking.model.kinds[0].label
    golden(f"draft/{name}.{lang}.txt", as_text(found, label, lang))


@every_document
def test_the_same_as_json_is_the_golden_one(name: str, asking: Asking, golden: Golden) -> None:
    said = json.dumps(as_json(drafted(asking, name, DOCUMENTS[name])), ensure_ascii=False, indent=1)
    golden(f"draft/{name}.json", said + "\n")


@every_document
def test_nobody_is_left_in_a_draft(name: str, asking: Asking) -> None:
    found = drafted(asking, name, DOCUMENTS[name])
    said = as_text(found, {}, "sv") + json.dumps(as_json(found), ensure_ascii=False)
    assert [person for person in PEOPLE if person in said] == []


@every_document
def test_the_form_reads_every_answer_of_a_draft(name: str, asking: Asking) -> None:
    found = drafted(asking, name, DOCUMENTS[name])
    filled = fill(found.answers, asking.model, asking.names, base=asking.base, today=TODAY, source=name)
    assert filled.findings == ()
    assert asking.answers(found.answers.as_json()) == found.answers


@every_document
def test_words_stand_where_a_draft_says(name: str, asking: Asking) -> None:
    found = drafted(asking, name, DOCUMENTS[name])
    if name.endswith(".docx"):
        return
    lines = DOCUMENTS[name].decode().split("\n")
    for each in found.found:
        place, word = each.places[0], each.words.split()[0].split("/")[0]
        written = lines[(place.line or 0) - 1][(place.column or 0) - 1 :]
        assert written.startswith((word[:3], "&")) or word[:2] in written[:20], each.words


def test_the_layout_of_a_collection_gives_every_labelled_fact_in_each_format(asking: Asking) -> None:
    plain = answers(drafted(asking, "samling.txt", DOCUMENTS["samling.txt"]))
    assert plain["spatial"] == [
        f"place/{name}" for name in ("fagersta", "koping", "norberg", "sala", "skinnskatteberg")
    ]
    assert plain["category"] == ["sprakframjande", "halsoframjande"]
    assert plain["period"] == [{"edtf": ["hösten 2018 – våren 2020"], "periodStatus": ["planerad"]}]
    assert plain["statedBudget"] == [{"amount": ["30\u00a0000\u00a0000 kr"]}]
    assert plain["funding"] == [
        {"funder": [f"actor/{name}"]}
        for name in (
            "europeiska-socialfonden", "lansstyrelsen-i-vastmanlands-lan", "fagersta-kommun", "kopings-kommun",
            "norbergs-kommun",
        )
    ]  # fmt: skip
    roles = [("norbergs-kommun", "projektagare")]
    roles += [
        (name, "samverkanspart")
        for name in ("arbetsformedlingen", "forsakringskassan", "region-vastmanland", "sala-kommun")
    ]
    assert plain["participation"] == [{"actor": [f"actor/{name}"], "role": [role]} for name, role in roles]
    assert plain["participantCount"] == [{"total": ["120"], "women": ["100"], "men": ["20"]}]
    assert plain["targetGroup"] == [{"group": ["utrikesfodda-kvinnor"]}]
    assert plain["identifier"] == ["2018/00123"]
    assert plain["page"] == ["https://www.example.se/sprakstegen"]
    assert set(plain) == {
        "title", "abstract", "category", "participation", "targetGroup", "participantCount", "statedBudget", "funding",
        "spatial", "period", "identifier", "page",
    }  # fmt: skip
    for other in ("samling.html", "samling.docx"):
        assert answers(drafted(asking, other, DOCUMENTS[other])) == plain


def test_a_name_that_nobody_has_is_told_with_those_that_are_near(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Plats: Skinskatteberg, Sala\nFinansiär: Länstyrelsen i Västmanlands län")
    assert answers(found)["spatial"] == ["place/sala"]
    assert "funding" not in answers(found)
    assert doubts(found)[0][:2] == ("Plats", "Skinskatteberg")
    assert doubts(found)[0][2][0] == "place/skinnskatteberg"
    assert doubts(found)[1][2][0] == "actor/lansstyrelsen-i-vastmanlands-lan"


def test_a_time_stays_as_vague_as_it_is_said(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Tid: hösten 2018 – våren 2020\n\nStart: omkring 2019")
    assert answers(found)["period"] == [{"edtf": ["hösten 2018 – våren 2020"]}, {"edtf": ["omkring 2019 –"]}]
    iso = "2019-01-15-2021-11-30"
    assert answers(drafted(asking, "a.txt", f"Tid: {iso}"))["period"] == [{"edtf": [iso]}]
    assert doubts(drafted(asking, "a.txt", "Tid: vintern 2019")) == [("Tid", "vintern 2019", [])]


def test_an_estimate_of_money_is_no_fact(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Budget: cirka 3,5 miljoner kronor")
    assert "statedBudget" not in answers(found)
    assert doubts(found) == [("Budget enligt källorna: Belopp", "cirka 3,5 miljoner kronor", [])]
    assert figures(found) == [("3500000", None, ["statedBudget/amount", "funding/amount"])]
    assert found.candidates[0].about


def test_a_sum_beside_a_funder_waits_for_a_person(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Finansiering: Norbergs kommun: 500 000 kr, Sala kommun (250 tkr)")
    assert answers(found)["funding"] == [{"funder": ["actor/norbergs-kommun"]}, {"funder": ["actor/sala-kommun"]}]
    assert figures(found) == [("500000", None, ["funding/amount"]), ("250000", None, ["funding/amount"])]


def test_what_stands_beside_a_name_and_is_no_sum_is_told(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Finansiering: ESF (75 %), Sala kommun 25 %")
    assert answers(found)["funding"] == [
        {"funder": ["actor/europeiska-socialfonden"]},
        {"funder": ["actor/sala-kommun"]},
    ]
    assert doubts(found) == [("Finansiering", "75 %", []), ("Finansiering", "25 %", [])]


@pytest.mark.parametrize(
    ("text", "names", "unclear"),
    [
        ("Arbetsmarknadsförvaltningen, Stockholms stad", ["arbetsmarknadsforvaltningen-stockholms-stad"], []),
        (
            "Samordningsförbundet Huddinge, Botkyrka, Salem (HBS)",
            ["samordningsforbundet-huddinge-botkyrka-salem"],
            [],
        ),
        ("Vuxenutbildningen, Norbergs kommun", [], ["Vuxenutbildningen, Norbergs kommun"]),
        ("Norbergs kommun (kontakt: Testa Exempelsson)", ["norbergs-kommun"], []),
        ("Arbetsförmedlingen (Sala)", [], ["Arbetsförmedlingen (Sala)"]),
        ("Europeiska\nsocialfonden och AF", ["europeiska-socialfonden", "arbetsformedlingen"], []),
        ("m.fl.", [], []),
    ],
)
def test_a_name_is_never_taken_for_a_part_of_it(
    text: str, names: list[str], unclear: list[str], asking: Asking
) -> None:
    found = drafted(asking, "a.txt", f"Finansiering: {text}")
    assert answers(found).get("funding", []) == [{"funder": [f"actor/{name}"]} for name in names]
    assert [words for _, words, _ in doubts(found)] == unclear


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("120", {"total": ["120"]}),
        ("1 200 deltagare", {"total": ["1200"]}),
        ("332 (196 kvinnor, 136 män)", {"total": ["332"], "women": ["196"], "men": ["136"]}),
        ("196 kvinnor och 136 män", {"women": ["196"], "men": ["136"]}),
        ("ca 120", None),
        ("120 per år", None),
        ("120 kvinnor, 30 kvinnor", None),
    ],
)
def test_a_count_under_its_label_is_a_fact_when_it_says_nothing_else(
    text: str, count: dict[str, list[str]] | None, asking: Asking
) -> None:
    found = drafted(asking, "a.txt", f"Antal deltagare: {text}")
    assert answers(found).get("participantCount") == ([count] if count else None)


def test_a_thing_of_the_same_name_is_told_of(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Titel: KIIS")
    assert doubts(found) == [("Titel", "KIIS", ["project/kiis"])]


def test_figures_in_running_text_are_candidates_and_nothing_more(asking: Asking) -> None:
    text = "Om projektet: 120 kvinnor deltog. Av dem fullföljde 45 av 49 deltagare. 38 procent gick vidare till arbete."
    found = drafted(asking, "a.txt", text + " Det kostade 3,5 miljoner kronor.")
    assert set(answers(found)) == {"abstract"}
    outcome = ["expectedResult/value", "outcome/value"]
    assert figures(found) == [
        ("120", None, ["participantCount/women"]),
        ("45", "49", outcome),
        ("38", None, outcome),
        ("3500000", None, ["statedBudget/amount", "funding/amount"]),
    ]
    assert [each.close for each in found.candidates] == [False, True, False, False]
    assert [(field.key, near.key) for field, near in found.candidates[2].suggested] == [
        ("outcomeType", "arbete"), ("unit", "procent"),
    ]  # fmt: skip


def test_a_figure_about_very_few_is_left_out(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Deltagare: 3 kvinnor\nMål: att nå fler\n\nSedan slutade 2 personer.")
    assert "participantCount" not in answers(found)
    assert left(found) == [("small-number", 1), ("small-number", 4)]
    assert figures(found) == []


def test_an_organisation_beside_a_contact_is_asked_about(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Kontakt: Testa Exempelsson, Norbergs kommun")
    assert answers(found) == {}
    assert doubts(found) == [("Medverkan: Aktör", "Norbergs kommun", ["actor/norbergs-kommun"])]
    assert left(found) == [("contact", 1)]


def test_a_label_that_is_no_question_is_told_and_its_value_goes_nowhere(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Plats: Sala\nOmslutning: 14 mkr\nTid: 2019")
    assert answers(found) == {"spatial": ["place/sala"], "period": [{"edtf": ["2019"]}]}
    assert doubts(found) == [("", "Omslutning: 14 mkr", [])]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kommunerna Fagersta, Köping och Sala", ["fagersta", "koping", "sala"]),
        ("Fagersta kommun, Köpings kommun och Sala stad", ["fagersta", "koping", "sala"]),
        ("\n- Fagersta\n- Köping\n- Sala kommun", ["fagersta", "koping", "sala"]),
        ("Fagersta, Köpings,\nNorbergs och Sala kommuner", ["fagersta", "koping", "norberg", "sala"]),
        ("Västmanlands län", ["vastmanlands-lan"]),
        ("bl.a. Fagersta (m.fl.)", []),
        ("1981, 1982", ["sala", "fagersta"]),
    ],
)
def test_places_in_a_row_are_read_however_they_are_written(text: str, names: list[str], asking: Asking) -> None:
    assert answers(drafted(asking, "a.txt", f"Plats: {text}")).get("spatial", []) == [f"place/{each}" for each in names]


@pytest.mark.parametrize(
    "text",
    [
        "Plats: Sala", "Plats\nSala", "PLATS :  Sala", "**Plats** Sala", "**Plats:** Sala", "## Plats\n\nSala",
        "Plats\tSala", "Plats – Sala", "- Plats: Sala", "| Plats | Sala |", "1. Plats: Sala", "Plats/kommun: Sala", "Plats:\n\n* Sala",
        "> Plats: Sala", "Plats\n-----\nSala", "Ort: Sala", "Where: Sala",
    ],
)  # fmt: skip
def test_a_label_is_known_however_it_stands(text: str, asking: Asking) -> None:
    assert answers(drafted(asking, "a.md", text)).get("spatial") == ["place/sala"]


def test_a_label_leads_where_the_shapes_say(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Avtalets namn: IOP Exempel\nParter: Sala kommun\nVar: Sala", kind="partnership")
    assert answers(found)["participation"] == [{"actor": ["actor/sala-kommun"]}]
    assert answers(found)["spatial"] == ["place/sala"]
    assert [each.address for each in found.missing if each.address] == ["participation/0"]


def test_several_words_for_one_label_say_only_what_they_share(asking: Asking) -> None:
    found = drafted(asking, "a.txt", "Aktör/Samverkanspart: Sala kommun")
    assert answers(found) == {"participation": [{"actor": ["actor/sala-kommun"]}]}


def test_what_the_facts_stand_in_is_said_once(asking: Asking) -> None:
    known = drafted(asking, "a.txt", "Plats: Sala", stands_in="document/exempelsamling-2021")
    assert known.answers.as_json()["source"] == {"document": "document/exempelsamling-2021"}
    new = drafted(asking, "a.txt", "Plats: Sala", stands_in="Vår egen sida")
    assert new.answers.as_json()["source"] == {"title": {"value": "Vår egen sida", "lang": "sv"}}
    assert "Källor" not in [each.fields[0].name["sv"] for each in (*known.missing, *new.missing)]


def test_the_record_says_what_the_description_does_not(asking: Asking) -> None:
    found = drafted(asking, "a.txt", COLLECTION)
    record = found.answers.as_json()["record"]
    assert record == {
        "missing": [
            {"value": "Beskrivningen säger inget om: metoder, utfall, utvärderingar.", "lang": "sv"},
            {"value": "The description says nothing of: methods, outcomes, evaluations.", "lang": "en"},
        ]
    }


@pytest.mark.parametrize(
    ("name", "data", "error", "said"),
    [
        ("a.pdf", b"%PDF", UnsupportedMediaType, "is not read"),
        ("a.txt", b"\xe5", BadSyntax, "is not UTF-8"),
        ("a.txt", b"a\0b", BadSyntax, "no text"),
        ("a.txt", b"x" * 300_000, BadInput, "too long"),
        ("a.txt", b"x\n" * 30_000, BadInput, "too long"),
        ("a.txt", b" " * 11_000_000, BadInput, "larger than 10 MiB"),
        ("-", b"\xff\xfe\x00", BadSyntax, "save it as UTF-8"),
    ],
)
def test_what_can_not_be_read_is_a_sentence(name: str, data: bytes, error: type[BadInput], said: str) -> None:
    with pytest.raises(error, match=said) as raised:
        read_document(data, name)
    assert raised.value.message != raised.value.message_sv


@pytest.mark.parametrize("data", [b"", b"\n\n", "\ufeffPlats: Sala".encode(), "Plats: Sala".encode("utf-16")])
def test_an_empty_text_and_one_with_a_mark_are_read(data: bytes, asking: Asking) -> None:
    found = drafted(asking, "-", data)
    assert answers(found) == ({"spatial": ["place/sala"]} if len(data) > 2 else {})
