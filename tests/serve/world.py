"""A small world as a sealed release: what tests of the service read instead of the real data."""

import gzip
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Variable

from kg import settings as reading
from kg.errors import BadQuery
from kg.query.question import Answer, Question
from kg.rdf import formats
from kg.release import layout
from kg.release.layout import Manifest, Release
from kg.release.verify import entry_of
from kg.serve.shelf import Edition, edition
from kg.settings import Settings

HERE = Path(__file__).parent / "data"
BASE = "https://w3id.org/samverkan/"
NS = BASE + "ns#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FOAF = "http://xmlns.com/foaf/0.1/"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
XSD = "http://www.w3.org/2001/XMLSchema#"
FIRST = "0001-0123456789ab"


def settings(home: Path, **changes: Any) -> Settings:
    """Settings for a test: no environment, a home of its own."""
    return replace(reading.read({"KG_HOME": str(home), "KG_CONTACT_EMAIL": "grafen@example.se"}), **changes)


class InProcess:
    """An engine without workers: it answers from a store in this process. For tests alone."""

    def __init__(self, store: ox.Store, *, union: bool, base_iri: str = BASE) -> None:
        self._store = store
        self._union = union
        self._base_iri = base_iri
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        """The whole answer, as the worker pool would give it."""
        self.asked.append(question)
        given: dict[str, Any] = {}
        if question.dataset_given:
            given["default_graph"] = [NamedNode(each) for each in question.default_graphs]
            given["named_graphs"] = [NamedNode(each) for each in question.named_graphs]
        else:
            given["use_default_graph_as_union"] = self._union
        try:
            results = self._store.query(
                question.text,
                base_iri=self._base_iri,
                substitutions={Variable(name): value for name, value in question.bindings.items()},
                **given,
            )
        except SyntaxError as wrong:
            raise BadQuery(f"The query can't be parsed: {wrong}") from wrong
        if isinstance(results, QuerySolutions | QueryBoolean):
            form = "ASK" if isinstance(results, QueryBoolean) else "SELECT"
            written = formats.results_by_media_type(question.media_type)
            assert written is not None
            body = results.serialize(format=formats.engine_results(written))
        else:
            form = "CONSTRUCT"
            graph_format = formats.rdf_by_media_type(question.media_type)
            assert graph_format is not None
            body = results.serialize(format=formats.engine_rdf(graph_format))
        assert body is not None
        return Answer(form, question.media_type, body, 0.001)


class OneShelf:
    """A shelf with a single edition."""

    def __init__(self, only: Edition) -> None:
        self.only = only

    def current(self) -> Edition:
        """The edition."""
        return self.only

    def at_hand(self) -> Edition:
        """It is open."""
        return self.current()

    def all(self) -> list[Release]:
        """The release of it."""
        return [self.only.release]


def store_of(path: Path) -> ox.Store:
    """A store of a file, in memory."""
    store = ox.Store()
    form = formats.rdf_by_path(path.name)
    assert form is not None
    store.load(path.read_bytes(), formats.engine_rdf(form), base_iri=BASE)
    return store


def build(home: Path, *, identifier: str = FIRST, data: Path = HERE / "data.trig", plain: bool = False) -> Release:
    """A release of the test world under a home, and `current` pointing at it; `plain` leaves the model out."""
    folder = home / "releases" / identifier
    folder.mkdir(parents=True)
    source = store_of(data)
    disk = ox.Store(str(folder / "store"))
    disk.extend(list(source))
    disk.flush()
    del disk
    if not plain:
        (folder / "model.json").write_text(json.dumps(MODEL, ensure_ascii=False), "utf-8")
        shutil.copy(HERE / "shapes.ttl", folder / "shapes.ttl")
        (folder / "queries").mkdir()
        for query in HERE.glob("*.rq"):
            shutil.copy(query, folder / "queries" / query.name)
        shutil.copy(HERE / "catalogue.ttl", folder / "catalogue.ttl")
        (folder / "report.json").write_text("[]", "utf-8")
        (folder / "context.jsonld").write_text('{"@context": {"samv": "' + NS + '"}}', "utf-8")
        _dumps(home / "bundles" / identifier / "dumps", source, identifier)
    graphs = {quad.graph_name for quad in source}
    manifest = Manifest(
        id=identifier,
        sequence=int(identifier.partition("-")[0]),
        content_hash=identifier.partition("-")[2] * 5 + "abcd",
        built_at="2026-11-22T06:30:00Z",
        previous=None,
        kg_version="0.1.0",
        base_iri=BASE,
        union=not plain,
        shapes_version="0123456789ab",
        counts={"quads": len(source), "records": 0 if plain else 7, "graphs": len(graphs)},
        kinds={} if plain else {"project": 2, "actor": 2, "place": 1, "document": 2},
        inputs={},
        content={},
        files={path.relative_to(folder).as_posix(): entry_of(path) for path in folder.rglob("*") if path.is_file()},
    )
    (folder / "manifest.json").write_text(manifest.as_json(), "utf-8")
    current = home / "current"
    current.unlink(missing_ok=True)
    current.symlink_to(Path("releases") / identifier)
    return Release(folder, manifest)


def manifest_of(home: Path) -> Manifest:
    """The manifest of the release that a home points at."""
    return layout.current(home).manifest


def in_process(release: Release) -> Edition:
    """The release with an engine in this process."""
    store = ox.Store.read_only(str(release.store))
    manifest = release.manifest
    return edition(release, InProcess(store, union=manifest.union, base_iri=manifest.base_iri))


def _dumps(folder: Path, source: ox.Store, identifier: str) -> None:
    folder.mkdir(parents=True)
    quads = ox.serialize(source, format=RdfFormat.N_QUADS)
    assert quads is not None
    files = {
        "samverkan.nq.gz": (gzip.compress(quads, mtime=0), "application/gzip"),
        "samverkan.nq": (quads, "application/n-quads"),
        "project.csv": (b"iri,title\r\n", "text/csv"),
    }
    said = []
    for name, (body, media_type) in files.items():
        (folder / name).write_bytes(body)
        said.append(
            {
                "name": name,
                "media_type": media_type,
                "label": {"sv": "Hela grafen", "en": "The whole graph"},
                "bytes": len(body),
                "sha256": hashlib.sha256(body).hexdigest(),
                "what": "graph",
            }
        )
    (folder / "manifest.json").write_text(json.dumps({"release": identifier, "files": said}), "utf-8")


def _text(sv: str, en: str) -> dict[str, str]:
    return {"sv": sv, "en": en}


def _field(path: str, sv: str, en: str, order: int, **more: Any) -> dict[str, Any]:
    plain = {"inverse": False, "description": {}, "group": None, "datatype": None, "class": None}
    rest = {"node_class": None, "min": None, "max": None, "derived": False}
    return {"path": path, "name": _text(sv, en), "order": order, **plain, **rest, **more}


_WHO, _WHAT = BASE + "shapes/common#who", BASE + "shapes/common#what"

MODEL: dict[str, Any] = {
    "base": BASE,
    "kinds": [
        {
            "name": name,
            "class": NS + class_,
            "label": _text(*one),
            "plural": _text(*many),
            "definition": _text(f"{one[0]}: det som prov handlar om.", f"{one[1]}: what tests are about."),
            "order": order,
            "shape": f"{BASE}shapes/{name}",
        }
        for order, (name, class_, one, many) in enumerate(
            [
                ("project", "Project", ("Projekt", "Project"), ("Projekt", "Projects")),
                ("actor", "Actor", ("Aktör", "Actor"), ("Aktörer", "Actors")),
                ("document", "Document", ("Dokument", "Document"), ("Dokument", "Documents")),
                ("place", "Place", ("Plats", "Place"), ("Platser", "Places")),
            ],
            1,
        )
    ],
    "classes": {
        NS + "Project": {
            "label": _text("Projekt", "Project"),
            "definition": _text("En insats.", "A measure."),
            "fields": [
                _field(DCTERMS + "title", "namn", "name", 1, min=1),
                _field(DCTERMS + "abstract", "sammanfattning", "abstract", 2),
                _field(
                    NS + "period",
                    "tid",
                    "time",
                    3,
                    node_class=DCTERMS + "PeriodOfTime",
                    group=_WHAT,
                    facet=40,
                    facet_through=NS + "edtf",
                ),
                _field(DCTERMS + "spatial", "plats", "place", 4, group=_WHAT, facet=20),
                _field(NS + "category", "insatskategori", "category", 5, group=_WHAT, facet=10),
                _field(
                    NS + "statedBudget",
                    "budget enligt källa",
                    "stated budget",
                    6,
                    node_class=NS + "Budget",
                    group=_WHAT,
                    description=_text("Summan som källan anger.", "The sum that the source gives."),
                ),
                _field(
                    NS + "participation",
                    "medverkande",
                    "parties",
                    7,
                    node_class=NS + "Participation",
                    group=_WHO,
                    facet=30,
                    facet_through=NS + "actor",
                ),
                _field(
                    NS + "participantCount",
                    "deltagare",
                    "participants",
                    8,
                    node_class=NS + "ParticipantCount",
                    group=_WHO,
                ),
                _field(NS + "outcome", "utfall", "outcome", 9, node_class=NS + "Outcome", group=_WHAT),
                _field(NS + "evaluation", "utvärdering", "evaluation", 10, node_class=NS + "Evaluation", group=_WHAT),
                _field(NS + "aim", "syfte", "aim", 11, group=_WHAT),
                _field(NS + "budget", "budget", "budget", 20, derived=True),
                _field(NS + "partner", "part", "partner", 21, derived=True),
            ],
        },
        NS + "Actor": {
            "label": _text("Aktör", "Actor"),
            "definition": _text("En organisation.", "An organisation."),
            "fields": [
                _field(SKOS + "prefLabel", "namn", "name", 1, min=1),
                _field(SKOS + "altLabel", "annat namn", "other name", 2),
                _field(NS + "actorType", "aktörstyp", "type of actor", 3),
                _field(NS + "sector", "sektor", "sector", 4),
                _field(FOAF + "homepage", "webbplats", "web site", 5),
            ],
        },
        NS + "Document": {
            "label": _text("Dokument", "Document"),
            "definition": _text("En källa.", "A source."),
            "fields": [
                _field(DCTERMS + "title", "titel", "title", 1, min=1),
                _field(DCTERMS + "publisher", "utgivare", "publisher", 2),
                _field(DCTERMS + "issued", "utgivet", "issued", 3),
                _field(FOAF + "page", "webbadress", "web address", 4),
            ],
        },
        NS + "Place": {
            "label": _text("Plats", "Place"),
            "definition": _text("En kommun eller ett län.", "A municipality or a county."),
            "fields": [
                _field(SKOS + "prefLabel", "namn", "name", 1, min=1),
                _field(SKOS + "notation", "kod", "code", 2, datatype=XSD + "string"),
            ],
        },
        DCTERMS + "PeriodOfTime": {
            "label": _text("Tid", "Time"),
            "definition": {},
            "fields": [
                _field(NS + "edtf", "när", "when", 1, datatype=EDTF),
                _field(NS + "periodStatus", "läge", "status", 2),
            ],
        },
        NS + "Budget": {
            "label": _text("Budget", "Budget"),
            "definition": {},
            "fields": [
                _field(NS + "amount", "belopp", "amount", 1),
                _field(NS + "currency", "valuta", "currency", 2),
                _field(NS + "amountKind", "slag", "kind of amount", 3),
            ],
        },
        NS + "Participation": {
            "label": _text("Medverkan", "Participation"),
            "definition": {},
            "fields": [
                _field(NS + "actor", "aktör", "actor", 1),
                _field(NS + "role", "roll", "role", 2),
                _field(NS + "task", "uppgift", "task", 3),
            ],
        },
        NS + "ParticipantCount": {
            "label": _text("Deltagare", "Participants"),
            "definition": {},
            "fields": [
                _field(NS + "total", "antal", "number", 1),
                _field(NS + "women", "kvinnor", "women", 2),
                _field(NS + "men", "män", "men", 3),
            ],
        },
        NS + "Outcome": {
            "label": _text("Utfall", "Outcome"),
            "definition": {},
            "fields": [
                _field(NS + "outcomeType", "utfall", "outcome", 1),
                _field(NS + "value", "värde", "value", 2),
                _field(NS + "unit", "enhet", "unit", 3),
                _field(NS + "shareOf", "andel av", "share of", 4),
            ],
        },
    },
    "groups": {
        _WHO: {"label": _text("Vilka", "Who"), "order": 2},
        _WHAT: {"label": _text("Vad", "What"), "order": 1},
    },
    "terms": {
        NS + "Project": {"label": _text("Projekt", "Project"), "definition": _text("En insats.", "A measure.")},
        NS + "participation": {"label": _text("medverkan", "participation"), "definition": {}},
        NS + "sector": {"label": _text("sektor", "sector"), "definition": {}},
        NS + "actor": {"label": _text("aktör", "actor"), "definition": {}},
    },
    "gone": {
        BASE + "project/borta": {
            "date": "2026-11-01",
            "reason": _text("Posten byggde på ett misstag.", "The record rested on a mistake."),
            "replacedBy": None,
        },
        BASE + "project/gamla-broar": {
            "date": "2026-11-02",
            "reason": _text("Sammanslagen.", "Merged."),
            "replacedBy": BASE + "project/broar",
        },
    },
}
