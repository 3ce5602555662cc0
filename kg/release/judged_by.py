"""What a release was judged by, read from the release itself: its vocabulary, rules and shapes."""

from pathlib import Path

import pyoxigraph as ox

from kg.errors import CorruptRelease
from kg.parse.vocabulary import Vocabulary
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.release import shards
from kg.release.derive import Rule
from kg.release.inputs import Inputs
from kg.release.layout import Release
from kg.validate.handed_in import worked_out
from kg.validate.shapes import Shapes, declarations


def inputs_of(release: Release) -> Inputs:
    """The inputs that decide how a record is judged; links and tombstones are left out, for they decide nothing."""
    base = Base(release.manifest.base_iri)
    shapes = _shapes(release, base)
    model = release.model()
    return Inputs(
        base=base,
        vocabulary=_vocabulary(release, model),
        rules=_rules(release.path / "rules"),
        shapes=shapes,
        worked_out=worked_out(shapes.quads, base),
        links=(),
        tombstones=(),
        model=model,
        context=release.context(),
        digests=dict(release.manifest.inputs),
    )


def _shapes(release: Release, base: Base) -> Shapes:
    data = (release.path / "shapes.ttl").read_bytes()
    quads = read(data, TURTLE, base_iri=base.iri, source="shapes.ttl")
    said = release.manifest
    return Shapes((*dict.fromkeys(quads), *declarations(base)), said.shapes_version, said.inputs.get("shapes", ""))


def _vocabulary(release: Release, model: dict[str, object]) -> Vocabulary:
    text = "".join(shards.read(release.path / "shards", "graph-vocabulary"))
    quads = tuple(ox.parse(text.encode(), ox.RdfFormat.N_QUADS, lenient=True))
    listed = model["kinds"]
    if not isinstance(listed, list):
        raise CorruptRelease(
            f"{release.path / 'model.json'} lists no kinds: build the release anew.",
            message_sv=f"{release.path / 'model.json'} räknar inte upp några slag: bygg utgåvan på nytt.",
        )
    kinds = {str(each["name"]): str(each["class"]) for each in listed}
    return Vocabulary(quads, dict(sorted(kinds.items())), release.manifest.inputs.get("vocabulary", ""))


def _rules(folder: Path) -> tuple[Rule, ...]:
    return tuple(Rule(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.rq")))
