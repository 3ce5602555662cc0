"""Answers: what somebody says of one thing, as typed. The form, the sheet and the API have them in common.

An address names one typed value, `participation/0/actor/0`. What the answers mean is `fill`'s work, not ours.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.errors import BadSyntax
from kg.parse.answers.repeated import repeated
from kg.place import Place
from kg.rdf.canonical import digest
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import SPARQL_JSON
from kg.rdf.graphs import decoded
from kg.rdf.nesting import must_be_shallow
from kg.rdf.reasons import in_swedish

MAX_DEPTH = 8
MAX_VALUES = 5_000
MAX_LENGTH = 20_000
_PARTS = ("kind", "slug", "answers", "record", "source")


@dataclass(frozen=True)
class Said:
    """One typed value: as it was typed; a text may have a language, and a claimed value a datatype."""

    value: str
    lang: str | None = None
    datatype: str | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not self.value

    def as_json(self) -> object:
        """The value as JSON: a plain string where it is nothing more."""
        more = {"lang": self.lang, "datatype": self.datatype}
        given = {name: text for name, text in more.items() if text is not None}
        return {"value": self.value, **given} if given else self.value


@dataclass(frozen=True)
class Group:
    """The answers about one thing or one statement, by key; `name` is the name that a statement already has."""

    fields: Mapping[str, tuple["Said | Group", ...]] = field(default_factory=dict)
    name: str | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing in it was answered; it keeps its place in a list, so that addresses stay."""
        return all(each.blank for every in self.fields.values() for each in every)

    def answered(self) -> set[str]:
        """The keys that have an answer."""
        return {key for key, every in self.fields.items() if not all(each.blank for each in every)}

    def as_json(self) -> dict[str, object]:
        """The answers as JSON."""
        named: dict[str, object] = {"@id": self.name} if self.name else {}
        return {**named, **{key: [each.as_json() for each in every] for key, every in self.fields.items() if every}}

    def said(self, key: str) -> tuple[Said, ...]:
        """The plain values of a field."""
        return tuple(each for each in self.fields.get(key, ()) if isinstance(each, Said))

    def groups(self, key: str) -> tuple["Group", ...]:
        """The statements of a field."""
        return tuple(each for each in self.fields.get(key, ()) if isinstance(each, Group))


@dataclass(frozen=True)
class Answers:
    """Everything answered about one thing, about the record of it, and where it stands."""

    kind: str
    slug: str | None = None
    answers: Group = field(default_factory=Group)
    record: Group = field(default_factory=Group)
    source: Mapping[str, Said] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The answers as JSON, as `read_answers` takes them."""
        return {
            "kind": self.kind,
            "slug": self.slug,
            "answers": self.answers.as_json(),
            "record": self.record.as_json(),
            "source": {key: said.as_json() for key, said in self.source.items()},
        }

    @property
    def digest(self) -> str:
        """The SHA-256 of the answers."""
        return digest(json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True))


def parse_answers(data: bytes, source: str) -> tuple[Answers, list[Finding]]:
    """The answers in a JSON text, numbers as they are written; BadSyntax where it is no JSON or nested absurdly.

    NaN and Infinity, which Python reads and JSON lacks (RFC 8259, 6), are told as no answers.
    """
    text = decoded(data, source)
    must_be_shallow(data, SPARQL_JSON, source)
    try:
        said = json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: object())
    except json.JSONDecodeError as wrong:
        raise BadSyntax(
            f"this is not valid JSON: {wrong.msg}.",
            message_sv=f"det här är inte giltig JSON: {in_swedish(wrong.msg)}.",
            place=Place(source, wrong.lineno, wrong.colno),
        ) from wrong
    answers, findings = read_answers(said, source)
    return answers, [*repeated(text, source), *findings]


def read_answers(said: object, source: str) -> tuple[Answers, list[Finding]]:
    """The answers in JSON already parsed; what can't be one is left out, with a violation at its address."""
    reader = _Reader(source)
    if not isinstance(said, Mapping):
        reader.wrong(
            "",
            "Svaren ska vara ett JSON-objekt med kind och answers.",
            "Answers are a JSON object with kind and answers.",
        )
        return Answers(""), reader.findings
    for name in map(_encodable, said):
        if name not in _PARTS:
            reader.wrong(
                name,
                f"”{name}” är ingen del av svaren. Delarna är {', '.join(_PARTS)}.",
                f"‘{name}’ is no part of answers. The parts are {', '.join(_PARTS)}.",
            )
    return (
        Answers(
            kind=_word(said, "kind") or "",
            slug=(_word(said, "slug") or "").strip() or None,
            answers=reader.group(said.get("answers", {}), ()),
            record=reader.group(said.get("record") or {}, ("record",)),
            source=reader.single(said.get("source") or {}),
        ),
        reader.findings,
    )


def parts_of(address: str) -> tuple[str, ...]:
    """The keys and indexes of an address.

    >>> parts_of("participation/0/actor/0")
    ('participation', '0', 'actor', '0')
    """
    return tuple(address.split("/"))


def pointer_of(address: str) -> str:
    """The JSON pointer (RFC 6901) of an address within answers written as JSON.

    >>> pointer_of("title/0"), pointer_of("record/missing/0")
    ('/answers/title/0', '/record/missing/0')
    """
    first = address.partition("/")[0]
    return f"/{address}" if first in ("record", "source", "kind", "slug") else f"/answers/{address}"


def values(group: Group, at: tuple[str, ...] = ()) -> Iterator[tuple[str, Said]]:
    """Every typed value with its address, in order."""
    for key, every in group.fields.items():
        for index, each in enumerate(every):
            address = (*at, key, str(index))
            if isinstance(each, Group):
                yield from values(each, address)
            else:
                yield "/".join(address), each


def for_correction(answers: Answers) -> Answers:
    """The answers of a published record as the beginning of a new version: its days are set anew."""
    kept = {key: every for key, every in answers.record.fields.items() if key not in ("modified", "dateAccepted")}
    return replace(answers, record=replace(answers.record, fields=kept))


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._values = 0
        self.findings: list[Finding] = []

    def wrong(self, address: str, sv: str, en: str) -> None:
        self.findings.append(Finding("", Level.VIOLATION, sv, en, Place(self._source, field=address or None)))

    def group(self, said: object, at: tuple[str, ...]) -> Group:
        if not isinstance(said, Mapping) or len(at) > 2 * MAX_DEPTH:
            self.wrong(
                "/".join(at), "Här ska det stå ett JSON-objekt med fält.", "Here stands a JSON object with fields."
            )
            return Group()
        fields = {}
        for key, given in said.items():
            every = given if isinstance(given, list) else [given]
            if key != "@id":
                asked = _encodable(str(key))
                fields[asked] = tuple(self._answer(each, (*at, asked, str(i))) for i, each in enumerate(every))
        return Group({key: every for key, every in fields.items() if every}, _word(said, "@id"))

    def single(self, said: object) -> dict[str, Said]:
        if not isinstance(said, Mapping):
            self.wrong(
                "source", "Källan ska vara ett JSON-objekt med fält.", "The source is a JSON object with fields."
            )
            return {}
        names = {_encodable(str(key)): each for key, each in said.items()}
        found = {name: self._answer(each, ("source", name)) for name, each in names.items()}
        return {name: each for name, each in found.items() if isinstance(each, Said) and not each.blank}

    def _answer(self, said: object, at: tuple[str, ...]) -> Said | Group:
        self._values += 1
        if self._values > MAX_VALUES:
            if self._values == MAX_VALUES + 1:
                sv, en = f"Det är fler än {MAX_VALUES} svar.", f"There are more than {MAX_VALUES} answers."
                self.wrong("/".join(at), f"{sv} Dela upp dem.", f"{en} Divide them.")
            return Said("")
        if not isinstance(said, Mapping):
            return self._plain(said, at)
        if "value" not in said or isinstance(said["value"], list) or not set(said) <= {"value", "lang", "datatype"}:
            return self.group(said, at)
        return replace(self._plain(said["value"], at), lang=_word(said, "lang"), datatype=_word(said, "datatype"))

    def _plain(self, said: object, at: tuple[str, ...]) -> Said:
        """A value as text; what is too long or no text is left out, and its place stays."""
        if isinstance(said, bool):
            return Said("true" if said else "false")
        if said is None:
            return Said("")
        text = str(said).replace("\r\n", "\n").strip() if isinstance(said, str | int | float) else None
        if text is None:
            self.wrong("/".join(at), "Ett svar är en text.", "An answer is a text.")
        elif len(text) > MAX_LENGTH:
            sv, en = f"Texten är längre än {MAX_LENGTH} tecken.", f"The text is longer than {MAX_LENGTH} characters."
            self.wrong("/".join(at), f"{sv} Korta den.", f"{en} Shorten it.")
        elif text != _encodable(text):
            self.wrong("/".join(at), "Texten har ett halvt tecken i sig.", "The text holds half a character.")
        else:
            return Said(text)
        return Said("")


def _encodable(text: str) -> str:
    """The text without lone surrogates, which JSON can write and nothing can publish."""
    return text.encode("utf-8", "replace").decode()


def _word(said: Mapping[str, object], name: str) -> str | None:
    value = said.get(name)
    return _encodable(value) if isinstance(value, str) and value else None
