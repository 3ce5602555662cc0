"""One value as a page shows it: its words, where it leads, its language, its sector. Only http and mailto are links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from pyoxigraph import Literal, NamedNode

from kg.query.question import Term
from kg.rdf.iris import Base
from kg.rdf.namespaces import EDTF, XSD, prefixes
from kg.serve import dates
from kg.serve.model import Model
from kg.serve.thing.statements import Statements
from kg.serve.words import pick

_NUMBERS = frozenset({XSD.integer.value, XSD.decimal.value, XSD.double.value})
_DAYS = frozenset({XSD.date.value, XSD.gYear.value, XSD.gYearMonth.value})
_LONG = 70
_LONGEST_WORD = 30
_LINKED = ("http", "https", "mailto", "tel")


@dataclass(frozen=True)
class Shown:
    """A value in words. `path` leads to a page of ours, `url` elsewhere; `lang` is set where it isn't the page's;
    `place` is the name of the place on the page that it is itself."""

    text: str
    path: str | None = None
    url: str | None = None
    lang: str | None = None
    title: str | None = None
    sector: str | None = None
    place: str | None = None

    @property
    def unbroken(self) -> bool:
        """Whether it holds what is no word of any language, such as a checksum, and may be broken anywhere."""
        return any(len(part) > _LONGEST_WORD for part in self.text.split())


@dataclass(frozen=True)
class Reader:
    """How values are worded on one page: its statements, the model, the base and the language."""

    statements: Statements
    model: Model
    base: Base
    lang: str
    yes: str = "ja"
    no: str = "nej"
    ages: str = "ålder"
    prefixed: bool = False
    of_files: bool = False
    public: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """What things of other datasets are called there, by their IRI."""

    def show(self, term: Term) -> Shown:
        """The value in words."""
        if isinstance(term, Literal):
            return self._literal(term)
        return self.iri(term.value) if isinstance(term, NamedNode) else Shown(f"_:{term.value}")

    def all(self, terms: Sequence[Term]) -> tuple[Shown, ...]:
        """The values in words; of texts in several languages, those in the page's, else all with their language."""
        tagged = [each for each in terms if isinstance(each, Literal) and each.language]
        mine = [each for each in tagged if (each.language or "").partition("-")[0] == self.lang]
        kept = [each for each in terms if each not in tagged or not mine or each in mine]
        return tuple(
            sorted(map(self.show, kept), key=lambda each: (each.path is None, each.text))
            if not _numeric(kept)
            else map(self.show, kept)
        )

    def iri(self, iri: str) -> Shown:
        """An IRI by its name, leading to its page; one with no name by its shortest form."""
        name = self.statements.names.get(iri)
        label = pick((name.labels if name else {}) or self.model.term_label(iri), self.lang)
        sector = name.sector.rpartition("/")[2] if name and name.sector else None
        if self.of_files:
            return Shown(label or _clipped(short(iri, self.base.iri)), path=resource_page(iri), title=iri)
        path = self.base.path_of(iri)
        if path is not None:
            return Shown(label or path, path=page_of(path), title=None, sector=sector)
        if self.public and iri.startswith(self.public):
            # An address of ours in the catalogue: on a page it is a link like any other.
            rest = iri.removeprefix(self.public)
            return Shown(label or rest or iri, path=rest)
        url = iri if _scheme(iri) in _LINKED else None
        words = ("" if self.prefixed else label) or _clipped(short(iri, self.base.iri))
        if not label and not self.prefixed and (name_there := self.elsewhere.get(iri)):
            words = f"{name_there} ({_site(iri)})" if url else name_there
        return Shown(words, url=url, title=iri if words != iri else None)

    def property_name(self, iri: str) -> str:
        """What a property is called: by the ontology, else by its last word."""
        return (
            pick(self.model.term_label(iri), self.lang)
            or pick(self.statements.label(iri), self.lang)
            or short(iri, self.base.iri)
        )

    def _literal(self, literal: Literal) -> Shown:
        type_, text = literal.datatype.value, literal.value
        if type_ == EDTF.EDTF.value:
            return Shown(dates.period(text, self.lang), title=text)
        if type_ in _NUMBERS:
            return Shown(dates.number(text, self.lang))
        if type_ in _DAYS:
            return Shown(dates.day(text, self.lang))
        if type_ == XSD.dateTime.value:
            return Shown(dates.moment(text, self.lang))
        if type_ == XSD.boolean.value:
            return Shown(self.yes if text in ("true", "1") else self.no)
        if type_ == XSD.anyURI.value and _scheme(text) in _LINKED:
            return Shown(text, url=text)
        language = (literal.language or "").partition("-")[0]
        return Shown(text, lang=literal.language if language and language != self.lang else None)


def _site(url: str) -> str:
    """Whose address it is, in the few letters that people know it by; all of it where that can't be told."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return url


def _scheme(address: str) -> str:
    """What an address begins with. `urlsplit` refuses addresses that IRIs may be, and texts may be anything."""
    return address.partition(":")[0].lower()


def page_of(path: str) -> str:
    """The page that shows a path of ours: the thing's HTML document, at the node's place in it.

    >>> page_of("project/kiis#period"), page_of("ns#Project"), page_of("project/")
    ('project/kiis.html#period', 'ns.html#Project', 'project/')
    """
    before, hash_, fragment = path.partition("#")
    page = before if before.endswith("/") or not before else f"{before}.html"
    return page + hash_ + fragment


def resource_page(iri: str) -> str:
    """The page for an IRI that isn't ours.

    >>> resource_page("http://a/b?c")
    'resource?iri=http%3A%2F%2Fa%2Fb%3Fc'
    """
    return f"resource?iri={quote(iri, safe='')}"


def short(iri: str, base_iri: str) -> str:
    """An IRI with its prefix where the house has one, else without its scheme.

    >>> short("http://www.wikidata.org/entity/Q1", "https://example.org/")
    'wd:Q1'
    >>> short("https://www.esf.se/projekt/", "https://example.org/")
    'www.esf.se/projekt'
    """
    for name, namespace in prefixes(base_iri).items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and "/" not in rest and "#" not in rest:
            return f"{name}:{rest}"
    return iri.partition("://")[2].rstrip("/") or iri


def _clipped(text: str) -> str:
    """A long address with its middle left out; the link still leads to the whole of it."""
    return text if len(text) <= _LONG else f"{text[: _LONG - 20]}…{text[-19:]}"


def _numeric(terms: Sequence[Term]) -> bool:
    return bool(terms) and all(isinstance(each, Literal) and each.datatype.value in _NUMBERS for each in terms)
