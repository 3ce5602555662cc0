"""What is most like a thing stands on its page with reasons, by the question that says so; at most five of them."""

from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode

from kg.query.question import Term
from kg.rdf.iris import Base
from kg.serve.ask import alike
from kg.serve.ask.alike import Alike, Reason
from kg.serve.model import Model
from kg.serve.shelf import Edition
from tests.serve import world

BASE = Base(world.BASE)
MODEL = Model(terms={f"{world.NS}sector": ({"sv": "sektor", "en": "sector"}, {})})
BECAUSE = ("other", "aspect", "trait")


def test_the_page_says_what_is_alike_and_why(client: FlaskClient) -> None:
    page = client.get("/project/stigen.html").text
    assert "Liknande insatser" in page
    assert '<a href="../project/broar.html">Broar till arbete</a>' in page
    assert "<li>Samma sektor: uppsökande</li>" in page
    assert 'href="../questions/projects-alike?project=project%2Fstigen"' in page
    english = client.get("/project/stigen.html?lang=en").text
    assert "Similar measures" in english
    assert ">Bridges to Work</a>" in english
    assert "<li>Same sector: outreach</li>" in english


def test_other_things_have_no_such_section(client: FlaskClient) -> None:
    assert "Liknande insatser" not in client.get("/actor/lillby-kommun.html").text


def test_a_page_asks_for_it_once_and_for_a_bounded_answer(edition: Edition, client: FlaskClient) -> None:
    asked = edition.engine.asked  # type: ignore[attr-defined]
    asked.clear()
    client.get("/project/stigen.html?alone=1")
    texts = [each.text for each in asked if "projects-alike" in each.text]
    assert len(texts) == 1
    assert texts[0].rstrip().endswith("LIMIT 100")


def test_no_more_than_five_are_shown_each_with_all_its_reasons() -> None:
    rows = [_row(f"p{n}", aspect, f"t{m}") for n in range(7) for aspect in ("sector", "form") for m in range(2)]
    found = alike.nearest(rows, BECAUSE, "sv", MODEL, BASE)
    assert [each.path for each in found] == [f"project/p{n}.html" for n in range(5)]
    reasons = (Reason("sektor", ("T0", "T1")), Reason(f"{world.NS}form", ("T0", "T1")))
    assert found[0] == Alike("P0", "project/p0.html", reasons)


def test_a_name_that_only_another_language_has_will_do() -> None:
    (found,) = alike.nearest([_row("p1", "sector", "t1")], BECAUSE, "en", MODEL, BASE)
    assert (found.name, found.reasons) == ("P1", (Reason("sector", ("T1",)),))


def _row(other: str, aspect: str, trait: str) -> dict[str, Term]:
    return {
        "other": NamedNode(f"{world.BASE}project/{other}"),
        "otherName": Literal(other.upper(), language="sv"),
        "aspect": NamedNode(f"{world.NS}{aspect}"),
        "trait": NamedNode(f"{world.BASE}concept/x/{trait}"),
        "traitName": Literal(trait.upper(), language="sv"),
    }
