"""Organisations by what their names say."""

import pytest

from kg.sweden.projectbanks.beneficiaries import says_an_organisation


@pytest.mark.parametrize(
    "name",
    [
        "UPPSALA KOMMUN", "Länsstyrelsen i Skåne län", "Botkyrka folkhögskola", "Arbetsförmedlingen Myndigheten",
        "Exempelbolaget AB", "Stiftelsen Exempel", "Exempelbyns ideella förening", "Region Skåne", "Lunds universitet",
    ],
)  # fmt: skip
def test_a_body_says_that_it_is_one(name: str) -> None:
    assert says_an_organisation(name)


@pytest.mark.parametrize("name", ["Kim Exempelsson", "K. Exempelsson", "Exempelsson, Kim", "", "?!", "Kim Abelsson"])
def test_what_may_be_a_person_does_not(name: str) -> None:
    assert not says_an_organisation(name)
