"""A private copy of the tiny world: edit it, build it, publish it. The world itself is tests/world/."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.link import sssom
from kg.link.ledger import Decision, Justification, Line, Pair, new
from kg.pipeline import Outcome, build_release, publish
from kg.rdf.iris import Base
from kg.release.inputs import Inputs, read_inputs
from kg.release.layout import Release
from kg.settings import Settings, read
from kg.sources.folder import scan

BASE_IRI = "https://example.org/"
BASE = Base(BASE_IRI)
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
WORLD = Path(__file__).parent / "world"


@dataclass(frozen=True)
class Workshop:
    """A root to build from and a home to build in, both our own."""

    root: Path
    home: Path
    base_iri: str = BASE_IRI

    @property
    def settings(self) -> Settings:
        """The settings of a deployer who runs `kg` here."""
        return read({"KG_ROOT": str(self.root), "KG_HOME": str(self.home), "KG_BASE_IRI": self.base_iri})

    def build(self, *, judging: bool = False, step: Callable[[str], None] = lambda _: None) -> Outcome:
        """Build what lies in the root; shapes are asked only where the test is about them, for they are slow."""
        return build_release(self.settings, now=NOON, judging=judging, step=step)

    def publish(
        self, *, judging: bool = False, dumping: bool = True, step: Callable[[str], None] = lambda _: None
    ) -> Outcome:
        """Publish what lies in the root, with downloads unless they are left out: they take another second."""
        return publish(self.settings, now=NOON, judging=judging, dumping=dumping, step=step)

    def built(self) -> Release:
        """The release that building gives."""
        return self.build().release

    def point(self) -> Release:
        """The release that building gives, published without downloads."""
        return self.publish(dumping=False).release

    def inputs(self) -> Inputs:
        """Everything but the records, as a build reads it."""
        return read_inputs(scan(self.root), BASE)

    def write(self, name: str, text: str | bytes) -> Path:
        """A file of the root, made or written over."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def read(self, name: str) -> str:
        """A file's text."""
        return (self.root / name).read_text("utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Put `new` where `old` stands in a file."""
        text = self.read(name)
        if old not in text:
            raise ValueError(f"{name} doesn't say {old!r}")
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self.root / name).unlink()

    def elsewhere(self, name: str) -> "Workshop":
        """The same root with another home: a build there begins from nothing."""
        return Workshop(self.root, self.home.with_name(name))

    def copied_to(self, folder: Path) -> "Workshop":
        """A copy of root and home in a folder, times and links kept."""
        shutil.copytree(self.root, folder / "root", symlinks=True)
        if self.home.exists():
            shutil.copytree(self.home, folder / "home", symlinks=True)
        return Workshop(folder / "root", folder / "home")


def workshop(folder: Path) -> Workshop:
    """The tiny world in a folder of its own, nothing built yet."""
    shutil.copytree(WORLD, folder / "root")
    return Workshop(folder / "root", folder / "home")


def record(kind: str, slug: str, body: str) -> str:
    """The text of a record file whose thing is `<kind/slug>`; `body` is what is said of it after its type."""
    return f"""@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix samv: <ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{kind}/{slug}> a samv:{kind.capitalize()} ; {body} .
<record/{kind}/{slug}> a dcat:CatalogRecord ; foaf:primaryTopic <{kind}/{slug}> .
"""


def ledger(name: str, *links: tuple[str, str, str], decision: Decision = Decision.ACCEPT) -> bytes:
    """The text of a ledger with a line for each link: a path of ours, a property, an IRI of theirs."""
    made = [
        Line(Pair(*link), decision, Justification.BY_PEOPLE, "2026-03-04", "by hand", "för hand", author="Redaktionen")
        for link in links
    ]
    return sssom.write(new(name, name, {}).with_lines(made), BASE)
