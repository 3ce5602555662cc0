"""The parameters of our addresses: in two languages, and what may stand in them, so that a program asks what it may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Json = dict[str, object]


def text(*, form: str = "", example: str = "") -> Json:
    """A text of at least a letter, in a form that JSON Schema has a name for, with an example."""
    said: Json = {"type": "string", "minLength": 1}
    return {**said, **({"format": form} if form else {}), **({"example": example} if example else {})}


def one_of(*words: str) -> Json:
    """One of these words."""
    return {"type": "string", "enum": list(words)}


def whole(least: int, most: int) -> Json:
    """A whole number within bounds."""
    return {"type": "integer", "minimum": least, "maximum": most}


@dataclass(frozen=True)
class Parameter:
    """A parameter: what it does, and what may stand in it. `several` may be given more than once."""

    name: str
    sv: str
    en: str
    schema: Mapping[str, object] = field(default_factory=text)
    required: bool = False
    several: bool = False
    where: str = "query"

    def described(self, lang: str) -> Json:
        """The parameter as OpenAPI writes it."""
        schema = dict(self.schema)
        return {
            "name": self.name,
            "in": self.where,
            "required": self.required,
            "description": self.sv if lang == "sv" else self.en,
            "schema": {"type": "array", "items": schema} if self.several else schema,
        }


LANG = Parameter(
    "lang",
    "Språket i svaret, sv eller en; annars avgör Accept-Language.",
    "The language of the answer, sv or en; else Accept-Language decides.",
    {"type": "string", "example": "en"},
)
RELEASE = Parameter(
    "release",
    "Svara ur den utgåvan, till exempel som den står i X-Release. Utan den: den senaste.",
    "Answer from that release, as it stands in X-Release for example. Without it: the latest.",
)
QUERY = Parameter("query", "Frågan i SPARQL 1.1.", "The query in SPARQL 1.1.")
GRAPHS = (
    Parameter("default-graph-uri", "En graf att fråga.", "A graph to ask.", text(form="uri"), several=True),
    Parameter(
        "named-graph-uri", "En namngiven graf att fråga.", "A named graph to ask.", text(form="uri"), several=True
    ),
)
WORDS = Parameter("q", "Ord att söka efter.", "Words to search for.", {"type": "string"})
PAGE = Parameter("page", "Sidans nummer, från 1.", "The number of the page, from 1.", whole(1, 10**9 - 1))
SORT = Parameter("sort", "Kolumnen att ordna efter; - före vänder.", "The column to sort by; - before it turns.")
FACETS = Parameter(
    "facets",
    "Vad listan väljs ur efter, som category=vagledande eller period-from=2018. Flera värden av ett räknas som eller.",
    "What the list is narrowed by, as category=vagledande or period-from=2018. Several values of one count as or.",
    {"type": "object", "additionalProperties": {"type": "string"}},
)
IRI = Parameter("iri", "IRI:n.", "The IRI.", text(form="uri"), required=True)
SHAPES = Parameter("shapes", "Ett slag: bara dess former.", "A kind: its shapes alone.")
PROFILE = Parameter("profile", "En profil, till exempel dcat-ap-se.", "A profile, for example dcat-ap-se.")
ID = Parameter(
    "id", "Identifieraren, som matchningen ger den.", "The identifier, as reconciling gives it.", required=True
)
PREFIX = Parameter("prefix", "Vad namnet börjar med.", "What the name begins with.", {"type": "string"}, required=True)
CURSOR = Parameter("cursor", "Hur många som hoppas över.", "How many to pass over.", whole(0, 10_000))
LIMIT = Parameter("limit", "Hur många som visas.", "How many to show.", whole(0, 10_000))
TYPE = Parameter(
    "type",
    "Ett slag, som /reconcile/suggest/type ger det.",
    "A type, as /reconcile/suggest/type gives it.",
    {"type": "string"},
)
RECEIPT = Parameter(
    "receipt", "Ett kvitto: leder till inlämningen.", "A receipt: leads to the submission.", {"type": "string"}
)
ORGANISATION = Parameter(
    "organisation", "Organisationen som lämnar in.", "The organisation that hands in.", {"type": "string"}
)
IDEMPOTENCY = Parameter(
    "Idempotency-Key",
    "En egen nyckel: samma nyckel ger samma kvitto, hur ofta den än skickas.",
    "A key of your own: the same key gives the same receipt, however often it is sent.",
    where="header",
)
_NUMBER = whole(0, 10**15 - 1)
_MOMENT: Json = {
    "type": "string",
    "anyOf": [{"format": "date"}, {"format": "date-time"}, {"maxLength": 0}],
    "example": "2026-11-22",
}
CHANGES = (
    Parameter("since", "Från och med en dag eller ett klockslag.", "From a day or a moment on.", _MOMENT),
    Parameter("until", "Till och med en dag eller fram till ett klockslag.", "To a day or up to a moment.", _MOMENT),
    Parameter("kind", "Ett slag.", "A kind.", {"type": "string"}),
    Parameter("thing", "En sak, som IRI eller sökväg.", "A thing, by its IRI or path.", {"type": "string"}),
    Parameter("publication", "Publiceringens nummer.", "The number of the publication.", _NUMBER),
)
BEFORE = Parameter("before", "Fortsätt före den ändringen.", "Go on before that change.", _NUMBER)
AFTER = Parameter("after", "Fortsätt efter den ändringen.", "Go on after that change.", _NUMBER)
ARCHIVE = Parameter("archive", "En äldre del av flödet.", "An older part of the feed.", _NUMBER)
QUERIES = Parameter(
    "queries",
    "En omgång frågor som JSON: {nyckel: {query, type, properties, limit}}.",
    "A batch of queries as JSON: {key: {query, type, properties, limit}}.",
    text(form="json", example='{"q0": {"query": "Sala"}}'),
)
EXTEND = Parameter(
    "extend",
    "En fråga om egenskaper som JSON: {ids, properties}.",
    "A request for properties as JSON: {ids, properties}.",
    text(form="json", example='{"ids": [], "properties": []}'),
)

_IN_PATHS: Mapping[str, tuple[str, str, Json]] = {
    "kind": ("Ett slag av poster.", "A kind of record.", text()),
    "slug": ("Sakens korta namn.", "The short name of the thing.", text()),
    "scheme": ("Begreppslistans namn.", "The name of the code list.", text()),
    "receipt": ("Kvittot.", "The receipt.", text(example="S-EZJZ-F7KD-SGV4")),
    "path": ("En sökväg här, till exempel den till en sak.", "A path here, that of a thing for example.", text()),
    "name": ("Namnet, med eller utan ändelse.", "The name, with or without an extension.", text()),
}


def in_path(name: str, lang: str, kinds: Sequence[str]) -> Json:
    """A parameter of the path; a kind is one of those there are."""
    sv, en, schema = _IN_PATHS.get(name, (name, name, text()))
    if name == "kind" and kinds:
        schema = one_of(*kinds)
    return Parameter(name, sv, en, schema, required=True, where="path").described(lang)


def format_of(*names: str) -> Parameter:
    """The form of the answer, by its short name."""
    said = one_of(*names)
    return Parameter("format", "Svarets format, i stället för Accept.", "The form of the answer, not by Accept.", said)
