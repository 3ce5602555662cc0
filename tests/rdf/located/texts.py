"""Strategies for texts that people write: Turtle in every shape the grammar lets it have."""

from hypothesis import strategies as st

HEAD = "@prefix ex: <http://example.com/> .\n@prefix : <http://example.com/dir#> .\n"

_blanks = st.sampled_from((" ", "\n", "\t", " # said 'so'; [\n", "\r\n  "))
_names = st.sampled_from(
    (
        "<a>",
        "<../å>",
        "<#f>",
        "<http://example.com/\\u00e5>",
        "ex:a",
        "ex:a.b",
        ":",
        ":c",
        "ex:%20x",
        "ex:x\\,y",
        "_:n",
        "_:n.1",
    )
)
_properties = st.sampled_from(("a", "<p>", "ex:p", ":q", "ex:å"))
_values = st.sampled_from(
    (
        "1", "-2.50", "+.5", "1e3", "1.5E-3", "true", "false", "'x'", '"x"', '"å😀"@sv-FI', "'\\u00e5\\t\\''@en", '""',
        "'1'^^<http://www.w3.org/2001/XMLSchema#integer>", '"x" ^^ ex:t', "'''a\n'b''c'''", '"""a\n  "b\\\\"""@en', "()", "[]",
    )
)  # fmt: skip


def _spaced(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(_blanks, *parts).map(lambda drawn: drawn[0].join((*drawn[1:], "")))


def _said(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(values, min_size=1, max_size=3).map(" , ".join)
    pairs = st.lists(_spaced(_properties, several), min_size=1, max_size=3)
    return st.tuples(pairs.map("; ".join), st.sampled_from(("", ";", " ; ;"))).map("".join)


def _nested(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    listed = st.lists(values, max_size=4).map(" ".join)
    return _spaced(st.just("["), _said(values), st.just("]")) | _spaced(st.just("("), listed, st.just(")"))


_anything = st.recursive(_names | _values, _nested, max_leaves=5)
_subjects = _names | _nested(_anything) | st.just("[]")
_statements = _spaced(_subjects, _said(_anything)).map(lambda said: said + ".")
turtle = st.lists(_statements, max_size=3).map(lambda said: HEAD + "\n".join(said))


def broken(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts with a piece cut out, and something put in its place."""
    bits = st.sampled_from(
        ("", "]", "[", ")", "(", "'", '"""', ".", ";", "{", "}", "<", ">", "@", "\\", "^^", "#", "é", "<<")
    )

    @st.composite
    def spoilt(draw: st.DrawFn) -> str:
        text = draw(texts)
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 6)))
        return text[:start] + draw(bits) + text[end:]

    return spoilt()
