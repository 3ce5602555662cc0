"""The prefix table: each prefix once, each namespace once, and a typo fails."""

import pytest

from kg.rdf.namespaces import DCTERMS, PREFIXES, RDF, prefixes


def test_a_term_outside_a_namespace_is_an_error_that_names_both() -> None:
    with pytest.raises(AttributeError, match="no term 'titel' in the namespace 'dcterms'"):
        _ = DCTERMS.titel


def test_a_term_is_its_namespace_and_its_name() -> None:
    assert RDF.type.value == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def test_no_two_prefixes_share_a_namespace() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_our_own_prefix_follows_the_base() -> None:
    assert prefixes("https://example.org/")["samv"] == "https://example.org/ns#"
    assert list(prefixes("https://example.org/")) == sorted([*PREFIXES, "samv"])
