"""`kg build`: make a sealed release and leave readers where they are."""

import click

from kg.cli.output import progress, speaks
from kg.cli.publish import report
from kg.pipeline import build_release
from kg.settings import read


@click.command("build")
@speaks
def command(lang: str) -> None:
    """Build a release from ontology/, shapes/ and data/ without publishing it.

    Only what changed since the last release is parsed, judged and written. Faults are all shown at once, and then
    nothing is built.
    """
    report(build_release(read(), step=progress(lang)), lang)
