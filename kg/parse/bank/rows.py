"""The rows of a bank's export: headings found, cells read, and what is wrong with them, each at its cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.errors import BadSyntax
from kg.parse.bank.stream import RawRow, rows
from kg.parse.sheet.table import letters
from kg.place import Place
from kg.sweden.projectbanks.cells import LeftOut, Value, is_empty, tidy
from kg.sweden.projectbanks.formats import Column, Format, Values
from kg.sweden.unclear import Unclear

_SAVED = "sep="
"""What spreadsheet programs write before the headings, with the delimiter."""
_FEW = 3
"""So many missing headings are named."""
_DELIMITERS = {";": ("semikolon", "semicolons"), ",": ("kommatecken", "commas"), "\t": ("tabbar", "tabs")}


@dataclass(frozen=True)
class Note:
    """Something to tell of a row: in which column, by its heading, and where; `stops` when the row can't be used."""

    place: Place
    heading: str | None
    sv: str
    en: str
    stops: bool = True


@dataclass(frozen=True)
class BankRow:
    """A row as read: its values, the texts that are only looked in, and what there is to tell of it."""

    number: int
    line: int
    values: Values
    prose: tuple[str, ...]
    notes: tuple[Note, ...]
    belongs: bool = True

    @property
    def stopped(self) -> bool:
        """Whether the row can't be used."""
        return any(note.stops for note in self.notes)


class Header:
    """The heading row of an export: which cell of a row is which column."""

    def __init__(self, form: Format, cells: Sequence[str], source: str) -> None:
        self.form = form
        self.source = source
        self.width = len(cells)
        self._at: dict[str, int] = {}
        places = {_plain(cell): number for number, cell in reversed(list(enumerate(cells)))}
        for column in form.columns:
            if (found := places.get(_plain(column.heading))) is not None:
                self._at[column.name] = found

    @property
    def missing(self) -> list[Column]:
        """The columns that the file must have and doesn't."""
        return [each for each in self.form.columns if not each.optional and each.name not in self._at]

    def cells(self, row: RawRow) -> Iterator[tuple[Column, str]]:
        """The columns that the file has, with what the row says in each."""
        for column in self.form.columns:
            if (at := self._at.get(column.name)) is not None:
                yield column, row.cells[at] if at < len(row.cells) else ""

    def place(self, name: str, row: int, line: int) -> Place:
        """Where a column stands in a row."""
        at = self._at.get(name)
        return Place(self.source, line, cell=f"{letters(at + 1)}{row}" if at is not None else f"{row}:{row}")


@dataclass(frozen=True)
class Reading:
    """An export being read: its headings, and its rows as they come."""

    header: Header
    rows: Iterator[BankRow]


def read(pieces: Iterable[bytes], form: Format, source: str) -> Reading:
    """The rows of an export; BadSyntax when it isn't the bank's: no headings, another delimiter, no UTF-8."""
    coming = rows(pieces, form.delimiter, source)
    first = next(coming, None)
    if first is not None and first.cells[:1] == (_SAVED,):
        first = next(coming, None)
    if first is None:
        raise BadSyntax("the file is empty.", message_sv="filen är tom.", place=Place(source))
    header = Header(form, first.cells, source)
    if header.missing:
        raise _not_the_banks(form, header, first)
    return Reading(header, (_read(header, row) for row in coming))


def by_column(header: Header, row: BankRow, names: Sequence[str], sv: str, en: str) -> Note:
    """What is wrong with what came out of some columns, told at the first of them that the file has."""
    known: Mapping[str, Column] = {column.name: column for column in header.form.columns}
    name = next((each for each in names if each in known), None)
    if name is None:
        return Note(Place(header.source, row.line, cell=f"{row.number}:{row.number}"), None, sv, en)
    return Note(header.place(name, row.number, row.line), known[name].heading, sv, en)


def _read(header: Header, row: RawRow) -> BankRow:
    if row.wrong is not None:
        return BankRow(row.number, row.line, {}, (), (_of_the_row(header, row, row.wrong),))
    if (len(row.cells) != header.width and any(map(tidy, row.cells[header.width :]))) or len(row.cells) < header.width:
        return BankRow(row.number, row.line, {}, (), (_of_the_row(header, row, _width(header, row)),))
    values: dict[str, Value] = {}
    notes, prose = list[Note](), list[str]()
    for column, text in header.cells(row):
        if column.prose:
            prose.append(text)
        elif is_empty(text):
            if column.needed:
                notes.append(_note(header, row, column, _empty()))
        else:
            _take(header, row, column, text, values, notes)
    return _completed(header, row, values, tuple(prose), notes)


def _take(header: Header, row: RawRow, column: Column, text: str, values: dict[str, Value], notes: list[Note]) -> None:
    """Put what a cell says among the values, or what there is to tell of it among the notes."""
    read = column.reads(text)
    if isinstance(read, Unclear):
        notes.append(_note(header, row, column, read))
    elif isinstance(read, LeftOut):
        notes.append(_note(header, row, column, Unclear(read.sv, read.en), stops=False))
        if read.personal:
            values["personal"] = "true"
    elif read is not None:
        values[column.name] = read
        if isinstance(read, Decimal):
            values[f"{column.name}Written"] = tidy(text)


def _completed(
    header: Header, row: RawRow, values: dict[str, Value], prose: tuple[str, ...], notes: list[Note]
) -> BankRow:
    """The row with what follows from its cells; what may be a person's name is in none of them."""
    if values.pop("personal", None):
        values.pop("owner", None)
    belongs = header.form.belongs(values)
    if not any(note.stops for note in notes):
        values = dict(header.form.completes(values))
        if "title" not in values:
            notes.append(_at(header, row, "title", _empty()))
        start, end = str(values.get("start", "")), str(values.get("end", ""))
        if start and end and end < start:
            notes.append(_at(header, row, "end", _backwards(start, end)))
    return BankRow(row.number, row.line, values, prose, tuple(notes), belongs)


def _note(header: Header, row: RawRow, column: Column, wrong: Unclear, *, stops: bool = True) -> Note:
    return Note(header.place(column.name, row.number, row.line), column.heading, wrong.sv, wrong.en, stops)


def _at(header: Header, row: RawRow, name: str, wrong: Unclear) -> Note:
    return Note(header.place(name, row.number, row.line), header.form.heading(name), wrong.sv, wrong.en)


def _of_the_row(header: Header, row: RawRow, wrong: Unclear) -> Note:
    return Note(Place(header.source, row.line, cell=f"{row.number}:{row.number}"), None, wrong.sv, wrong.en)


def _empty() -> Unclear:
    return Unclear("Cellen är tom, och måste vara ifylld.", "The cell is empty, and must be filled in.")


def _backwards(start: str, end: str) -> Unclear:
    return Unclear(
        f"Slutdatum ({end}) ligger före startdatum ({start}). Kontrollera året.",
        f"The end date ({end}) is before the start date ({start}). Check the year.",
    )


def _width(header: Header, row: RawRow) -> Unclear:
    return Unclear(
        f"Raden har {len(row.cells)} celler, men rubrikraden {header.width}. Kontrollera citattecken och skiljetecken.",
        f"The row has {len(row.cells)} cells, the heading row {header.width}. Check quotation marks and delimiters.",
    )


def _not_the_banks(form: Format, header: Header, first: RawRow) -> BadSyntax:
    """Why a file isn't the export of a bank: another delimiter, or headings that are missing."""
    line = form.delimiter.join(first.cells)
    for other, (sv, en) in _DELIMITERS.items():
        if other != form.delimiter and not Header(form, line.split(other), header.source).missing:
            mine_sv, mine_en = _DELIMITERS[form.delimiter]
            return BadSyntax(
                f"the cells are parted by {en}; {form.called_en} exports with {mine_en}. Fetch the export again, and "
                "don't save it in a spreadsheet program.",
                message_sv=f"cellerna är åtskilda med {sv}; {form.called_sv} exporterar med {mine_sv}. Hämta exporten "
                "igen, och spara den inte i ett kalkylprogram.",
                place=Place(header.source, first.line),
            )
    if "\r" in line:
        return BadSyntax(
            "its lines end with a carriage return alone, so they can't be told apart. Fetch the export again, and "
            "don't save it in a spreadsheet program.",
            message_sv="raderna slutar med bara ett vagnreturtecken (CR), så de går inte att skilja åt. Hämta exporten "
            "igen, och spara den inte i ett kalkylprogram.",
            place=Place(header.source, first.line),
        )
    several = header.missing
    names = ", ".join(f"”{each.heading}”" for each in several[:_FEW]) + (" …" if len(several) > _FEW else "")
    return BadSyntax(
        f"this is no export of {form.called_en}: the headings {names} are missing in its first row.",
        message_sv=f"det här är ingen export från {form.called_sv}: rubrikerna {names} saknas i första raden.",
        place=Place(header.source, first.line),
    )


def _plain(heading: str) -> str:
    return tidy(heading).strip('"').casefold()
