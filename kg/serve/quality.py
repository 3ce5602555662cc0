"""How well the catalogue can be harvested: what the rehearsal of the release came to, for people and for programs."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from flask import Blueprint, Response

from kg.release.harvest import rehearsal
from kg.serve import frame
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import NothingThere, Signpost, no_page
from kg.serve.http.respond import Offer
from kg.serve.thing import documents
from kg.serve.thing.documents import PAGE
from kg.serve.visit import Visit
from kg.serve.words import pick

Json = Mapping[str, object]
PATH = "catalog/quality"
JSON = Variant("application/json", "json", "JSON")
FORMS = (PAGE, JSON)


def quality(visit: Visit, name: str = "quality") -> Response:
    """The outcome of the release's rehearsal, as a page or as JSON; NothingThere where none was made."""
    if visit.edition.of_files:
        raise no_page(visit.path)
    _, form = documents.split(name, FORMS)
    said = rehearsal.quality(visit.edition.release)
    if said is None:
        raise NothingThere(
            "The harvest of this release hasn't been rehearsed. It is when the downloads are made.",
            message_sv="Skörden av den här utgåvan är inte provad. Det görs när nedladdningarna görs.",
            near=[Signpost(visit.say("Datakatalog"), "catalog.html")],
        )
    chosen = form or respond.choose(visit, FORMS)
    # A rehearsal can be made again for the same release, when settings change.
    alternates = tuple((f"{PATH}.{each.extension}", each.media_type) for each in FORMS)
    offer = Offer((PATH,), alternates, described_by="catalog", vary=("Accept",), lasting=False)
    return respond.answer(visit, chosen, lambda: _body(visit, said, chosen), offer)


def _body(visit: Visit, said: Json, form: Variant) -> bytes:
    if form is JSON:
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
    return _page(visit, said)


def _page(visit: Visit, said: Json) -> bytes:
    score, stars = cast("Json", said["mqa"]), cast("Json", said["stars"])
    values = {
        "quality": said,
        "score": score,
        "stars": stars,
        "groups": grouped(cast("Sequence[Json]", said["findings"]), visit.lang),
        "forms": FORMS,
        "path": PATH,
        "spoken": lambda each: pick(each, visit.lang),
    }
    return frame.page(
        visit,
        "quality.html",
        values,
        title=visit.say("Katalogens kvalitet"),
        alternates=((f"{PATH}.json", JSON.media_type),),
    )


def grouped(findings: Sequence[Json], lang: str) -> list[dict[str, object]]:
    """The findings, those that say the same as one, the worst first, with how many nodes they are about."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in findings:
        message = pick(cast("Mapping[str, str]", each["message"]), lang)
        groups.setdefault((str(each["level"]), message), []).append(str(each["focus"]))
    words = {"violation": ("fel", "fault"), "warning": ("varning", "warning"), "info": ("tips", "hint")}
    return [
        {"level": level, "word": words[level][lang != "sv"], "sentence": message, "nodes": sorted(set(nodes))}
        for (level, message), nodes in groups.items()
    ]


def blueprint() -> Blueprint:
    """The route of the catalogue's quality."""
    routes = Blueprint("quality", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    routes.add_url_rule("/catalog/quality", "quality", quality, methods=methods)
    names = ", ".join(f"'quality.{each.extension}'" for each in FORMS)
    routes.add_url_rule(f"/catalog/<any({names}):name>", "quality-form", quality, methods=methods)
    return routes
