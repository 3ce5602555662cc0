"""A Swedish and an English sentence for whatever a shape raises, also where the shape has no words of its own.

One template a constraint component of SHACL Core, filled with the value that was found and with what was asked for.
"""

import re
from collections.abc import Mapping

from kg.rdf.findings import Terms
from kg.validate.book import SHACL, Book
from kg.validate.expectations import HOLES, Asked
from kg.validate.paths import Statements
from kg.validate.phrases import quoted
from kg.validate.raised import Raised

_IRI = re.compile(r"(?<![<\w])https?://[^\s<>\"{}|\\^`]*[\w/#]")
_PREFIXED = re.compile(r"[\w-]+:\S")
_TEMPLATES: Mapping[str, tuple[str, str]] = {
    "Class": ("{value} är inte av typen {asked}.", "{value} is not of the type {asked}."),
    "Datatype": ("{value} ska vara {asked}.", "{value} must be {asked}."),
    "NodeKind": ("{value} ska vara {asked}.", "{value} must be {asked}."),
    "MinCount": (
        "{name} saknas: minst {asked} ska anges{found}.",
        "{name} is missing: at least {asked} must be given{found}.",
    ),
    "MaxCount": (
        "För många: {name} får anges högst {asked} gånger{found}.",
        "Too many: {name} may be given at most {asked} times{found}.",
    ),
    "MinExclusive": ("{value} ska vara större än {asked}.", "{value} must be greater than {asked}."),
    "MinInclusive": ("{value} ska vara minst {asked}.", "{value} must be at least {asked}."),
    "MaxExclusive": ("{value} ska vara mindre än {asked}.", "{value} must be less than {asked}."),
    "MaxInclusive": ("{value} ska vara högst {asked}.", "{value} must be at most {asked}."),
    "MinLength": (
        "{value} är för kort: minst {asked} tecken, och här är {length}.",
        "{value} is too short: at least {asked} characters, and here are {length}.",
    ),
    "MaxLength": (
        "{value} är för lång: högst {asked} tecken, och här är {length}.",
        "{value} is too long: at most {asked} characters, and here are {length}.",
    ),
    "Pattern": ("{value} följer inte mönstret {asked}.", "{value} does not follow the pattern {asked}."),
    "LanguageIn": (
        "{value} ska vara text på något av språken {asked}.",
        "{value} must be text in one of the languages {asked}.",
    ),
    "UniqueLang": (
        "{name} finns flera gånger på samma språk; högst en text per språk.",
        "{name} is given several times in one language; at most one text for each language.",
    ),
    "Equals": (
        "{value} ska stå både under {name} och under {asked}.",
        "{value} must stand both under {name} and under {asked}.",
    ),
    "Disjoint": (
        "{value} får inte stå både under {name} och under {asked}.",
        "{value} may not stand both under {name} and under {asked}.",
    ),
    "LessThan": (
        "{value} ska vara mindre eller tidigare än {asked}{other}.",
        "{value} must be less or earlier than {asked}{other}.",
    ),
    "LessThanOrEquals": (
        "{value} får inte vara större eller senare än {asked}{other}.",
        "{value} may not be greater or later than {asked}{other}.",
    ),
    "Not": ("{value} får inte uppfylla {asked}.", "{value} may not meet {asked}."),
    "And": ("{value} uppfyller inte alla villkoren: {asked}.", "{value} does not meet all the conditions: {asked}."),
    "Or": ("{value} uppfyller inget av villkoren: {asked}.", "{value} meets none of the conditions: {asked}."),
    "Xone": (
        "{value} ska uppfylla exakt ett av villkoren: {asked}.",
        "{value} must meet exactly one of the conditions: {asked}.",
    ),
    "Node": ("{value} uppfyller inte villkoret {asked}.", "{value} does not meet the condition {asked}."),
    "Property": ("{value} uppfyller inte villkoret {asked}.", "{value} does not meet the condition {asked}."),
    "QualifiedMinCount": (
        "{name}: minst {asked} av värdena ska uppfylla {kind}.",
        "{name}: at least {asked} of the values must meet {kind}.",
    ),
    "QualifiedMaxCount": (
        "{name}: högst {asked} av värdena får uppfylla {kind}.",
        "{name}: at most {asked} of the values may meet {kind}.",
    ),
    "Closed": (
        "Egenskapen {name} hör inte hit. Kontrollera stavningen, eller ta bort uppgiften.",
        "The property {name} does not belong here. Check the spelling, or remove the statement.",
    ),
    "HasValue": ("{name} ska ha värdet {asked}.", "{name} must have the value {asked}."),
    "In": ("{value} är inte ett av de tillåtna värdena: {asked}.", "{value} is not one of the allowed: {asked}."),
    "SPARQL": ("{value} bryter mot regeln {rule}.", "{value} breaks the rule {rule}."),
}
COMPONENTS = tuple(_TEMPLATES)
"""The constraint components that have a sentence of their own; any other is told as a broken rule by its label."""


def sentence(raised: Raised, book: Book, among: Statements, lang: str) -> str:
    """The shape's own message in that language; else our sentence, with the shape's words after it if it has any."""
    own = dict(raised.messages)
    if said := own.get(lang) or own.get(""):
        return _with_names(said, book, among, lang)
    ours = plain(raised, book, among, lang)
    if not own:
        return ours
    other = own.get("en") or next(iter(own.values()))
    lead = "Formens egna ord" if lang == "sv" else "In the shape's own words"
    return f"{ours} {lead}: {quoted(other, lang)}"


def _with_names(text: str, book: Book, among: Statements, lang: str) -> str:
    """A shape's message with the IRIs that were put into it called by their names."""

    def named(found: re.Match[str]) -> str:
        return book.label(f"<{found[0]}>", lang, among) or found[0]

    return _IRI.sub(named, text)


def plain(raised: Raised, book: Book, among: Statements, lang: str) -> str:
    """Our own sentence for the result, from its component alone."""
    component = raised.component.removeprefix(SHACL).removesuffix("ConstraintComponent")
    terms = raised.terms or Terms(f"<{raised.focus}>", raised.path and f"<{raised.path}>", raised.value)
    template = _TEMPLATES.get(component, _TEMPLATES["SPARQL"])[lang != "sv"]
    asked = Asked(terms, book, among, component if component in _TEMPLATES else f"<{raised.component}>", lang)
    holes = {name: fill(asked) for name, fill in HOLES.items() if f"{{{name}}}" in template}
    text = template.format(**holes)
    return text if _PREFIXED.match(text) else text[0].upper() + text[1:]
