"""`kg draft`: a description in, a draft out; in words, as JSON that the form takes, or as a record."""

import json

import pytest

from tests.cli.commands import kg
from tests.parse.documents import docx, paragraph
from tests.workshop import Workshop

TEXT = (
    "Kursen\n\nAktör: Exempelförbundet\nWebbsida: https://example.se/kursen\nAnnat: något\nKontakt: Testa Exempelsson\n"
)
NUMBER = "900101-9802"


@pytest.fixture
def written(tiny: Workshop) -> Workshop:
    """A world with a description in it."""
    tiny.write("kurs.txt", TEXT)
    return tiny


def test_a_draft_is_told_in_words_by_the_labels_of_any_shapes(written: Workshop) -> None:
    said = kg(written, "draft", "kurs.txt")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Utkast (projekt) ur kurs.txt\n\nHittat (")
    assert "kurs.txt:1:1  ”Kursen”" in said.out
    assert "kurs.txt:6:10  kontaktuppgifter" in said.out
    assert "kurs.txt:5:1  ”Annat: något”" in said.out
    assert "Exempelsson" not in said.out
    assert kg(written, "draft", "kurs.txt", "--lang", "en").out.startswith("Draft (project) from kurs.txt\n\nFound (")


def test_the_answers_in_the_json_are_those_that_check_takes(written: Workshop) -> None:
    said = kg(written, "draft", "kurs.txt", "--format", "json", "--output", "utkast.json")
    assert (said.code, said.out, said.err) == (0, "", "")
    draft = json.loads(written.read("utkast.json"))
    assert list(draft) == ["draft", "document", "found", "uncertain", "candidates", "missing", "left_out"]
    written.write("svar.json", json.dumps(draft["draft"]))
    checked = kg(written, "check", "svar.json")
    assert "är inget fält här" not in checked.out
    assert "Traceback" not in checked.err


def test_a_draft_record_is_turtle_and_standard_input_is_read(written: Workshop) -> None:
    said = kg(written, "draft", "-", "--format", "ttl", "--kind", "project", stdin=TEXT)
    assert (said.code, said.err) == (0, "")
    assert "<https://example.org/project/kursen>" in said.out
    assert "<https://example.org/record/project/kursen>" in said.out


@pytest.mark.parametrize("name", ["kurs.txt", "kurs.html", "kurs.docx", "dold.docx"])
def test_a_personal_number_stops_the_draft_and_is_not_repeated(name: str, written: Workshop) -> None:
    hidden = f"<p:p xmlns:p='x'><p:creator>{NUMBER}</p:creator></p:p>"
    data = {
        "kurs.txt": f"Kursen\n\n# {NUMBER}\n".encode(),
        "kurs.html": f"<p title='{NUMBER}'>Kursen</p>".encode(),
        "kurs.docx": docx(paragraph(f"Deltagare {NUMBER}")),
        "dold.docx": docx(paragraph("Kursen"), **{"docProps/core.xml": hidden}),
    }
    written.write(name, data[name])
    said = kg(written, "draft", name)
    assert said.code == 1
    assert said.out == ""
    assert "Dokumentet innehåller ett personnummer" in said.err
    assert NUMBER not in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["draft", "ingen.txt"], "Filen ingen.txt finns inte."),
        (["draft", "data"], "data går inte att läsa"),
        (["draft", "kurs.txt", "--kind", "projekt"], "Menade du project?"),
        (["draft", "kurs.txt", "--output", "ingen/sådan/fil"], "går inte att skriva"),
        (["draft", "kurs.pdf"], "filer som slutar på .pdf läses inte"),
        (["draft", "stor.txt"], "filen är större än 10 MiB"),
    ],
)
def test_what_can_not_be_done_is_a_sentence(words: list[str], sentence: str, written: Workshop) -> None:
    written.write("kurs.pdf", "%PDF")
    if "stor.txt" in words:
        written.write("stor.txt", b" " * (10 * 1024 * 1024 + 1))
    said = kg(written, *words)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert "Traceback" not in said.err
