"""Checking before handing in: what is sent reaches the examiners as it is, and their report comes back in every form."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.errors import BadSyntax, ExaminersBusy, HandInTooDemanding, KgError
from kg.examine.handed import Examined, Handed
from kg.examine.wire import AS_PAGE, Asked
from kg.place import Place
from kg.rdf.formats import RDF_FORMATS
from kg.serve.app import create_app
from kg.serve.http.limits import MAX_HAND_IN
from kg.serve.shelf import Edition
from tests.serve import world

TURTLE = "text/turtle"
RECORD = "<project/broar> a <https://w3id.org/samverkan/ns#Project> .\n"
HTML = {"Accept": "text/html"}
FINDING = {
    "level": "violation",
    "word": "Fel",
    "place": "text.ttl:1:3",
    "about": "Projekt (Broar), titel",
    "sentence": "Titel <saknas>.",
    "hint": "Menade du dcterms:title?",
    "also": ["a.ttl:2:1"],
    "component": "",
    "excerpt": {"before": "<project/", "at": "broar", "after": "> a"},
}


@dataclass
class Recorder:
    """Examiners that remember what they were handed, and answer as they are told."""

    wrong: KgError | None = None
    ready: bool = True
    handed: list[Handed] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def examine(
        self, handed: Sequence[Handed], *, kind: str | None = None, by_steward: bool = False
    ) -> Examined:  # pragma: no cover - the report is what is asked for here
        """Nothing."""
        return Examined((), (), "")

    def report(self, handed: Sequence[Handed], asked: Asked) -> bytes:
        """A report that says which form it has."""
        if self.wrong is not None:
            raise self.wrong
        self.handed += handed
        self.asked.append(asked)
        if asked.form == AS_PAGE:
            return json.dumps({"acceptable": False, "summary": "1 fel", "findings": [FINDING]}).encode()
        return f"report as {asked.form}".encode()

    def is_ready(self) -> bool:
        """As told."""
        return self.ready


@pytest.fixture
def examiners() -> Recorder:
    return Recorder()


@pytest.fixture
def visitor(home: Path, edition: Edition, examiners: Recorder) -> FlaskClient:
    return create_app(world.settings(home), world.OneShelf(edition), examiner=examiners).test_client()


def sent(visitor: FlaskClient, query: str = "", accept: str = "*/*", content_type: str = TURTLE) -> TestResponse:
    """The answer to a record that is sent as the body."""
    return visitor.post(f"/validate{query}", data=RECORD, content_type=content_type, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("accept", "media_type", "form"),
    [
        ("*/*", "application/json", "json"),
        ("application/json", "application/json", "json"),
        ("text/turtle", "text/turtle", "ttl"),
        ("application/ld+json", "application/ld+json", "jsonld"),
        ("application/sarif+json, */*;q=0.1", "application/sarif+json", "sarif"),
        ("text/plain", "text/plain", "txt"),
    ],
)
def test_a_report_comes_in_the_form_that_is_liked_best(
    visitor: FlaskClient, examiners: Recorder, accept: str, media_type: str, form: str
) -> None:
    answer = sent(visitor, accept=accept)
    assert (answer.status_code, answer.mimetype, answer.text) == (200, media_type, f"report as {form}")
    assert examiners.asked == [Asked(form, "sv")]
    by_name = sent(visitor, f"?format={form}", accept="text/html")
    assert by_name.mimetype == media_type


def test_what_is_sent_reaches_the_examiners_as_it_is(visitor: FlaskClient, examiners: Recorder) -> None:
    sent(visitor, content_type="text/turtle; charset=UTF-8")
    assert examiners.handed == [Handed("body.ttl", RECORD.encode(), "text/turtle; charset=UTF-8")]


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda form: form.name)
def test_every_syntax_is_taken(visitor: FlaskClient, form: object) -> None:
    for media_type in getattr(form, "media_types", ()):
        assert sent(visitor, content_type=media_type).status_code == 200


@pytest.mark.parametrize(
    "media_type",
    ["text/csv", "text/csv; charset=windows-1252", "application/json",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
)  # fmt: skip
def test_tables_and_answers_are_taken_too(visitor: FlaskClient, media_type: str) -> None:
    assert sent(visitor, content_type=media_type).status_code == 200


@pytest.mark.parametrize("content_type", ["image/png", "text/turtle; charset=latin-1", "application/pdf", "x"])
def test_another_format_is_refused_with_those_that_are_read(
    visitor: FlaskClient, examiners: Recorder, content_type: str
) -> None:
    answer = sent(visitor, content_type=content_type)
    assert answer.status_code == 415
    assert "läses" in answer.json["detail"] or "UTF-8" in answer.json["detail"]
    assert examiners.handed == []


def test_a_packed_body_is_refused(visitor: FlaskClient) -> None:
    answer = visitor.post("/validate", data=b"x", content_type=TURTLE, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 415


def test_a_file_too_large_is_refused(visitor: FlaskClient, examiners: Recorder) -> None:
    answer = visitor.post("/validate", data=b"#" * (MAX_HAND_IN + 1), content_type=TURTLE)
    assert (answer.status_code, answer.json["status"]) == (413, 413)
    assert visitor.post("/validate", data=b"#" * MAX_HAND_IN, content_type=TURTLE).status_code == 200
    assert len(examiners.handed) == 1


@pytest.mark.parametrize("data", [b"", b"text=", b"text=+%0A", b"other=x"])
def test_nothing_is_told_to_be_nothing(visitor: FlaskClient, data: bytes) -> None:
    content_type = "application/x-www-form-urlencoded" if data else TURTLE
    answer = visitor.post("/validate", data=data, content_type=content_type)
    assert answer.status_code == 400
    assert answer.json["title"] == "Felaktig begäran"


def test_what_cannot_be_read_is_told_with_line_and_column(visitor: FlaskClient, examiners: Recorder) -> None:
    examiners.wrong = BadSyntax("it breaks", message_sv="det brister", place=Place("body.ttl", 3, 7))
    answer = sent(visitor, accept="application/json")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert (answer.json["line"], answer.json["column"]) == (3, 7)
    assert answer.json["detail"] == "Rad 3, tecken 7: Det brister"


@pytest.mark.parametrize(
    ("wrong", "status"), [(ExaminersBusy("busy", message_sv="upptagna"), 503), (HandInTooDemanding("too much"), 422)]
)
def test_who_cannot_be_served_is_told_when_to_come_back(
    visitor: FlaskClient, examiners: Recorder, wrong: KgError, status: int
) -> None:
    examiners.wrong = wrong
    answer = sent(visitor)
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)


@pytest.mark.parametrize("said", ["project", world.BASE + "shapes/project"])
def test_shapes_of_ours_are_named_by_kind(visitor: FlaskClient, examiners: Recorder, said: str) -> None:
    assert sent(visitor, f"?shapes={said}").status_code == 200
    assert examiners.asked == [Asked("json", "sv", "project")]


@pytest.mark.parametrize("said", ["http://127.0.0.1:9/shapes.ttl", "file:///etc/passwd", "../project", "nothing"])
def test_other_shapes_are_not_found_and_never_fetched(visitor: FlaskClient, examiners: Recorder, said: str) -> None:
    answer = sent(visitor, f"?shapes={said}")
    assert answer.status_code == 404
    assert {"label": "project", "href": "/shapes/project"} in answer.json["near"]
    assert examiners.handed == []


def test_a_profile_of_ours_is_named_and_no_other(home: Path, edition: Edition, examiners: Recorder) -> None:
    settings = world.settings(home, root=Path(__file__).parents[3])
    visitor = create_app(settings, world.OneShelf(edition), examiner=examiners).test_client()
    assert sent(visitor, "?profile=dcat-ap-se").status_code == 200
    assert examiners.asked == [Asked("json", "sv", None, "dcat-ap-se")]
    form = {"text": RECORD, "shapes": "dcat-ap-se", "syntax": TURTLE}
    page = visitor.post("/validate", data=form, headers=HTML).text
    assert "Det här bryter mot profilen." in page
    assert examiners.asked.pop() == Asked(AS_PAGE, "sv", None, "dcat-ap-se")
    for said in ("nothing", "../../shapes", "https://example.org/shapes.ttl"):
        answer = sent(visitor, f"?profile={said}")
        assert answer.status_code == 404
        assert "dcat-ap-se" in answer.json["detail"]
    assert len(examiners.asked) == 1


def test_a_form_that_nobody_offers_is_not_acceptable(visitor: FlaskClient) -> None:
    assert sent(visitor, "?format=pdf").status_code == 406
    assert sent(visitor, accept="image/png").status_code == 406


def test_scripts_from_anywhere_may_ask_and_nobody_keeps_the_answer(visitor: FlaskClient) -> None:
    answer = sent(visitor)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Vary"] == "Accept, Accept-Language"
    before = visitor.options("/validate")
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in before.headers["Access-Control-Allow-Headers"]


def test_the_page_offers_a_file_a_text_and_examples(visitor: FlaskClient) -> None:
    swedish = visitor.get("/validate", headers=HTML)
    assert swedish.status_code == 200
    assert "<h1>Kontrollera uppgifter</h1>" in swedish.text
    assert '<input id="file" type="file" name="file"' in swedish.text
    assert 'href="./validate?example=project"' in swedish.text
    english = visitor.get("/validate?lang=en", headers=HTML)
    assert "<h1>Check data</h1>" in english.text
    assert visitor.get("/validate/", headers=HTML).headers["Location"] == "/validate"
    assert visitor.get("/validate", headers={"Accept": "image/png"}).status_code == 406


def test_an_example_is_a_published_record_that_lacks_something(visitor: FlaskClient) -> None:
    page = visitor.get("/validate?example=project", headers=HTML).text
    assert "&lt;https://w3id.org/samverkan/project/" in page
    assert visitor.get("/validate?example=nothing", headers=HTML).status_code == 404


@pytest.fixture
def answered(visitor: FlaskClient) -> str:
    """The page that answers a text sent from it."""
    form = {"text": RECORD, "syntax": "application/trig", "shapes": "project"}
    answer = visitor.post("/validate", data=form, headers=HTML, content_type="multipart/form-data")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    return answer.text


def test_the_page_shows_each_finding_with_its_line_and_keeps_the_text(answered: str, examiners: Recorder) -> None:
    assert examiners.handed == [Handed("text.trig", RECORD.encode(), "application/trig")]
    assert examiners.asked == [Asked(AS_PAGE, "sv", "project")]
    assert "Titel &lt;saknas&gt;." in answered
    assert '<pre class="code excerpt">&lt;project/<mark>broar</mark>&gt; a</pre>' in answered
    assert "Menade du dcterms:title?" in answered
    assert "Det här behöver rättas innan det kan publiceras." in answered
    assert "&lt;project/broar&gt; a &lt;https://w3id.org/samverkan/ns#Project&gt;" in answered
    assert '<option value="application/trig" selected>' in answered
    assert '<option value="project" selected>' in answered


def test_a_file_goes_before_a_text_and_its_name_is_never_a_path(visitor: FlaskClient, examiners: Recorder) -> None:
    form = {"file": (io.BytesIO(RECORD.encode()), "../../etc/broar.ttl"), "text": "other"}
    answer = visitor.post("/validate", data=form, headers=HTML, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert [(each.name, each.data) for each in examiners.handed] == [("broar.ttl", RECORD.encode())]


def test_a_page_that_is_sent_what_cannot_be_read_says_so_and_keeps_the_text(
    visitor: FlaskClient, examiners: Recorder
) -> None:
    examiners.wrong = BadSyntax("it breaks", message_sv="det brister", place=Place("text.ttl", 1, 2))
    answer = visitor.post("/validate", data={"text": "<kept"}, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert "Rad 1, tecken 2: Det brister" in answer.text
    assert "&lt;kept</textarea>" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_where_nothing_is_judged_there_is_no_such_page(client: FlaskClient, files_client: FlaskClient) -> None:
    assert client.get("/validate", headers=HTML).status_code == 404
    assert files_client.post("/validate", data=RECORD, content_type=TURTLE).status_code == 404


def test_it_is_ready_when_its_examiners_are(visitor: FlaskClient, examiners: Recorder) -> None:
    assert visitor.get("/readyz").status_code == 200
    examiners.ready = False
    assert visitor.get("/readyz").status_code == 503
    assert visitor.get("/healthz").status_code == 200


def test_an_upload_is_never_written_to_a_file(app: Flask) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.ttl"\r\n\r\n'
    body = io.BytesIO(head + b"a" * 2**20 + b"\r\n--x--\r\n")
    form = "multipart/form-data; boundary=x"
    with app.test_request_context("/validate", method="POST", input_stream=body, content_type=form) as context:
        stream = context.request.files["file"].stream
        assert isinstance(stream, io.BytesIO)
        assert len(stream.getvalue()) == 2**20
