"""The name within what a source writes about somebody."""

import pytest

from kg.sweden.mentions import readings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Projektägare: Länsstyrelsen i Västmanland", "Länsstyrelsen i Västmanland"),
        ("Södertälje kommun 95 %", "Södertälje kommun"),
        ("Europeiska socialfonden (ESF)", "Europeiska socialfonden"),
        ("Arbetsförmedlingen i Malmö som huvudägare", "Arbetsförmedlingen i Malmö"),
        ("Aktör: Jobbtorg Unga Globen (Stockholm stad)", "Jobbtorg Unga Globen"),
    ],
)
def test_role_share_and_brackets_are_no_part_of_a_name(text: str, name: str) -> None:
    assert readings(text) == (text, name)


@pytest.mark.parametrize("text", ["Sala kommun", "Forum – idéburna organisationer", "", "(ESF)"])
def test_a_name_alone_is_read_as_it_stands(text: str) -> None:
    assert readings(text) == (text,)
