"""What a page of the form consists of: boxes with controls, statements with boxes of their own. For a template."""

from dataclasses import dataclass

from kg.serve.submit.findings import Told
from kg.serve.submit.offered import Option


@dataclass(frozen=True)
class Choosable:
    """One of several to choose among."""

    value: str
    label: str
    hint: str
    chosen: bool
    depth: int = 0


@dataclass(frozen=True)
class Control:
    """One control: it is called by the address of what is typed in it. `kind` is a thing's, whose names are listed."""

    name: str
    label: str
    value: str = ""
    lang: str = ""
    long: bool = False
    width: str = ""
    mode: str = ""
    kind: str = ""
    invalid: bool = False
    autofocus: bool = False

    @property
    def id(self) -> str:
        """What links lead to."""
        return id_of(self.name)


@dataclass(frozen=True)
class Row:
    """One value: usually a control, of a text one for each language, of a date one for each part."""

    controls: tuple[Control, ...]
    told: tuple[Told, ...] = ()
    note: str = ""
    remove: str = ""


@dataclass(frozen=True)
class Box:
    """One field with everything that stands around its controls; `style` is rows, radios, checks or select."""

    address: str
    name: str
    hint: str
    optional: bool
    style: str = "rows"
    rows: tuple[Row, ...] = ()
    choices: tuple[Choosable, ...] = ()
    control: str = ""
    told: tuple[Told, ...] = ()
    add: str = ""
    autofocus: bool = False

    @property
    def id(self) -> str:
        """What its hint and its faults are called by; the first choice has it too, for links to lead to."""
        return id_of(self.address)

    @property
    def is_single(self) -> bool:
        """Whether one control is all: then its label is the field's name."""
        return self.style == "select" or (self.style == "rows" and not self.add and self._controls == 1)

    @property
    def _controls(self) -> int:
        return sum(len(row.controls) for row in self.rows)

    @property
    def all_told(self) -> tuple[Told, ...]:
        """What was found of the field and of its values."""
        return (*self.told, *(each for row in self.rows for each in row.told))

    @property
    def has_told(self) -> bool:
        """Whether something was found in it."""
        return bool(self.all_told)

    @property
    def answered(self) -> bool:
        """Whether anything is answered."""
        typed = any(control.value for row in self.rows for control in row.controls)
        return typed or any(each.chosen and each.value for each in self.choices)


@dataclass(frozen=True)
class StatementBox:
    """A statement with its boxes; `folded` are those that few answer."""

    address: str
    title: str
    boxes: tuple["Box | StatementsBox", ...]
    folded: tuple["Box | StatementsBox", ...]
    told: tuple[Told, ...]
    remove: str

    @property
    def id(self) -> str:
        """What links lead to."""
        return id_of(self.address)

    @property
    def open(self) -> bool:
        """Whether something was found in the folded part, which must be seen."""
        return any(each.has_told for each in self.folded)

    @property
    def answered_in_fold(self) -> list[str]:
        """The names of what is answered in the folded part."""
        return [each.name for each in self.folded if each.answered]


@dataclass(frozen=True)
class StatementsBox:
    """A field whose answers are statements: those there are, and how to add one."""

    address: str
    name: str
    hint: str
    optional: bool
    statements: tuple[StatementBox, ...]
    told: tuple[Told, ...]
    add: str
    add_label: str

    @property
    def id(self) -> str:
        """What links lead to."""
        return id_of(self.address)

    @property
    def answered(self) -> bool:
        """Whether there is a statement."""
        return bool(self.statements)

    @property
    def has_told(self) -> bool:
        """Whether something was found in it."""
        boxes = (box for each in self.statements for box in (*each.boxes, *each.folded))
        return bool(self.told) or any(each.told for each in self.statements) or any(box.has_told for box in boxes)


@dataclass(frozen=True)
class Fault:
    """A line of the error summary: what must be mended, and where it leads."""

    sentence: str
    id: str


@dataclass(frozen=True)
class Page:
    """A section as it is shown."""

    boxes: tuple[Box | StatementsBox, ...]
    of_source: tuple[Box | StatementsBox, ...]
    faults: tuple[Fault, ...]
    lists: tuple[tuple[str, list[Option]], ...]
    told: tuple[Told, ...] = ()


def id_of(address: str) -> str:
    """The identifier of what stands at an address.

    >>> id_of("participation/0/period/0~from")
    'participation-0-period-0-from'
    """
    return address.replace("/", "-").replace("~", "-")
