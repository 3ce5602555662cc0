"""The words of Turtle and its family, and the terms they stand for. The one reader has checked the text before us."""

import re
from collections.abc import Iterator

from pyoxigraph import BaseDirection, Literal, NamedNode

from kg.rdf.located.resolving import is_absolute, resolved
from kg.rdf.located.text import Span
from kg.rdf.located.written import Lost
from kg.rdf.namespaces import RDF, XSD

_BASE_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LETTERS = _BASE_LETTERS + "_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_BLANK = r"(?>(?>[ \t\r\n]++|#[^\r\n]*+)*)"
_IRI = "<(?!<)[^>]*+>"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\."
_NAME = (
    rf"(?:[{_BASE_LETTERS}](?>(?:\.*+[{_LETTERS}]++)*))?:"
    rf"(?:(?:[{_BASE_LETTERS}_:0-9]|{_ESCAPED})(?>(?:\.*+(?:[{_LETTERS}:]++|{_ESCAPED}))*))?"
)
_QUOTED = (
    r'"""(?>(?:[^"\\]++|\\.|"(?!""))*)"""'
    r"|'''(?>(?:[^'\\]++|\\.|'(?!''))*)'''"
    r'|"(?>(?:[^"\\\r\n]++|\\.)*)"'
    r"|'(?>(?:[^'\\\r\n]++|\\.)*)'"
)
_LANGUAGE = "@[A-Za-z]++(?>(?:-[A-Za-z0-9]++)*)(?:--[A-Za-z]++)?"
_TOKEN = re.compile(
    rf"{_BLANK}(?:"
    rf"(?P<iri>{_IRI})"
    rf"|(?P<name>{_NAME})"
    rf"|(?P<literal>(?P<quoted>{_QUOTED})"
    rf"(?:{_BLANK}(?:(?P<language>{_LANGUAGE})|\^\^{_BLANK}(?P<datatype>{_IRI}|{_NAME})))?)"
    r"|(?P<number>[+-]?(?:[0-9]++(?:\.[0-9]*+)?[eE]|\.[0-9]++[eE])[+-]?[0-9]++|[+-]?[0-9]*+\.[0-9]++|[+-]?[0-9]++)"
    rf"|(?P<label>_:[{_BASE_LETTERS}_0-9](?>(?:\.?[{_LETTERS}]++)*))"
    r"|(?P<word>[A-Za-z]++)"
    r"|(?P<at>@[A-Za-z]++)"
    rf"|(?P<anonymous>\[{_BLANK}\])"
    rf"|(?P<nil>\({_BLANK}\))"
    r"|(?P<mark>[.;,\[\]{}()](?![|>]))"
    r"|\Z"
    r"|(?P<other>.))",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTER = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

Token = tuple[str, str, Span, "re.Match[str]"]


def tokens(text: str) -> Iterator[Token]:
    """Each word with its kind, its text and its span; a literal is one word, with its language or datatype.

    >>> [(kind, word) for kind, word, *_ in tokens('<a> a "x"@sv, [] . # end')]
    [('iri', '<a>'), ('word', 'a'), ('literal', '"x"@sv'), ('mark', ','), ('anonymous', '[]'), ('mark', '.')]
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind is None:
            return
        if kind == "other":
            raise Lost
        yield kind, match[kind], match.span(kind), match


class Terms:
    """What words stand for under the prefixes and the base in force, as N-Triples."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def declare(self, name: str, iri: str) -> None:
        """From here on a prefix, written with its colon, stands for an IRI."""
        self._prefixes[name] = self._iri(iri)
        self._known.clear()

    def rebase(self, iri: str) -> None:
        """From here on relative IRIs are resolved against this one."""
        self._base = self._iri(iri)
        self._known.clear()

    def of(self, token: Token) -> str:
        """The term that a word stands for."""
        kind, word, _, match = token
        if kind == "label":
            return word
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._made(kind, word, match)
        return known

    def _made(self, kind: str, word: str, match: re.Match[str]) -> str:
        if kind == "iri":
            return f"<{self._iri(word)}>"
        if kind == "name":
            return f"<{self._name(word)}>"
        if kind == "literal":
            return str(self._literal(match["quoted"], match["language"], match["datatype"]))
        if kind == "number":
            datatype = XSD.double if "e" in word.lower() else XSD.decimal if "." in word else XSD.integer
            return str(Literal(word, datatype=datatype))
        if kind == "word" and word in ("true", "false"):
            return str(Literal(word, datatype=XSD.boolean))
        if kind == "nil":
            return str(RDF.nil)
        raise Lost

    def _iri(self, word: str) -> str:
        iri = unescaped(word[1:-1])
        return iri if is_absolute(iri) else resolved(iri, self._base)

    def _name(self, word: str) -> str:
        prefix, _, local = word.partition(":")
        return self._prefixes[prefix + ":"] + re.sub(r"\\(.)", r"\1", local)

    def _literal(self, quoted: str, language: str | None, datatype: str | None) -> Literal:
        width = 3 if len(quoted) > 5 and quoted[:3] in ('"""', "'''") else 1
        text = unescaped(quoted[width:-width])
        if language:
            tag, _, direction = language[1:].lower().partition("--")
            if direction:
                return Literal(text, language=tag, direction=BaseDirection(direction))
            return Literal(text, language=tag)
        if datatype:
            return Literal(
                text, datatype=NamedNode(self._iri(datatype) if datatype[0] == "<" else self._name(datatype))
            )
        return Literal(text)


def unescaped(text: str) -> str:
    r"""The text with its escapes read.

    >>> unescaped(r"a\tb \u00e5 \"c\"")
    'a\tb å "c"'
    """
    return _ESCAPE.sub(_letter, text) if "\\" in text else text


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _LETTER.get(match[3], match[3])
