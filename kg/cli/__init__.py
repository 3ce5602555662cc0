"""The command `kg`: one subcommand a module, each calls one function and prints what it gives."""

import sys
import traceback

import click

from kg import __version__
from kg.cli import (
    build,
    check,
    diff,
    draft,
    explain,
    import_,
    link,
    links,
    prune,
    publish,
    query,
    releases,
    rollback,
    serve,
    stewards,
    submissions,
    takedown,
    template,
    verify,
)
from kg.cli.output import complain
from kg.errors import KgError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
def kg() -> None:
    """Samverkansgrafen: from record files to released, queryable, dereferenceable linked data.

    Exit codes: 0 fine, 1 findings or refused, 2 misuse or input that can't be read, 3 internal.
    """


for _module in (
    build,
    check,
    diff,
    draft,
    explain,
    import_,
    link,
    links,
    prune,
    publish,
    query,
    releases,
    rollback,
    serve,
    stewards,
    submissions,
    takedown,
    template,
    verify,
):
    kg.add_command(_module.command)


def main() -> None:
    """Run the command line; every refusal is a sentence on stderr and an exit code; a traceback is a fault of ours."""
    try:
        code = kg.main(standalone_mode=False)  # a command that ends itself (click's Exit) gives its code here
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except KgError as wrong:
        complain(wrong)
        sys.exit(wrong.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as wrong:  # noqa: BLE001 - the last resort: a fault of ours, told with what we need to find it
        traceback.print_exception(wrong)
        complain(KgError(f"{type(wrong).__name__}: {wrong}"))
        sys.exit(KgError.exit_code)
