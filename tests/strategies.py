"""Hypothesis strategies for what the core reads and writes: IRIs, literals in canonical form, statements, vague dates."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.rdf.namespaces import EDTF, XSD

BASE_IRI = "https://example.org/"

_FORBIDDEN_IN_XML = "".join(chr(code) for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)) + "\ufffe\uffff"


def texts(max_size: int = 30) -> st.SearchStrategy[str]:
    """Text as a record may hold it: anything that XML can write."""
    letters = st.characters(exclude_categories=("Cs",), exclude_characters=_FORBIDDEN_IN_XML)
    return st.text(letters | st.sampled_from('\u2028\u2029\x85\r\n\t"\\<>&åäö'), max_size=max_size)


def slugs() -> st.SearchStrategy[str]:
    """Short names that may end an IRI."""
    return st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,3}", fullmatch=True)


def kinds() -> st.SearchStrategy[str]:
    """Words that may name a kind."""
    return st.from_regex(r"[a-z]{2,9}", fullmatch=True).filter(
        lambda word: word not in ("concept", "graph", "ns", "shapes", "links", "record", "releases", "download")
    )


def iris() -> st.SearchStrategy[NamedNode]:
    """IRIs of ours and of others, some with letters that must be escaped somewhere."""
    local = st.text(st.sampled_from("abcXYZ019-_.~%å/()'&;=,"), min_size=1, max_size=12).filter(
        lambda text: "%" not in text
    )
    space = st.sampled_from(
        (BASE_IRI, BASE_IRI + "ns#", BASE_IRI + "project/", "http://purl.org/dc/terms/", "urn:x:", "http://å.example/")
    )
    return st.builds(lambda start, end: NamedNode(start + end), space, local)


def predicates() -> st.SearchStrategy[NamedNode]:
    """Properties: IRIs that end in a name, as every vocabulary's do."""
    name = st.from_regex(r"[a-z][A-Za-z0-9_]{0,8}", fullmatch=True)
    space = st.sampled_from(
        (BASE_IRI + "ns#", "http://purl.org/dc/terms/", "https://schema.org/", "http://other.example/v/")
    )
    return st.builds(lambda start, end: NamedNode(start + end), space, name)


def _decimals() -> st.SearchStrategy[str]:
    digits = st.text(st.sampled_from("0123456789"), min_size=0, max_size=5)
    last = st.sampled_from("123456789")
    return st.builds(lambda whole, some, end: f"{whole}.{some}{end}", st.integers(-99999, 99999), digits, last)


def _date_times() -> st.SearchStrategy[str]:
    moments = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 30))
    return moments.map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z")


def literals() -> st.SearchStrategy[Literal]:
    """Literals of every datatype a record may use, each in its one canonical form."""
    years = st.integers(1000, 9999)
    return st.one_of(
        st.integers(-(10**17), 10**17).map(lambda n: Literal(str(n), datatype=XSD.integer)),
        _decimals().map(lambda text: Literal(text, datatype=XSD.decimal)),
        st.booleans().map(lambda truth: Literal("true" if truth else "false", datatype=XSD.boolean)),
        st.dates().map(lambda day: Literal(day.isoformat(), datatype=XSD.date)),
        _date_times().map(lambda text: Literal(text, datatype=XSD.dateTime)),
        years.map(lambda year: Literal(str(year), datatype=XSD.gYear)),
        st.builds(
            lambda year, month: Literal(f"{year}-{month:02d}", datatype=XSD.gYearMonth), years, st.integers(1, 12)
        ),
        edtf_texts().map(lambda text: Literal(text, datatype=EDTF.EDTF)),
        texts().map(Literal),
        st.builds(lambda text, lang: Literal(text, language=lang), texts(), st.sampled_from(("sv", "en", "sv-fi"))),
    )


def triples() -> st.SearchStrategy[Quad]:
    """Statements in the default graph."""
    return st.builds(lambda s, p, o: Quad(s, p, o, DefaultGraph()), iris(), predicates(), iris() | literals())


def quads() -> st.SearchStrategy[Quad]:
    """Statements in named graphs or in none."""
    graphs = st.none() | iris()
    return st.builds(
        lambda s, p, o, g: Quad(s, p, o, g or DefaultGraph()), iris(), predicates(), iris() | literals(), graphs
    )


def unusual_integers() -> st.SearchStrategy[tuple[str, str]]:
    """An integer not written in its canonical form, and that form."""
    signs = st.sampled_from(("", "+", "-"))
    padded = st.builds(
        lambda sign, zeros, n: (sign + "0" * zeros + str(n), str(-n if sign == "-" else n)),
        signs,
        st.integers(0, 3),
        st.integers(0, 10**9),
    )
    return padded.filter(lambda pair: pair[0] != pair[1])


def edtf_parts() -> st.SearchStrategy[str]:
    """One vague date: a day, month, season, year, decade, or one with digits left open, certain or not."""
    days = st.dates(date(1000, 1, 1), date(9998, 12, 31))
    plain = st.one_of(
        days.map(date.isoformat),
        days.map(lambda day: day.isoformat()[:7]),
        days.map(lambda day: day.isoformat()[:4]),
        days.map(lambda day: day.isoformat()[:3] + "X"),
        days.map(lambda day: day.isoformat()[:2] + "XX"),
        days.map(lambda day: day.isoformat()[:7] + "-XX"),
        days.map(lambda day: day.isoformat()[:4] + "-XX"),
        st.builds(lambda day, season: f"{day.year}-{season}", days, st.integers(21, 24)),
    )
    return st.builds(str.__add__, plain, st.sampled_from(("", "", "?", "~", "%")))


def edtf_texts() -> st.SearchStrategy[str]:
    """A vague date, or an interval of two whose ends may be open or unknown."""
    intervals = st.builds(lambda start, end: f"{start}/{end}", edtf_parts() | st.sampled_from(("", "..")), edtf_parts())
    open_ended = st.builds(lambda start, end: f"{start}/{end}", edtf_parts(), st.sampled_from(("", "..")))
    return st.one_of(edtf_parts(), intervals, open_ended)


def days_within(first: date, last: date) -> st.SearchStrategy[date]:
    """Any day from the first to the last."""
    return st.integers(0, (last - first).days).map(lambda days: first + timedelta(days=days))
