"""Keep what was taken down from coming back: from files, or with a release that was put back from a copy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.errors import Unavailable
from kg.inbox import redactions
from kg.inbox.inbox import Inbox
from kg.place import Place
from kg.rdf.canonical import lines
from kg.rdf.findings import Finding, Level
from kg.rdf.iris import Base
from kg.release.draft import Draft
from kg.release.inputs import Inputs
from kg.release.layout import Release
from kg.release.takedown.withheld import Marks, Withheld
from kg.sources.folder import Raw, Tree

TAKEN_DOWN = "taken-down"
"""The component of the finding that a file says something which was taken down."""


@dataclass(frozen=True)
class Guard:
    """What was taken down so far: its number in the log, the day of the last, and how to know it again."""

    number: int
    on: str
    withheld: Withheld | None

    def findings(self, draft: Draft, inputs: Inputs, tree: Tree, files: Mapping[str, Raw]) -> list[Finding]:
        """A violation for each record read anew, and each other file, that still says what was taken down."""
        if self.withheld is None:
            return []
        base = draft.base
        found = [
            self._finding(f"{base.iri}record/{key}", files[key].name)
            for key, said in sorted(draft.fresh.items())
            if self.withheld.taken(said)
        ]
        return [*found, *(self._finding(base.iri, name) for name in self._others(draft, inputs, tree))]

    def _others(self, draft: Draft, inputs: Inputs, tree: Tree) -> Iterator[str]:
        """The inputs beside records, where they aren't those of the previous release, that still say it."""
        before = draft.previous.manifest.inputs if draft.previous else {}
        for name, said, raws in (
            ("vocabulary", inputs.vocabulary.quads, tree.ontology),
            ("context", inputs.figures, tree.authorities),
            ("links", inputs.links, (*tree.links, *tree.ledgers)),
            ("tombstones", inputs.tombstones, tree.tombstones),
        ):
            if before.get(name) != inputs.digests[name] and self._says(lines(said)):
                yield from self._named(name, raws)
        for raw in (*tree.catalogue, *tree.queries, *tree.ledgers):
            if self.withheld is not None and self.withheld.holds(raw.text()):
                yield raw.name

    def _says(self, said: Sequence[str]) -> bool:
        return self.withheld is not None and bool(self.withheld.taken(said))

    def _named(self, name: str, raws: Iterable[Raw]) -> Iterator[str]:
        """The files whose text holds it; the folder where it takes statements to see."""
        held = [raw.name for raw in raws if self.withheld is not None and self.withheld.holds(raw.text())]
        yield from held or [name]

    def _finding(self, about: str, source: str) -> Finding:
        # The name of a record may itself be what was taken down.
        clean = self.withheld.cleaned if self.withheld is not None else str
        return Finding(
            record=clean(about),
            level=Level.VIOLATION,
            message_sv="Filen innehåller en uppgift som har tagits bort ur alla utgåvor (den senaste borttagningen är "
            f"från {self.on}). Den får inte publiceras igen. Ta bort den ur filen, och ur git-historiken: "
            "docs/personal-data.md säger hur.",
            message_en="The file holds something that was taken down from every release (the latest takedown is of "
            f"{self.on}). It may not be published again. Remove it from the file, and from the history in git: "
            "docs/personal-data.md tells how.",
            place=Place(clean(source)),
            component=TAKEN_DOWN,
        )


def guard(home: Path, base: Base) -> Guard:
    """What was taken down in this home; Unavailable while a takedown is unfinished."""
    with closing(Inbox(home)) as inbox:
        log = redactions.log(inbox)
        if not log:
            return Guard(0, "", None)
        if not all(redaction.finished for redaction in log):
            raise Unavailable(
                "A takedown was interrupted. Run `kg takedown --resume` first.",
                message_sv="En borttagning avbröts. Kör `kg takedown --resume` först.",
            )
        entries = [entry for redaction in log for entry in redaction.entries]
        return Guard(log[-1].number, log[-1].at[:10], Withheld(entries, Marks(redactions.key(inbox)), base))


def must_have_been_through(home: Path, releases: Iterable[Release]) -> None:
    """Unavailable where a release is from before a takedown: one that was put back from a copy, say."""
    with closing(Inbox(home)) as inbox:
        last = max((redaction.number for redaction in redactions.log(inbox)), default=0)
    for release in releases:
        if release.manifest.redactions < last:
            raise Unavailable(
                f"Something has been taken down since release {release.id} was made. Run `kg takedown --resume`: it "
                "takes it out of that release too.",
                message_sv=f"Något har tagits bort sedan utgåva {release.id} gjordes. Kör `kg takedown --resume`, så "
                "tas det bort ur den utgåvan också.",
            )
