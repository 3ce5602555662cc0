"""The form, as a browser without scripts uses it: nothing typed is lost, every fault is at its field, and it gives a record."""

import json
import re
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from kg.examine.desks import tree_desk
from kg.parse.answers.answers import for_correction, read_answers
from kg.parse.answers.fill import fill
from kg.parse.answers.form_reading import form_model
from kg.parse.answers.unfill import unfill
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read, write
from kg.sources.folder import scan
from tests.examine.desks import BASE, ROOT, real_desk
from tests.serve.asking import Desk, Visitor, build, desk, fields, ids

KINDS = ("project", "actor", "partnership", "method", "document", "place")
# Of Skatteverket's test series: birth numbers 980 to 999.
NUMBER = "19900101-9802"
PARTIES = {
    "participation/0/actor/0": "Norbergs kommun",
    "participation/0/role/0": "samverkanspart",
    "participation/0": "",
}


def _title(answer: TestResponse) -> str:
    return re.findall(r"<title>(.*?)</title>", answer.text)[0]


def _sections(visitor: Visitor, path: str) -> list[str]:
    page = visitor.get(path).text
    return re.findall(rf'<li><a href="[^"]*{re.escape(path.rpartition("/")[2])}/([a-z]+)', page)


def _to(answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].removeprefix("https://grafen.example.se")


# Beginning


def test_the_first_page_offers_every_kind_and_a_way_back_to_a_draft(visitor: Visitor) -> None:
    page = visitor.get("/submit/").text
    assert all(f'href="../submit/{kind}"' in page for kind in KINDS)
    assert 'name="code"' in page


def test_nothing_of_it_is_kept_by_others_or_shown_to_other_sites(visitor: Visitor) -> None:
    path = visitor.begin()
    for at in ("/submit/", "/submit/project", path, f"{path}/about", f"{path}/granska"):
        answer = visitor.get(at)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_draft_is_found_again_by_its_code_however_it_is_typed(visitor: Visitor) -> None:
    path = visitor.begin()
    code = path.rpartition("/")[2]
    assert _to(visitor.get(f"/submit/?code={code.lower().replace('-', '%20')}")) == path
    assert _to(visitor.get(f"/submit/project/{code.lower()}")) == path
    assert code in visitor.get(path).text


def test_what_is_no_code_is_told_and_kept(visitor: Visitor) -> None:
    answer = visitor.get("/submit/?code=hej")
    assert (answer.status_code, _title(answer)) == (422, "Fel: koden stämmer inte – Samverkansgrafen")
    assert 'value="hej"' in answer.text


@pytest.mark.parametrize(
    "path", ["/submit/projekt", "/submit/project/U-2222-2222-2222", "/submit/project/x", "/submit/project?slug=ingen"]
)
def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_a_draft_of_another_kind_or_a_section_that_is_not_there_is_not_found(visitor: Visitor) -> None:
    path = visitor.begin()
    assert visitor.get(path.replace("project", "actor")).status_code == 404
    assert visitor.get(f"{path}/pengar").status_code == 404


# Every page


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_section_of_every_kind_can_be_asked(service: Desk, kind: str, lang: str) -> None:
    visitor = service.visitor(lang)
    path = visitor.begin(kind)
    for slug in _sections(visitor, path):
        page = visitor.get(f"{path}/{slug}").text
        known = list(ids(page))
        assert [id_ for id_, count in Counter(known).items() if count > 1] == []
        pointed = [*re.findall(r'<label for="([^"]+)"', page), *re.findall(r'href="#([^"]+)"', page)]
        described = (id_ for group in re.findall(r'aria-describedby="\s*([^"]+)"', page) for id_ in group.split())
        assert sorted({*pointed, *described} - set(known)) == []
        controls = re.findall(r'<(?:input(?! type="hidden")|textarea|select)[^>]* id="([^"]+)"', page)
        assert sorted(set(controls) - set(pointed)) == []


def test_a_page_saved_as_it_is_changes_nothing(visitor: Visitor, service: Desk) -> None:
    path = visitor.begin(slug="kiis")
    for slug in _sections(visitor, path):
        answer = visitor.fill(f"{path}/{slug}", {})
        assert answer.status_code == 303, (slug, visitor.faults)
    assert _record(service, path) == _corrected(service, "project/kiis")


def _record(service: Desk, path: str) -> str:
    """The record that a draft makes."""
    code = path.rpartition("/")[2]
    answers, _ = read_answers(json.loads(service.inbox.draft(code).answers)["answers"], "")
    filled = fill(answers, _model(), real_desk().names(), base=BASE, today=real_desk().today())
    assert filled.findings == ()
    return write(filled.candidates[0].quads, TURTLE, base_iri=BASE.iri).decode()


def _corrected(service: Desk, key: str) -> str:
    quads = read((ROOT / f"data/records/{key}.ttl").read_bytes(), TURTLE, base_iri=BASE.iri, source=key)
    answers = for_correction(unfill(quads, _model(), BASE))
    filled = fill(answers, _model(), real_desk().names(), base=BASE, today=real_desk().today())
    return write(filled.candidates[0].quads, TURTLE, base_iri=BASE.iri).decode()


def _model():  # type: ignore[no-untyped-def] # only passed on
    return form_model(real_desk().inputs.model, BASE)


# Faults


def test_a_fault_comes_first_leads_to_its_field_and_nothing_is_lost(visitor: Visitor) -> None:
    path = visitor.begin()
    answer = visitor.fill(f"{path}/about", {"abstract/0": "En sammanfattning.", "category": "vagledande"})
    assert answer.status_code == 422
    assert _title(answer).startswith("Fel: Om – Projekt")
    assert visitor.faults == [("title-0", "Ge insatsen minst en titel, med språk och högst en per språk.")]
    assert re.search(r'<div class="fault" id="fel" role="alert" tabindex="-1" autofocus', answer.text)
    field = re.findall(r'<input id="title-0"[^>]*>', answer.text)[0]
    assert 'aria-invalid="true"' in field
    assert ("abstract/0", "En sammanfattning.") in fields(answer.text)
    assert ("category", "vagledande") in fields(answer.text)
    assert ("abstract/0", "En sammanfattning.") in fields(visitor.get(f"{path}/about").text)


def test_what_cannot_be_read_is_told_at_its_field_with_what_was_probably_meant(visitor: Visitor) -> None:
    path = visitor.begin()
    answer = visitor.fill(f"{path}/place", {"spatial/0": "Skinskatteberg"})
    assert visitor.faults == [
        (
            "spatial-0",
            "”Skinskatteberg” finns inte i grafen under det namnet. Välj ur listan, eller lämna in den först.",
        )
    ]
    assert "Menar du Skinnskatteberg?" in visitor.text
    assert ("spatial/0", "Skinskatteberg") in fields(answer.text)


def test_messages_speak_of_names_and_not_of_addresses(visitor: Visitor) -> None:
    path = visitor.begin()
    visitor.fill(f"{path}/parties", {**PARTIES, "participation/0/role/0": ""})
    assert [sentence for _, sentence in visitor.faults] == [
        "En medverkan har exakt en roll ur listan. Välj till exempel Samverkanspart, en medverkan för varje roll."
    ]


TEN = {
    "about": {"title-2", "abstract-0", "category"},
    "parties": {
        "participation-0-role-0",
        "participation-1-role-0",
        "participation-2-period-0-edtf-0-from",
        "participation-3-period-0",
    },
    "people": {"participantCount-0-total-0"},
    "money": {"statedBudget-0-amount-0"},
    "place": {"spatial-1"},
}


def test_ten_planted_faults_are_ten_at_their_fields(visitor: Visitor, service: Desk) -> None:
    answers = json.loads((ROOT / "tests/examine/ten_faults.json").read_text("utf-8"))
    path = f"/submit/project/{service.inbox.save_draft(None, 'project', json.dumps({'answers': answers}))}"
    found = {}
    for slug in _sections(visitor, path):
        page = visitor.get(f"{path}/{slug}").text
        if visitor.faults:
            found[slug] = {id_ for id_, _ in visitor.faults}
            assert found[slug] <= set(ids(page))
    assert found == TEN
    visitor.get(f"{path}/granska")
    assert "Att rätta innan det kan publiceras: 10" in visitor.text


def test_one_may_go_on_and_mend_later(visitor: Visitor) -> None:
    path = visitor.begin()
    visitor.fill(f"{path}/place", {"spatial/0": "Skinskatteberg"})
    assert "Gå vidare utan att rätta" in visitor.text
    assert _to(visitor.fill(f"{path}/place", {"spatial/0": "Skinskatteberg"}, press="leave")) == path
    assert "Att rätta: 1" in visitor.get(path).text


def test_a_warning_does_not_stop(visitor: Visitor) -> None:
    path = visitor.begin()
    typed = {"title/0": "Språkstegen", "note/0": "Fråga eva.ek@kommun.example.se"}
    assert _to(visitor.fill(f"{path}/about", typed)) == f"{path}/parties"
    assert "Varning:" in visitor.get(f"{path}/about").text


def test_a_personal_number_is_not_kept_and_not_repeated_in_the_message(visitor: Visitor, service: Desk) -> None:
    path = visitor.begin()
    answer = visitor.fill(f"{path}/about", {"title/0": "Språkstegen", "note/0": f"Gäller {NUMBER}."})
    assert answer.status_code == 422
    assert [id_ for id_, _ in visitor.faults] == ["note-0"]
    assert NUMBER not in visitor.faults[0][1]
    assert "inte sparat" in visitor.text
    assert ("title/0", "Språkstegen") in fields(answer.text)
    assert NUMBER not in service.inbox.draft(path.rpartition("/")[2]).answers


def test_what_is_typed_is_shown_as_text(visitor: Visitor) -> None:
    path = visitor.begin()
    visitor.fill(f"{path}/about", {"title/0": "<script>alert(1)</script>\"'"})
    for at in (path, f"{path}/about", f"{path}/granska"):
        assert "<script>" not in visitor.get(at).text


def test_without_an_examiner_everything_is_still_kept(visitor: Visitor, service: Desk) -> None:
    path = visitor.begin()
    service.examiner.away = True
    assert _to(visitor.fill(f"{path}/about", {"title/0": "Språkstegen"})) == f"{path}/parties"
    assert "Kontrollen svarar inte just nu" in visitor.get(path).text
    answer = visitor.fill(f"{path}/granska", {"contact": "kansliet@example.se"}, press="send")
    assert answer.status_code == 503
    assert ("contact", "kansliet@example.se") in fields(answer.text)
    service.examiner.away = False
    assert ("title/0", "Språkstegen") in fields(visitor.get(f"{path}/about").text)


# Rows


def test_adding_and_taking_away_keeps_everything_else_that_was_typed(visitor: Visitor) -> None:
    path = visitor.begin()
    at = _to(visitor.fill(f"{path}/parties", PARTIES, press="add:participation"))
    assert at == f"{path}/parties?new=participation/1"
    page = visitor.get(at).text
    assert re.search(r'<input id="participation-1-actor-0"[^>]*autofocus', page)
    assert ("participation/0/actor/0", "Norbergs kommun") in fields(page)
    visitor.fill(f"{path}/parties", {"participation/1/actor/0": "AF"}, press="add:participation")
    left = _to(
        visitor.fill(f"{path}/parties", {"participation/2/actor/0": "Sala kommun"}, press="remove:participation/0")
    )
    assert left == f"{path}/parties#participation"
    typed = dict(fields(visitor.get(f"{path}/parties").text))
    assert [typed[f"participation/{n}/actor/0"] for n in (0, 1)] == ["AF", "Sala kommun"]
    assert "participation/2/actor/0" not in typed


def test_texts_are_added_two_by_two(visitor: Visitor) -> None:
    path = visitor.begin()
    visitor.fill(f"{path}/about", {"aim/0": "Ett", "aim/1": "One"}, press="add:aim")
    visitor.fill(f"{path}/about", {"aim/2": "Två"}, press="add:aim")
    visitor.fill(f"{path}/about", {}, press="remove:aim/0")
    typed = dict(fields(visitor.get(f"{path}/about").text))
    assert (typed["aim/0"], typed["aim/0~lang"], typed["aim/1"], typed["aim/1~lang"]) == ("Två", "sv", "", "en")


def test_what_points_at_a_row_follows_it(visitor: Visitor) -> None:
    path = visitor.begin()
    visitor.fill(f"{path}/people", {"participantCount/0": "", "participantCount/0/total/0": "5"})
    counts = {"participantCount/1": "", "participantCount/1/total/0": "200"}
    visitor.fill(f"{path}/people", counts)
    outcome = {"outcome/0": "", "outcome/0/outcomeType/0": "studier", "outcome/0/shareOf/0": "participantCount/1"}
    visitor.fill(f"{path}/result", outcome)
    assert ("outcome/0/shareOf/0", "participantCount/1") in fields(visitor.get(f"{path}/result").text)
    visitor.fill(f"{path}/people", {}, press="remove:participantCount/0")
    assert ("outcome/0/shareOf/0", "participantCount/0") in fields(visitor.get(f"{path}/result").text)
    visitor.fill(f"{path}/people", {}, press="remove:participantCount/0")
    assert ("outcome/0/shareOf/0", "") in fields(visitor.get(f"{path}/result").text)


@pytest.mark.parametrize(
    "order", ["add:", "add:xx", "add:title/0", "remove:spatial/9", "remove:x/y", "add:../x", "trams"]
)
def test_an_order_that_makes_no_sense_saves_the_page(visitor: Visitor, order: str) -> None:
    path = visitor.begin()
    answer = visitor.fill(f"{path}/place", {"spatial/0": "Sala"}, press=order)
    assert answer.status_code == 303
    assert ("spatial/0", "Sala") in fields(visitor.get(f"{path}/place").text)


# Times


def test_a_vague_time_is_read_back_in_words(visitor: Visitor, service: Desk) -> None:
    path = visitor.begin()
    typed = {"period/0": "", "period/0/edtf/0~from": "hösten 2018", "period/0/edtf/0~to": "pågår"}
    visitor.fill(f"{path}/time", typed)
    page = visitor.get(f"{path}/time").text
    assert "Vi läser det som: från hösten 2018." in visitor.text
    shown = dict(fields(page))
    assert (shown["period/0/edtf/0~from"], shown["period/0/edtf/0~to"]) == ("hösten 2018", "pågår")


def test_a_time_that_cannot_be_read_stays_as_it_was_typed(visitor: Visitor) -> None:
    path = visitor.begin()
    answer = visitor.fill(f"{path}/time", {"period/0": "", "period/0/edtf/0~from": "i våras", "period/0/edtf/0~to": ""})
    assert [id_ for id_, _ in visitor.faults] == ["period-0-edtf-0-from"]
    assert ("period/0/edtf/0~from", "i våras –") in fields(answer.text) or (
        "period/0/edtf/0~from",
        "i våras",
    ) in fields(answer.text)


def test_a_date_is_typed_in_three_boxes_as_exactly_as_it_is_known(visitor: Visitor) -> None:
    path = visitor.begin("document")
    visitor.fill(f"{path}/time", {"issued/0~year": "2020", "issued/0~month": "6"})
    assert "juni 2020" in visitor.get(f"{path}/granska").text
    answer = visitor.fill(f"{path}/time", {"issued/0~year": "2020", "issued/0~month": "13", "issued/0~day": "1"})
    assert visitor.faults == [("issued-0-year", "”2020-13-1” finns inte i kalendern. Kontrollera dag, månad och år.")]
    assert {("issued/0~month", "13"), ("issued/0~day", "1")} <= set(fields(answer.text))


# Sending


def _sprakstegen(visitor: Visitor) -> str:
    path = visitor.begin()
    visitor.fill(f"{path}/about", {"title/0": "Språkstegen", "title/1": "Language steps", "category": "vagledande"})
    visitor.fill(f"{path}/parties", PARTIES)
    visitor.fill(f"{path}/money", {"statedBudget/0": "", "statedBudget/0/amount/0": "22,6 miljoner kronor"})
    visitor.fill(
        f"{path}/time", {"period/0": "", "period/0/edtf/0~from": "hösten 2018", "period/0/edtf/0~to": "våren 2020"}
    )
    visitor.fill(f"{path}/place", {"spatial/0": "Norberg"})
    visitor.fill(f"{path}/source", {"source/title": "Slutrapport", "source/page": "https://norberg.example.se/r.pdf"})
    return path


def test_everything_is_read_through_and_sent_and_a_receipt_comes(visitor: Visitor, service: Desk) -> None:
    path = _sprakstegen(visitor)
    visitor.get(f"{path}/granska")
    assert "Inget hindrar att det här publiceras." in visitor.text
    for said in (
        "Språkstegen",
        "Vägledande insats",
        "Norbergs kommun",
        "22 600 000",
        "hösten 2018 – våren 2020",
        "Norberg",
    ):
        assert said in visitor.text
    receipt = _to(
        visitor.fill(
            f"{path}/granska", {"organisation": "Norberg kommun", "contact": "kansliet@example.se"}, press="send"
        )
    )
    kept = service.inbox.submission(receipt.rpartition("/")[2])
    assert kept.organisation == BASE.iri + "actor/norbergs-kommun"
    assert service.inbox.contact(kept.receipt) == "kansliet@example.se"
    assert [each.key for each in service.inbox.revisions(kept.receipt)] == [
        "document/slutrapport",
        "project/sprakstegen",
    ]
    assert "Väntar på granskning" in visitor.get(receipt).text


def test_a_draft_that_was_sent_holds_nothing_more_and_leads_to_its_receipt(visitor: Visitor, service: Desk) -> None:
    path = _sprakstegen(visitor)
    receipt = _to(visitor.fill(f"{path}/granska", {}, press="send"))
    assert "Språkstegen" not in service.inbox.draft(path.rpartition("/")[2]).answers
    for at in (path, f"{path}/about", f"{path}/granska"):
        assert _to(visitor.get(at)) == receipt
    assert _to(visitor.post(f"{path}/granska", {"do": "send"})) == receipt
    assert _to(visitor.post(f"{path}/about", {"title/0": "X"})) == receipt


def test_the_form_and_the_api_give_the_same_record_to_the_byte(visitor: Visitor, service: Desk) -> None:
    path = _sprakstegen(visitor)
    sent = _to(visitor.fill(f"{path}/granska", {}, press="send")).rpartition("/")[2]
    said = {
        "kind": "project",
        "answers": {
            "title": [{"value": "Språkstegen", "lang": "sv"}, {"value": "Language steps", "lang": "en"}],
            "category": ["Vägledande insats"],
            "participation": [{"role": ["Samverkanspart"], "actor": ["actor/norbergs-kommun"]}],
            "statedBudget": [{"amount": [22600000]}],
            "period": [{"edtf": ["hösten 2018 – våren 2020"]}],
            "spatial": ["1962"],
        },
        "source": {"page": "https://norberg.example.se/r.pdf", "title": "Slutrapport"},
    }
    client = service.app.test_client()
    answer = client.post("/submissions", data=json.dumps(said).encode(), content_type="application/json")
    one, two = (
        {each.key: each.turtle for each in service.inbox.revisions(receipt)}
        for receipt in (sent, answer.json["receipt"])
    )
    assert one == two
    assert len(one) == 2


def test_what_must_be_mended_is_said_and_may_be_sent_all_the_same(visitor: Visitor, service: Desk) -> None:
    path = visitor.begin()
    visitor.fill(f"{path}/about", {"abstract/0": "Utan titel."})
    visitor.get(f"{path}/granska")
    assert "Att rätta innan det kan publiceras: 2" in visitor.text
    refused = visitor.fill(f"{path}/granska", {"contact": "kansliet@example.se"}, press="send")
    assert refused.status_code == 422
    assert ("contact", "kansliet@example.se") in fields(refused.text)
    receipt = _to(visitor.fill(f"{path}/granska", {}, press="anyway"))
    assert "Väntar på att du rättar" in visitor.get(receipt).text


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ({"organisation": "Xyzzy"}, "organisation"),
        ({"contact": "kansliet"}, "contact"),
        ({"contact": NUMBER}, "contact"),
    ],
)
def test_who_sends_is_checked_on_the_same_page(visitor: Visitor, typed: dict[str, str | None], id_: str) -> None:
    path = _sprakstegen(visitor)
    answer = visitor.fill(f"{path}/granska", typed, press="send")
    assert (answer.status_code, [at for at, _ in visitor.faults]) == (422, [id_])
    assert _title(answer).startswith("Fel: Granska innan du skickar")
    assert set(typed.items()) <= set(fields(answer.text))


# Correcting


def test_a_published_record_is_corrected_in_the_form(visitor: Visitor, service: Desk) -> None:
    page = visitor.get("/submit/project?slug=kiis").text
    assert "Rätta KIIS, Kvinna in i Sverige" in page
    path = visitor.begin(slug="kiis")
    visitor.fill(f"{path}/place", {}, press="add:spatial")
    visitor.fill(f"{path}/place", {"spatial/5": "Surahammar"})
    receipt = _to(visitor.fill(f"{path}/granska", {}, press="send")).rpartition("/")[2]
    [made] = service.inbox.revisions(receipt)
    assert made.key == "project/kiis"
    assert "place/surahammar>" in made.turtle
    assert made.parent is not None


def test_what_was_sent_is_corrected_in_the_form(visitor: Visitor, service: Desk) -> None:
    path = _sprakstegen(visitor)
    first = _to(visitor.fill(f"{path}/granska", {}, press="send")).rpartition("/")[2]
    again = visitor.begin(receipt=first)
    assert ("title/0", "Språkstegen") in fields(visitor.get(f"{again}/about").text)
    visitor.fill(f"{again}/about", {"title/1": "Steps"})
    second = _to(visitor.fill(f"{again}/granska", {}, press="send")).rpartition("/")[2]
    assert service.inbox.submission(first).state.value == "superseded"
    assert service.inbox.submission(second).supersedes == first


def test_a_submission_of_another_sort_is_not_corrected_here(visitor: Visitor, service: Desk) -> None:
    answer = service.app.test_client().post(
        "/submissions", data=b"<http://a.example/> <http://b.example/> 1 .", content_type="text/turtle"
    )
    assert visitor.post("/submit/project", {"receipt": answer.json["receipt"]}).status_code == 400


# Guarding


def test_another_site_cannot_write_in_a_draft(visitor: Visitor) -> None:
    path = visitor.begin()
    for at in ("/submit/project", f"{path}/about", f"{path}/granska"):
        assert visitor.post(at, {"title/0": "X"}, Origin="https://annan.example.se").status_code == 403
    assert visitor.post(f"{path}/place", {"do": "save"}, Origin="https://grafen.example.se").status_code == 303


def test_a_form_that_nobody_typed_is_too_large(visitor: Visitor) -> None:
    path = visitor.begin()
    assert visitor.post(f"{path}/about", {"title/0": "x" * (1024 * 1024 + 1)}).status_code == 413


def test_a_form_that_did_not_arrive_whole_changes_nothing(visitor: Visitor, service: Desk) -> None:
    path = visitor.begin()
    visitor.fill(f"{path}/place", {"spatial/0": "Sala"})
    assert visitor.post(f"{path}/place", {}).status_code == 400
    body = b'{"spatial": "Norberg"}'
    assert (
        service.app.test_client().post(f"{path}/place", data=body, content_type="application/json").status_code == 400
    )
    assert visitor.post(f"{path}/place", {f"x{n}": "" for n in range(5_001)}).status_code == 413
    assert ("spatial/0", "Sala") in fields(visitor.get(f"{path}/place").text)


def test_the_workbook_is_there_to_fill_in(visitor: Visitor) -> None:
    answer = visitor.get("/submit/project/sheet.xlsx")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="project.xlsx"'
    assert answer.data[:2] == b"PK"


def test_a_kind_made_of_data_alone_has_a_form(tmp_path: Path) -> None:
    home = build(tmp_path, more=COURSE)
    with closing((made := desk(home, examining=tree_desk(scan(tmp_path / "root"), BASE, processes=1))).inbox):
        visitor = made.visitor()
        assert "En utbildning som ges ihop." in visitor.get("/submit/").text
        path = visitor.begin("course")
        assert _to(visitor.fill(f"{path}/about", {"title/0": "Svetsning", "level/0": "low"})) == f"{path}/parties"
        visitor.fill(f"{path}/parties", {"givenBy/0": "Sala kommun"})
        visitor.fill(f"{path}/source", {"source/title": "Kursplan"})
        visitor.get(f"{path}/granska")
        assert "Nivå låg" in visitor.text
        receipt = _to(visitor.fill(f"{path}/granska", {}, press="send")).rpartition("/")[2]
        [record, _] = made.inbox.revisions(receipt)
        assert (record.key, "samv:givenBy" in record.turtle) == ("course/svetsning", True)


COURSE = {
    "ontology/course.ttl": """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix samv: <ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        samv:Course a owl:Class ; samv:kind "course" ; samv:kindOrder 9 ; rdfs:label "Kurs"@sv , "Course"@en ;
            samv:pluralLabel "Kurser"@sv , "Courses"@en ; rdfs:isDefinedBy <ns> ; samv:status "stable" ;
            skos:definition "En utbildning som ges ihop."@sv , "Training given together."@en ;
            skos:example "<course/x> a samv:Course ." .
        samv:level a owl:ObjectProperty ; rdfs:label "nivå"@sv , "level"@en ; rdfs:isDefinedBy <ns> ; samv:status "stable" ;
            rdfs:domain samv:Course ; skos:definition "Hur svår."@sv , "How hard."@en ;
            skos:example "<course/x> samv:level samv:low ." .
        samv:givenBy a owl:ObjectProperty ; rdfs:label "ges av"@sv , "given by"@en ; rdfs:isDefinedBy <ns> ;
            samv:status "stable" ; rdfs:domain samv:Course ; skos:definition "Vem."@sv , "Who."@en ;
            skos:example "<course/x> samv:givenBy <actor/y> ." .
        samv:low a samv:Rank ; rdfs:label "låg"@sv , "low"@en ; rdfs:isDefinedBy <ns> ; samv:status "stable" ;
            skos:definition "Lätt."@sv , "Easy."@en ; skos:example "samv:low a samv:Rank ." .
        samv:high a samv:Rank ; rdfs:label "hög"@sv , "high"@en ; rdfs:isDefinedBy <ns> ; samv:status "stable" ;
            skos:definition "Svår."@sv , "Hard."@en ; skos:example "samv:high a samv:Rank ." .""",
    "shapes/course.ttl": """@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix dcterms: <http://purl.org/dc/terms/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        <shapes/course> a sh:NodeShape ; sh:targetClass samv:Course ; samv:namedBy ( dcterms:title ) ;
            sh:property <shapes/course#title> , <shapes/course#level> , <shapes/course#givenBy> .
        <shapes/course#title> sh:path dcterms:title ; sh:name "Titel"@sv , "Title"@en ; sh:datatype rdf:langString ;
            sh:group <shapes/group/about> ; sh:minCount 1 .
        <shapes/course#level> sh:path samv:level ; sh:name "Nivå"@sv , "Level"@en ; sh:in ( samv:low samv:high ) ;
            sh:group <shapes/group/about> ; sh:maxCount 1 .
        <shapes/course#givenBy> sh:path samv:givenBy ; sh:name "Ges av"@sv , "Given by"@en ; sh:class samv:Actor ;
            sh:group <shapes/group/parties> .""",
}


def test_over_plain_files_nothing_can_be_handed_in(files_client) -> None:  # type: ignore[no-untyped-def] # a test client
    assert files_client.get("/submit/").status_code in (404, 503)
