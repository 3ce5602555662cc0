"""The committed files that code generates: `python -m tests.generated --write` makes them anew, a test holds them fresh.

ontology/context.jsonld · docs/cli.md · docs/questions.md · the settings table in docs/operating.md · the addresses in
docs/api.md
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click

from kg.cli import kg
from kg.query.questions import read_questions
from kg.rdf.iris import Base
from kg.release.inputs import read_inputs
from kg.release.layout import Release
from kg.serve.app import create_app
from kg.serve.openapi.document import document
from kg.serve.shelf import HomeShelf, Opened
from kg.settings import TABLE, read
from kg.sources.folder import scan

ROOT = Path(__file__).parent.parent
_ROUTES = re.compile(r"(?<=<!-- routes -->\n).*(?=<!-- /routes -->)", re.DOTALL)
_SETTINGS = re.compile(r"(?<=<!-- settings -->\n).*(?=<!-- /settings -->)", re.DOTALL)


def context() -> str:
    """The JSON-LD context of our ontology and shapes, with the default base."""
    inputs = read_inputs(scan(ROOT), Base(read({}).base_iri))
    return json.dumps(inputs.context, ensure_ascii=False, indent=1) + "\n"


def cli() -> str:
    """The help texts of every command."""
    parts = ["# The command line\n\nGenerated from `kg --help`.\n"]
    top = click.Context(kg, info_name="kg", terminal_width=100, help_option_names=["-h", "--help"])
    parts.append(f"## kg\n\n```\n{kg.get_help(top).rstrip()}\n```\n")
    parts += _helped(kg, top, "kg")
    return "\n".join(parts)


def _helped(group: click.Group, parent: click.Context, above: str) -> list[str]:
    """The help texts of a group's commands, and of theirs."""
    parts = []
    for name, command in sorted(group.commands.items()):
        inner = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
        parts.append(f"## {above} {name}\n\n```\n{command.get_help(inner).rstrip()}\n```\n")
        if isinstance(command, click.Group):
            parts += _helped(command, inner, f"{above} {name}")
    return parts


def questions() -> str:
    """The competency questions, in Swedish and English."""
    base = Base(read({}).base_iri)
    said = ["# The questions\n\nGenerated from `data/queries/`. Ask one with `kg query NAME`.\n"]
    said.append("| | name | fråga | question | parameters |\n|---|---|---|---|---|")
    for each in read_questions((ROOT / "data/queries").glob("*.rq"), base):
        parameters = ", ".join(f"`{p.name}`" for p in each.parameters)
        said.append(
            f"| {each.number} | [`{each.name}`](../data/queries/{each.name}.rq) | {each.question['sv']} "
            f"| {each.question['en']} | {parameters} |"
        )
    return "\n".join(said) + "\n"


def operating() -> str:
    """docs/operating.md with the settings table made anew."""
    rows = [f"| `{row.name}` | {f'`{row.default}`' if row.default else '–'} | {row.help} |" for row in TABLE]
    table = "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows]) + "\n"
    return _SETTINGS.sub(lambda _: table, (ROOT / "docs/operating.md").read_text("utf-8"))


def api() -> str:
    """docs/api.md with the table of addresses made anew."""
    app = create_app(read({}), HomeShelf(ROOT / "nowhere", opened_never))
    paths = document(app.url_map, app.view_functions, server="https://example.org", lang="en")["paths"]
    rows = [
        f"| `{path}` | {', '.join(each.upper() for each in operations if each in ('get', 'post'))} "
        f"| {next(iter(operations.values()))['summary']} |"
        for path, operations in paths.items()
        if path.rpartition(".")[0] not in paths
    ]
    table = "\n".join(["| address | methods | what |", "|---|---|---|", *rows]) + "\n"
    return _ROUTES.sub(lambda _: table, (ROOT / "docs/api.md").read_text("utf-8"))


def opened_never(release: Release) -> Opened:
    """There is no release: routes need none."""
    raise AssertionError(release.id)


GENERATED: dict[str, Callable[[], str]] = {
    "docs/api.md": api,
    "docs/cli.md": cli,
    "docs/operating.md": operating,
    "docs/questions.md": questions,
    "ontology/context.jsonld": context,
}

if __name__ == "__main__":
    for name, make in GENERATED.items():
        text = make()
        path = ROOT / name
        fresh = path.exists() and path.read_text("utf-8") == text
        if not fresh and "--write" in sys.argv:
            path.write_text(text, "utf-8")
        print(f"{'fresh' if fresh else 'written' if '--write' in sys.argv else 'stale'}  {name}")
