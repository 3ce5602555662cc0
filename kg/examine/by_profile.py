"""Judge any RDF by a profile that ships with the project, its shapes and code lists read beforehand and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BadSyntax
from kg.examine.by_shapes import examine_by
from kg.examine.handed import Examined, Handed
from kg.rdf.formats import rdf_by_media_type, rdf_by_path
from kg.validate import profiles


@dataclass(frozen=True)
class ByProfile:
    """A profile as read: its name, its shapes, and the code lists beside them."""

    name: str
    shapes: tuple[Handed, ...]
    codes: tuple[Handed, ...]

    def examine(self, handed: Sequence[Handed]) -> Examined:
        """Every result of the profile on what was handed in; BadSyntax for what is no RDF."""
        for each in handed:
            known = rdf_by_media_type(each.media_type) if each.media_type else rdf_by_path(each.name)
            if known is None:
                raise BadSyntax(
                    f"{each.name} is no RDF: a profile judges RDF alone, for example Turtle or RDF/XML.",
                    message_sv=f"{each.name} är inte RDF: en profil prövar bara RDF, t.ex. Turtle eller RDF/XML.",
                )
        return Examined(tuple(examine_by(handed, self.shapes, self.codes)), (), self.name)


def every(root: str | None) -> dict[str, ByProfile]:
    """The profiles under a root by name, read; none without a root."""
    if root is None:
        return {}
    found = (profiles.profile(Path(root), name) for name in profiles.names(Path(root)))
    return {
        each.name: ByProfile(
            each.name,
            tuple(Handed(raw.name, raw.read()) for raw in each.shapes),
            tuple(Handed(raw.name, raw.read()) for raw in each.codes),
        )
        for each in found
    }
