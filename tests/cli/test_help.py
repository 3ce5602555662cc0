"""Help is the documentation: every command has it, and it says what it said yesterday unless somebody decided so."""

import click
import pytest
from click.testing import CliRunner

from kg.cli import kg as command
from tests.cli.commands import kg, kg_from_nothing
from tests.conftest import Golden
from tests.workshop import Workshop

NAMES = sorted(command.commands)


def _every(group: click.Group, above: str = "") -> dict[str, click.Command]:
    """Every command by its words, those within groups too."""
    found: dict[str, click.Command] = {}
    for name, each in sorted(group.commands.items()):
        words = f"{above} {name}".strip()
        found[words] = each
        found.update(_every(each, words) if isinstance(each, click.Group) else {})
    return found


COMMANDS = _every(command)


def _help(name: str) -> str:
    """What `kg NAME --help` prints, without starting a process for each."""
    words = [*name.split(), "--help"]
    return CliRunner().invoke(command, words, prog_name="kg", terminal_width=100).output


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_of_a_command_is_the_golden_one(name: str, golden: Golden) -> None:
    golden(f"cli/help-{name.replace(' ', '-') or 'kg'}.txt", _help(name))


@pytest.mark.parametrize("name", [name for name, each in COMMANDS.items() if not isinstance(each, click.Group)])
def test_every_command_speaks_two_languages_and_every_option_has_help(name: str) -> None:
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]
    assert "--lang" in [word for each in options for word in each.opts]
    silent = [each.opts for each in options if not each.help and not isinstance(each.type, click.Choice)]
    assert silent == []
    assert COMMANDS[name].help


def test_the_commands_are_those_of_the_contract() -> None:
    assert set(NAMES) >= {
        "build", "check", "diff", "explain", "prune", "publish", "query", "releases", "rollback", "serve", "verify",
    }  # fmt: skip


def test_help_and_version_work_from_the_shell(tiny: Workshop) -> None:
    said = kg_from_nothing(tiny, "--help")
    assert (said.code, said.err) == (0, "")
    assert all(f"  {name} " in said.out for name in NAMES)
    assert "kg publish [OPTIONS]" in kg(tiny, "publish", "-h").out
    assert kg(tiny, "--version").out == "kg, version 0.1.0\n"
