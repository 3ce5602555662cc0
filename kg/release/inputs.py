"""What a build works from besides records, read once: vocabulary, rules, shapes, links, tombstones, their digests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__
from kg.errors import BadSyntax
from kg.inbox.links import LinkDecision
from kg.parse.vocabulary import Vocabulary, read_vocabulary
from kg.place import Place
from kg.rdf.canonical import digest, has_blank_nodes, in_graph, lines, must_be_kept
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, prefixes
from kg.release.context import context
from kg.release.derive import Rule, read_rules
from kg.release.figures import context_quads
from kg.release.linking import links
from kg.release.model import model
from kg.sources.folder import Raw, Tree, digest_of
from kg.validate.book import Book, book
from kg.validate.evidence import Derivations, derivations
from kg.validate.handed_in import WorkedOut, worked_out
from kg.validate.shapes import Shapes, read_shapes


@dataclass(frozen=True)
class Inputs:
    """Everything but records, as read; `rules_digest` covers what decides a record's derivation and findings."""

    base: Base
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    shapes: Shapes
    worked_out: WorkedOut
    links: tuple[Quad, ...]
    tombstones: tuple[Quad, ...]
    model: dict[str, object]
    context: dict[str, object]
    digests: dict[str, str]
    redactions: int = 0
    figures: tuple[Quad, ...] = ()
    told: dict[str, object] = field(default_factory=dict)
    """Why things are linked, and which links wait: links.json."""

    @property
    def rules_digest(self) -> str:
        """One digest of the vocabulary, rules, shapes and program: when it differs, every record is judged again."""
        return self.digests["judging"]

    @cached_property
    def book(self) -> Book:
        """What the shapes ask and how things are called: findings are told from it."""
        return book(self.shapes.quads, self.vocabulary.quads, self.base.iri)

    @cached_property
    def derivations(self) -> Derivations:
        """Of each derived property, what the rules read to make it."""
        return derivations([rule.text for rule in self.rules], prefixes(self.base.iri), self.base.iri)


def read_inputs(tree: Tree, base: Base) -> Inputs:
    """The inputs in the tree; BadSyntax for the first file that can't be read."""
    vocabulary = read_vocabulary(tree.ontology, base)
    shapes = read_shapes(tree.shapes, base)
    rules = read_rules(tree.rules)
    tombstones = _statements(tree.tombstones, base, "release")
    linked = links(tree, _statements(tree.links, base, "links"), base, among=vocabulary.quads)
    figures = context_quads(tree.authorities, tree.records, base)
    made = {**model(vocabulary, shapes, base), "gone": _gone(tombstones, base)}
    judging = f"{__version__} {base.iri} {vocabulary.digest} {shapes.digest} {digest_of(tree.rules)}"
    return Inputs(
        base=base,
        vocabulary=vocabulary,
        rules=rules,
        shapes=shapes,
        worked_out=worked_out(shapes.quads, base),
        links=linked.quads,
        tombstones=tombstones,
        model=made,
        context=context(made, base.iri),
        digests={
            "judging": digest(judging),
            "vocabulary": vocabulary.digest,
            "shapes": shapes.digest,
            "rules": digest_of(tree.rules),
            "checks": digest_of(tree.checks),
            "links": linked.digest,
            "queries": digest_of(tree.queries),
            "catalogue": digest_of(tree.catalogue),
            "tombstones": digest_of(tree.tombstones),
            "context": digest("".join(lines(figures))),
        },
        figures=figures,
        told=linked.told,
    )


def with_decisions(inputs: Inputs, tree: Tree, decided: Sequence[LinkDecision]) -> Inputs:
    """The inputs with what stewards have decided on links in the place of the ledgers' lines."""
    if not decided:
        return inputs
    heads = _statements(tree.links, inputs.base, "links")
    linked = links(tree, heads, inputs.base, among=inputs.vocabulary.quads, decided=decided)
    digests = {**inputs.digests, "links": linked.digest}
    return replace(inputs, links=linked.quads, told=linked.told, digests=digests)


def _statements(files: Iterable[Raw], base: Base, graph: str) -> tuple[Quad, ...]:
    quads: dict[Quad, None] = {}
    for raw in files:
        found = read(raw.read(), TURTLE, base_iri=base.iri, source=raw.name)
        if any(has_blank_nodes(quad) for quad in found):
            raise BadSyntax(
                "this file has blank nodes; give the nodes IRIs.",
                message_sv="filen har blanka noder; ge noderna IRI:er.",
                place=Place(raw.name),
            )
        must_be_kept(found, raw.name)
        quads.update(dict.fromkeys(in_graph(found, base.graph(graph))))
    return tuple(quads)


def _gone(tombstones: Iterable[Quad], base: Base) -> dict[str, dict[str, object]]:
    """What was removed, by IRI: when, why, and what stands in its place."""
    gone: dict[str, dict[str, object]] = {}
    for quad in tombstones:
        if not isinstance(quad.subject, NamedNode):
            continue
        entry = gone.setdefault(quad.subject.value, {"date": None, "reason": {}, "replacedBy": None})
        if quad.predicate == base.ns("removedOn") and isinstance(quad.object, Literal):
            entry["date"] = quad.object.value
        elif quad.predicate == base.ns("removalReason") and isinstance(quad.object, Literal):
            reason = entry["reason"]
            if isinstance(reason, dict):
                reason[quad.object.language or "en"] = quad.object.value
        elif quad.predicate == DCTERMS.isReplacedBy and isinstance(quad.object, NamedNode):
            entry["replacedBy"] = quad.object.value
    return dict(sorted(gone.items()))
