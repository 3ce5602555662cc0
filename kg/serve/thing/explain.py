"""`kg explain`: the page of a thing as plain text: the same facts, sources and disagreements, so that they agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Request
from werkzeug.test import EnvironBuilder

from kg.errors import NotFound, ResultTooLarge
from kg.query.question import Engine
from kg.rdf.iris import Base, is_iri
from kg.rdf.nearest import nearest
from kg.release.layout import Release
from kg.serve import shelf, site
from kg.serve.model import Kind
from kg.serve.shelf import Edition
from kg.serve.thing import page as thing_page
from kg.serve.thing import reading
from kg.serve.thing.facts import Fact, Row
from kg.serve.thing.linked import Because, because
from kg.serve.thing.page import ThingPage
from kg.serve.thing.shown import Shown
from kg.serve.visit import Visit
from kg.settings import Settings

_WIDTH = 100


@dataclass(frozen=True)
class _OneEdition:
    """A shelf that holds the edition asked about."""

    edition: Edition

    def current(self) -> Edition:
        """That edition."""
        return self.edition

    def at_hand(self) -> Edition:
        """It is open."""
        return self.current()

    def all(self) -> list[Release]:
        """That release alone."""
        return [self.edition.release]


def explain(iri: str, release: Release, engine: Engine, settings: Settings, lang: str) -> str:
    """What the release knows of an IRI or a path, from which sources, and what is missing; NotFound when nothing."""
    made = site.make(settings, _OneEdition(shelf.edition(release, engine)))
    visit = Visit(made, Request(EnvironBuilder(query_string={"lang": lang}).get_environ()))
    full = iri if is_iri(iri) else made.base.iri_of(iri)
    owner = made.base.owner_of(full)
    kind = visit.edition.model.kind(owner.kind) if owner else None
    if owner is not None and kind is not None:
        record = made.base.record(owner.kind, owner.slug).value
        if reading.known(engine, record):
            return "\n".join(_page(thing_page.read(visit, kind, owner.slug), visit, made.base))
    if reading.known(engine, full):
        return "\n".join(_plain(full, visit))
    near = _nearest(visit, full, kind) if kind else None
    hint_sv = f"Menade du {near}?" if near else "Pröva `kg query` eller en lista över saker."
    hint_en = f"Did you mean {near}?" if near else "Try `kg query` or a listing of things."
    raise NotFound(
        f"Release {release.id} says nothing about <{full}>. {hint_en}",
        message_sv=f"Utgåva {release.id} säger inget om <{full}>. {hint_sv}",
    )


def _nearest(visit: Visit, iri: str, kind: Kind) -> str | None:
    """The path of the thing of that kind whose own is most like it, where there are not too many to look through."""
    base = visit.site.base
    try:
        found = reading.things(visit.edition.engine, kind.class_iri)
    except ResultTooLarge:
        return None
    return nearest(base.path_of(iri) or iri, [path for path in map(base.path_of, found) if path])


def _page(page: ThingPage, visit: Visit, base: Base) -> Iterator[str]:
    say = visit.say
    yield page.title
    yield ", ".join(each for each in (page.kind, page.status) if each) + f" – <{page.iri}>"
    if page.summary:
        yield ""
        yield from _wrapped(f"{page.summary} {page.summary_rest}".strip())
    for section in page.sections:
        if section.facts:
            yield ""
            yield section.title.upper() if section.title else ""
        for fact in section.facts:
            yield from _fact(fact, visit)
    if page.rest:
        yield ""
        yield say("Länkar och övrigt").upper()
        for fact in page.rest:
            yield from _fact(fact, visit)
    yield from _because(page.because, visit)
    missing = page.missing_facts
    if missing or page.missing:
        yield ""
        yield say("Uppgift saknas").upper()
        yield from _wrapped(page.missing)
        yield from _wrapped(", ".join(dict.fromkeys(missing)))
    if page.sources:
        yield ""
        yield say("Källor").upper()
        for source in page.sources:
            yield f"  [{source.number}] {source.title.text}{_where(source.title, base)}"
            yield from (f"      {about.url or about.text}" for about in source.about)


def _fact(fact: Fact, visit: Visit) -> Iterator[str]:
    differs = visit.say("källorna skiljer sig")
    yield f"  {fact.name} – {differs}" if fact.disagrees else f"  {fact.name}"
    for value in fact.values:
        yield f"    {value.text}{_link(value)}{_numbers(fact.sources)}"
    for row in fact.rows:
        yield from _row(fact, row, visit)
    for claim in fact.claims:
        said = ", ".join(value.text for value in claim.values)
        yield f"    {said}{_numbers(claim.sources)}" + (f" ({claim.reason})" if claim.reason else "")


def _row(fact: Fact, row: Row, visit: Visit) -> Iterator[str]:
    cells = [", ".join(value.text for value in cell.values) for cell in row.cells]
    named = [
        text if at == 0 or not column.name else f"{column.name.lower()}: {text}"
        for at, (column, text) in enumerate(zip(fact.columns, cells, strict=True))
        if text
    ]
    rank = {"preferred": visit.say("föredras"), "deprecated": visit.say("gäller inte")}.get(row.rank, "")
    marks = [each for each in (rank, row.reason, visit.say("vår slutsats") if row.inferred else "", row.note) if each]
    said, marked = "; ".join(named), "; ".join(marks)
    yield f"    {said}{_numbers(row.sources)}" + (f" ({marked})" if marked else "")


def _plain(iri: str, visit: Visit) -> Iterator[str]:
    """An IRI that is no thing of a kind: a concept, a term, a graph."""
    statements = reading.of_thing(visit.edition.engine, iri)
    reader = thing_page.reader_of(visit, statements)
    yield f"<{iri}>"
    for path in statements.properties(iri):
        yield f"  {reader.property_name(path)}"
        for value in reader.all(statements.values(iri, path)):
            yield f"    {value.text}{_link(value)}"
    yield from _because(because(visit.edition, reader, iri), visit)


def _because(links: Sequence[Because], visit: Visit) -> Iterator[str]:
    """Why each link is there."""
    if links:
        yield ""
        yield visit.say("Varför länkarna finns").upper()
    for each in links:
        yield f"  {each.property}: {each.to.text}{_link(each.to)}"
        yield f"    {each.why}"
        yield f"    {visit.say('Beslutat {on}: {by}', {'on': each.on, 'by': each.by})}"


def _link(value: Shown) -> str:
    return f" <{value.url}>" if value.url and value.url != value.text else ""


def _where(value: Shown, base: Base) -> str:
    return f" <{base.iri}{value.path.partition('.html')[0]}>" if value.path else _link(value)


def _numbers(sources: Sequence[int]) -> str:
    """The sources' numbers; a run of three or more as a span."""
    if len(sources) > 2 and sources[-1] - sources[0] == len(sources) - 1:
        return f" [{sources[0]}–{sources[-1]}]"
    return "".join(f" [{number}]" for number in sources)


def _wrapped(text: str) -> Iterator[str]:
    line = "  "
    for word in text.split():
        if len(line) + len(word) > _WIDTH and line.strip():
            yield line.rstrip()
            line = "  "
        line += word + " "
    if line.strip():
        yield line.rstrip()
