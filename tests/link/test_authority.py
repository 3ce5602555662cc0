"""A snapshot of another dataset: read strictly, and only as it was when somebody last looked at it."""

import pytest

from kg.errors import BadSyntax, NotFound
from kg.link.authority import Thresholds, authorities, named, of_names
from kg.sources.folder import scan
from tests.link.authorities import ABOUT, ENTRIES, HEAD, planted
from tests.workshop import BASE, Workshop


def test_an_authority_is_its_entries_and_its_rules(tiny: Workshop) -> None:
    known = authorities(scan(planted(tiny).root).authorities, BASE)
    register = known["register"]
    assert register.title == {"sv": "Registret", "en": "The register"}
    assert register.prefixes == {"wd": "http://www.wikidata.org/entity/"}
    [rule] = register.rules
    assert (rule.kind, rule.by, rule.thresholds) == ("place", "same", Thresholds(0.96, 0.85, 0.03))
    sala, heby, _ = register.entries
    assert (sala.label, sala.verified, sala.alt_labels) == ("Sala kommun", True, ("Sala",))
    assert (heby.verified, heby.note_sv, heby.note_en) == (False, "bara en källa", "one source only")


def test_entries_that_were_changed_without_a_look_are_refused(tiny: Workshop) -> None:
    planted(tiny)
    tiny.write("data/authorities/register/entries.csv", ENTRIES.replace("1981", "1982"))
    with pytest.raises(BadSyntax, match="its SHA-256 is"):
        authorities(scan(tiny.root).authorities, BASE)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("iri,kind\n", "1: the columns must begin with iri,kind,label_sv"),
        (HEAD + "http://a.example/1,place\n", "2: there are too few cells"),
        (HEAD + "Q10,place,Sala,,,,,,yes,A,,\n", "2: 'Q10' is no IRI"),
        (HEAD + ",place,Namn,,,,,,yes,,,\n", "2: iri and code are empty or taken"),
        (ENTRIES + "http://www.wikidata.org/entity/Q10,place,Igen,,,,,,yes,,,\n", "5: iri and code are empty or taken"),
        (HEAD + 'http://a.example/1,place,"Sala\n', "unexpected end of data"),
    ],
)
def test_entries_that_break_the_format_are_told_by_line(tiny: Workshop, entries: str, said: str) -> None:
    with pytest.raises(BadSyntax) as wrong:
        authorities(scan(planted(tiny, entries=entries).root).authorities, BASE)
    assert said in wrong.value.text("en")
    assert "data/authorities/register/entries.csv" in wrong.value.text("sv")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("samv:accept 0.96", "samv:accept 96", "has no accept from 0 to 1"),
        ("samv:hold 0.85 ;", "", "has no hold from 0 to 1"),
        ('"same"', '"alike"', "lacks linksKind, void:linkPredicate or linksBy"),
        ("<authority/register#places> a samv:LinkRule", "[] a samv:LinkRule", "has blank nodes"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_told(tiny: Workshop, old: str, new: str, said: str) -> None:
    with pytest.raises(BadSyntax, match=said):
        authorities(scan(planted(tiny, about=ABOUT.replace(old, new)).root).authorities, BASE)


def test_a_name_that_no_authority_has_gets_the_nearest(tiny: Workshop) -> None:
    known = authorities(scan(planted(tiny).root).authorities, BASE)
    with pytest.raises(NotFound, match="Did you mean register"):
        named("registret", known)


def test_how_like_a_name_must_be_stands_in_the_data(tiny: Workshop) -> None:
    with pytest.raises(NotFound, match=r"names\.ttl is missing"):
        of_names(scan(tiny.root).authorities, BASE)
    text = "<authority/names> <ns#accept> 0.9 ; <ns#hold> 0.5 ; <ns#margin> 0.1 ."
    tiny.write("data/authorities/names.ttl", text)
    assert of_names(scan(tiny.root).authorities, BASE) == Thresholds(0.9, 0.5, 0.1)
