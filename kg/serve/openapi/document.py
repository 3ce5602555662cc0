"""The OpenAPI document (3.0.3), from a map of routes: each address once, with what is said of it.

What is made for people alone is left out: the forms, the stewards' pages, static files, and addresses that only lead
on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from werkzeug.routing import Map, Rule

from kg import __version__
from kg.serve.history.times import has_past
from kg.serve.openapi.described import OPERATIONS, Operation
from kg.serve.openapi.parameters import LANG, RELEASE, in_path
from kg.serve.openapi.responses import components, of_head, of_options, responses
from kg.serve.openapi.taken import body

Json = dict[str, object]
VERSION = "3.0.3"
_ARGUMENT = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<options>[^)]*)\))?:)?(?P<name>\w+)>")
_LEFT_OUT = ("/review", "/submit/", "/static/", "/robots.txt", "/sitemap.xml")
_WORDLESS = ("/healthz", "/readyz")
_INTRODUCTION = {
    "sv": "Öppna länkade data om samverkan för utrikesfödda kvinnor mot arbete och studier. Varje svar säger vilken "
    "utgåva det kommer ur (X-Release), bär en stark ETag och får läsas från vilken webbplats som helst. Fel är "
    "application/problem+json.",
    "en": "Open linked data on cooperation for foreign-born women towards work and studies. Every answer names its "
    "release (X-Release), has a strong ETag and may be read from any web site. Errors are application/problem+json.",
}


def document(
    routes: Map, views: Mapping[str, Callable[..., object]], *, server: str, lang: str, kinds: Sequence[str] = ()
) -> Json:
    """The description of the routes in one language; `server` is the address that readers reach.

    `kinds` are the kinds of record that there are, so that a program asks for none else.
    """
    paths: dict[str, Json] = {}
    for rule in routes.iter_rules():
        if not _is_told(rule, views):
            continue
        for path, given in _expanded(rule.rule):
            for method in sorted(set(rule.methods or ()) & {"GET", "POST"}):
                said = _known(path, method.lower()) or _plain(views[str(rule.endpoint)])
                made = _operation(said, given, (method.lower(), path), lang, kinds)
                paths.setdefault(path, {})[method.lower()] = made
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
        "paths": {path: {**said, **_beside(path, said, lang)} for path, said in whole.items()},
        "components": components(lang),
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


def _operation(
    said: Operation, given: Iterable[str], address: tuple[str, str], lang: str, kinds: Sequence[str]
) -> Json:
    method, path = address
    names = list(given)
    own = [] if path in _WORDLESS else [LANG]
    if method == "get" and has_past(path) and path not in _WORDLESS:
        own.append(RELEASE)
    every = [*said.parameters, *own]
    made: Json = {
        "operationId": _operation_id(method, path),
        "summary": said.sv if lang == "sv" else said.en,
        "parameters": [*(in_path(each, lang, kinds) for each in names), *(each.described(lang) for each in every)],
        "responses": responses(said, method, lang, named=bool(names)),
    }
    if said.consumes:
        made["requestBody"] = body(said, lang)
    return made


def _beside(path: str, said: Mapping[str, object], lang: str) -> Json:
    """HEAD, which answers as GET does without its body, and OPTIONS, which tells the methods."""
    found = said.get("get")
    given = found["parameters"] if isinstance(found, dict) else []
    in_paths = [in_path(name, lang, ()) for name in re.findall(r"{(\w+)}", path)]
    made: Json = {"options": of_options(_operation_id("options", path), in_paths, lang)}
    if isinstance(found, dict):
        made["head"] = of_head(_operation_id("head", path), found, given, lang)
    return made


def _plain(view: Callable[..., object]) -> Operation:
    line = _first_line(view)
    return Operation(line, line)


def _first_line(view: Callable[..., object]) -> str:
    """What a view promises; nothing for one that leads on."""
    inner = getattr(view, "func", view)
    return (inner.__doc__ or "").strip().partition("\n")[0]


def _operation_id(method: str, path: str) -> str:
    words = re.findall(r"\w+", path)
    named = "_".join([method, *words]) if words else f"{method}_start"
    # A list and its first member differ by their last slash alone.
    return f"{named}_all" if path.endswith("/") and words else named


_EXTENSIONS = {
    "html": "text/html",
    "json": "application/json",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
