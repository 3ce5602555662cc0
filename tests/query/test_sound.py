"""Questions that come with the data are tried before a release carries them."""

from pathlib import Path

import pytest

from kg.errors import Unreadable
from kg.query import sound
from kg.rdf.findings import Finding
from kg.rdf.iris import Base
from kg.release.layout import releases
from kg.sources.folder import Raw, Stamp, scan
from tests.workshop import Workshop

ROOT = Path(__file__).parents[2]
BASE = Base("https://example.se/id/")
HEAD = "# name: one\n# number: 1\n# question@sv: Hur?\n# question@en: How?\n"
PARAM = '# param: day = "2020-01-01"^^xsd:date ; Dag / Day\n'


def _faults(folder: Path, text: str, name: str = "one.rq") -> list[Finding]:
    path = folder / name
    path.write_text(text, "utf-8")
    return sound.faults([Raw(f"data/queries/{name}", path, Stamp(0, 0, 0))], BASE)


def test_those_that_we_publish_are_sound() -> None:
    files = scan(ROOT).queries
    assert len(files) > 20
    assert sound.faults(files, BASE) == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("SELECT * { ?s ?p ?o }", 1, "the header needs name, number"),
        (HEAD + "# Number 2\nSELECT * { ?s ?p ?o }", 5, "is no field of a header"),
        (HEAD.replace("one", "two") + "SELECT * { ?s ?p ?o }", 1, "calls itself 'two', and the file 'one'"),
        (HEAD + "SELECT * {\n ?s ?p\n}", 7, "can't be parsed"),
        (HEAD + "ASK {\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 6, "SERVICE is not run here"),
        (HEAD + "DROP ALL", 5, "DROP begins an update"),
        (HEAD + "ASK " + "{" * 3000 + "}" * 3000, None, "128 levels"),
        (HEAD + "# param: day = then ; Dag / Day\nASK { ?s ?p ?day }", 5, "'then' is no value"),
        (HEAD + PARAM + "ASK { ?s ?p ?date } # ?day", 5, "never names the parameter day"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int | None, said: str) -> None:
    (found,) = _faults(tmp_path, text)
    assert found.place is not None
    assert (found.place.source, found.place.line) == ("data/queries/one.rq", line)
    assert said in found.message_en
    assert found.message_sv != found.message_en


def test_a_sound_question_has_no_faults(tmp_path: Path) -> None:
    assert _faults(tmp_path, HEAD + PARAM + "ASK { ?s ?p $day }") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name,sv\nactor,Aktör", 1),
        ("", 1),
        ("name,sv,en\nactor,Aktör,Actor\nplace,Plats", 3),
        ("name,sv,en\na,b,c,d", 2),
    ],
)
def test_words_for_columns_are_three_a_row(tmp_path: Path, text: str, line: int) -> None:
    (found,) = _faults(tmp_path, text, "columns.csv")
    assert found.place is not None
    assert found.place.line == line


def test_words_for_a_column_may_stand_on_two_lines(tmp_path: Path) -> None:
    assert _faults(tmp_path, 'name,sv,en\nactor,"två\nrader","two\nlines"\n', "columns.csv") == []


def test_a_release_never_carries_a_broken_question(published: Workshop) -> None:
    before = releases(published.home)
    published.edit("data/queries/partners.rq", "SELECT", "SELEKT")
    published.write("data/queries/empty.rq", "")
    published.write("data/queries/latin.rq", "# på".encode("latin-1"))
    with pytest.raises(Unreadable) as refused:
        published.build()
    found = [each for each in refused.value.findings if isinstance(each, Finding)]
    named = [f"data/queries/{name}.rq" for name in ("empty", "latin", "partners")]
    assert [each.place.source for each in found if each.place] == named
    assert refused.value.exit_code == 2
    assert releases(published.home) == before
