"""Our own things as far as linking needs them: what they are called, their codes, their organisationsnummer."""

from collections.abc import Collection, Iterable, Mapping

from kg.errors import BadSyntax
from kg.names.described import Described, described
from kg.parse.record import owner_of, parse
from kg.rdf.iris import Base, Owner
from kg.sources.folder import Raw


def things(
    files: Iterable[Raw], base: Base, *, kinds: Mapping[str, str], wanted: Collection[str], codes: Collection[str]
) -> dict[str, Described]:
    """The things of the wanted kinds in the record files, by key; one whose file can't be read is left out."""
    found: dict[str, Described] = {}
    for raw in files:
        owner = owner_of(raw.name, base, kinds)
        if not isinstance(owner, Owner) or owner.kind not in wanted:
            continue
        try:
            record = parse(raw.read(), raw.name, owner, base=base)
        except BadSyntax:
            continue
        found[record.key] = described(record.key, record.quads, base, codes=codes)
    return found
