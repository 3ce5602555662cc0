"""What the questions answer on the records in data/: every row as kept, and the facts that must be among them."""

import pytest
from pyoxigraph import Literal, Store

from tests.questions import golden
from tests.questions.asking import BASE, EVERYTHING, Row, ask, construct, question, read_table, tables, written
from tests.questions.oracles import disagreements, everything_about, single_source, things


def rows(store: Store, name: str, *columns: str, **params: str) -> list[Row]:
    """These columns of the answer, each row once, in the answer's order."""
    return list(dict.fromkeys(ask(store, question(name), params).only(columns).rows))


def pairs(store: Store, name: str, key: str, value: str, **params: str) -> dict[str, str]:
    """One column by another."""
    return {said[0]: said[1] for said in rows(store, name, key, value, **params)}


@pytest.mark.parametrize("name", tables())
def test_a_question_has_the_rows_that_are_kept(real: Store, request: pytest.FixtureRequest, name: str) -> None:
    path, said = golden.path_of(name), golden.answer(real, name)
    if request.config.getoption("--update-golden"):
        path.write_text(written(said, {}), encoding="utf-8")
    assert read_table(path)[1] == said


def test_every_question_has_rows_that_are_kept() -> None:
    assert sorted(path.stem for path in golden.FOLDER.glob("*.csv")) == tables()


def test_botkyrka_took_part_in_tillvaxt_kvinna_as_coordinator(real: Store) -> None:
    own = rows(real, "projects-of-actor", "project", "own", "role", actor="actor/botkyrka-kommun")
    assert {project for project, _, _ in own} == {"project/tillvaxt-kvinna-botkyrka"}
    assert ("project/tillvaxt-kvinna-botkyrka", "true", "concept/roll/samordnare") in own


def test_the_three_lists_of_parties_of_tillvaxt_kvinna_stand_with_their_sources(real: Store) -> None:
    said = rows(real, "projects-of-actor", "party", "source", actor="actor/botkyrka-kommun")
    assert ("actor/botkyrka-folkhogskola", "document/nvc-tillvaxt-kvinna") in said
    assert ("actor/hela-manniskan-botkyrka-salem", "document/nvc-tillvaxt-kvinna") in said
    assert ("actor/hela-manniskan-botkyrka-salem", "document/exempelsamling-2021") not in said
    assert ("actor/samordningsforbundet-huddinge-botkyrka-salem", "document/exempelsamling-2021") in said
    assert ("actor/samordningsforbundet-huddinge-botkyrka-salem", "document/nvc-tillvaxt-kvinna") not in said


def test_no_two_actors_share_two_projects_yet(real: Store) -> None:
    assert rows(real, "repeated-cooperation", "actor", "other") == []


def test_the_hubs_of_vastmanland_are_its_lansstyrelse_and_five_kommuner(real: Store) -> None:
    hubs = rows(real, "hubs-of-county", "actor", "partners", county="place/vastmanlands-lan")
    kommuner = ("fagersta-kommun", "kopings-kommun", "norbergs-kommun", "sala-kommun", "skinnskattebergs-kommun")
    assert {(f"actor/{slug}", "5") for slug in (*kommuner, "lansstyrelsen-i-vastmanlands-lan")} <= set(hubs)


def test_iop_kvinna_has_three_ideburna_parties_one_of_them_under_two_names(real: Store) -> None:
    assert set(rows(real, "iop-parties", "partnership", "party")) == {
        ("partnership/iop-kvinna-botkyrka", "actor/botkyrka-folkhogskola"),
        ("partnership/iop-kvinna-botkyrka", "actor/hela-manniskan-botkyrka-salem"),
        ("partnership/iop-kvinna-botkyrka", "actor/studieforbundet-bilda"),
        ("partnership/iop-kvinna-botkyrka", "actor/studieforbundet-bilda-ost"),
    }


def test_finsam_i_malmo_pays_and_its_four_members_took_part(real: Store) -> None:
    found = rows(real, "finsam-funders", "measure", "association", "member")
    malmo = ("project/internationella-kvinnor-malmo", "actor/samordningsforbundet-finsam-i-malmo")
    assert {member for measure, payer, member in found if (measure, payer) == malmo} == {
        "actor/arbetsformedlingen",
        "actor/forsakringskassan",
        "actor/malmo-kommun",
        "actor/region-skane",
    }


def test_language_mapping_was_used_in_varmland_for_a_majority_with_short_schooling(real: Store) -> None:
    found = rows(real, "methods-short-schooling", "method", "project", "value", "unit")
    project = "project/varmland-tillsammans"
    shares = {value for method, where, value, _ in found if (method, where) == ("method/sprakkartlaggning", project)}
    assert {"14", "22", "16", "6", "42"} <= shares


def test_36_per_cent_of_332_reached_work_or_studies(real: Store) -> None:
    columns = ("project", "workPercent", "studiesPercent", "workOrStudiesPercent", "ofPersons")
    found = rows(real, "method-to-work-or-studies", *columns, method="method/sprakkartlaggning")
    assert found == [("project/varmland-tillsammans", "14", "22", "36", "332")]


def test_17_per_cent_of_the_247_who_finished_tillvaxt_kvinna_reached_work_or_studies(real: Store) -> None:
    columns = ("project", "workOrStudiesPercent", "ofPersons")
    found = rows(real, "method-to-work-or-studies", *columns, method="method/mentorskap")
    assert ("project/tillvaxt-kvinna-botkyrka", "17", "247") in found


def test_the_esf_project_in_varmland_has_a_budget_and_no_known_grant(real: Store) -> None:
    found = rows(real, "esf-projects-in-county", "project", "certain", "grantedSupport", "totalBudget")
    assert found == [("project/varmland-tillsammans", "true", "", "38296142")]


def test_the_esf_project_in_vastmanland_has_both_and_they_are_not_added(real: Store) -> None:
    columns = ("project", "grantedSupport", "totalBudget")
    found = rows(real, "esf-projects-in-county", *columns, county="place/vastmanlands-lan")
    assert found == [("project/kiis", "17244907", "36691291")]


def test_the_sources_disagree_about_the_money_of_kiis(real: Store) -> None:
    found = rows(real, "source-disagreements", "thing", "property", "value", "kind", "rank")
    kind = "concept/beloppsslag/{}".format
    assert {row for row in found if row[0] == "project/kiis"} == {
        ("project/kiis", "ns#statedBudget", "36691291", kind("budget"), "ns#preferred"),
        ("project/kiis", "ns#statedBudget", "30000000", kind("budget"), "ns#normal"),
        ("project/kiis", "ns#funding", "17244907", kind("beviljat-stod"), "ns#preferred"),
        ("project/kiis", "ns#funding", "22600000", kind("beviljat-stod"), "ns#normal"),
    }


def test_the_sources_disagree_about_end_parties_and_funders_of_tillvaxt_kvinna(real: Store) -> None:
    found = rows(real, "source-disagreements", "thing", "property")
    about = {property_ for thing, property_ in found if thing == "project/tillvaxt-kvinna-botkyrka"}
    assert {"ns#period", "ns#partner", "ns#fundedBy"} <= about


def test_disagreements_are_those_that_the_rules_derive(real: Store) -> None:
    assert set(rows(real, "source-disagreements", "thing", "property")) == disagreements(real)


def test_258_kommuner_have_no_project_in_the_graph_and_four_projects_could_be_anywhere(real: Store) -> None:
    found = rows(real, "kommuner-without-project", "code", "projectsWithoutKommun")
    assert len(found) == 290 - 32
    assert {unplaced for _, unplaced in found} == {"4"}
    assert not {"0127", "1280", "1982", "2421", "0780", "0180", "0181"} & {code for code, _ in found}


def test_four_of_five_categories_have_no_project_in_the_graph(real: Store) -> None:
    found = {category for (category,) in rows(real, "categories-without-project", "category")}
    assert found == {
        f"concept/insatskategori/{slug}"
        for slug in ("uppsokande", "halsoframjande", "sprakframjande", "arbetsmarknadsrelaterad")
    }


def test_five_projects_ran_for_certain_on_the_first_of_october_2020(real: Store) -> None:
    found = pairs(real, "projects-on-day", "project", "certainty", day="2020-10-01")
    assert sorted(slug for slug, certainty in found.items() if certainty == "certain") == [
        "project/esk-etableringssamverkan-kronoberg",
        "project/kiis",
        "project/restaurangakademien",
        "project/tillvaxt-kvinna-botkyrka",
        "project/varmland-tillsammans",
    ]
    assert found["project/sikt"] == "possible"


def test_no_project_has_a_known_successor(real: Store) -> None:
    ended = {project for (project,) in rows(real, "ended-without-successor", "project", day="2022-01-01")}
    assert {"project/kiis", "project/varmland-tillsammans", "project/tillvaxt-kvinna-botkyrka"} <= ended


def test_varmland_is_like_kiis_in_category_and_target_group(real: Store) -> None:
    found = rows(real, "similar-projects", "other", "aspect", "trait", "held", project="project/kiis")
    shared = {trait for other, _, trait, held in found if (other, held) == ("project/varmland-tillsammans", "both")}
    assert {"concept/insatskategori/vagledande", "concept/malgrupp/utrikesfodda-kvinnor"} <= shared


def test_varmland_contributes_to_goals_of_the_collections_frame(real: Store) -> None:
    goals = {goal for (goal,) in rows(real, "sdg-goals", "goal", project="project/varmland-tillsammans")}
    assert goals
    assert goals <= {"sdg:3", "sdg:4", "sdg:5", "sdg:8", "sdg:10"}


def test_facts_that_rest_on_one_source_are_those_counted_without_sparql(real: Store) -> None:
    assert {fact for (fact,) in rows(real, "single-source-facts", "fact")} == single_source(real)


def test_what_is_only_named_is_a_stub_that_says_what_is_missing(real: Store) -> None:
    found = pairs(real, "stub-records", "thing", "missing")
    named_only = (
        "project/kompetensutveckling-360-grader",
        "project/pedagogisk-resurs",
        "project/forberedande-trafikundervisning",
        "project/arbetsintegrering-av-utlandsfodda-kvinnor",
        "partnership/iop-kompis-sverige",
    )
    assert all(found[thing] for thing in named_only)
    assert "project/kiis" not in found


def test_the_five_kommuner_of_kiis_and_botkyrka_paid_and_took_part(real: Store) -> None:
    kiis = ("fagersta-kommun", "kopings-kommun", "norbergs-kommun", "sala-kommun", "skinnskattebergs-kommun")
    assert set(rows(real, "kommun-funders-taking-part", "kommun", "project", "amount")) == {
        *((f"actor/{slug}", "project/kiis", "") for slug in kiis),
        ("actor/botkyrka-kommun", "project/tillvaxt-kvinna-botkyrka", ""),
    }


def test_ramboll_evaluated_kiis_and_tjp_malmo(real: Store) -> None:
    found = rows(real, "evaluations", "project", "evaluator", "kind")
    external = "concept/utvarderingstyp/extern-utvardering"
    assert ("project/kiis", "actor/ramboll", external) in found
    assert ("project/internationella-kvinnor-malmo", "actor/tjp-analys-och-utveckling", external) in found
    assert ("project/tillvaxt-kvinna-botkyrka", "", "concept/utvarderingstyp/larande-utvardering") in found


def test_varmland_has_no_evaluation_in_the_graph(real: Store) -> None:
    found = pairs(real, "projects-without-evaluation", "project", "status")
    assert found["project/varmland-tillsammans"] == "concept/poststatus/full"
    assert found["project/pedagogisk-resurs"] == "concept/poststatus/stub"
    assert "project/kiis" not in found


def test_everything_about_kiis_has_both_budgets_and_their_sources(real: Store) -> None:
    found = construct(real, question(EVERYTHING), {"project": "project/kiis"})
    assert found == everything_about(real, BASE.mint("project", "kiis"))
    amounts = {t.object.value for t in found if t.predicate == BASE.ns("amount") and isinstance(t.object, Literal)}
    assert {"30000000", "36691291", "17244907"} <= amounts


def test_all_290_kommuner_have_code_county_nuts_and_wikidata(real: Store) -> None:
    found = rows(real, "kommuner", "code", "countyCode", "nuts3Code", "wikidataId")
    assert len(found) == 290
    assert all(code.startswith(county) and nuts and item for code, county, nuts, item in found)
    assert ("0127", "01", "SE110", "Q113718") in found


def test_a_cost_per_participant_says_where_each_figure_is_from(real: Store) -> None:
    columns = ("project", "costPerParticipant", "budget", "budgetSource", "participants")
    found = rows(real, "cost-per-participant", *columns)
    assert ("project/varmland-tillsammans", "115350", "38296142", "document/exempelsamling-2021", "332") in found
    assert {budget for project, _, budget, _, _ in found if project == "project/kiis"} == {"30000000", "36691291"}


def test_what_one_project_calls_a_trade_track_another_calls_something_else(real: Store) -> None:
    found = rows(real, "method-words", "method", "project")
    assert {project for method, project in found if method == "method/branschspar"} >= {
        "project/telge-tillvaxt-omsorg",
        "project/restaurangakademien",
    }


def test_every_record_is_new_since_the_beginning_of_2026(real: Store) -> None:
    found = rows(real, "records-since", "thing", "change", "checkedWith", since="2026-01-01")
    assert {thing for thing, _, _ in found} == things(real)
    assert {change for _, change, _ in found} == {"new"}
    assert all(version for _, _, version in found)


def test_no_record_has_changed_since_a_day_to_come(real: Store) -> None:
    assert rows(real, "records-since", "thing", since="2999-01-01") == []
