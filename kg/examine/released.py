"""A desk for hand-ins to a release, set up from the release's own files: what it was judged by, others are judged by.

What never changes is read once, before workers are forked. A worker opens the release's store for itself: the engine
starts threads when it does, and what has threads can't be forked.
"""

import gc
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from pyoxigraph import NamedNode, Quad

from kg.errors import EngineUnavailable
from kg.examine import drafting, reporting
from kg.examine.around import Around, NothingAround, release_around
from kg.examine.by_profile import ByProfile, every
from kg.examine.by_reference import ByReference
from kg.examine.examination import Desk, Judge, examine_each
from kg.examine.handed import Examined, Handed
from kg.examine.wire import AS_DRAFT, Asked, Request
from kg.examine.worker import Task
from kg.names.described import Described
from kg.names.index import Index
from kg.parse.answers.form_model import FormModel
from kg.parse.answers.form_reading import form_model
from kg.parse.names import named, naming
from kg.query import sandbox
from kg.rdf.formats import NTRIPLES
from kg.rdf.iris import Base, Owner
from kg.release import shards
from kg.release.inputs import Inputs
from kg.release.judged_by import inputs_of
from kg.release.layout import Release, open_release
from kg.validate.compiled.compiler import Uncompiled, compile_shapes
from kg.validate.raised import Raised
from kg.validate.shacl import Case

MOST_ALIKE = 5000
"""Of a kind with more things than this, nobody is told which name was probably meant; its very names are known."""


class OpenedLater:
    """The records of a release, whose store is opened when it is told to: before that, nothing is around."""

    def __init__(self, store: Path, base: Base) -> None:
        self._store = store
        self._base = base
        self._around: Around = NothingAround()

    def open(self) -> None:
        """Open the store."""
        self._around = release_around(self._store, self._base)

    def lines(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """The statements of records by key, as N-Quads."""
        return self._around.lines(keys)


@dataclass(frozen=True)
class ReleaseJudge:
    """Examines what is handed in beside the records of a release; `samples` are records of its own, short ones.

    `reference` judges where a shape of the release can't be compiled.
    """

    desk: Desk
    around: OpenedLater
    samples: tuple[Handed, ...]
    files: tuple[Path, ...] = ()
    reference: ByReference | None = None
    profiles: Mapping[str, ByProfile] = field(default_factory=dict)

    @property
    def remark(self) -> str:
        """That pySHACL judges, and why."""
        if self.reference is None:
            return ""
        return f"pySHACL judges hand-ins, which is slower: {'; '.join(self.reference.reasons)}"

    def begin(self, task: Task, parent: int) -> None:
        """Start pySHACL, where it judges."""
        if self.reference is not None:
            self.reference.begin(task, parent)

    def warmed(self) -> "ReleaseJudge":
        """The same judge, with what judging a record of any kind makes on its way already made."""
        for sample in self.samples:
            self._try(sample)
        return self

    def prepare(self) -> None:
        """Open the store of the release, and judge a short record, so that the first that matters goes quickly.

        Memory that is shared with the office is copied when it is first touched: a quarter of the time of a small
        hand-in.
        """
        self.around.open()
        # What lives for one hand-in needs no collector.
        gc.disable()
        for sample in self.samples[:1]:
            self._try(sample)

    def _try(self, sample: Handed) -> None:
        request = Request((sample,))
        self.report(self.examine(request), request, Asked("json", "sv"))

    def examine(self, request: Request) -> Examined:
        """What came of it; what can't be read at all is a finding too."""
        if request.asked is not None and request.asked.form == AS_DRAFT:
            return Examined((), (), self.desk.inputs.shapes.version)
        if request.asked is not None and request.asked.profile is not None:
            return self.profiles[request.asked.profile].examine(request.handed)
        return examine_each(request.handed, self.desk, by_steward=request.by_steward)

    def report(self, examined: Examined, request: Request, asked: Asked) -> bytes:
        """The report on it; of a description, what was drafted of it."""
        if asked.form == AS_DRAFT:
            return drafting.told(request.handed[0], asked.kind, self.desk)
        return reporting.written(examined, request, asked, self.desk.inputs.base)


def load(job: dict[str, Any]) -> ReleaseJudge:
    """The judge by the release that a job names."""
    release = open_release(Path(job["release"]))
    inputs = inputs_of(release)
    names = Index(
        _read_apart(release.store, form_model(inputs.model, inputs.base), inputs.base),
        exactly=[kind for kind, count in release.manifest.kinds.items() if count > MOST_ALIKE],
    )
    around = OpenedLater(release.store, inputs.base)
    judge, profiles = judge_of(inputs), every(job.get("root"))
    desk = Desk(inputs, around, judge, lambda: names).warmed()
    if isinstance(judge, ByReference):
        return ReleaseJudge(desk, around, (), (release.path,), judge, profiles)
    samples = _samples(release, inputs)
    return ReleaseJudge(desk, around, samples, (release.path,), profiles=profiles).warmed()


def judge_of(inputs: Inputs) -> Judge | ByReference:
    """The shapes, compiled; where something in them can't be, pySHACL."""
    shapes = inputs.shapes.ntriples(inputs.base.iri)
    ontology = "".join(shards.as_triples(inputs.vocabulary.lines())).encode()
    compiled = compile_shapes(shapes, ontology)
    if isinstance(compiled, Uncompiled):
        return ByReference(shapes, ontology, compiled.reasons)

    def judge(cases: Sequence[Case]) -> list[Raised]:
        return [raised for case in cases for raised in compiled.judge(case)]

    return judge


def _samples(release: Release, inputs: Inputs) -> tuple[Handed, ...]:
    """A short record of each kind, the shortest first, from the first shards that have them."""
    found: dict[str, list[str]] = {}
    for name in shards.names()[: shards.RECORD_SHARDS]:
        for key, lines in shards.by_record(shards.read(release.path / "shards", name), inputs.base).items():
            kind = key.partition("/")[0]
            if kind in inputs.vocabulary.kinds and len(lines) < len(found.get(kind, lines * 2)):
                found[kind] = lines
        if len(found) == len(inputs.vocabulary.kinds):
            break
    texts = ["".join(shards.as_triples(lines)) for lines in sorted(found.values(), key=len)]
    return tuple(Handed("sample.nt", text.encode(), NTRIPLES.media_type) for text in texts)


def _read_apart(store: Path, form: FormModel, base: Base) -> list[Described]:
    """Every name in a store, read by a process of its own: this one must keep to a single thread."""
    reading, writing = os.pipe()
    parent, pid = os.getpid(), os.fork()
    if pid == 0:
        sandbox.die_with(parent)
        _tell(writing, store, form, base)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        rows = json.loads(told.read() or b"null")
    if os.waitpid(pid, 0)[1] or rows is None:
        raise EngineUnavailable(
            f"The names in {store} can't be read.", message_sv=f"Namnen i {store} går inte att läsa."
        )
    return [
        Described(key, kind, tuple(labels), tuple(others), tuple(codes), number)
        for key, kind, labels, others, codes, number in rows
    ]


def _tell(channel: int, store: Path, form: FormModel, base: Base) -> NoReturn:
    """Write every name to the channel, and end."""
    code = 1
    try:
        rows = [astuple(each) for each in _names(store, form, base)]
        with os.fdopen(channel, "wb") as out:
            out.write(json.dumps(rows).encode())
        code = 0
    finally:
        os._exit(code)


def _names(store: Path, form: FormModel, base: Base) -> list[Described]:
    opened = release_around(store, base).store
    found: dict[Owner, list[Quad]] = {}
    for predicate in naming(form):
        for quad in opened.quads_for_pattern(None, predicate, None, None):
            owner = base.owner_of(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
            if owner is not None and quad.subject == base.mint(owner.kind, owner.slug):
                found.setdefault(owner, []).append(quad)
    return [named(f"{owner.kind}/{owner.slug}", quads, form, base) for owner, quads in found.items()]
