"""TEMPORARY stand-in."""

import json
from pathlib import Path
import pyoxigraph as ox
from pyoxigraph import *
from kg.query.question import Engine, Question, Term

HERE = Path(__file__).parents[1] / "query" / "sparql"


def _t(v):
    if v["type"] == "uri":
        return NamedNode(v["value"])
    if v["type"] == "bnode":
        return BlankNode(v["value"])
    if "xml:lang" in v:
        return Literal(v["value"], language=v["xml:lang"])
    return Literal(v["value"], datatype=NamedNode(v["datatype"])) if "datatype" in v else Literal(v["value"])


def rows(engine, name, **b):
    a = engine.ask(Question((HERE / f"{name}.rq").read_text(), "application/sparql-results+json", bindings=b))
    return [{k: _t(v) for k, v in r.items()} for r in json.loads(a.body)["results"]["bindings"]]


def boolean(engine, name, **b):
    a = engine.ask(Question((HERE / f"{name}.rq").read_text(), "application/sparql-results+json", bindings=b))
    return json.loads(a.body)["boolean"]


def triples(engine, name, **b):
    a = engine.ask(Question((HERE / f"{name}.rq").read_text(), "application/n-triples", bindings=b))
    return [q.triple for q in ox.parse(a.body, RdfFormat.N_TRIPLES)]
