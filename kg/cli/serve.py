"""`kg serve`: serve the published release, or any RDF files."""

import tempfile
from dataclasses import replace
from pathlib import Path

import click

from kg.cli.output import speaks
from kg.release.files import home_of
from kg.release.layout import releases
from kg.release.takedown.guard import must_have_been_through
from kg.serve.server import run
from kg.settings import host as address
from kg.settings import read


@click.command("serve")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--host", help="Address to listen on (KG_HOST).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (KG_PORT); 0 takes a free one.")
@click.option("--union", is_flag=True, help="With FILES: let the default graph hold the statements of all graphs.")
@speaks
def command(files: tuple[Path, ...], host: str | None, port: int | None, union: bool, lang: str) -> None:
    """Serve the published release, or FILES (any RDF, .gz too) at once as a throw-away release without shapes.

    With FILES, graphs are exactly as in the files. Stop with Ctrl-C or SIGTERM.
    """
    settings = read()
    settings = replace(
        settings,
        host=address(host) if host is not None else settings.host,
        port=settings.port if port is None else port,
    )
    if not files:
        must_have_been_through(settings.home, releases(settings.home))
        run(settings, settings.home)
        return
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        home_of(files, Path(folder), base_iri=settings.base_iri, union=union)
        run(settings, Path(folder))
