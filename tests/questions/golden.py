"""The answers on the records in data/, as kept in golden/.

After a change of data that is meant, run `pytest tests/questions --update-golden` and read the difference before it
is committed: every changed row is a changed answer.
"""

from pathlib import Path

from pyoxigraph import Store

from tests.questions.asking import HERE, Table, ask, question

FOLDER = HERE / "golden"
# What is new since a date is mostly the 290 kommuner, twice: the table keeps the rows about projects.
KEPT_PART = {"records-since": "project/"}


def answer(store: Store, name: str) -> Table:
    """The rows that are kept for a question: all, or those about the things that tell most."""
    found = ask(store, question(name))
    if name not in KEPT_PART:
        return found
    at = found.columns.index("thing")
    return Table(found.columns, tuple(row for row in found.rows if row[at].startswith(KEPT_PART[name])))


def path_of(name: str) -> Path:
    """Where the answer of a question is kept."""
    return FOLDER / f"{name}.csv"
