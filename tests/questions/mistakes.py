"""Wrong readings of each question: a change to its query that the test world must tell from the right one.

They are kept in mutants/<name>.txt, each as a mistake in words, the text of the query (-) and what becomes of it (+):

    # a withdrawn party is listed
    -FILTER(?rank != samv:deprecated)
    +
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "mutants"


@dataclass(frozen=True)
class Mutant:
    """One wrong reading: which text of the query becomes which, and what that would get wrong."""

    name: str
    mistake: str
    right: str
    wrong: str

    def text(self, query: str) -> str:
        """The query, read wrongly; ValueError when it no longer has the text to change."""
        if self.right not in query:
            raise ValueError(f"{self.name} no longer says {self.right!r}: mend mutants/{self.name}.txt")
        return query.replace(self.right, self.wrong)


def mutants() -> list[Mutant]:
    """Every wrong reading, question by question."""
    return [
        _mutant(path.stem, block.splitlines())
        for path in sorted(FOLDER.glob("*.txt"))
        for block in path.read_text(encoding="utf-8").split("\n\n")
    ]


def _mutant(name: str, lines: Iterable[str]) -> Mutant:
    said: dict[str, list[str]] = {"#": [], "-": [], "+": []}
    for line in lines:
        said[line[0]].append(line[1:])
    return Mutant(name, " ".join(said["#"]).strip(), "\n".join(said["-"]), "\n".join(said["+"]))
