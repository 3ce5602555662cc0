"""Answers as people type them become statements; what can't be read is said at its address and left out."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.parse.answers.answers import read_answers
from kg.parse.answers.fill import fill
from kg.rdf.findings import Level
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from tests.parse.conftest import Asking, Project
from tests.parse.saying import TODAY, nodes, said, wrong

THING = "project/sprakstegen"


def test_a_project_is_named_by_its_title_and_has_a_record(project: Project) -> None:
    filled = project({})
    assert [each.key for each in filled.candidates] == [THING]
    assert said(filled, THING) == {"type": ["ns#Project"], "title": ["Språkstegen@sv"]}
    assert said(filled, "record/project/sprakstegen") == {
        "type": ["http://www.w3.org/ns/dcat#CatalogRecord"],
        "primaryTopic": [THING],
        "recordStatus": ["concept/poststatus/partial"],
        "issued": ["2026-11-22"],
        "modified": ["2026-11-22"],
    }


def test_things_are_known_by_path_iri_code_and_name(project: Project, asking: Asking) -> None:
    places = ["place/sala", "/place/koping", asking.base.iri + "place/fagersta", "1904", "Norbergs kommun"]
    filled = project({"spatial": places})
    names = ("fagersta", "koping", "norberg", "sala", "skinnskatteberg")
    assert said(filled, THING)["spatial"] == [f"place/{name}" for name in names]


def test_actors_are_known_by_number_abbreviation_and_genitive(project: Project) -> None:
    actors = ["212000-1439", "AF", "Köping kommun", "Malmö stad"]
    filled = project({"participation": [{"actor": [each], "role": ["Samverkanspart"]} for each in actors]})
    assert wrong(filled) == []
    assert nodes(filled) == [
        "participation-samverkanspart-ale-kommun",
        "participation-samverkanspart-arbetsformedlingen",
        "participation-samverkanspart-kopings-kommun",
        "participation-samverkanspart-malmo-kommun",
    ]


def test_a_name_that_is_only_near_is_a_finding_with_the_nearest_as_a_hint(project: Project) -> None:
    filled = project({"spatial": ["Norberg", "Skinskatteberg"]})
    assert wrong(filled) == [
        (
            "spatial/1",
            "”Skinskatteberg” finns inte i grafen under det namnet. Välj ur listan, eller lämna in den först.",
            "Menar du Skinnskatteberg?",
        )
    ]
    assert said(filled, THING)["spatial"] == ["place/norberg"]


@pytest.mark.parametrize(
    "word", ["vagledande", "Vägledande", "vägledande INSATS", "Guidance", "concept/insatskategori/vagledande"]
)
def test_a_concept_is_known_by_slug_label_and_path(word: str, asking: Asking, project: Project) -> None:
    filled = project({"category": [word]})
    if word == "Guidance":
        assert wrong(filled)[0][2] == "Menar du Vägledande insats?"
    else:
        assert said(filled, THING)["category"] == ["concept/insatskategori/vagledande"]


def test_what_is_not_in_a_list_is_told_what_is(project: Project) -> None:
    [(address, sentence, hint)] = wrong(project({"projectType": ["Cirkus"]}))
    assert (address, sentence) == ("projectType/0", "”Cirkus” finns inte i listan. Välj ett av värdena.")
    assert hint == "Välj bland: Projekt, ESF-projekt, Finsam-insats, Pilotinsats, Utbildningsinsats"


def test_sums_are_read_and_get_their_currency_and_kind(project: Project) -> None:
    filled = project(
        {"statedBudget": [{"amount": ["22,6 miljoner kronor"]}]}, source={"document": "document/exempelsamling-2021"}
    )
    assert said(filled, f"{THING}#budget-exempelsamling-2021") == {
        "type": ["ns#Budget"],
        "amount": ["22600000"],
        "currency": ["http://publications.europa.eu/resource/authority/currency/SEK"],
        "amountKind": ["concept/beloppsslag/budget"],
        "hadPrimarySource": ["document/exempelsamling-2021"],
        "rank": ["ns#normal"],
    }


def test_a_funding_without_an_amount_gets_no_currency(project: Project) -> None:
    filled = project({"funding": [{"funder": ["Tillväxtverket"]}]})
    assert sorted(said(filled, f"{THING}#funding-tillvaxtverket")) == ["funder", "rank", "type"]


def test_a_sum_that_can_be_read_in_two_ways_is_not_read(project: Project) -> None:
    filled = project({"funding": [{"funder": ["Tillväxtverket"], "amount": ["30.000"]}]})
    assert wrong(filled) == [
        ("funding/0/amount/0", "”30.000” kan vara 30 eller 30000. Skriv tusental utan punkt och komma.", None)
    ]


def test_bounds_decide_between_two_readings(asking: Asking) -> None:
    filled = asking.fill({"kind": "place", "answers": {"prefLabel": ["Enby"], "lat": ["57.965"], "long": ["12,228"]}})
    assert (said(filled, "place/enby")["lat"], said(filled, "place/enby")["long"]) == (["57.965"], ["12.228"])


def test_a_vague_time_is_read_and_keeps_its_words(project: Project) -> None:
    filled = project(
        {"period": [{"edtf": ["hösten 2018 – våren 2020"]}]}, source={"document": "document/exempelsamling-2021"}
    )
    node = said(filled, f"{THING}#period-exempelsamling-2021")
    assert (node["edtf"], node["statedAs"]) == (["2018-23/2020-21"], ["hösten 2018 – våren 2020@sv"])


def test_words_that_the_answers_give_themselves_are_kept_alone(project: Project) -> None:
    filled = project({"period": [{"edtf": ["hösten 2018"], "statedAs": [{"value": "i höstas", "lang": "sv"}]}]})
    [node] = [said(filled, f"{THING}#{name}") for name in nodes(filled)]
    assert node["statedAs"] == ["i höstas@sv"]


def test_a_time_in_figures_has_no_words(project: Project) -> None:
    [name] = nodes(filled := project({"period": [{"edtf": ["2019-01-15/2021-11-30"]}]}))
    assert "statedAs" not in said(filled, f"{THING}#{name}")


def test_statements_that_say_the_same_are_one_and_others_are_told_apart(project: Project) -> None:
    same = {"funder": ["Tillväxtverket"]}
    document = "document/exempelsamling-2021"
    assert nodes(project({"funding": [same, same]})) == ["funding-tillvaxtverket"]
    two = [{**same, "hadPrimarySource": [document]}, {**same, "hadPrimarySource": ["document/bilda"]}]
    assert nodes(project({"funding": two})) == [
        "funding-tillvaxtverket-bilda",
        "funding-tillvaxtverket-exempelsamling-2021",
    ]
    three = nodes(project({"funding": [same, {**same, "scheme": ["esf-stod"]}]}))
    assert [name.rpartition("-")[0] for name in three] == ["funding-tillvaxtverket"] * 2


def test_a_name_that_a_statement_has_is_never_given_to_another(project: Project) -> None:
    old = {"@id": "funding-tillvaxtverket", "funder": ["Tillväxtverket"], "amount": ["5"]}
    new = {"funder": ["Tillväxtverket"], "hadPrimarySource": ["document/bilda"]}
    assert nodes(project({"funding": [new, old]})) == ["funding-tillvaxtverket", "funding-tillvaxtverket-bilda"]


def test_a_share_points_at_another_statement_of_the_record(project: Project) -> None:
    filled = project(
        {
            "participantCount": [{"total": ["200 personer"]}],
            "outcome": [
                {"outcomeType": ["studier"], "value": ["62 %"], "unit": ["procent"], "shareOf": ["participantCount/0"]}
            ],
        }
    )
    [count] = [name for name in nodes(filled) if name.startswith("participants")]
    assert said(filled, f"{THING}#outcome-studier-procent")["shareOf"] == [f"{THING}#{count}"]


@pytest.mark.parametrize("address", ["participantCount/1", "participation/0", "outcome/0", "trams"])
def test_a_share_of_nothing_is_a_finding(address: str, project: Project) -> None:
    filled = project(
        {
            "participation": [{"actor": ["AF"]}],
            "outcome": [{"outcomeType": ["studier"], "shareOf": [address]}],
        }
    )
    assert wrong(filled) == [
        (
            "outcome/0/shareOf/0",
            f"”{address}” är ingen sådan uppgift i posten. Ange en (uppgift om deltagarantal, utfallsuppgift) med dess plats.",
            None,
        )
    ]


def test_a_new_source_becomes_a_document_beside_it(project: Project) -> None:
    source = {
        "title": "Slutrapport Språkstegen",
        "page": "https://norberg.example.se/r.pdf",
        "publisher": "Norbergs kommun",
        "issued": "juni 2020",
    }
    filled = project({"funding": [{"funder": ["Tillväxtverket"]}]}, source=source)
    assert [each.key for each in filled.candidates] == [THING, "document/slutrapport-sprakstegen"]
    assert said(filled, "document/slutrapport-sprakstegen", of=1) == {
        "type": ["ns#Document"],
        "title": ["Slutrapport Språkstegen@sv"],
        "page": ["https://norberg.example.se/r.pdf"],
        "publisher": ["actor/norbergs-kommun"],
        "issued": ["2020-06"],
    }
    record = said(filled, "record/document/slutrapport-sprakstegen", of=1)
    assert record["source"] == ["document/slutrapport-sprakstegen"]
    assert (
        "Allt utom det som angavs när källan nämndes första gången: titel, utgivare, utgivet, webbsida.@sv"
        in record["missing"]
    )
    assert said(filled, f"{THING}#funding-tillvaxtverket")["hadPrimarySource"] == ["document/slutrapport-sprakstegen"]


def test_a_source_that_is_there_by_its_title_is_used(project: Project, asking: Asking) -> None:
    known = "document/skl-metodstod-internationella-kvinnor-2017"
    filled = project({}, source={"title": asking.names.label(known)})
    assert [each.key for each in filled.candidates] == [THING]
    assert said(filled, "record/project/sprakstegen")["source"] == [known]
    assert [(f.level, f.place.field if f.place else None) for f in filled.findings] == [(Level.INFO, "source")]


def test_a_document_without_a_source_is_its_own(asking: Asking) -> None:
    filled = asking.fill({"kind": "document", "answers": {"title": ["Ett brev"]}})
    assert said(filled, "record/document/ett-brev")["source"] == ["document/ett-brev"]


def test_a_record_rests_on_all_sources_of_its_statements(project: Project) -> None:
    funding = [{"funder": ["Tillväxtverket"], "hadPrimarySource": ["document/bilda"]}]
    filled = project({"funding": funding}, source={"document": "document/exempelsamling-2021"})
    assert said(filled, "record/project/sprakstegen")["source"] == ["document/bilda", "document/exempelsamling-2021"]


def test_a_name_that_another_record_has_is_not_taken(asking: Asking) -> None:
    filled = asking.fill({"kind": "project", "answers": {"title": ["Sikt"]}})
    [made] = filled.candidates
    assert made.key.startswith("project/sikt-")
    assert [(f.level, f.place.field if f.place else None) for f in filled.findings] == [(Level.WARNING, "slug")]


def test_a_name_that_is_given_is_kept_so_a_correction_is_of_the_same(asking: Asking) -> None:
    [made] = asking.fill({"kind": "project", "slug": "sikt", "answers": {"title": ["Sikt"]}}).candidates
    assert made.key == "project/sikt"


def test_everything_that_cannot_be_read_is_told_at_once_and_the_rest_is_kept(project: Project) -> None:
    filled = project(
        {
            "titel": ["x"],
            "page": ["www.norberg.example.se", "javascript:alert(1)", "https://ok.example.se/"],
            "period": ["2019", {"edtf": ["31 februari 2019"]}],
            "participation": [{"actor": [{"namn": ["AF"]}], "role": ["dirigent"]}],
            "participantCount": [
                {"total": ["tolv"], "women": ["1,5"], "suppressed": ["kanske"], "measuredAt": ["i våras"]}
            ],
            "abstract": [{"value": "Text", "lang": "svenska!"}],
        }
    )
    assert [address for address, _, _ in wrong(filled)] == [
        "titel",
        "page/0",
        "page/1",
        "period/0",
        "period/1/edtf/0",
        "participation/0/actor/0",
        "participation/0/role/0",
        "participantCount/0/total/0",
        "participantCount/0/women/0",
        "participantCount/0/suppressed/0",
        "participantCount/0/measuredAt/0",
        "abstract/0",
    ]
    assert said(filled, THING)["page"] == ["https://ok.example.se/"]
    assert all(finding.message_sv != finding.message_en for finding in filled.findings)


def test_an_unknown_kind_is_told_which_there_are(asking: Asking) -> None:
    filled = asking.fill({"kind": "projekt", "answers": {}})
    assert filled.candidates == ()
    assert wrong(filled)[0][:2] == (
        "kind",
        "”projekt” är inget slag av post. Välj bland project, actor, partnership, method, document, place.",
    )


def test_blank_answers_say_nothing_and_keep_the_places_of_the_others(project: Project) -> None:
    filled = project({"page": ["", None, "fel"], "funding": [{}, {"funder": [" "]}, {"funder": ["AF"]}], "aim": []})
    assert [address for address, _, _ in wrong(filled)] == ["page/2"]
    assert nodes(filled) == ["funding-arbetsformedlingen"]


def test_every_statement_has_the_address_it_was_answered_at(project: Project, asking: Asking) -> None:
    filled = project({"participation": [{"actor": ["AF"], "role": ["samverkanspart"]}]})
    [made] = filled.candidates
    thing = f"<{asking.base.iri}{THING}>"
    node = f"<{asking.base.iri}{THING}#participation-samverkanspart-arbetsformedlingen>"
    samv = asking.base.iri + "ns#"

    def at(*terms: str) -> str | None:
        place = made.located.place(*terms)
        return place.field if place else None

    assert at(node, f"<{samv}actor>", f"<{asking.base.iri}actor/arbetsformedlingen>") == "participation/0/actor/0"
    assert at(node, f"<{samv}role>") == "participation/0/role"
    assert at(node) == "participation/0"
    assert at(node, f"<{samv}task>") == "participation/0/task"
    assert at(node, "<http://www.w3.org/ns/prov#hadPrimarySource>") == "source"
    assert at(thing, "<http://purl.org/dc/terms/abstract>") == "abstract"
    assert at(thing) is None
    assert at(f"<{asking.base.iri}record/{THING}>", f"<{samv}missing>") == "record/missing"


def test_the_same_answers_make_the_same_bytes_in_any_order(asking: Asking) -> None:
    said = {"title": ["Sol"], "spatial": ["Sala", "Norberg"], "category": ["vagledande"]}
    other = {
        "category": ["Vägledande insats"],
        "spatial": ["1962", "place/sala"],
        "title": [{"value": "Sol", "lang": "sv"}],
    }
    one, two = (
        write(asking.fill({"kind": "project", "answers": each}).candidates[0].quads, TURTLE, base_iri=asking.base.iri)
        for each in (said, other)
    )
    assert one == two


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from(
    ("title", "period", "edtf", "participation", "actor", "role", "outcome", "shareOf", "distribution", "page", "claim",
     "claimedValue", "onProperty", "@id", "value", "funding", "amount", "hadPrimarySource", "type", "xx")
)  # fmt: skip
_VALUES = st.sampled_from(
    ("", "Sala", "place/sala", "2018", "hösten 2018", "30.000", "ja", "https://a.example/ b", "https://å.example/", "a b",
     "#x", "#", "participation/0", "\ud800", "\x00", "xsd:integer")
)  # fmt: skip
_NODES = st.recursive(
    st.dictionaries(
        _KEYS, st.lists(_VALUES | st.fixed_dictionaries({"value": _VALUES, "lang": _VALUES}), max_size=2), max_size=4
    ),
    lambda inner: st.dictionaries(_KEYS, st.lists(inner, max_size=2), max_size=4),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.fixed_dictionaries(
        {
            "kind": st.sampled_from(("project", "place", "actor", "x")),
            "answers": _NODES | _JSON,
            "source": _JSON | _NODES,
            "record": _JSON,
        }
    )
)
def test_whatever_is_answered_is_read_or_told(said: object, asking: Asking) -> None:
    answers, found = read_answers(said, "x")
    filled = fill(answers, asking.model, asking.names, base=asking.base, today=TODAY, source="x")
    for made in filled.candidates:
        write(made.quads, TURTLE, base_iri=asking.base.iri)
    json.dumps([each.as_json() for each in (*found, *filled.findings)], ensure_ascii=False).encode()
