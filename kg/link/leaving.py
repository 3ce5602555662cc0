"""Imported records whose rows have left their bank: lines that wait for people, and those that a tombstone is made of.

They stand in a bank's ledger beside the links, and are none: what is accepted takes a record away.
"""

from dataclasses import replace

from kg import __version__
from kg.link.ledger import Decision, Justification, Line, Pair
from kg.rdf.namespaces import DCTERMS, PROV

LEFT = PROV.wasInvalidatedBy.value
"""From a record to the page of the bank's that told of it."""
REPLACED = DCTERMS.isReplacedBy.value
"""From a record to the record of ours that its row turned out to be."""
TOOL = "kg import"


def takes_away(line: Line) -> bool:
    """Whether a line is about a record that leaves, and no link."""
    return line.pair.predicate in (LEFT, REPLACED)


def waiting(key: str, page: str, title: str, *, today: str, in_the_file: bool) -> Line:
    """A line for people: may the record go? `in_the_file` where the row is there, and not about what is looked for."""
    sv, en = (
        ("Raden finns kvar i banken, men säger inte de ord som importen gäller.", "The row is in the bank still, but "
         "doesn't say the words that the import is about.")
        if in_the_file
        else ("Raden finns inte längre i bankens export.", "The row is no longer in the bank's export.")
    )  # fmt: skip
    return Line(
        Pair(key, LEFT, page),
        Decision.HOLD,
        Justification.BY_CODE.value,
        today,
        f"{en} Accept: the record is removed, and a tombstone says so. Reject: it is kept.",
        f"{sv} Godkänn: posten tas bort, och en gravsten säger det. Avslå: posten behålls.",
        subject_label=title,
        object_label=page,
        tool=TOOL,
        tool_version=__version__,
    )


def let_go(line: Line) -> Line:
    """The same where whoever imports says that the record may go."""
    return replace(
        line,
        decision=Decision.ACCEPT,
        justification=Justification.BY_PEOPLE.value,
        comment=line.comment.partition(" Accept: ")[0],
        comment_sv=line.comment_sv.partition(" Godkänn: ")[0],
    )


def impossible(key: str, page: str, why_sv: str, why_en: str, *, today: str) -> Line:
    """A line for a record that has left its bank and can't be published any more: nobody need be asked."""
    return Line(
        Pair(key, LEFT, page),
        Decision.ACCEPT,
        Justification.BY_CODE.value,
        today,
        f"The row is no longer in the bank's export, and its record can't be published any more: {why_en}",
        f"Raden finns inte längre i bankens export, och dess post kan inte publiceras längre: {why_sv}",
        tool=TOOL,
        tool_version=__version__,
    )


def replaced(key: str, ours: str, *, today: str) -> Line:
    """A line for a record that another one of ours stands for: by its row, people say, or by the number of a body."""
    return Line(
        Pair(key, REPLACED, ours),
        Decision.ACCEPT,
        Justification.BY_PEOPLE.value,
        today,
        "It was the same thing as another record.",
        "Det var samma sak som en annan post.",
        tool=TOOL,
        tool_version=__version__,
    )
