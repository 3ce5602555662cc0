"""What a release says of itself: counts that are true, and nothing that the clock decides."""

import json

from pyoxigraph import NamedNode, Store

from kg.rdf.namespaces import VOID
from kg.release.layout import current
from tests.workshop import BASE, Workshop

DATASET = NamedNode(BASE.iri + "catalog#samverkansgrafen")


def _said(store: Store, subject: NamedNode, predicate: NamedNode) -> list[str]:
    found = store.quads_for_pattern(subject, predicate, None, BASE.graph("release"))
    return sorted(quad.object.value for quad in found if not isinstance(quad.object, type(quad)))


def test_the_counts_are_those_of_the_statements_and_records_there_are(published: Workshop) -> None:
    release = current(published.home)
    store = Store.read_only(str(release.store))
    assert _said(store, DATASET, VOID.triples) == [str(len(store))]
    assert _said(store, DATASET, VOID.entities) == ["6"]
    assert release.manifest.counts["quads"] == len(store)
    for kind in ("actor", "project"):
        assert _said(store, NamedNode(f"{BASE.iri}catalog#{kind}"), VOID.entities) == ["3"]


def test_a_tombstone_stands_in_the_release_and_in_its_model(published: Workshop) -> None:
    release = current(published.home)
    old = BASE.mint("project", "gammal")
    assert _said(Store.read_only(str(release.store)), old, BASE.ns("removedOn")) == ["2024-05-06"]
    assert release.model()["gone"] == {
        old.value: {
            "date": "2024-05-06",
            "reason": {"en": "Merged into Bro.", "sv": "Slogs ihop med Bro."},
            "replacedBy": BASE.mint("project", "bro").value,
        }
    }


def test_the_report_is_the_findings_that_were_published_with(published: Workshop) -> None:
    report = json.loads((current(published.home).path / "report.json").read_text())
    assert [(each["level"], each["record"].removeprefix(BASE.iri)) for each in report] == [
        ("warning", "record/project/ensam"),
        ("info", "record/project/ensam"),
    ]
