"""The competency questions: files with a header in words, a query, and parameters that have defaults.

    # name: projects-of-actor
    # number: 1
    # question@sv: I vilka projekt deltog Botkyrka kommun …?
    # question@en: Which projects did Botkyrka kommun take part in …?
    # coverage@sv: … what the answer can't know …
    # graph: context
    # missing@sv: … what to say where the release lacks that graph …
    # shown: Project Municipality
    # heading@sv: … above the answer on the pages of such things, asked of them by its first parameter …
    # because: other aspect trait
    # param: actor = <actor/botkyrka-kommun> ; Aktör / Actor

A parameter is a variable that the text leaves unbound: whoever asks binds it, to the default or to what was given.
`because` names the columns of other things, in what they are like the one asked of, and what they share in that: the
answer, the likest first, is then shown as a few things with reasons.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pyoxigraph import Literal, NamedNode

from kg.errors import BadRequest, BadSyntax, NotFound
from kg.place import Place
from kg.rdf.iris import Base
from kg.rdf.namespaces import PREFIXES, RDF
from kg.rdf.nearest import nearest
from kg.validate.compiled.terms import literal
from kg.validate.compiled.values import well_typed

Value = NamedNode | Literal

_FIELD = re.compile(r"# (?P<key>[a-z]+(?:@(?:sv|en))?): (?P<value>\S.*)")
_PARAM = re.compile(r"(?P<name>[a-z][A-Za-z]*) = (?P<value>\S+) ; (?P<sv>[^/]+) / (?P<en>[^/]+)")
_LITERAL = re.compile(r'"(?P<text>[^"]*)"(?:\^\^(?:xsd:(?P<local>\w+)|<(?P<iri>[^>]+)>)|@(?P<lang>[a-z-]+))?')


@dataclass(frozen=True)
class Parameter:
    """A value that whoever asks may change: its variable, its default, and what it is called."""

    name: str
    default: Value
    label: Mapping[str, str]


@dataclass(frozen=True)
class StandingQuestion:
    """A question that stands ready: its words, its query, its parameters, and what its answer can't know."""

    name: str
    number: int
    question: Mapping[str, str]
    coverage: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    text: str
    graph: str = ""
    missing: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    heading: Mapping[str, str] = field(default_factory=dict)
    because: tuple[str, ...] = ()

    def lacks(self, shards: Collection[str]) -> bool:
        """Whether the release with these shards has nothing of the graph that the answer rests on."""
        return bool(self.graph) and f"graph-{self.graph}" not in shards

    def bindings(self, given: Mapping[str, str], base: Base) -> dict[str, Value]:
        """A value for every parameter: the given text read in the default's manner, or the default."""
        unknown = sorted(set(given) - {each.name for each in self.parameters})
        if unknown:
            known = ", ".join(each.name for each in self.parameters) or "–"
            raise BadRequest(
                f"The question {self.name} has no parameter {unknown[0]!r}; it has: {known}.",
                message_sv=f"Frågan {self.name} har ingen parameter {unknown[0]!r}; den har: {known}.",
            )
        return {
            each.name: _read_like(given[each.name], each, base) if each.name in given else each.default
            for each in self.parameters
        }


def read_question(path: Path, base: Base) -> StandingQuestion:
    """The question in a file, whose name it bears; BadSyntax says which line of the header is wrong."""
    return question_in(path.read_text(encoding="utf-8"), path.name, base)


def question_in(text: str, source: str, base: Base) -> StandingQuestion:
    """The question in the text of a file, whose name it bears; BadSyntax says which line of the header is wrong."""
    found = parse_question(text, base, source=source)
    stem = PurePosixPath(source).stem
    if found.name != stem:
        raise _bad(
            source,
            1,
            f"the question calls itself {found.name!r}, and the file {stem!r}: give both one name.",
            f"frågan kallar sig {found.name!r} och filen {stem!r}: ge båda samma namn.",
        )
    return found


def parse_question(text: str, base: Base, *, source: str = "query") -> StandingQuestion:
    """The question in a text; BadSyntax says which line of the header is wrong."""
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            break
        found = _FIELD.fullmatch(line)
        if found is None:
            raise _bad(
                source,
                number,
                f"{line!r} is no field of a header: write '# key: value'.",
                f"{line!r} är inget fält i ett huvud: skriv '# nyckel: värde'.",
            )
        if found["key"] == "param":
            parameters.append(_parameter(found["value"], source, number, base))
        else:
            fields[found["key"]] = found["value"]
    missing = [key for key in ("name", "number", "question@sv", "question@en") if key not in fields]
    if missing or not fields["number"].isdigit():
        raise _bad(
            source,
            1,
            "the header needs name, number (a whole one), question@sv and question@en.",
            "huvudet behöver name, number (ett heltal), question@sv och question@en.",
        )
    return StandingQuestion(
        name=fields["name"],
        number=int(fields["number"]),
        question={lang: fields[f"question@{lang}"] for lang in ("sv", "en")},
        coverage=_worded(fields, "coverage"),
        parameters=tuple(parameters),
        text=text,
        graph=fields.get("graph", ""),
        missing=_worded(fields, "missing"),
        shown=tuple(fields.get("shown", "").split()),
        heading=_worded(fields, "heading"),
        because=tuple(fields.get("because", "").split()),
    )


def _worded(fields: Mapping[str, str], key: str) -> dict[str, str]:
    """What a field says in each language that it is given in."""
    return {lang: fields[f"{key}@{lang}"] for lang in ("sv", "en") if f"{key}@{lang}" in fields}


def read_questions(paths: Iterable[Path], base: Base) -> list[StandingQuestion]:
    """The questions in the files, by their number and then their name."""
    return sorted((read_question(path, base) for path in paths), key=lambda each: (each.number, each.name))


def read_columns(path: Path) -> dict[str, dict[str, str]]:
    """What each column of the answers is called, in Swedish and English; nothing where there is no such file."""
    return columns_in(path.read_text(encoding="utf-8"), path.name) if path.is_file() else {}


def columns_in(text: str, source: str) -> dict[str, dict[str, str]]:
    """What a table of columns (name, sv, en) calls each; BadSyntax says which row lacks one of the three."""
    rows, found = csv.DictReader(io.StringIO(text, newline="")), dict[str, dict[str, str]]()
    if rows.fieldnames != ["name", "sv", "en"]:
        raise _bad(source, 1, "the columns are name, sv and en.", "kolumnerna är name, sv och en.")
    for row in rows:
        if None in row or not all(row.values()):
            raise _bad(
                source,
                rows.line_num,
                "the row needs a name, a Swedish and an English word, and nothing more.",
                "raden behöver ett namn, ett svenskt och ett engelskt ord, och inget mer.",
            )
        found[row["name"]] = {"sv": row["sv"], "en": row["en"]}
    return found


def named(questions: Iterable[StandingQuestion], name: str) -> StandingQuestion:
    """The question of that name; NotFound suggests the nearest."""
    every = {each.name: each for each in questions}
    if name in every:
        return every[name]
    near = nearest(name, every)
    hint_sv = f" Menade du {near}?" if near else ""
    hint_en = f" Did you mean {near}?" if near else ""
    raise NotFound(
        f"There is no question {name!r}.{hint_en}",
        message_sv=f"Det finns ingen fråga {name!r}.{hint_sv}",
    )


def _parameter(text: str, source: str, number: int, base: Base) -> Parameter:
    said = _PARAM.fullmatch(text)
    if said is None:
        raise _bad(
            source,
            number,
            "a parameter is written '# param: name = value ; Namn / Name'.",
            "en parameter skrivs '# param: namn = värde ; Namn / Name'.",
        )
    value = _value(said["value"], base)
    if value is None:
        raise _bad(
            source,
            number,
            f'{said["value"]!r} is no value: write <an/iri> or "text"^^xsd:type.',
            f'{said["value"]!r} är inget värde: skriv <en/iri> eller "text"^^xsd:typ.',
        )
    return Parameter(said["name"], value, {"sv": said["sv"].strip(), "en": said["en"].strip()})


def _value(text: str, base: Base) -> Value | None:
    if iri := re.fullmatch(r"<([^<>\s\"{}|\\^`]+)>", text):
        return NamedNode(iri[1] if "://" in iri[1] else base.iri_of(iri[1]))
    found = _LITERAL.fullmatch(text)
    if found is None:
        return None
    if found["lang"]:
        return Literal(found["text"], language=found["lang"])
    datatype = PREFIXES["xsd"] + found["local"] if found["local"] else found["iri"]
    return Literal(found["text"], datatype=NamedNode(datatype) if datatype else None)


def _read_like(text: str, parameter: Parameter, base: Base) -> Value:
    """What a person typed: `actor/botkyrka-kommun` where the default is an IRI, `2020-01-01` where it is a date.

    BadRequest for what is no such value: the engine would answer of a date that is none as if it were one.
    """
    try:
        value = _made_like(text.strip(), parameter.default, base)
    except ValueError as wrong:
        raise _no_value(text, parameter) from wrong
    if isinstance(value, Literal) and not well_typed(literal(str(value))):
        raise _no_value(text, parameter)
    return value


def _made_like(said: str, default: Value, base: Base) -> Value:
    value = _value(said, base)
    if isinstance(value, type(default)):
        return value
    if isinstance(default, NamedNode):
        return NamedNode(said if "://" in said else base.iri_of(said))
    if default.datatype == RDF.langString:
        return Literal(said, language=default.language)
    return Literal(said, datatype=default.datatype)


def _no_value(text: str, parameter: Parameter) -> BadRequest:
    return BadRequest(
        f"{text!r} can't be the value of {parameter.name}; write it like {parameter.default.value}.",
        message_sv=f"{text!r} kan inte vara värdet för {parameter.name}; skriv det som {parameter.default.value}.",
    )


def _bad(source: str, line: int, en: str, sv: str) -> BadSyntax:
    return BadSyntax(en, message_sv=sv, place=Place(source, line))
