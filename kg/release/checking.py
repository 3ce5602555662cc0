"""Judge record files without building anything: what `kg check` and a steward's preview stand on."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from pyoxigraph import NamedNode

from kg.errors import BadSyntax, NotFound, UnsupportedMediaType
from kg.parse.record import Record, check, own, owner_of, parse, references, two_claims
from kg.rdf.findings import Finding, in_order, unreadable
from kg.rdf.formats import TURTLE, Format, rdf_by_media_type, rdf_by_path
from kg.rdf.graphs import read
from kg.rdf.iris import Base, Owner
from kg.rdf.namespaces import FOAF
from kg.release.derive import derive
from kg.release.draft import Draft
from kg.release.inputs import Inputs
from kg.release.shards import as_triples
from kg.sources.folder import Raw, Tree, files_in
from kg.validate.cases import cases
from kg.validate.report import findings
from kg.validate.shacl import validate


def given_files(tree: Tree, paths: Sequence[Path]) -> list[Raw]:
    """The files at these paths, folders walked; NotFound for a path that isn't there."""
    found: list[Raw] = []
    for path in paths:
        if not path.exists():
            raise NotFound(f"There is no file {path}.", message_sv=f"Filen {path} finns inte.")
        found += files_in(tree.root, path)
    return found


def check_given(
    given: Sequence[tuple[str, bytes, Format | None]], tree: Tree, inputs: Inputs, *, processes: int
) -> list[Finding]:
    """Every finding of the given files (name, bytes, format if not by name), each judged beside what it points at."""
    base, kinds = inputs.base, inputs.vocabulary.kinds
    records: dict[str, Record] = {}
    claims: dict[str, list[str]] = {}
    found: list[Finding] = []
    for name, data, said in given:
        form = said or rdf_by_path(name) or TURTLE
        try:
            owner = _owner(name, data, form, base, kinds)
            if isinstance(owner, Finding):
                found.append(owner)
                continue
            record = parse(data, name, owner, base=base, form=form)
        except BadSyntax as wrong:
            found.append(unreadable(wrong, base.iri))
            continue
        claims.setdefault(record.key, []).append(name)
        found += check(record, base=base, kinds=kinds)
        record, remarks = inputs.worked_out.taken_out(own(record, base), base)
        records[record.key] = record
        found += remarks
    found += two_claims(claims, base)
    return in_order([*found, *_judged(records, _around(records, tree, inputs), inputs, processes)])


def _owner(name: str, data: bytes, form: Format, base: Base, kinds: Mapping[str, str]) -> Owner | Finding:
    """By its path where it lies among the records, else by the thing its statements say they are about."""
    by_path = owner_of(name, base, kinds)
    if isinstance(by_path, Owner) or PurePosixPath(name).parts[:2] == ("data", "records"):
        return by_path
    for quad in read(data, form, base_iri=base.iri, source=name):
        if quad.predicate == FOAF.primaryTopic and isinstance(quad.object, NamedNode):
            owner = base.owner_of(quad.object.value)
            if owner is not None and owner.kind in kinds:
                return owner
    return by_path


def _around(records: Mapping[str, Record], tree: Tree, inputs: Inputs) -> dict[str, Record]:
    """The published neighbours: records of the things that the given ones point at."""
    wanted = {key for record in records.values() for key in references(record.quads, inputs.base)} - set(records)
    known = {}
    for raw in tree.records:
        owner = owner_of(raw.name, inputs.base, inputs.vocabulary.kinds)
        if isinstance(owner, Owner) and f"{owner.kind}/{owner.slug}" in wanted:
            record = parse(raw.read(), raw.name, owner, base=inputs.base)
            known[record.key] = record
    return known


def _judged(
    records: Mapping[str, Record], around: Mapping[str, Record], inputs: Inputs, processes: int
) -> list[Finding]:
    draft = Draft(inputs.base, None)
    ordered = [*records.values(), *around.values()]
    derived = derive(ordered, inputs.rules, inputs.vocabulary, inputs.base, shapes_version=inputs.shapes.version)
    for record in ordered:
        draft.take(record, derived[record.key])
    judged = cases(records, draft.triples, lambda key: draft.pointing.get(key, frozenset()))
    raised = validate(
        judged,
        inputs.shapes.ntriples(inputs.base.iri),
        "".join(as_triples(inputs.vocabulary.lines())).encode(),
        processes=processes,
    )
    sources = {record.key: record.source for record in records.values()}
    return findings(raised, sources, inputs.base)


def format_of(media_type: str | None) -> Format:
    """The format that standard input is said to have; Turtle when nothing is said."""
    if media_type is None:
        return TURTLE
    form = rdf_by_media_type(media_type)
    if form is None:
        raise UnsupportedMediaType(
            f"{media_type!r} is no RDF format that is read here; text/turtle is.",
            message_sv=f"{media_type!r} är inget RDF-format som läses här; text/turtle är det.",
        )
    return form
