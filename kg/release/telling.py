"""Tell what a validator raised on the records of a build: placed in their files, each fault once, with hints.

A build says of a record what checking its file alone says. A file is read again only when something was raised on it.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import pyoxigraph as ox
from pyoxigraph import Literal, Quad

from kg.errors import BadSyntax
from kg.names.described import Described
from kg.names.index import Index
from kg.parse.answers.form_reading import form_model
from kg.parse.names import named
from kg.parse.record import owner_of, parse
from kg.rdf.findings import Finding
from kg.rdf.formats import rdf_by_path
from kg.rdf.iris import Owner
from kg.rdf.located.locate import locate
from kg.rdf.located.spots import Located
from kg.rdf.namespaces import SKOS
from kg.release.inputs import Inputs
from kg.sources.folder import Raw
from kg.validate.hints import Known
from kg.validate.paths import statements
from kg.validate.placing import Scene, Written
from kg.validate.raised import Raised
from kg.validate.report import told

Lines = Callable[[str], Iterable[str]]


def tell(
    raised: Iterable[Raised],
    *,
    files: Mapping[str, Raw],
    lines: Lines,
    around: Callable[[str], Iterable[str]],
    before: Mapping[str, list[Finding]],
    inputs: Inputs,
) -> dict[str, list[Finding]]:
    """The findings of each record, by its key; `lines` and `around` give its N-Quads and what it points at.

    `before` is what reading the record gave: it may explain a result, and is not told again.
    """
    groups: dict[str, list[Raised]] = {}
    for each in raised:
        owner = inputs.base.owner_of(each.focus)
        if owner is not None:
            groups.setdefault(f"{owner.kind}/{owner.slug}", []).append(each)
    known = known_things(files.values(), lines, inputs)
    found = {}
    for key, group in groups.items():
        beside = [line for other in around(key) if other != key for line in lines(other)]
        scene = scene_of([located(files[key], inputs)], lines(key), beside, inputs)
        earlier = before.get(key, [])
        found[key] = [each for each in told(group, scene, inputs.base, known, earlier) if each.terms is not None]
    return found


def located(raw: Raw, inputs: Inputs) -> Located:
    """Where the statements of a record file stand; nowhere, when it has become unreadable since."""
    form = rdf_by_path(raw.name)
    try:
        return locate(raw.read(), form, base_iri=inputs.base.iri, source=raw.name) if form else Located((), {})
    except BadSyntax:
        return Located((), {})


def scene_of(parts: Iterable[Located], own: Iterable[str], beside: Iterable[str], inputs: Inputs) -> Scene:
    """What findings are placed in, from N-Quads: of what is said of the records, what wasn't derived was handed in."""
    derived = inputs.base.graph("derived")
    said = parsed(own)
    return Scene(
        written=Written(tuple(parts)),
        given=statements(quad for quad in said if quad.graph_name != derived),
        among=statements([*said, *parsed(beside)]),
        book=inputs.book,
        derivations=inputs.derivations,
    )


def parsed(lines: Iterable[str]) -> list[Quad]:
    """The statements of N-Quads lines."""
    return list(ox.parse("".join(lines).encode(), ox.RdfFormat.N_QUADS, lenient=True))


def known_things(files: Iterable[Raw], lines: Lines, inputs: Inputs) -> Known:
    """What hints may name: the things in the files, read when the first hint asks for them."""

    @cache
    def names() -> Index:
        return names_in(files, inputs)

    return Known(
        inputs.base,
        inputs.vocabulary.kinds,
        names,
        lambda key: code_in(lines(key)),
        inputs.worked_out.properties,
    )


def names_in(files: Iterable[Raw], inputs: Inputs) -> Index:
    """The names of every record in the files; one that can't be read has none."""
    form = form_model(inputs.model, inputs.base)
    found: list[Described] = []
    for raw in files:
        owner = owner_of(raw.name, inputs.base, inputs.vocabulary.kinds)
        if isinstance(owner, Owner):
            try:
                record = parse(raw.read(), raw.name, owner, base=inputs.base)
            except BadSyntax:
                continue
            found.append(named(record.key, record.quads, form, inputs.base))
    return Index(found)


def code_in(lines: Iterable[str]) -> str | None:
    """The code that a record's statements give its thing."""
    found = (quad.object for quad in parsed(lines) if quad.predicate == SKOS.notation)
    return next((each.value for each in found if isinstance(each, Literal)), None)
