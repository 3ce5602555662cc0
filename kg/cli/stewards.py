"""`kg stewards`: the accounts of those who review what is handed in."""

import sys
from contextlib import closing

import click

from kg.cli.output import speaks
from kg.inbox.inbox import Inbox
from kg.settings import read


@click.group("stewards")
def command() -> None:
    """Accounts for the review pages. They are kept in KG_HOME and are never published."""


@command.command("add")
@click.argument("name")
@speaks
def add(name: str, lang: str) -> None:
    """Make an account NAME, or give it a new password and end its sessions.

    The password is asked for, or read as one line from standard input.
    """
    with closing(Inbox(read().home)) as inbox:
        inbox.add_account(name, _password(lang))
    click.echo(f"{'Kontot finns' if lang == 'sv' else 'The account is ready'}: {name}")


@command.command("list")
@speaks
def list_(lang: str) -> None:
    """List the accounts, with the time each was made."""
    with closing(Inbox(read().home)) as inbox:
        found = inbox.accounts()
    for name, made_at in found:
        click.echo(f"{made_at}  {name}")
    if not found:
        click.echo("Inga konton än." if lang == "sv" else "No accounts yet.")


@command.command("remove")
@click.argument("name")
@speaks
def remove(name: str, lang: str) -> None:
    """End the account NAME and its sessions. What it decided stays."""
    with closing(Inbox(read().home)) as inbox:
        inbox.remove_account(name)
    click.echo(f"{'Kontot är borttaget' if lang == 'sv' else 'The account is removed'}: {name}")


def _password(lang: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked = "Lösenord" if lang == "sv" else "Password"
    again = "Lösenordet igen" if lang == "sv" else "Password again"
    typed: str = click.prompt(asked, hide_input=True, confirmation_prompt=again)
    return typed
