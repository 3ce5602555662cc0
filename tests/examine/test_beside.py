"""A source that several answers describe is one record where they say the same of it, and a fault where they don't."""

import json

from kg.examine.examination import examine
from kg.examine.handed import Examined, Handed
from kg.rdf.findings import violations
from tests.examine.desks import real_desk


def _examined(*pages: str) -> Examined:
    handed = []
    for number, page in enumerate(pages, start=1):
        said = {
            "kind": "project",
            "answers": {
                "title": [{"value": f"Insats {number}", "lang": "sv"}],
                "category": ["Vägledande insats"],
                "participation": [{"role": ["Samverkanspart"], "actor": ["actor/norbergs-kommun"]}],
            },
            "source": {"title": "Slutrapport för allt", "page": page},
        }
        handed.append(Handed(f"{number}.json", json.dumps(said).encode(), "application/json"))
    return examine(handed, real_desk())


def test_a_source_that_is_described_with_each_is_one_record() -> None:
    examined = _examined("https://norberg.example.se/r.pdf", "https://norberg.example.se/r.pdf")
    assert violations(examined.findings) == []
    assert [each.key for each in examined.records] == [
        "project/insats-1",
        "document/slutrapport-for-allt",
        "project/insats-2",
    ]
    assert [each.answers is not None for each in examined.records] == [True, False, True]


def test_a_source_that_is_described_in_two_ways_is_told() -> None:
    examined = _examined("https://norberg.example.se/r.pdf", "https://norberg.example.se/annan.pdf")
    [fault] = violations(examined.findings)
    assert "document/slutrapport-for-allt" in fault.message_sv
