"""Set up a desk: for a checkout's files, with the published records read from its folder."""

from functools import cache

from kg.examine.around import TreeAround
from kg.examine.examination import Desk, Judge
from kg.rdf.iris import Base
from kg.release.inputs import Inputs, read_inputs
from kg.release.shards import as_triples
from kg.release.telling import names_in
from kg.sources.folder import Tree
from kg.validate.shacl import judge_by


def tree_desk(tree: Tree, base: Base, *, processes: int) -> Desk:
    """A desk beside the files under a root: what the command line examines at."""
    return desk_of(read_inputs(tree, base), tree, tree, processes=processes)


def desk_of(inputs: Inputs, named: Tree, around: Tree, *, processes: int) -> Desk:
    """A desk with the names of one tree's records, beside those of another: it may hold imports by ten thousands."""
    names = cache(lambda: names_in(named.records, inputs))
    return Desk(inputs, TreeAround(around, inputs), judge_of(inputs, processes=processes), names)


def judge_of(inputs: Inputs, *, processes: int) -> Judge:
    """Our own shapes as a judge of cases."""
    ontology = "".join(as_triples(inputs.vocabulary.lines())).encode()
    return judge_by(inputs.shapes.ntriples(inputs.base.iri), ontology, processes=processes)
