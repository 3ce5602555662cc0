"""The parameters of a standing question: what is given is read as the default is, or refused with what to write."""

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import BadRequest
from kg.query.questions import parse_question
from kg.rdf.iris import Base
from kg.rdf.namespaces import XSD

BASE = Base("https://example.org/")
QUESTION = parse_question(
    """# name: here
# number: 1
# question@sv: Vilka?
# question@en: Which?
# param: day = "2020-10-01"^^xsd:date ; Dag / Day
# param: most = "5"^^xsd:integer ; Antal / Number
# param: actor = <actor/sala-kommun> ; Aktör / Actor
SELECT ?day ?most ?actor {}
""",
    BASE,
)


def test_what_is_given_is_read_as_the_default_is() -> None:
    given = {"day": " 2021-02-28 ", "most": "12", "actor": "actor/norbergs-kommun"}
    assert QUESTION.bindings(given, BASE) == {
        "day": Literal("2021-02-28", datatype=XSD.date),
        "most": Literal("12", datatype=XSD.integer),
        "actor": NamedNode("https://example.org/actor/norbergs-kommun"),
    }
    assert QUESTION.bindings({}, BASE)["day"] == Literal("2020-10-01", datatype=XSD.date)


@pytest.mark.parametrize(
    ("name", "value", "like"),
    [
        ("day", "nonsense", "2020-10-01"),
        ("day", "2021-02-30", "2020-10-01"),
        ("day", '"2021"^^xsd:date', "2020-10-01"),
        ("most", "några", "5"),
        ("actor", "http://[", "https://example.org/actor/sala-kommun"),
    ],
)
def test_what_is_no_such_value_is_refused_with_what_to_write(name: str, value: str, like: str) -> None:
    with pytest.raises(BadRequest) as refused:
        QUESTION.bindings({name: value}, BASE)
    assert refused.value.message.endswith(f"can't be the value of {name}; write it like {like}.")
    assert name in refused.value.message_sv
