"""What one import works from: the bank's format and template, the file, what we have, the day, and what to look for."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.parse.bank.opened import Export
from kg.parse.bank.template import Template
from kg.rdf.iris import Base, slug
from kg.release.importing.known import Known
from kg.sweden.projectbanks.about import About
from kg.sweden.projectbanks.formats import Format, Values


@dataclass(frozen=True)
class Job:
    """An import to be done; `rules` is the digest of what records are judged by.

    With `letting_go` whoever imports has said that what the export lacks may go.
    """

    form: Format
    template: Template
    export: Export
    base: Base
    known: Known
    about: About
    today: str
    retrieved: str
    rules: str
    letting_go: bool = False

    @property
    def export_slug(self) -> str:
        """The short name of the file's own record. A word parts day and sum: a day and four figures look personal."""
        return f"{self.form.name}-utdrag-{self.retrieved}-sha-{self.export.sha256[:8]}"

    def key(self, role: str, short: str) -> str:
        """The key of the record of a thing with a role."""
        return f"{self.template.kind(role)}/{short}"

    def row_slug(self, values: Values) -> str:
        """The short name of the thing that a row is about: by its operation's number, else by the bank's identifier.

        It is the same in every export, and in every bank that knows the number.
        """
        if operation := values.get("operation"):
            return f"{self.form.numbered_by}-{slug(str(operation))}"
        return f"{self.form.name}-{slug(str(values['id']))}"

    def row_key(self, values: Values) -> str | None:
        """The key of the record of a row, whatever else is wrong with it; None when its identifier can't be read."""
        if "id" not in values:
            return None
        return self.key("row", self.row_slug(values if "operation" in values else self.form.completes(values)))

    def statements(
        self, role: str, slugs: Mapping[str, str], values: Values, *, issued: str, beside: bool = False
    ) -> list[str]:
        """What the record of a thing with a role says, as N-Triples lines."""
        of_the_file = {"file": self.export.name, "sha256": self.export.sha256, "retrieved": self.retrieved}
        said = {**values, **of_the_file, "issued": issued, "imported": self.today}
        return self.template.patterns[role].fill({**slugs, "export": self.export_slug}, said, beside=beside)
