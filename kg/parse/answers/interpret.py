"""One answer, as somebody wrote it, becomes the value that is published; or it is said why not. Nothing is guessed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.names.index import Index
from kg.parse.answers.answers import Said
from kg.parse.answers.form_model import Choice, FormField, Takes
from kg.rdf.iris import SLUG, Base, slug
from kg.rdf.namespaces import EDTF, XSD
from kg.rdf.nearest import nearest
from kg.sweden.dates import edtf_of
from kg.sweden.names import plain
from kg.sweden.numbers import numbers_of
from kg.sweden.unclear import Unclear

Term = NamedNode | Literal
_YES = frozenset(("ja", "yes", "true", "sant", "j", "y"))
_NO = frozenset(("nej", "no", "false", "falskt", "n"))
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LISTED = 8
_DAY_TYPES = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}


@dataclass(frozen=True)
class Reader:
    """Reads answers about one thing: what may be named, and the thing's own IRI."""

    names: Index
    base: Base
    subject: NamedNode

    def read(self, field: FormField, said: Said) -> Term | Unclear:
        """The value that an answer gives a field. A node has fields of its own, and a reference waits for its node."""
        return _READERS[field.takes](self, field, said)

    def text(self, field: FormField, said: Said) -> Term | Unclear:
        lang = said.lang or "sv"
        if not _LANGUAGE.fullmatch(lang):
            return _no_language(lang)
        try:
            return Literal(_composed(said.value), language=lang.lower())
        except ValueError:
            return _no_language(lang)

    def word(self, field: FormField, said: Said) -> Term | Unclear:
        datatype = field.datatypes[0] if field.datatypes else XSD.string.value
        return Literal(_composed(said.value), datatype=NamedNode(datatype))

    def number(self, field: FormField, said: Said) -> Term | Unclear:
        readings = numbers_of(said.value)
        if isinstance(readings, Unclear):
            return readings
        whole = XSD.integer.value in field.datatypes
        fits = [n for n in readings if XSD.decimal.value in field.datatypes or n == n.to_integral_value()]
        if not fits:
            return Unclear(
                f"”{said.value}” är inget heltal. Skriv ett heltal.",
                f"‘{said.value}’ is not a whole number. Write a whole number.",
            )
        within = [n for n in fits if _within(n, field)] if len(fits) > 1 else fits
        if len(within) > 1:
            one, other = (str(n) for n in within)
            return Unclear(
                f"”{said.value}” kan vara {one.replace('.', ',')} eller {other}. Skriv tusental utan punkt och komma.",
                f"‘{said.value}’ may be {one} or {other}. Write thousands without a point or comma.",
            )
        number = (within or fits)[0]
        return Literal(
            str(number), datatype=XSD.integer if whole and number == number.to_integral_value() else XSD.decimal
        )

    def yes_no(self, field: FormField, said: Said) -> Term | Unclear:
        word = said.value.strip().casefold()
        if word in _YES or word in _NO:
            return Literal("true" if word in _YES else "false", datatype=XSD.boolean)
        return Unclear(
            f"”{said.value}” är varken ja eller nej. Svara ja eller nej.",
            f"‘{said.value}’ is neither yes nor no. Answer yes or no.",
        )

    def date(self, field: FormField, said: Said) -> Term | Unclear:
        found = edtf_of(said.value)
        if isinstance(found, Unclear):
            return found
        datatype = _DAY_TYPES.get(len(found)) if re.fullmatch(r"[\d-]+", found) else None
        if datatype is not None and datatype.value in field.datatypes:
            return Literal(found, datatype=datatype)
        if len(field.datatypes) > 1:
            return Unclear(
                f"”{said.value}” är ingen dag, månad eller år. Skriv till exempel 2021-06-15, juni 2021 eller 2021.",
                f"‘{said.value}’ is no day, month or year. Write for example 2021-06-15, June 2021 or 2021.",
            )
        return Unclear(
            f"”{said.value}” är ingen dag. Skriv till exempel 2021-06-15.",
            f"‘{said.value}’ is no day. Write for example 2021-06-15.",
        )

    def period(self, field: FormField, said: Said) -> Term | Unclear:
        found = edtf_of(said.value)
        return found if isinstance(found, Unclear) else Literal(found, datatype=EDTF.EDTF)

    def choice(self, field: FormField, said: Said) -> Term | Unclear:
        found = chosen(said.value, field.choices, self.base)
        if len(found) == 1:
            return NamedNode(found[0].iri)
        if found:
            return self._which(said.value, [(each.key, _in(each.label, "sv"), _in(each.label, "en")) for each in found])
        sv, en = _likely(said.value, field.choices)
        return Unclear(
            f"”{said.value}” finns inte i listan. Välj ett av värdena.",
            f"‘{said.value}’ is not in the list. Choose one of its values.",
            sv,
            en,
        )

    def thing(self, field: FormField, said: Said) -> Term | Unclear:
        key = self._key(said.value, field)
        if key is not None:
            return NamedNode(self.base.iri + key)
        found = self.names.same(said.value, field.kinds)
        if len(found) == 1:
            return NamedNode(self.base.iri + found[0].key)
        if found:
            return self._which(said.value, [(match.key, match.label, match.label) for match in found])
        near = self.names.guessed(said.value, field.kinds)
        return _unknown(said.value, [match.label for match in near])

    def _key(self, text: str, field: FormField) -> str | None:
        """The `kind/slug` that a text gives outright, as a path or as an IRI."""
        path = (self.base.path_of(text.strip()) or text.strip()).lstrip("/")
        kind, _, name = path.partition("/")
        return path if kind in field.kinds and SLUG.fullmatch(name) else None

    def _which(self, text: str, found: list[tuple[str, str, str]]) -> Unclear:
        sv = ", ".join(f"{label} ({key})" for key, label, _ in found)
        en = ", ".join(f"{label} ({key})" for key, _, label in found)
        return Unclear(
            f"”{text}” kan vara flera: {sv}. Skriv det som står inom parentes för den du menar.",
            f"‘{text}’ may be several: {en}. Write what stands in brackets for the one you mean.",
        )

    def link(self, field: FormField, said: Said) -> Term | Unclear:
        text = said.value.strip()
        stem = stem_of(field.pattern)
        if stem and not _ADDRESS.fullmatch(text) and re.fullmatch(field.pattern or "", stem + text.upper()):
            return NamedNode(stem + text.upper())
        return _address(text) or _no_address(
            text, f"https://{text}" if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text) else None
        )

    def name(self, field: FormField, said: Said) -> Term | Unclear:
        text = said.value.strip()
        if (address := _address(text)) is not None:
            return address
        if text.startswith("#") and SLUG.fullmatch(text[1:]):
            return NamedNode(self.subject.value + text)
        word = slug(text)
        if not word:
            return Unclear(
                f"”{text}” går inte att göra ett namn av. Använd bokstäver.",
                f"‘{text}’ can't be made a name. Use letters.",
            )
        own = slug(field.key)
        return NamedNode(f"{self.subject.value}#{own}-{word}")

    def any(self, field: FormField, said: Said) -> Term | Unclear:
        text = said.value.strip()
        if said.datatype is not None:
            return _typed(text, said.datatype.replace("xsd:", XSD.string.value.removesuffix("string"), 1))
        if said.lang is not None:
            return self.text(field, said)
        if _ADDRESS.fullmatch(text):
            return self.link(field, said)
        path = text.lstrip("/")
        if re.fullmatch(r"[a-z][a-z-]*(/[a-z0-9-]+){1,2}", path) and (
            path in self.names or path.startswith("concept/")
        ):
            return NamedNode(self.base.iri + path)
        return self.text(field, said)


_READERS: Mapping[Takes, Callable[[Reader, FormField, Said], Term | Unclear]] = {
    Takes.TEXT: Reader.text,
    Takes.WORD: Reader.word,
    Takes.NUMBER: Reader.number,
    Takes.YES_NO: Reader.yes_no,
    Takes.DATE: Reader.date,
    Takes.PERIOD: Reader.period,
    Takes.CHOICE: Reader.choice,
    Takes.THING: Reader.thing,
    Takes.LINK: Reader.link,
    Takes.NAME: Reader.name,
    Takes.ANY: Reader.any,
}


def chosen(text: str, choices: tuple[Choice, ...], base: Base) -> list[Choice]:
    """The choices that a text names: by key or IRI, else by one of their names."""
    bare = text.strip()
    path = base.path_of(bare) or bare.lstrip("/")
    for each in choices:
        if bare in (each.iri, each.key) or base.path_of(each.iri) == path:
            return [each]
    form, short = plain(bare), slug(bare)
    return [each for each in choices if form and (short == each.key or form in map(plain, each.names))]


def _likely(text: str, choices: tuple[Choice, ...]) -> tuple[str, str]:
    """What was probably meant; else what there is to choose among."""
    labels = {plain(name): each for each in choices for name in (each.key, *each.names)}
    near = nearest(plain(text), labels)
    meant = [labels[near]] if near else list(choices[:_LISTED])
    more = ("", "") if near or len(choices) <= _LISTED else (" …", " …")
    sv, en = (", ".join(_in(each.label, lang) or each.key for each in meant) for lang in ("sv", "en"))
    if near:
        return f"Menar du {sv}?", f"Do you mean {en}?"
    return f"Välj bland: {sv}{more[0]}", f"Choose among: {en}{more[1]}"


def _unknown(text: str, near: list[str]) -> Unclear:
    sv = f"Menar du {_or(near, 'eller')}?" if near else None
    en = f"Do you mean {_or(near, 'or')}?" if near else None
    return Unclear(
        f"”{text}” finns inte i grafen under det namnet. Välj ur listan, eller lämna in den först.",
        f"‘{text}’ is not in the graph under that name. Choose from the list, or hand it in first.",
        sv,
        en,
    )


def _or(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _address(text: str) -> NamedNode | None:
    """The address that a text is; only addresses on the web are."""
    try:
        return NamedNode(text) if _ADDRESS.fullmatch(text) else None
    except ValueError:
        return None


def _typed(text: str, datatype: str) -> Term | Unclear:
    try:
        typed = _address(datatype)
        return Literal(text, datatype=typed) if typed else _no_address(datatype)
    except ValueError:
        return _no_address(datatype)


def _no_language(lang: str) -> Unclear:
    return Unclear(
        f"”{lang}” är inget språk. Ange till exempel sv eller en.",
        f"‘{lang}’ is no language. Give for example sv or en.",
    )


def _no_address(text: str, better: str | None = None) -> Unclear:
    return Unclear(
        f"”{text}” är ingen webbadress. Skriv hela adressen, som börjar med https://.",
        f"‘{text}’ is no web address. Write the full address, beginning with https://.",
        f"Menar du {better}?" if better else None,
        f"Do you mean {better}?" if better else None,
    )


def stem_of(pattern: str | None) -> str | None:
    """What every value of a pattern begins with, where that is an address: the rest is a code."""
    found = re.match(r"\^([^\[\](){}|*+?\\$]*)", pattern or "")
    stem = found[1].rpartition("/")[0] + "/" if found else ""
    return stem if _ADDRESS.fullmatch(stem) else None


def _within(number: Decimal, field: FormField) -> bool:
    return (field.least is None or number >= Decimal(str(field.least))) and (
        field.most is None or number <= Decimal(str(field.most))
    )


def _in(label: Mapping[str, str], lang: str) -> str:
    return label.get(lang) or next(iter(label.values()), "")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
