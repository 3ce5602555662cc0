"""Judging by a profile: any RDF, its blank nodes too, and nothing of our own rules."""

from pathlib import Path

import pytest

from kg.errors import BadSyntax
from kg.examine.by_profile import ByProfile, every
from kg.examine.handed import Handed

ROOT = Path(__file__).parents[2]
CATALOGUE = "@prefix dcat: <http://www.w3.org/ns/dcat#> . <https://data.example.se/c> a dcat:Catalog ."


@pytest.fixture(scope="module")
def dcat() -> ByProfile:
    return every(str(ROOT))["dcat-ap-se"]


def test_a_catalogue_is_judged_with_lines_and_words(dcat: ByProfile) -> None:
    examined = dcat.examine([Handed("catalog.ttl", CATALOGUE.encode())])
    wrong = [each for each in examined.findings if each.level == "violation"]
    assert sorted((each.shape or "").partition("#")[2] for each in wrong) == [
        "catalog-dataset-required", "catalog-description-required", "catalog-license-required",
        "catalog-publisher-required", "catalog-title-required",
    ]  # fmt: skip
    assert all(each.place is not None and each.place.line == 1 for each in wrong)
    assert not examined.acceptable
    assert examined.records == ()
    assert examined.shapes_version == "dcat-ap-se"


@pytest.mark.parametrize(("name", "media_type"), [("a.csv", None), ("body", "text/csv"), ("notes.txt", None)])
def test_what_is_no_rdf_is_refused(dcat: ByProfile, name: str, media_type: str | None) -> None:
    with pytest.raises(BadSyntax, match="is no RDF"):
        dcat.examine([Handed(name, b"a,b", media_type)])


def test_without_a_root_there_are_none() -> None:
    assert every(None) == {}
