"""A text in plain characters keeps track of where each was written."""

from hypothesis import given
from hypothesis import strategies as st

from kg.sweden.lookalikes import readings

PIECES = st.sampled_from(
    [
        "a",
        "å",
        "Ö",
        "1",
        "９",
        "٣",
        "-",
        "–",
        "−",
        "\u00a0",
        "\u2009",
        "\u200b",
        "\u00ad",
        "²",
        "ﬁ",
        "＠",
        "\ue000",
        "日",
    ]
)


@given(st.lists(PIECES).map("".join))
def test_plain_pieces_stand_where_they_were_written(text: str) -> None:
    [plain] = readings(text)
    for at, character in enumerate(plain.text):
        start, end = plain.written(at, at + 1)
        [seen, *_] = readings(text[start:end])
        assert character in seen.text


@given(st.text())
def test_the_whole_plain_text_was_written_inside_the_whole_text(text: str) -> None:
    for plain in readings(text):
        if plain.text:
            start, end = plain.written(0, len(plain.text))
            assert 0 <= start < end <= len(text)


@given(st.text(st.characters(max_codepoint=0x7F, exclude_characters="%\\&")))
def test_a_plain_text_is_its_own_reading(text: str) -> None:
    assert [plain.text for plain in readings(text)] == [text]


def test_digits_dashes_and_spaces_of_every_script_are_read() -> None:
    assert [plain.text for plain in readings("１٢๓—‐\u2007x\u200dy²")] == ["123-- xy "]


def test_escapes_are_undone_in_a_reading_of_their_own() -> None:
    assert readings("a%2Db &#45; \\u002d \\U0000002d &minus;")[1].text == "a-b - - - -"


def test_what_cannot_be_undone_stays_readable() -> None:
    assert readings("%FF \\U99999999 &#9999999;")[1].text == "\ufffd \ufffd \ufffd"
