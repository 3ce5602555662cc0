"""The service manifest: what this service offers, where, and within which limits."""

from kg import __version__
from kg.serve.reconcile import wording
from kg.serve.reconcile.asked import BATCH
from kg.serve.reconcile.schema import Schema
from kg.serve.visit import Visit

VERSIONS = ("0.2",)
WIDTH, HEIGHT = 430, 320
Json = dict[str, object]


def manifest(visit: Visit, schema: Schema) -> Json:
    """The manifest in the visitor's language; where the address asks for a language, so do the addresses in it."""
    public = visit.site.settings.public
    root = public.rstrip("/")
    suggest = {
        what: {
            "service_url": root,
            "service_path": "/" + visit.in_language(f"reconcile/suggest/{what}"),
            "flyout_service_url": root,
            "flyout_service_path": "/" + _with_id(visit, f"reconcile/flyout/{what}", "${id}"),
        }
        for what in ("entity", "type", "property")
    }
    return {
        "versions": list(VERSIONS),
        "name": "Samverkansgrafen",
        "identifierSpace": visit.site.base.iri,
        "schemaSpace": visit.site.base.iri_of("ns#"),
        "documentation": public + visit.in_language("reconcile"),
        "logo": public + visit.site.assets.path("icon.svg"),
        "serviceVersion": __version__,
        "defaultTypes": [wording.type_(visit, schema, each) for each in schema.types if not each.broader],
        "view": {"url": public + "reconcile/view?id={{id}}"},
        "preview": {
            "url": public + _with_id(visit, "reconcile/preview", "{{id}}"),
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": suggest,
        "extend": {
            "propose_properties": {
                "service_url": root,
                "service_path": "/" + visit.in_language("reconcile/properties"),
            },
            "property_settings": _settings(visit),
        },
        "batchSize": BATCH,
    }


def _with_id(visit: Visit, path: str, placeholder: str) -> str:
    before = visit.in_language(path)
    return f"{before}{'&' if '?' in before else '?'}id={placeholder}"


def _settings(visit: Visit) -> list[Json]:
    say = visit.say
    return [
        {
            "name": "limit",
            "label": say("Antal värden"),
            "type": "number",
            "default": 0,
            "help_text": say("Högst så många värden per rad; 0 är alla."),
        },
        {
            "name": "language",
            "label": say("Språk"),
            "type": "select",
            "default": visit.lang,
            "help_text": say("Texter på det språket, där de finns."),
            "choices": [
                {"value": "sv", "name": "Svenska"},
                {"value": "en", "name": "English"},
                {"value": "all", "name": say("Alla språk")},
            ],
        },
    ]
