"""People are known by what stands beside them: labels, titles, verbs, addresses. Nobody here exists."""

import time

import pytest

from kg.sweden.contacts import What, details, is_label, is_title, named_by_address, people, told_again

NAME = "Testa von Exempelsson-Prov"


@pytest.mark.parametrize(
    "label",
    ["Kontakt", "KONTAKTPERSONER", "Kontaktperson på kommunen", "Projektledare", "Delprojektledare/kontakt", "E-post",
     "Telefon", "Enhetschef", "Ansvarig handläggare", "Foto", "Contact us", "Project manager"],
)  # fmt: skip
def test_a_label_announces_people(label: str) -> None:
    assert is_label(label)


@pytest.mark.parametrize("label", ["", "Plats", "Projekt", "Kontaktnät", "Textil", "Mobilisering", "Projektägare", "/"])
def test_other_labels_do_not(label: str) -> None:
    assert not is_label(label)


@pytest.mark.parametrize(
    "text",
    [
        "Projektledare: {}", "projektledare {} på kommunen", "Kontakta gärna {} om du undrar", "”Bra”, säger {}.",
        "{} berättar att", "{}, enhetschef", "{} (samordnare)", "{} – projektledare", "Kontaktperson är {}",
        "Frågor till verksamhetsutvecklare {}.", "Contact {} for more",
    ],
)  # fmt: skip
def test_a_name_is_known_by_what_stands_beside_it(text: str) -> None:
    said = text.format(NAME)
    found = {said[each.start : each.end] for each in people(said, is_known=lambda _: False)}
    assert found == {NAME}


@pytest.mark.parametrize(
    "text",
    ["Samordnare: Norbergs kommun", "Kontakta Region Skåne", "Samordnare: Hela Människan", "Länsstyrelsen Västmanland säger nej",
     "Arbetsförmedlingen berättar", "Projektet leds av en projektledare"],
)  # fmt: skip
def test_a_body_is_no_person(text: str) -> None:
    assert list(people(text, is_known=lambda name: name == "Hela Människan")) == []


def test_details_are_found_and_an_offices_address_is_none() -> None:
    text = "registrator@example.se, testa.exempelsson@example.se, 08-465 004 01, 9001019802"
    assert sorted(each.what for each in details(text)) == [What.ADDRESS, What.NUMBER, What.TELEPHONE]


def test_a_name_is_known_again_by_its_letters_in_an_address() -> None:
    told = list(named_by_address("testa.pahittadotter@example.se"))
    text = "Kursen leds av Testa Påhittadotter i Sala."
    assert [text[each.start : each.end] for each in told_again(text, [], told)] == ["Testa Påhittadotter"]
    assert list(told_again("Testa Annansson", ["Testa Exempelsson"], told)) == []


def test_a_title_is_a_label_that_both_may_have() -> None:
    assert [is_title(label) for label in ("Samordnare", "Koordinator", "Projektägare", "Utförare")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "text", ["Aa " * 66_000, "a" * 200_000, "ledare " * 28_000, "Aa-Aa " * 33_000, "säger Aa " * 22_000]
)
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    begun = time.process_time()
    list(people(text, is_known=lambda _: False))
    assert time.process_time() - begun < 10
