"""The fixed words that findings are told in: datatypes, kinds of node, conditions, quotation marks."""

from collections.abc import Mapping

_LONGEST = 80
_XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float"))
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
DATATYPES: Mapping[str, tuple[str, str]] = {
    f"{_XSD}string": ("ren text", "plain text"),
    f"{_XSD}integer": ("ett heltal, till exempel 30000000", "a whole number, for example 30000000"),
    f"{_XSD}decimal": ("ett tal, till exempel 12.5", "a number, for example 12.5"),
    f"{_XSD}boolean": ("true eller false", "true or false"),
    f"{_XSD}date": ("ett datum, till exempel 2019-01-15", "a date, for example 2019-01-15"),
    f"{_XSD}dateTime": ("en tidpunkt, till exempel 2019-01-15T09:30:00Z", "a time, for example 2019-01-15T09:30:00Z"),
    f"{_XSD}gYear": ("ett år, till exempel 2019", "a year, for example 2019"),
    f"{_XSD}gYearMonth": ("en månad, till exempel 2019-01", "a month, for example 2019-01"),
    f"{_XSD}anyURI": ("en adress", "an address"),
    LANG_STRING: ("text med språk, till exempel @sv", "text with a language, for example @en"),
}
NODE_KINDS: Mapping[str, tuple[str, str]] = {
    "IRI": ("en IRI (en adress i vinkelparentes)", "an IRI (an address in angle brackets)"),
    "Literal": ("en text eller ett tal, inte en IRI", "a text or a number, not an IRI"),
    "BlankNode": ("en blank nod", "a blank node"),
    "BlankNodeOrIRI": ("en IRI eller en blank nod", "an IRI or a blank node"),
    "BlankNodeOrLiteral": ("en blank nod eller en text", "a blank node or a text"),
    "IRIOrLiteral": ("en IRI eller en text", "an IRI or a text"),
}


CONDITIONS: Mapping[str, tuple[str, str]] = {
    "class": ("{}", "{}"),
    "datatype": ("{}", "{}"),
    "nodeKind": ("{}", "{}"),
    "in": ("ett av {}", "one of {}"),
    "hasValue": ("värdet {}", "the value {}"),
    "languageIn": ("text på {}", "text in {}"),
    "pattern": ("mönstret {}", "the pattern {}"),
    "minInclusive": ("minst {}", "at least {}"),
    "minExclusive": ("större än {}", "greater than {}"),
    "maxInclusive": ("högst {}", "at most {}"),
    "maxExclusive": ("mindre än {}", "less than {}"),
    "minLength": ("minst {} tecken", "at least {} characters"),
    "maxLength": ("högst {} tecken", "at most {} characters"),
    "minCount": ("minst {} värden", "at least {} values"),
    "maxCount": ("högst {} värden", "at most {} values"),
}
"""What a condition without a name is called, by its parameters."""


def quoted(text: str, lang: str) -> str:
    """A text in the quotation marks of the language, its middle left out when it is long."""
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 20]} … {text[-15:]}"
    return f"”{cut}”" if lang == "sv" else f"“{cut}”"


def unnamed(lang: str) -> str:
    """What a blank node is called."""
    return "en nod utan namn" if lang == "sv" else "a node without a name"
