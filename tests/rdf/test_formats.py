"""The table of formats: by media type, by extension, by name."""

import pytest

from kg.rdf.formats import (
    RDF_FORMATS,
    RESULT_FORMATS,
    Format,
    by_name,
    engine_rdf,
    engine_results,
    rdf_by_media_type,
    rdf_by_path,
    results_by_media_type,
)

EVERY = (*RDF_FORMATS, *RESULT_FORMATS)


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda form: form.name)
def test_an_rdf_format_is_found_by_each_of_its_names(form: Format) -> None:
    assert all(rdf_by_media_type(media_type) == form for media_type in form.media_types)
    assert rdf_by_path(f"data/x.{form.extension}") == rdf_by_path(f"X.{form.extension.upper()}.gz") == form
    assert by_name(form.name) == by_name(form.extension) == form


@pytest.mark.parametrize("form", RESULT_FORMATS, ids=lambda form: form.name)
def test_a_result_format_is_found_by_each_of_its_names(form: Format) -> None:
    assert all(results_by_media_type(media_type) == form for media_type in form.media_types)
    assert by_name(form.name) == form


def test_a_media_type_is_read_without_its_parameters_and_in_any_case() -> None:
    found = rdf_by_media_type("Text/Turtle ; charset=UTF-8")
    assert found is not None
    assert found.name == "turtle"


@pytest.mark.parametrize("path", ["x", "x.txt", "x.gz", "x.ttl~", "ttl", "x.ttl.zip"])
def test_another_extension_is_no_format(path: str) -> None:
    assert rdf_by_path(path) is None


def test_the_engine_agrees_on_what_each_format_is_called() -> None:
    assert all(form.media_type in engine_rdf(form).media_type for form in RDF_FORMATS)
    assert all(form.media_type in engine_results(form).media_type for form in RESULT_FORMATS)


def test_no_name_media_type_or_extension_is_used_twice() -> None:
    for words in (
        [form.name for form in EVERY],
        [form.extension for form in EVERY],
        [media_type for form in EVERY for media_type in form.media_types],
    ):
        assert len(set(words)) == len(words)
