"""Web pages are read as people see them; nothing hidden is read, and nothing broken or nested hurts."""

import time

import pytest

from kg.errors import BadInput
from kg.parse.document.html import read_html
from kg.parse.document.lines import Layout
from tests.parse.conftest import Asking
from tests.parse.documents import answers, drafted


def _lines(text: str) -> list[tuple[str, str, bool]]:
    return [(line.layout.value, line.text, line.apart) for line in read_html(text, "a.html").lines]


def test_a_page_is_headings_paragraphs_items_and_terms() -> None:
    page = "<h2>A</h2><p>B  <b>C</b>\n D<br>E</p><ul><li><p>F</p><li>G</ul><dl><dt>H<dd>I</dl>"
    assert _lines(page) == [
        ("heading", "A", True), ("text", "B C D", True), ("text", "E", False), ("item", "F", True), ("item", "G", True),
        ("term", "H", True), ("text", "I", False),
    ]  # fmt: skip


def test_what_nobody_sees_is_not_read() -> None:
    hidden = (
        "<script>a<p>b</script ><style>c</style><!-- d --><template>e</template><nav>f<nav>g</nav></nav><svg>h</svg>"
    )
    assert _lines(f"{hidden}<p>i</p>") == [("text", "i", True)]


def test_entities_are_undone_and_places_hold() -> None:
    line = read_html("<p>\n  M&aring;lgrupp:&nbsp;a &amp; b &#x41;&unknown;</p>", "a.html").lines[0]
    assert line.text == "Målgrupp:\u00a0a & b A&unknown;"
    assert str(line.place("a.html", 0, 1)) == "a.html:2:3"
    assert str(line.place("a.html", line.text.index("b"), 99)) == "a.html:2:32"


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>Plats</th><td>Sala</td></tr><tr><th>Tid</th><td>2019</td></tr></table>",
        "<table><tr><td>Plats</td><td>Sala</td></tr><tr><td>Tid</td><td>2019</td></tr></table>",
        "<table><tr><th>Plats<th>Tid<tr><td>Sala<td>2019</table>",
        "<table><tr><td>Plats</td><td>Tid</td><td>Annat</td></tr><tr><td>Sala</td><td>2019</td><td></td></tr></table>",
        "<table><tr><td><table><tr><th>Plats</th><td>Sala</td></tr></table><p>Tid: 2019</p></td></tr></table>",
        "<div>Plats: Sala</div><div><strong>Tid</strong> 2019</div>",
        "<details><summary>Plats</summary>Sala</details><h3>Tid</h3>2019",
    ],
)
def test_labels_stand_beside_or_above_their_values(table: str, asking: Asking) -> None:
    assert answers(drafted(asking, "a.html", table)) == {"spatial": ["place/sala"], "period": [{"edtf": ["2019"]}]}


def test_a_link_is_where_it_leads_and_only_to_the_web(asking: Asking) -> None:
    page = "<p>Länkar: <a href='https://a.example.se/x?a=1&amp;b'>en</a> <a href=javascript:x>två</a></p>"
    assert answers(drafted(asking, "a.html", page)) == {"page": ["https://a.example.se/x?a=1&b"]}


def test_a_page_in_an_older_encoding_says_so(asking: Asking) -> None:
    page = '<meta charset="iso-8859-1"><p>Plats: Köping</p>'.encode("latin-1")
    assert answers(drafted(asking, "a.html", page)) == {"spatial": ["place/koping"]}


HOSTILE = {
    "nested": "<div>" * 400_000 + "a",
    "unclosed tags": "<a <a " * 300_000,
    "unclosed quotes": "<a x='>' " * 200_000,
    "quotes": '<a href="' * 200_000,
    "equals": "<a " + "=" * 2_000_000,
    "comments": "<!--" * 400_000,
    "declarations": "<![" * 500_000,
    "closings": "</" * 800_000,
    "tables": "<table><tr><td>" * 150_000,
    "tables in tables": "<table>" * 200_000 + "a",
    "scripts": "<script>" * 200_000,
    "titles": "<title>" * 200_000,
    "spaces": "<a" + " " * 1_000_000 + "=" + " " * 1_000_000,
    "entities": "&#99999999;&" * 15_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_a_broken_page_takes_no_longer_than_its_length(page: str) -> None:
    begun = time.process_time()
    read_html(page, "a.html")
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("page", ["<p>a</p>" * 30_000, "a " * 300_000, "<" * 300_000], ids=["lines", "words", "signs"])
def test_a_page_that_is_too_long_is_refused_in_a_sentence(page: str) -> None:
    with pytest.raises(BadInput, match="the text is too long"):
        read_html(page, "a.html")


def test_bold_words_first_on_a_line_are_told() -> None:
    assert [line.strong for line in read_html("<p><b>Ab c</b> d</p><p>e <b>f</b></p>", "a").lines] == [4, 0]
    assert read_html("<h1>a</h1>", "a").lines[0].layout is Layout.HEADING
