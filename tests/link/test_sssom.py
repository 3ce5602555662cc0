"""Ledger files: what is written is read back the same, and what breaks the format is told by line and column."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadSyntax
from kg.link import sssom
from kg.link.ledger import Decision, Justification, Ledger, Line, Pair, new
from kg.place import Place
from kg.rdf.iris import Base
from tests.workshop import BASE, BASE_IRI, ledger

SAME = "http://www.w3.org/2002/07/owl#sameAs"
WD = "http://www.wikidata.org/entity/"
TEXT = ledger("wikidata", ("place/sala", SAME, WD + "Q37399"), ("place/ale", SAME, WD + "Q1")).decode()
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)
SAID = TEXTS.filter(lambda text: bool(text.strip()))
SLUGS = st.text(string.ascii_lowercase, min_size=1, max_size=8)
OBJECTS = st.builds(
    lambda head, tail: head + tail,
    st.sampled_from((WD, "http://data.europa.eu/nuts/code/", "https://elsewhere.example/a#", BASE_IRI + "ns#")),
    st.text(string.ascii_letters + string.digits + "-_./:åäö", min_size=1, max_size=12),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    by_people = draw(st.booleans())
    return Line(
        Pair(f"{draw(SLUGS)}/{draw(SLUGS)}", draw(st.sampled_from((SAME, BASE_IRI + "ns#withinNuts"))), draw(OBJECTS)),
        draw(st.sampled_from(Decision)),
        draw(st.sampled_from(Justification)),
        draw(st.dates()).isoformat(),
        draw(SAID),
        draw(SAID),
        confidence=draw(st.sampled_from(("", "0.97", "1.00", "0"))),
        subject_label=draw(TEXTS),
        object_label=draw(TEXTS),
        author=draw(SAID) if by_people else "",
        tool="" if by_people else draw(SAID),
        tool_version="" if by_people else draw(TEXTS),
    )


@given(st.lists(lines(), max_size=6))
def test_what_is_written_is_read_back_the_same_and_written_the_same_again(made: list[Line]) -> None:
    one = new("wikidata", "Wikidata", {"wd": WD}).with_lines(made)
    text = sssom.write(one, BASE)
    again = sssom.read(text, "data/links/wikidata.sssom.tsv", BASE)
    assert again.lines == one.lines
    assert again.head == one.head
    assert sssom.write(again, BASE) == text


@given(st.lists(lines(), max_size=6, unique_by=lambda line: line.pair), st.randoms())
def test_the_order_in_which_lines_came_does_not_show(made: list[Line], shuffle: object) -> None:
    other = sorted(made, key=lambda line: line.comment)
    written = [sssom.write(new("x", "X", {}).with_lines(each), BASE) for each in (made, other)]
    assert written[0] == written[1]


def test_a_subject_is_ours_whatever_base_we_build_with() -> None:
    elsewhere = Base("https://grafen.example.se/")
    [ale, sala] = sssom.read(TEXT.encode(), "wikidata.sssom.tsv", elsewhere).lines
    assert (ale.pair.subject, sala.pair.subject) == ("place/ale", "place/sala")


def test_a_later_line_on_the_same_pair_takes_the_place_of_the_one_before() -> None:
    one = sssom.read(TEXT.encode(), "wikidata.sssom.tsv", BASE)
    changed = Line(one.lines[0].pair, Decision.REJECT, Justification.BY_PEOPLE, "2026-03-05", "no", "nej", author="R")
    assert one.with_lines([changed]).by_pair()[changed.pair] is changed
    assert len(one.with_lines([changed]).lines) == 2


FAULTS: dict[str, tuple[Callable[[str], str], str, int | None, int | None]] = {
    "another decision": (
        lambda text: text.replace("\taccept\t", "\tmaybe\t", 1),
        "decision: 'maybe' is none of",
        16,
        6,
    ),
    "no day": (lambda text: text.replace("2026-03-04", "2026-02-30", 1), "mapping_date: '2026-02-30' is no day", 16, 9),
    "a prefix unknown": (
        lambda text: text.replace("wd:Q1\t", "wiki:Q1\t"),
        "object_id: 'wiki:Q1' has no prefix",
        16,
        4,
    ),
    "an IRI that is none": (
        lambda text: text.replace("wd:Q1\t", "http://[\t"),
        "object_id: 'http://[' has no prefix",
        16,
        4,
    ),
    "a subject elsewhere": (
        lambda text: text.replace("samverkan:place/ale", "wd:Q2"),
        "subject_id: 'wd:Q2' is none",
        16,
        1,
    ),
    "nobody decided": (lambda text: text.replace("Redaktionen", ""), "author_label: say who decided", 16, 10),
    "no reason": (lambda text: text.replace("by hand", ""), "comment: it is empty", 16, 13),
    "a cell too few": (lambda text: text.replace("\tby hand", "", 1), "13 cells instead of 14", 16, None),
    "other columns": (
        lambda text: text.replace("subject_id", "subject", 1),
        "the columns must be subject_id",
        15,
        None,
    ),
    "a pair twice": (lambda text: text + text.splitlines()[-1] + "\n", "this pair has a line already", 18, 1),
    "a prefix broken": (lambda text: text.replace('#  wd: "', "#  wd: ", 1), "is no prefix with an IRI", 14, None),
    "a quotation mark open": (lambda text: text.rstrip("\n") + '\n"', "unexpected end of data", 18, None),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_breaks_the_format_is_told_by_line_and_column(what: str) -> None:
    broken, said, line, column = FAULTS[what]
    text = broken(TEXT)
    assert text != TEXT
    with pytest.raises(BadSyntax) as wrong:
        sssom.read(text.encode(), "data/links/wikidata.sssom.tsv", BASE)
    assert said in wrong.value.text("en")
    assert wrong.value.place == Place("data/links/wikidata.sssom.tsv", line, column)
    assert "Rätta raden i liggaren" in wrong.value.text("sv")


def test_a_ledger_says_what_its_own_slots_mean() -> None:
    assert "#extension_definitions:" in TEXT
    assert '#  samverkan: "https://example.org/"' in TEXT
    assert Ledger("x", (), {}, ()).by_pair() == {}
