"""One page of each type: what the browser tests look at."""

from urllib.parse import quote

SELECT = quote("SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40")

PAGES = {
    "front": "/",
    "list": "/project/",
    "searched list": "/project/?q=broarr",
    "narrowed list": "/project/?category=uppsokande&period-from=2018&foo=1",
    "search": "/search?q=lillby",
    "thing": "/project/broar.html",
    "stub": "/project/stigen.html",
    "actor": "/actor/lillby-kommun.html",
    "record": "/record/project/broar.html",
    "ontology": "/ns.html",
    "schemes": "/concept/",
    "scheme": "/concept/insatskategori.html",
    "concept": "/concept/insatskategori/uppsokande.html",
    "shape": "/shapes/project.html",
    "graph": "/graph/derived.html",
    "questions": "/questions/",
    "question": "/questions/projects-of-actor.html",
    "graph question": "/questions/as-turtle.html",
    "editor": "/sparql",
    "answer": f"/sparql?query={SELECT}",
    "faulty": "/sparql?query=SELECT",
    "check": "/validate",
    "check an example": "/validate?example=project",
    "download": "/download/",
    "releases": "/releases/",
    "changes": "/changes",
    "as of a release": "/project/?release=1",
    "catalogue": "/catalog.html",
    "quality": "/catalog/quality",
    "shapes": "/shapes/",
    "matching": "/reconcile",
    "preview": "/reconcile/preview?id=project/broar",
    "problems": "/problems",
    "about": "/om",
    "accessibility": "/tillganglighet",
    "not found": "/project/bror",
    "gone": "/project/borta",
}


def in_language(path: str, lang: str) -> str:
    """The page in a language.

    >>> in_language("/project/?page=1", "en")
    '/project/?page=1&lang=en'
    """
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"
