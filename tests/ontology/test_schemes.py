"""The concept schemes: one file each, the concepts the other parts rely on, and the traps of the subject told."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.rdf.namespaces import DCTERMS, RDF, RDFS, SKOS

SCHEMES = sorted(path.stem for path in (Path(__file__).parents[2] / "ontology/schemes").iterdir())
RELIED_ON = {
    "insatskategori": "uppsokande vagledande halsoframjande sprakframjande arbetsmarknadsrelaterad metodutvecklande",
    "partnerskapsform": (
        "iop finsam-insats esf-partnerskap lok-kommun-af lok-kommun-civilsamhalle samverkansavtal avsiktsforklaring "
        "annan-samverkan"
    ),
    "finansieringsform": (
        "esf-stod statsbidrag-37a finsam-medel tillvaxtverkets-stod foreningsbidrag upphandling ordinarie-budget "
        "medfinansiering dua-medel"
    ),
    "beloppsslag": "budget beviljat-stod medfinansiering utfall",
    "aktorstyp": (
        "statlig-myndighet lansstyrelse kommun region samordningsforbund forening studieforbund folkhogskola "
        "trossamfund foretag kommunalt-bolag utvarderare forvaltande-myndighet-eu-fond statlig-kommitte "
        "nordisk-institution paraplyorganisation fond"
    ),
    "sektor": "offentlig ideburen privat",
    "roll": (
        "projektagare huvudagare samordnare anvisande-part utforare finansiar utvarderare samverkanspart styrgrupp "
        "referensgrupp medlem agare kontaktorganisation"
    ),
    "fodelseregion": "alla inrikes utrikes",
    "kon": "alla kvinnor man",
    "malgrupp": (
        "utrikesfodda-kvinnor utrikesfodda-man nyanlanda langtidsarbetslosa kort-utbildning fodda-utanfor-oecd-eu "
        "handlaggare chefer foraldralediga"
    ),
    "aktivitet": (
        "individuellt-stod coachande-samtal kartlaggning sprakstod halsoinsatser arbetsmarknadskunskap praktik "
        "arbetsformagebedomning samverkan-mellan-aktorer utbildning natverksbyggande psykosocialt-stod "
        "uppsokande-arbete matchning erfarenhetsutbyte studierelaterade-insatser mentorskap svenskundervisning"
    ),
    "utfallstyp": (
        "sjalvforsorjning-arbete studier praktik arbetssokande aktivitetsstod forsorjningsstod sjukpenning "
        "sjukersattning ovriga-atgarder deltagare-avslutade arbete-eller-studier upplevelse"
    ),
    "horisontellt-perspektiv": "jamstalldhet tillganglighet likabehandling",
    "tidsprecision": "dag manad arstid ar okand",
    "poststatus": "full partial stub",
    "periodstatus": "genomford planerad",
    "dokumenttyp": (
        "exempelsamling projektsida projektbankspost slutrapport utvardering lag pressmeddelande webbsida metodstod "
        "register"
    ),
    "utvarderingstyp": "extern-utvardering larande-utvardering foljeforskning uppfoljning",
    "enhet": "personer procent",
    "insatstyp": "esf-projekt finsam-insats pilotinsats utbildningsinsats projekt",
}


def _texts(world, path: str, predicate: NamedNode, language: str) -> str:
    return " ".join(
        t.object.value
        for t in world.vocabulary
        if t.subject == world.iri(f"concept/{path}") and t.predicate == predicate and t.object.language == language
    )


def test_there_is_one_file_a_scheme(world) -> None:
    declared = {
        t.subject.value.removeprefix(world.base + "concept/")
        for t in world.vocabulary
        if t.predicate == RDF.type and t.object == SKOS.ConceptScheme
    }
    assert sorted(declared) == SCHEMES == sorted(RELIED_ON)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_has_the_concepts_that_others_rely_on(world, scheme: str) -> None:
    held = {
        t.subject.value.rpartition("/")[2]
        for t in world.vocabulary
        if t.predicate == SKOS.inScheme and t.object == world.iri(f"concept/{scheme}")
    }
    assert set(RELIED_ON[scheme].split()) - held == set()
    assert [slug for slug in held if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_the_two_meanings_of_lok_share_a_name_and_warn_of_each_other(world) -> None:
    for path in ("partnerskapsform/lok-kommun-af", "partnerskapsform/lok-kommun-civilsamhalle"):
        assert "LÖK" in _texts(world, path, SKOS.altLabel, "sv")
        assert "två betydelser" in _texts(world, path, SKOS.scopeNote, "sv")
        assert "two meanings" in _texts(world, path, SKOS.scopeNote, "en")


@pytest.mark.parametrize(
    ("path", "swedish", "english"),
    [
        ("utfallstyp", "försörjningsstöd till aktivitetsstöd", "changed benefit"),
        ("utfallstyp/aktivitetsstod", "ingen självförsörjning", "no self-support"),
        ("insatskategori/metodutvecklande", "Ingen sjätte kategori", "No sixth category"),
        ("aktorstyp/lansstyrelse", "statlig", "belongs to the state"),
        ("aktorstyp/region", "inte ett län", "not a län"),
        ("aktorstyp/samordningsforbund", "inget partnerskap", "no partnership"),
        ("sektor/ideburen", "2022:900", "2022:900"),
        ("partnerskapsform", "ingen partnerskapsform", "no form of partnership"),
        ("partnerskapsform/finsam-insats", "Gotland", "not require that all members take part"),
        ("beloppsslag", "aldrig ihop", "never added"),
    ],
)
def test_a_trap_of_the_subject_is_told_in_both_languages(world, path: str, swedish: str, english: str) -> None:
    assert swedish in _texts(world, path, SKOS.scopeNote, "sv")
    assert english in _texts(world, path, SKOS.scopeNote, "en")


def test_a_lansstyrelse_is_a_state_agency(world) -> None:
    assert any(
        t.subject == world.iri("concept/aktorstyp/lansstyrelse")
        and t.predicate == SKOS.broader
        and t.object == world.iri("concept/aktorstyp/statlig-myndighet")
        for t in world.vocabulary
    )


def test_activities_contribute_to_the_five_goals_of_the_collection_and_to_no_other(world) -> None:
    goals = {
        t.object.value
        for t in world.vocabulary
        if t.predicate == world.iri("ns#contributesTo")
        and t.subject.value.startswith(world.base + "concept/aktivitet/")
    }
    assert goals == {f"http://metadata.un.org/sdg/{number}" for number in (3, 4, 5, 8, 10)}


def test_a_law_is_named_by_the_address_of_the_legal_information_system(world) -> None:
    laws = {t.object.value for t in world.vocabulary if t.predicate == RDFS.seeAlso}
    assert laws == {
        "http://rinfo.lagrummet.se/publ/sfs/2003:1210",
        "http://rinfo.lagrummet.se/publ/sfs/2010:1122",
    }


def test_a_source_of_a_definition_is_a_document(world) -> None:
    sources = {
        t.object.value.removeprefix(world.base)
        for t in world.vocabulary
        if t.predicate == DCTERMS.source and t.subject.value.startswith(world.base)
    }
    known = {path.stem for path in (world.root.parent / "data/records/document").glob("*.ttl")}
    assert {source for source in sources if source.removeprefix("document/") not in known} == set()
