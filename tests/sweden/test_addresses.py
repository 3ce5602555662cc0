"""E-mail addresses are found, and an office's is told from a person's."""

import pytest

from kg.sweden.addresses import find


@pytest.mark.parametrize(
    "address",
    [
        "registrator@example.se",
        "info@example.se",
        "kontakt@example.se",
        "info.exempelstad@example.se",
        "norbergs.kommun@norberg.example.se",
        "arbetsmarknadsenheten@example.se",
        "lyft-projektet@example.se",
        "kommunen@example.se",
        "vuxenutbildning@example.se",
        "exempelstad@exempelstad.example.se",
    ],
)
def test_an_office_has_it(address: str) -> None:
    assert [found.of_an_office for found in find(f"Skriv till {address}.")] == [True]


@pytest.mark.parametrize(
    "address",
    [
        "fornamn.efternamn@example.se",
        "förnamn.efternamn@example.se",
        "f.efternamn@example.se",
        "fornamn@example.se",
        "fornamn_efternamn2@kommun.example.se",
        "ab1234@example.se",
        "fornamn.efternamn(at)example.se",
        "fornamn.efternamn [at] example.se",
        "fornamn.efternamn (snabel-a) example.se",
        "fornamn.efternamn%40example.se",
        "fornamn.efternamn＠example.se",
    ],
)
def test_a_person_may_have_it(address: str) -> None:
    text = f"Skriv till {address}, tack."
    assert [(text[found.start : found.end], found.of_an_office) for found in find(text)] == [(address, False)]


@pytest.mark.parametrize(
    "text", ["", "@", "@sv", '"Norberg"@sv .', "a@b", "a @ example.se", "answers@later.csv", "x@1.2.3"]
)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_it_is_found_in_an_iri() -> None:
    assert [found.of_an_office for found in find("<mailto:fornamn.efternamn@example.se>")] == [False]


@pytest.mark.parametrize("text", ["@" * 100_000, "a@" * 50_000, "a." * 50_000 + "@", "@" + "a." * 50_000])
def test_a_long_text_of_signs_is_read_once(text: str) -> None:
    assert find(text) == []
