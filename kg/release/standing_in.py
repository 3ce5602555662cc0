"""Which accepted records stand in for record files in a build, which the files say themselves, which are in conflict.

A file may be as it was when the record was handed in or accepted; one that says what the record says has taken it up;
one that says something else was changed meanwhile: the accepted record goes into the release, with a warning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.errors import BadSyntax
from kg.inbox.values import Standing
from kg.parse.record import owner_of, parse
from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.rdf.iris import Base, Owner
from kg.release.inputs import Inputs
from kg.sources.accepted import digest_of, files_behind, put_in, raw_of
from kg.sources.folder import Raw, Tree

IN_CONFLICT = "accepted-and-file-differ"
"""The component of the warning that a record file was changed after another version of it was accepted."""


@dataclass(frozen=True)
class StoodIn:
    """The tree as it is built: `absorbed` are the keys whose files say what was accepted, `links` the number of the
    last word on a link that is in it."""

    tree: Tree
    standing: tuple[Standing, ...]
    absorbed: frozenset[str]
    conflicts: tuple[Finding, ...]
    digest: str
    links: int = 0


def stand_in(tree: Tree, standing: Sequence[Standing], inputs: Inputs) -> StoodIn:
    """The tree with accepted records in the place of the files that don't say the same."""
    behind = files_behind(tree, (each.key for each in standing))
    said = {key: _digests(files, inputs) for key, files in behind.items()}
    absorbed = frozenset(each.key for each in standing if said[each.key] == [each.digest])
    left = {each.key: each for each in standing if each.key not in absorbed}
    changed = [each for each in left.values() if not _known(said[each.key], each.known)]
    return StoodIn(
        tree=put_in(tree, left, behind),
        standing=tuple(standing),
        absorbed=absorbed,
        conflicts=tuple(_conflict(each, behind[each.key], inputs.base) for each in changed),
        digest=digest_of(left.values(), behind),
    )


def _known(said: Sequence[str | None], known: Iterable[str | None]) -> bool:
    """Whether the file, or its absence, is one that somebody has seen."""
    return set(said or [None]) <= set(known)


def _digests(files: Iterable[Raw], inputs: Inputs) -> list[str | None]:
    """The digests of what record files say, less what is worked out; an unreadable one says something else."""
    return [_digest(raw, inputs) for raw in files]


def _digest(raw: Raw, inputs: Inputs) -> str | None:
    owner = owner_of(raw.name, inputs.base, inputs.vocabulary.kinds)
    if not isinstance(owner, Owner):
        return ""
    try:
        record = parse(raw.read(), raw.name, owner, base=inputs.base)
    except BadSyntax:
        return ""
    return inputs.worked_out.taken_out(record, inputs.base)[0].digest


def _conflict(standing: Standing, files: Sequence[Raw], base: Base) -> Finding:
    kind, _, slug = standing.key.partition("/")
    name = raw_of(standing).name
    if files:
        where = files[0].name
        sv = (
            f"Filen har ändrats sedan inlämning {standing.submission} av samma post godkändes. Det godkända gäller. "
            "För in båda ändringarna i en ny rättelse, eller hämta det godkända med kg submissions export och rätta "
            "filen."
        )
        en = (
            f"The file was changed after submission {standing.submission} of the same record was accepted. What was "
            "accepted stands. Bring both changes together in a new correction, or fetch what was accepted with kg "
            "submissions export and mend the file."
        )
    else:
        where = f"data/records/{standing.key}.ttl"
        sv = (
            f"Filen är borttagen, men inlämning {standing.submission} av samma post är godkänd och gäller. Hämta "
            "den med kg submissions export om posten ska vara kvar."
        )
        en = (
            f"The file was removed, but submission {standing.submission} of the same record is accepted and stands. "
            "Fetch it with kg submissions export if the record is to stay."
        )
    return Finding(
        record=base.record(kind, slug).value,
        level=Level.WARNING,
        message_sv=sv,
        message_en=en,
        place=Place(where),
        component=IN_CONFLICT,
        also=(Place(name),),
    )
