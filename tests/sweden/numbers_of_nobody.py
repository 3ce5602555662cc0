"""Numbers from Skatteverket's test series (birth numbers 980 to 999), which no person has, and every way to write one."""

from datetime import date

from hypothesis import strategies as st

from kg.sweden import check_digit

SEPARATORS = ("-", "+", "\u2013", "\u2212", "\u2011", " - ", " \u2013 ", "\u00a0-\u00a0", "\u2009\u2013\u2009", "--")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def number(day: date, birth: int, *, added: int = 0) -> str:
    """Twelve digits with the right check digit; `added` to the day makes a samordningsnummer."""
    first = f"{day:%Y%m}{day.day + added:02}{birth:03}"
    [last] = [digit for digit in "0123456789" if check_digit.is_right(first[2:] + digit)]
    return first + last


def numbers() -> st.SearchStrategy[str]:
    """Personnummer and samordningsnummer of the test series, as twelve digits."""
    return st.builds(
        lambda day, birth, added: number(day, birth, added=added),
        st.dates(date(1900, 1, 1), date(2026, 12, 31)),
        st.integers(980, 999),
        st.sampled_from([0, 60]),
    )


@st.composite
def written(draw: st.DrawFn) -> str:
    """A number as somebody may have written it, with a mark before its last four digits."""
    twelve = draw(numbers())
    century = draw(st.booleans())
    gap = draw(st.sampled_from(["", "", " ", "\u00a0"]))
    groups = [twelve[:2] if century else "", twelve[2:4], twelve[4:6], twelve[6:8]]
    said = gap.join(group for group in groups if group) + draw(st.sampled_from(SEPARATORS)) + twelve[8:]
    return said.translate(draw(st.sampled_from([{}, FULL_WIDTH, ARABIC])))
