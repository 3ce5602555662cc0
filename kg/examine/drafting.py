"""Draft a record from a description, for `kg draft` and for the form. A personal number in it stops everything."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import BadInput, NotFound, Refused
from kg.examine.examination import Desk
from kg.examine.handed import Handed
from kg.names.index import Index
from kg.parse.answers.fill import Filled, fill
from kg.parse.answers.form_model import FormModel
from kg.parse.answers.form_reading import form_model
from kg.parse.document.draft import draft, read_document
from kg.parse.document.lines import MOST_BYTES, Document, must_be_small
from kg.parse.document.report import as_json
from kg.parse.document.told import Draft
from kg.place import Place
from kg.rdf.findings import Finding
from kg.rdf.iris import Base
from kg.rdf.nearest import nearest
from kg.rdf.reasons import denied
from kg.release.inputs import read_inputs
from kg.release.telling import names_in
from kg.settings import Settings
from kg.sources.folder import scan
from kg.validate.personal import gate, stops
from kg.validate.raw_texts import raw_texts

STDIN = "-"


@dataclass(frozen=True)
class Drafted:
    """A draft, and what it would be handed in as."""

    draft: Draft
    model: FormModel
    names: Index
    base: Base

    @property
    def kind_label(self) -> Mapping[str, str]:
        """What the kind is called."""
        kind = self.model.kind(self.draft.answers.kind)
        return kind.label if kind else {}

    def records(self, today: date) -> Filled:
        """The records that the draft's answers make, as the form would make them."""
        return fill(self.draft.answers, self.model, self.names, base=self.base, today=today, source=self.draft.source)


def draft_of(
    settings: Settings, data: bytes, name: str, kind: str | None = None, *, stands_in: str | None = None
) -> Drafted:
    """The draft of a record from a document's bytes; Refused, with findings, where a personal number stands in it.

    Without a kind it is of the first that there is.
    """
    tree, base = scan(settings.root), Base(settings.base_iri)
    inputs = read_inputs(tree, base)
    model = form_model(inputs.model, base)
    kind = kind or model.kinds[0].name
    if model.of_kind(kind) is None:
        raise _no_kind(kind, model)
    document = read_document(data, name)
    stopping = _numbers(document, data, base)
    if stopping:
        raise stopped(stopping)
    names = names_in(tree.records, inputs)
    return Drafted(draft(document, model, kind, names, base=base, stands_in=stands_in), model, names, base)


def told(handed: Handed, kind: str | None, desk: Desk) -> bytes:
    """The draft of a record of a kind from a description that somebody handed in, as JSON.

    Where a personal number stands in it there is no draft, and the findings are told under `stopped`.
    """
    model, base = desk.form, desk.inputs.base
    known = kind or model.kinds[0].name
    document = read_document(handed.data, handed.name)
    stopping = _numbers(document, handed.data, base)
    if stopping:
        said: dict[str, object] = {"stopped": [each.as_json() for each in stopping]}
    else:
        said = as_json(draft(document, model, known, desk.names(), base=base, stands_in=None))
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")


def stopped(findings: Sequence[Finding]) -> Refused:
    """The refusal of a description in which a personal number stands."""
    return Refused(
        "The document holds a personal identity number, so no draft is made of it. Take the number away and try again.",
        message_sv="Dokumentet innehåller ett personnummer eller samordningsnummer, så det blir inget utkast. Ta bort "
        "numret och försök igen.",
        findings=findings,
    )


def given(path: Path) -> bytes:
    """The bytes of a document; nothing is read of one that is too large."""
    try:
        with path.open("rb") as handle:
            data = handle.read(MOST_BYTES + 1)
    except FileNotFoundError as wrong:
        raise NotFound(f"There is no file {path}.", message_sv=f"Filen {path} finns inte.") from wrong
    except OSError as wrong:
        raise BadInput(
            f"{path} can't be read: {wrong.strerror}.",
            message_sv=f"{path} går inte att läsa: {denied(wrong)}.",
        ) from wrong
    must_be_small(len(data), str(path))
    return data


def _numbers(document: Document, data: bytes, base: Base) -> list[Finding]:
    """The personal numbers in a document, each at its place."""
    return [each for each in gate(_texts(document, data), about=base.iri) if stops([each])]


def _texts(document: Document, data: bytes) -> Iterator[tuple[Place, str]]:
    """Every text in the document, seen or not, and its bytes as text."""
    yield from raw_texts(document.source, b"" if document.hidden_texts else data)
    for line in document.lines:
        yield line.place(document.source, 0, len(line.text)), line.text
        yield from ((line.place(document.source, 0, len(line.text)), link) for link in line.links)
    yield from document.hidden_texts


def _no_kind(kind: str, model: FormModel) -> BadInput:
    kinds = [each.name for each in model.kinds]
    near = nearest(kind, kinds)
    sv, en = (f" Menade du {near}?", f" Did you mean {near}?") if near else ("", "")
    return BadInput(
        f"{kind!r} is no kind; the kinds are {', '.join(kinds)}.{en}",
        message_sv=f"{kind!r} är inget slag; slagen är {', '.join(kinds)}.{sv}",
    )
