"""The OpenAPI document (3.0.3), from a map of routes: each address once, with what is said of it.

What is made for people alone is left out: the forms, the stewards' pages, static files, and addresses that only lead
on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from werkzeug.routing import Map, Rule

from kg import __version__
from kg.serve.openapi.described import OPERATIONS, Operation, Parameter

Json = dict[str, object]
VERSION = "3.0.3"
_ARGUMENT = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<options>[^)]*)\))?:)?(?P<name>\w+)>")
_LEFT_OUT = ("/review", "/submit/", "/static/", "/robots.txt", "/sitemap.xml")
_INTRODUCTION = {
    "sv": "Öppna länkade data om samverkan för utrikesfödda kvinnor mot arbete och studier. Varje svar säger vilken "
    "utgåva det kommer ur (X-Release), bär en stark ETag och får läsas från vilken webbplats som helst. Fel är "
    "application/problem+json.",
    "en": "Open linked data on cooperation for foreign-born women towards work and studies. Every answer names its "
    "release (X-Release), has a strong ETag and may be read from any web site. Errors are application/problem+json.",
}


def document(routes: Map, views: Mapping[str, Callable[..., object]], *, server: str, lang: str) -> Json:
    """The description of the routes in one language; `server` is the address that readers reach."""
    paths: dict[str, Json] = {}
    for rule in routes.iter_rules():
        if not _is_told(rule, views):
            continue
        for path, given in _expanded(rule.rule):
            for method in sorted(set(rule.methods or ()) & {"GET", "POST"}):
                said = _known(path, method.lower()) or _plain(views[str(rule.endpoint)])
                name = _operation_id(method, path)
                paths.setdefault(path, {})[method.lower()] = _operation(said, given, name, lang)
    whole = {path: said for path, said in sorted(paths.items()) if f"{path}/" not in paths}
    return {
        "openapi": VERSION,
        "info": {
            "title": "Samverkansgrafen",
            "version": __version__,
            "description": _INTRODUCTION[lang],
            "license": {"name": "CC0 1.0", "url": "http://creativecommons.org/publicdomain/zero/1.0/"},
        },
        "servers": [{"url": server.rstrip("/")}],
        "paths": whole,
        "components": {"schemas": {"Problem": _PROBLEM}, "responses": {"Problem": _REFUSED[lang]}},
    }


def _is_told(rule: Rule, views: Mapping[str, Callable[..., object]]) -> bool:
    private = any(rule.rule == left.rstrip("/") or rule.rule.startswith(left) for left in _LEFT_OUT)
    leads_on = rule.rule.startswith("/<path:") or not _first_line(views[str(rule.endpoint)])
    extension = "<any('.html'" in rule.rule
    return not (private or leads_on or extension)


def _expanded(rule: str) -> Iterator[tuple[str, list[str]]]:
    """A route's paths as OpenAPI writes them, with their parameters: a choice among words is a path for each.

    >>> list(_expanded("/a/<any(b, 'c.x'):what>/<name>"))
    [('/a/b/{name}', ['name']), ('/a/c.x/{name}', ['name'])]
    """
    choices: list[list[str]] = []
    names: list[str] = []
    for found in _ARGUMENT.finditer(rule):
        if found["converter"] == "any":
            choices.append([each.strip(" '\"") for each in found["options"].split(",")])
        else:
            choices.append([f"{{{found['name']}}}"])
            names.append(found["name"])
    texts = _ARGUMENT.split(rule)[:: _ARGUMENT.groups + 1]
    for chosen in product(*choices):
        yield "".join(text + word for text, word in zip(texts, (*chosen, ""), strict=True)), names


def _known(path: str, method: str) -> Operation | None:
    """What is said of an address; of one with an extension, what is said of the address without it."""
    stem, dot, extension = path.rpartition(".")
    said = OPERATIONS.get((path, method))
    if said is None and dot and (stem, method) in OPERATIONS:
        above = OPERATIONS[stem, method]
        media_type = _EXTENSIONS.get(extension)
        return replace(above, produces=(media_type,) if media_type else above.produces)
    return said


def _operation(said: Operation, given: Iterable[str], name: str, lang: str) -> Json:
    content: Json = {each: {} for each in said.produces}
    made: Json = {
        "operationId": name,
        "summary": said.sv if lang == "sv" else said.en,
        "parameters": [*map(_in_path, given), *(_in_query(each, lang) for each in said.parameters)],
        "responses": {
            said.status: {"description": _FINE[lang], **({"content": content} if content else {})},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }
    if said.consumes:
        made["requestBody"] = {"required": True, "content": {each: {} for each in said.consumes}}
    return made


def _in_path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(each: Parameter, lang: str) -> Json:
    said = each.sv if lang == "sv" else each.en
    return {
        "name": each.name,
        "in": "query",
        "required": each.required,
        "description": said,
        "schema": {"type": "string"},
    }


def _plain(view: Callable[..., object]) -> Operation:
    line = _first_line(view)
    return Operation(line, line)


def _first_line(view: Callable[..., object]) -> str:
    """What a view promises; nothing for one that leads on."""
    inner = getattr(view, "func", view)
    return (inner.__doc__ or "").strip().partition("\n")[0]


def _operation_id(method: str, path: str) -> str:
    words = re.findall(r"\w+", path)
    return "_".join([method.lower(), *words]) if words else f"{method.lower()}_start"


_EXTENSIONS = {
    "html": "text/html",
    "json": "application/json",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
_FINE = {"sv": "Svaret.", "en": "The answer."}
_PROBLEM: Json = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
    },
}
_REFUSED: Mapping[str, Json] = {
    lang: {
        "description": said,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for lang, said in (("sv", "Vad som är fel, och vad man kan göra."), ("en", "What is wrong, and what to do."))
}
