"""`kg explain`: what we know of a thing."""

import click

from kg.cli.output import speaks
from kg.query.local import engine_for
from kg.release.layout import current, find
from kg.serve.thing.explain import explain
from kg.settings import read


@click.command("explain")
@click.argument("iri")
@click.option("--release", "name", help="Ask this release instead of the published one.")
@speaks
def command(iri: str, name: str | None, lang: str) -> None:
    """Tell what is known of IRI (or a path, project/kiis): every fact with its sources, and what is missing."""
    settings = read()
    release = find(settings.home, name) if name else current(settings.home)
    manifest = release.manifest
    with engine_for(release.store, base_iri=manifest.base_iri, union=manifest.union) as engine:
        click.echo(explain(iri, release, engine, settings, lang))
