"""Beneficiaries among our things."""

import pytest

from kg.link.owners import Owners
from kg.names.described import Described
from kg.names.index import Index

OURS = [
    Described("actor/sala-kommun", "actor", ("Sala kommun",), organisationsnummer="212000-2098"),
    Described("actor/region-skane", "actor", ("Region Skåne",), organisationsnummer="232100-0255"),
    Described("actor/lansstyrelsen-i-skane-lan", "actor", ("Länsstyrelsen i Skåne län",)),
    Described("actor/exempelbolaget", "actor", ("Exempelbolaget",)),
    Described("actor/exempelbolaget-2", "actor", ("Exempelbolaget",)),
    Described("project/sala", "project", ("Utbildning Sala",)),
]


@pytest.mark.parametrize(
    ("name", "number", "key"),
    [
        ("Helt annat namn", "212000-2098", "actor/sala-kommun"),
        ("SALA KOMMUN", None, "actor/sala-kommun"),
        ("Sala stad", None, "actor/sala-kommun"),
        ("LÄNSSTYRELSEN I SKÅNE LÄN", "202100-2114", "actor/lansstyrelsen-i-skane-lan"),
        ("Skåne län", None, None),
        ("Sala kommun", "212000-0142", None),
        ("Salla kommun", None, None),
        ("Exempelbolaget", None, None),
        ("Utbildning Sala", None, None),
    ],
)
def test_the_number_decides_and_else_the_very_name(name: str, number: str | None, key: str | None) -> None:
    assert Owners(Index(OURS), "actor").known(name, number) == key
