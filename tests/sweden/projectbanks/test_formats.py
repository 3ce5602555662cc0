"""What follows from the cells of a row, bank by bank."""

from kg.sweden.projectbanks.banks import BANKS
from kg.sweden.projectbanks.formats import edtf


def test_a_period_is_as_exact_as_its_ends() -> None:
    said = [edtf({"start": "2020-01-01", "end": "2021-01-01"}), edtf({"start": "2020-01-01"}), edtf({})]
    assert said == ["2020-01-01/2021-01-01", "2020-01-01/", None]


def test_the_old_bank_has_a_page_for_a_project_and_the_new_one_none() -> None:
    form = BANKS["esf"]
    assert form.completes({"id": "2018/00566"})["page"].endswith("?dnr=2018/00566")
    assert "page" not in form.completes({"id": "23-017-S01"})


def test_kohesio_knows_the_case_number_of_an_esf_project() -> None:
    found = BANKS["kohesio"].completes({"id": "Q7", "localId": "2021SE05SFPR001_23-017-S01", "title": "Växer"})
    assert found["operation"] == "23-017-S01"
    assert found["page"] == "https://kohesio.ec.europa.eu/en/projects/Q7"


def test_an_english_title_stands_in_for_a_swedish_one_that_is_missing() -> None:
    found = BANKS["kohesio"].completes({"id": "Q7", "titleEnglish": "Grows"})
    assert found["title"] == "Grows"
    assert "titleSwedish" not in found


def test_a_project_belongs_when_sweden_is_one_of_its_countries() -> None:
    belongs = BANKS["kohesio"].belongs
    said = [{"country": "Sweden"}, {"country": "Finland|Sweden"}, {"countryCode": "SE"}, {"country": "Finland"}, {}]
    assert [belongs(values) for values in said] == [True, True, True, False, False]


def test_no_bank_has_two_columns_of_one_name_or_heading() -> None:
    for form in BANKS.values():
        assert len({column.name for column in form.columns}) == len(form.columns)
        assert len({column.heading for column in form.columns}) == len(form.columns)
