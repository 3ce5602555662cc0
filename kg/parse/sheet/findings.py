"""What reading a sheet remarks on, each at its cell: what can't be used, what isn't read, what names nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from kg.parse.answers.form_model import FormModel
from kg.parse.sheet.columns import LANGS, Column
from kg.parse.sheet.heads import Head
from kg.parse.sheet.rows import Thing
from kg.parse.sheet.table import AREA, MOST_COLUMNS, MOST_ROWS, Cell, Sheet, letters, number
from kg.place import Place
from kg.rdf.findings import Finding, Level

_MOST = 20
"""Areas and columns that are told one by one, and names that get a hint; a sheet has the same fault after that."""
_MOST_ALIKE = 100
"""Cells that are told one by one with the same sentence."""
_LOOKED_AT = 1_000
_ALIKE = 0.75


class Remarks:
    """The findings so far, about a file of that name."""

    def __init__(self, source: str) -> None:
        self.findings: list[Finding] = []
        self.source = source
        self._strangers: set[str] = set()
        self._told: Counter[str] = Counter()

    def trouble(self, cell: Cell, column: Column | None = None) -> None:
        """A cell can't be used."""
        if cell.trouble is not None:
            self._add(Level.VIOLATION, cell.trouble.sv, cell.trouble.en, cell.place, column)

    def about_sheet(self, sheet: Sheet, head: Head) -> None:
        """What is odd about a sheet as a whole: merged cells, cells far out, columns that aren't read."""
        for area in list(_in_use(sheet, head))[:_MOST]:
            first, _, last = area.partition(":")
            self._add(
                Level.VIOLATION,
                f"Cellerna {first} till {last} är sammanfogade, så rad och värde går inte att para ihop. Dela "
                "upp dem och skriv värdet i varje cell.",
                f"The cells {first} to {last} are merged, so it can't be known which row the value belongs to. Split "
                "them and write the value in each cell.",
                Place(sheet.source, sheet=sheet.name, cell=first),
            )
        if sheet.beyond is not None:
            self._add(
                Level.VIOLATION,
                f"Cellen ligger utanför det vi läser: högst {MOST_ROWS} rader och {MOST_COLUMNS} kolumner. Flytta den "
                "eller dela upp bladet.",
                f"The cell lies beyond what we read: {MOST_ROWS} rows and {MOST_COLUMNS} columns at most. Move it or "
                "divide the sheet.",
                sheet.beyond,
            )
        for at, heading in head.unknown[:_MOST]:
            self._unknown_column(sheet, head, at, heading)

    def unknown_sheet(self, sheet: Sheet) -> None:
        """A sheet has no columns of ours."""
        self._add(
            Level.INFO,
            "Bladet läses inte: dess första rader har inga rubriker som vi känner igen.",
            "The sheet isn't read: its first rows have no headings that we know.",
            sheet.place(1, sheet.rows[0].number if sheet.rows else 1),
        )

    def hidden_sheet(self, sheet: Sheet) -> None:
        """A sheet is hidden, and what nobody sees isn't handed in."""
        self._add(
            Level.WARNING,
            "Bladet är dolt och läses inte. Visa det om det ska med, eller ta bort det.",
            "The sheet is hidden and isn't read. Show it if it belongs here, or take it away.",
            sheet.place(1, sheet.rows[0].number if sheet.rows else 1),
        )

    def nothing_known(self, model: FormModel) -> None:
        """No sheet has columns of ours."""
        kinds = ", ".join(kind.name for kind in model.kinds)
        self._add(
            Level.VIOLATION,
            f"Ingen rad med rubriker känns igen. Utgå från mallen, som kg template gör för {kinds}.",
            f"No row of headings is known. Start from the template, which kg template makes for {kinds}.",
            Place(self.source),
        )

    def nothing_filled(self, sheet: Sheet, head: Head) -> None:
        """There are headings and no rows."""
        self._add(
            Level.VIOLATION,
            "Tabellen har rubriker men inga ifyllda rader. Fyll i minst en rad och lämna in den igen.",
            "The table has headings and no filled rows. Fill in at least one row and hand it in again.",
            sheet.place(head.names or 1, head.first),
        )

    def no_short_name(self, thing: Thing) -> None:
        """The short name of a thing can't stand in an address."""
        self._add(
            Level.VIOLATION,
            f"Kortnamnet {thing.name!r} kan inte stå i en adress: använd a–z, 0–9 och enkla bindestreck, eller lämna "
            "cellen tom så görs det av titeln.",
            f"The short name {thing.name!r} can't stand in an address: use a–z, 0–9 and single hyphens, or leave the "
            "cell empty and it is made of the title.",
            thing.place,
            hint=(f"Skriv {thing.wished!r}.", f"Write {thing.wished!r}."),
        )

    def no_such_thing(self, name: Cell | None, place: Place, things: Sequence[Thing]) -> None:
        """A row speaks of a thing that no row begins."""
        if name is None:
            self._add(
                Level.VIOLATION,
                "Raden säger inte vad den handlar om. Skriv kortnamnet eller titeln i den här cellen.",
                "The row doesn't say what it is about. Write the short name or the title in this cell.",
                place,
            )
            return
        if name.text in self._strangers:
            return
        self._strangers.add(name.text)
        known = [each for thing in things[:_LOOKED_AT] for each in (thing.name or "", *sorted(thing.titles))]
        near = _near(name.text, known) if len(self._strangers) <= _MOST else None
        self._add(
            Level.VIOLATION,
            f"Raden handlar om {name.text!r}, som inget annat blad beskriver. Skriv samma namn på båda ställena.",
            f"The row is about {name.text!r}, which no other sheet describes. Write the same name in both places.",
            place,
            hint=(f"Menade du {near!r}?", f"Did you mean {near!r}?") if near else None,
        )

    def said_twice(self, name: Cell, cell: Cell, column: Column, thing: Thing) -> None:
        """Two rows of the same name give a thing different values where it has one."""
        first = thing.place.cell
        self._add(
            Level.VIOLATION,
            f"Namnet {name.text!r} står redan i {first} med ett annat värde i den här kolumnen. Ge raden ett eget "
            "namn, eller gör värdena lika.",
            f"The name {name.text!r} is already in {first} with another value in this column. Give the row a name of "
            "its own, or make the values the same.",
            cell.place,
            column,
        )

    def _unknown_column(self, sheet: Sheet, head: Head, at: int, heading: Cell | None) -> None:
        if heading is None or not heading.text:
            row = next(row for row in head.rows if at in row.cells)
            self._add(
                Level.WARNING,
                f"Kolumn {letters(at)} har ingen rubrik och läses inte. Skriv en rubrik ur mallen, eller ta bort den.",
                f"Column {letters(at)} has no heading and isn't read. Write a heading of the template, or remove it.",
                row.cells[at].place,
            )
            return
        near = _near(heading.text, [column.heading(lang) for lang in LANGS for column in head.like])
        self._add(
            Level.WARNING,
            f"Rubriken {heading.text[:60]!r} känns inte igen och kolumnen läses inte. Använd mallens rubriker.",
            f"The heading {heading.text[:60]!r} isn't known and the column isn't read. Use the template's headings.",
            heading.place,
            hint=(f"Menade du {near!r}?", f"Did you mean {near!r}?") if near else None,
        )

    def _add(
        self,
        level: Level,
        sv: str,
        en: str,
        place: Place,
        column: Column | None = None,
        *,
        hint: tuple[str, str] | None = None,
    ) -> None:
        self._told[sv] += 1
        if self._told[sv] > _MOST_ALIKE:
            return
        if self._told[sv] == _MOST_ALIKE:
            sv, en = f"{sv} Fler celler har samma fel.", f"{en} More cells have the same fault."
        self.findings.append(
            Finding(
                self.source,
                level,
                sv,
                en,
                place,
                path=column.field.path if column else None,
                hint_sv=hint[0] if hint else None,
                hint_en=hint[1] if hint else None,
            )
        )


def _near(said: str, among: Sequence[str]) -> str | None:
    """What was probably meant: what begins so, else what is almost the same."""
    begun = next((each for each in among if len(said) > 2 and each.casefold().startswith(said.casefold())), None)
    return begun or next(iter(get_close_matches(said, among, n=1, cutoff=_ALIKE)), None)


def _in_use(sheet: Sheet, head: Head) -> Iterable[str]:
    """The merged areas that reach into rows and columns that are read."""
    first = min((row.number for row in head.rows), default=MOST_ROWS)
    columns = {*head.columns, *([head.names] if head.names else [])}
    for area in sheet.merged:
        found = AREA.fullmatch(area)
        if found is None or int(found[4]) < first:
            continue
        if columns & set(range(number(found[1]), min(number(found[3]), MOST_COLUMNS) + 1)):
            yield area
