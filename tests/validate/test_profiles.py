"""Profiles: those that ship with the project are found by name, their code lists apart from their shapes."""

from pathlib import Path

import pytest

from kg.errors import NotFound
from kg.validate.profiles import names, profile

ROOT = Path(__file__).parents[2]


def test_a_profile_is_a_folder_of_shapes_with_its_code_lists() -> None:
    assert names(ROOT) == ["dcat-ap-se"]
    found = profile(ROOT, "dcat-ap-se")
    assert [raw.name for raw in found.codes] == ["shapes/dcat-ap-se/codes.ttl"]
    assert "shapes/dcat-ap-se/harvest.ttl" in [raw.name for raw in found.shapes]
    assert all(raw.name.endswith(".ttl") for raw in found.shapes)


@pytest.mark.parametrize("name", ["nothing", "../shapes", "dcat-ap-se/../..", "", "/etc"])
def test_another_name_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(NotFound, match="There are: dcat-ap-se"):
        profile(ROOT, name)


def test_without_shapes_there_are_no_profiles(tmp_path: Path) -> None:
    assert names(tmp_path) == []
    with pytest.raises(NotFound) as refusal:
        profile(tmp_path, "dcat-ap-se")
    assert refusal.value.message_sv == "Det finns ingen profil 'dcat-ap-se'. De som finns är: –."
