"""A root that is the real one but for its links, and a home of one's own: imports change nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from kg.pipeline import Outcome as Built
from kg.pipeline import build_release
from kg.release.importing.importing import Request, import_export
from kg.release.importing.told import Listener, Outcome, Told
from kg.settings import Settings, read
from kg.sources.imported import current
from kg.sweden.projectbanks.about import About
from tests.bank_exports import export_of
from tests.bench.synthetic import ROOT
from tests.workshop import BASE_IRI, NOON


@dataclass
class Bank:
    """Where exports are imported: `told` are the notes of the latest."""

    root: Path
    home: Path
    told: list[Told] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        """The settings of whoever runs `kg` here."""
        return read({"KG_ROOT": str(self.root), "KG_HOME": str(self.home), "KG_BASE_IRI": BASE_IRI})

    def file(self, bank: str, *rows: Mapping[str, str]) -> Path:
        """An export with these rows."""
        path = self.home.with_name(f"{bank}.csv")
        path.write_bytes(export_of(bank, *rows))
        return path

    def take(self, bank: str, *rows: Mapping[str, str], about: tuple[str, ...] = (), **more: bool) -> Outcome:
        """Import these rows."""
        self.told = []
        request = Request(bank, self.file(bank, *rows), About.of(about), date(2026, 3, 1), **more)
        return import_export(self.settings, request, now=NOON, listener=Listener(note=self.told.append))

    def build(self, *, judging: bool = False) -> Built:
        """Build a release of what there is."""
        return build_release(self.settings, now=NOON, judging=judging)

    def files(self, bank: str) -> list[str]:
        """The record files of a bank's import, by kind and name."""
        top = current(self.home, bank)
        return sorted(path.relative_to(top).as_posix() for path in top.rglob("*.ttl")) if top else []

    def text(self, bank: str, name: str) -> str:
        """A record file's text, our base left out."""
        top = current(self.home, bank)
        assert top is not None
        return (top / name).read_text("utf-8").replace(BASE_IRI, "")


FEW = (
    "project/kiis", "actor/uppsala-kommun", "actor/lansstyrelsen-i-vastmanlands-lan", "actor/svenska-esf-radet",
)  # fmt: skip


def a_bank(folder: Path, *, whole: bool = False) -> Bank:
    """A bank in a folder; the root's files are the real ones, by symbolic links: of the records a few, or all."""
    root = folder / "root"
    records = ["data/records"] if whole else [f"data/records/{key}.ttl" for key in FEW]
    for name in ("ontology", "shapes", "data/banks", "data/catalogue.ttl", *records):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(ROOT / name)
    (root / "data/links").mkdir()
    return Bank(root, folder / "home")


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    """A bank that nothing has been imported from."""
    return a_bank(tmp_path)
