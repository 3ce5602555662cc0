"""A description made of facts, with labels in some order and layout, gives back exactly those facts."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tests.parse.conftest import Asking
from tests.parse.documents import answers, drafted, left

PLACES = {"Fagersta": "fagersta", "Köping": "koping", "Norberg": "norberg", "Sala": "sala", "Botkyrka": "botkyrka"}
GENITIVES = {"Fagersta": "Fagersta", "Köping": "Köpings", "Norberg": "Norbergs", "Sala": "Sala", "Botkyrka": "Botkyrka"}
ACTORS = {
    "Arbetsförmedlingen": "arbetsformedlingen",
    "AF": "arbetsformedlingen",
    "Försäkringskassan": "forsakringskassan",
    "Region Skåne": "region-skane",
    "Malmö Stad": "malmo-kommun",
    "Tillväxtverket": "tillvaxtverket",
    "Länsstyrelsen i Västmanlands län": "lansstyrelsen-i-vastmanlands-lan",
    "Europeiska socialfonden (ESF)": "europeiska-socialfonden",
}
ROLES = {"Projektägare": "projektagare", "Samverkanspart": "samverkanspart", "Samarbetspartner": "samverkanspart", "Utförs av": "utforare"}  # fmt: skip
CATEGORIES = {
    "Vägledande": "vagledande",
    "Språkfrämjande insatser": "sprakframjande",
    "Uppsökande insats": "uppsokande",
}
TIMES = ("2019-01-15 – 2021-11-30", "hösten 2018 till våren 2020", "15 januari 2019 till 30 november 2021", "2018–2020", "sedan 2019", "ht 2019")  # fmt: skip
SUMS = ("30 000 000 kr", "30\u00a0000\u00a0000 kronor", "3,5 mkr", "4,2 miljoner kronor", "4234334", "500 tkr")


@dataclass(frozen=True)
class Written:
    """A label with its value as it stands in a text, and what it is to give."""

    label: str
    values: tuple[str, ...]
    gives: dict[str, list[object]] = field(default_factory=dict)


def _row(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} och {values[-1]}"


@st.composite
def places(draw: st.DrawFn) -> Written:
    """Places, as a list or a row, with kommun or kommuner or neither."""
    names = draw(st.lists(st.sampled_from(list(PLACES)), min_size=1, max_size=5, unique=True))
    how = draw(st.sampled_from(["names", "kommun", "kommuner", "list"]))
    if how == "list":
        values = tuple(names)
    elif how == "kommuner" and len(names) > 1:
        values = (f"{_row([GENITIVES[name] for name in names])} kommuner",)
    else:
        values = (_row([f"{GENITIVES[name]} kommun" if how == "kommun" else name for name in names]),)
    return Written(
        draw(st.sampled_from(["Plats", "Kommuner", "Var"])), values, {"spatial": [f"place/{PLACES[n]}" for n in names]}
    )


@st.composite
def actors(draw: st.DrawFn) -> Written:
    """Actors in a role, or who pays."""
    label = draw(st.sampled_from(["Finansiering", "Finansiärer", *ROLES]))
    names = draw(st.lists(st.sampled_from(list(ACTORS)), min_size=1, max_size=4, unique_by=lambda name: ACTORS[name]))
    keys = [f"actor/{ACTORS[name]}" for name in names]
    if label in ROLES:
        gives = {"participation": [{"actor": [key], "role": [ROLES[label]]} for key in keys]}
    else:
        gives = {"funding": [{"funder": [key]} for key in keys]}
    return Written(label, tuple(names) if draw(st.booleans()) else (_row(names),), gives)


@st.composite
def single(draw: st.DrawFn) -> Written:
    """A time, a sum, a category, a code or an address."""
    said = draw(st.sampled_from(["time", "sum", "category", "code", "link", "count"]))
    if said == "time":
        text = draw(st.sampled_from(TIMES))
        return Written(draw(st.sampled_from(["Tidsperiod", "Tid", "När"])), (text,), {"period": [{"edtf": [text]}]})
    if said == "sum":
        text = draw(st.sampled_from(SUMS))
        return Written(
            draw(st.sampled_from(["Budget", "Total budget"])), (text,), {"statedBudget": [{"amount": [text]}]}
        )
    if said == "category":
        text = draw(st.sampled_from(list(CATEGORIES)))
        return Written("Kategori", (text,), {"category": [CATEGORIES[text]]})
    if said == "code":
        number = f"2018/{draw(st.integers(10_000, 99_999))}"
        return Written("Diarienummer", (number,), {"identifier": [number]})
    if said == "count":
        total = draw(st.integers(5, 900))
        return Written("Antal deltagare", (f"{total}",), {"participantCount": [{"total": [f"{total}"]}]})
    address = f"https://www.example.se/{draw(st.integers(1, 999))}"
    return Written("Länk", (address,), {"page": [address]})


CONTACT = Written("Kontakt", ("Testa Exempelsson, projektledare, 08-465 004 01",))


def _text(written: Written, layout: str) -> str:
    rows = written.values
    if layout == "html":
        value = rows[0] if len(rows) == 1 else f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"
        return f"<dt>{written.label}</dt><dd>{value}</dd>"
    if layout == "heading":
        return f"## {written.label}\n\n" + "\n".join(rows if len(rows) == 1 else [f"* {row}" for row in rows]) + "\n"
    if len(rows) > 1:
        return f"{written.label}:\n" + "\n".join(f"- {row}" for row in rows)
    return f"{written.label}: {rows[0]}" if layout == "line" else f"{written.label}\n{rows[0]}\n"


@given(
    facts=st.lists(st.one_of(places(), actors(), single()), max_size=6, unique_by=lambda each: next(iter(each.gives))),
    layout=st.sampled_from(["line", "below", "heading", "html"]),
    contact_at=st.integers(0, 6),
)
def test_a_description_of_facts_gives_back_exactly_the_facts(
    facts: list[Written], layout: str, contact_at: int, asking: Asking
) -> None:
    every = [*facts[:contact_at], CONTACT, *facts[contact_at:]]
    text = "\n".join(_text(each, layout) for each in every)
    page = layout == "html"
    found = drafted(
        asking, "a.html" if page else "a.md", f"<h1>Rubriken</h1><dl>{text}</dl>" if page else f"# Rubriken\n\n{text}"
    )
    expected: dict[str, list[object]] = {"title": [{"value": "Rubriken", "lang": "sv"}]}
    for each in facts:
        expected.update(each.gives)
    assert answers(found) == expected
    assert found.uncertain == ()
    assert [what for what, _ in left(found)] == ["contact"]
