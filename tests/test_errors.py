"""Every way we refuse: a status, an exit code, a name, words in two languages, and its place in the tree."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import errors
from kg.errors import BadSyntax, CorruptRelease, KgError, NotFound, Refused, StorageFailed, Unreadable
from kg.examine.reading import format_of
from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read as read_graph
from kg.release.build import refused
from kg.release.durable import storage_failed
from kg.release.layout import current, find, open_release
from kg.release.publish import alone
from kg.settings import read as read_settings
from tests.conftest import Golden
from tests.workshop import BASE

CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, KgError)]
every_class = pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)


@every_class
def test_an_error_class_has_a_status_an_exit_code_a_slug_and_titles(kind: type[KgError]) -> None:
    assert 400 <= kind.status <= 599
    assert kind.exit_code in (1, 2, 3)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.slug)
    assert kind.title_sv
    assert kind.title_en
    assert kind.title_sv != kind.title_en
    assert kind.__doc__ is not None
    assert kind.__doc__.endswith((".", "shell, `slug` names the problem type."))


def test_no_two_classes_share_a_slug() -> None:
    slugs = [kind.slug for kind in CLASSES]
    assert len(set(slugs)) == len(slugs)


def _drawn() -> Iterator[tuple[int, str, str]]:
    """The tree in the module's docstring: depth, name, and what stands behind the name."""
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^((?:[│ ]  )*)(├─ |└─ )?([A-Z]\w+)\b(.*)$", line)
        if found and found[3] in vars(errors):
            yield len(found[1]) // 3 + bool(found[2]), found[3], found[4]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_two_classes_share_a_title(lang: str) -> None:
    titles = [kind("").title(lang) for kind in CLASSES]
    assert sorted(titles) == sorted(set(titles))


def test_the_tree_as_drawn_is_the_tree_as_it_is() -> None:
    parents: list[str] = []
    drawn = {}
    for depth, name, _ in _drawn():
        parents[depth:] = [name]
        drawn[name] = parents[depth - 1] if depth else "Exception"
    assert drawn == {kind.__name__: kind.__mro__[1].__name__ for kind in CLASSES}


def test_the_codes_as_drawn_are_the_codes_as_they_are() -> None:
    """A class without a code beside it has its parent's."""
    codes = {"KgError": (KgError.exit_code, KgError.status)}
    for _, name, behind in _drawn():
        above = vars(errors)[name].__mro__[1].__name__
        exit_code, status = codes.get(above, codes["KgError"])
        said_exit, said_status = re.search(r"exit (\d)", behind), re.search(r"\b(\d{3})$", behind.strip())
        codes[name] = (int(said_exit[1]) if said_exit else exit_code, int(said_status[1]) if said_status else status)
    assert codes == {kind.__name__: (kind.exit_code, kind.status) for kind in CLASSES}


@every_class
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_face_of_an_error_class_is_the_golden_one(kind: type[KgError], lang: str, golden: Golden) -> None:
    said = kind("§", message_sv="§").title(lang)
    golden(f"errors/{kind.slug}.{lang}.txt", f"{said}\n{kind.slug} · HTTP {kind.status} · exit {kind.exit_code}\n")


def _home(name: str) -> Path:
    return Path("/nonexistent") / name


RAISED: dict[str, Callable[[], object]] = {
    "bad-syntax": lambda: read_graph(b"<a> <b> .", TURTLE, base_iri=BASE.iri, source="data/records/project/bro.ttl"),
    "bad-iri": lambda: BASE.mint("project", "Bygga Bro"),
    "bad-settings": lambda: read_settings({"KG_PORTS": "80"}),
    "unsupported-media-type": lambda: format_of("-", "text/plain+x"),
    "not-found": lambda: find(_home("home"), "0009-0123456789ab"),
    "no-release": lambda: current(_home("home")),
    "corrupt-release": lambda: open_release(_home("0001-0123456789ab")),
}


@pytest.mark.parametrize("slug", sorted(RAISED))
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_sentence_of_an_error_that_the_write_half_raises_is_the_golden_one(
    slug: str, lang: str, golden: Golden
) -> None:
    with pytest.raises(KgError) as raised:
        RAISED[slug]()
    assert raised.value.slug == slug
    golden(f"errors/{slug}.example.{lang}.txt", raised.value.text(lang) + "\n")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_refusal_counts_its_faults_and_keeps_its_findings(lang: str, golden: Golden) -> None:
    faults = [Finding("x", Level.VIOLATION, "Ett.", "One."), Finding("y", Level.VIOLATION, "Två.", "Two.")]
    hint = Finding("z", Level.INFO, "Tre.", "Three.")
    said = [
        refused(faults[:1]).text(lang),
        refused([*faults, hint]).text(lang),
        *(finding.text(lang) for finding in refused(faults).findings),
    ]
    golden(f"errors/refused.example.{lang}.txt", "\n".join(said) + "\n")
    assert (type(refused(faults)), type(refused(faults, unreadable=True))) == (Refused, Unreadable)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_the_file_system_refuses_becomes_a_sentence(lang: str, golden: Golden) -> None:
    codes = (28, 122, 30, 13, 1, 5)  # full, over quota, read-only, denied, not permitted, broken
    said = [storage_failed(Path("var"), OSError(code, f"strerror {code}")).text(lang) for code in codes]
    golden(f"errors/storage-failed.example.{lang}.txt", "\n".join(said) + "\n")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_two_writers_are_told_of_each_other(lang: str, golden: Golden, tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(errors.Unavailable) as raised, alone(tmp_path):
        pass
    golden(f"errors/unavailable.example.{lang}.txt", raised.value.text(lang).replace(str(tmp_path), "var") + "\n")


def test_an_error_says_its_place_first_in_either_language() -> None:
    wrong = BadSyntax("this is wrong.", message_sv="det här är fel.", place=Place("x.ttl", 3, 4))
    assert (wrong.text("sv"), wrong.text("en")) == ("x.ttl:3:4: det här är fel.", "x.ttl:3:4: this is wrong.")
    assert str(wrong) == "x.ttl:3:4: this is wrong."


def test_an_error_without_a_swedish_sentence_says_the_english_one() -> None:
    assert NotFound("No such thing.").text("sv") == "No such thing."


def test_a_place_is_as_exact_as_it_can_be() -> None:
    assert [str(Place("x")), str(Place("x", 2)), str(Place("x", 2, 3))] == ["x", "x:2", "x:2:3"]


def test_a_damaged_release_is_a_failure_of_the_storage() -> None:
    assert issubclass(CorruptRelease, StorageFailed)
