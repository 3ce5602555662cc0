"""Every link within a page finds its place: that of a row, or the first cell that shows what has no row."""

from kg.serve.lists.cells import Cell
from kg.serve.thing.facts import Fact, Row
from kg.serve.thing.places import Places
from kg.serve.thing.shown import Shown


def _fact(name: str, *rows: tuple[str, Shown]) -> Fact:
    return Fact(
        name, name, "", rows=tuple(Row(at, (Cell((each,)),), (), "normal", "", (), False, "") for at, each in rows)
    )


def _shown(facts: tuple[Fact, ...]) -> list[Shown]:
    return [row.cells[0].values[0] for fact in facts for row in fact.rows]


def test_what_has_no_row_has_its_place_where_it_is_shown_first() -> None:
    elsewhere = Shown("Sala", path="place/sala.html")
    first = (
        _fact("evaluation", ("larande", Shown("hösten 2018", path="#period-a")), ("b", Shown("x", path="#larande"))),
    )
    then = (_fact("outcome", ("o", Shown("hösten 2018", path="#period-a")), ("", elsewhere)),)
    places = Places((*first, *then))
    assert _shown(places.of(first)) == [Shown("hösten 2018", place="period-a"), Shown("x", path="#larande")]
    assert _shown(places.of(then)) == [Shown("hösten 2018", path="#period-a"), elsewhere]
