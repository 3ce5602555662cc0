"""The words of sheets that belong to no field, in both languages: names of sheets, the example's mark, help."""

import re
from collections.abc import Mapping, Sequence

from kg.parse.answers.form_model import FormKind, Labels, Takes, last
from kg.parse.sheet.columns import LANGS, Column, Lang, normal

README: Labels = {"sv": "Läs mig först", "en": "Read me first"}
LISTS: Labels = {"sv": "Listor", "en": "Lists"}
MARKS: Labels = {"sv": "Att rätta", "en": "To mend"}
EXAMPLE: Labels = {"sv": "EXEMPEL (läses inte)", "en": "EXAMPLE (not read)"}
YES_NO: Mapping[str, tuple[str, str]] = {"sv": ("ja", "nej"), "en": ("yes", "no")}
_SHORT_NAME: Labels = {"sv": "kortnamn", "en": "short name"}
ANY_NAMES = frozenset({"id", "kortnamn", "short name", "slug"})
"""What it may be headed whatever kind it is about."""
_LONGEST_HELP = 140

_HOW: Mapping[Takes, Labels] = {
    Takes.YES_NO: {"sv": "Svara ja eller nej.", "en": "Answer yes or no."},
    Takes.NUMBER: {"sv": "Ett tal, till exempel 1250 eller 1 250.", "en": "A number, for example 1250 or 1 250."},
    Takes.DATE: {"sv": "Till exempel 2019-01-15, eller 15 januari 2019.", "en": "For example 2019-01-15."},
    Takes.PERIOD: {
        "sv": "Till exempel 2019-01-15/2021-11-30, hösten 2018 eller 2019.",
        "en": "For example 2019-01-15/2021-11-30, autumn 2018 or 2019.",
    },
    Takes.CHOICE: {"sv": "Välj i listan.", "en": "Choose from the list."},
    Takes.THING: {"sv": "Välj i listan eller skriv namnet.", "en": "Choose from the list or write the name."},
    Takes.REFERENCE: {
        "sv": "Skriv bladets namn och radens nummer, till exempel: Utfall rad 7.",
        "en": "Write the name of the sheet and the number of the row, for example: Outcomes row 7.",
    },
}
_SAMPLES: Mapping[Takes, Labels] = {
    Takes.YES_NO: {"sv": "nej", "en": "no"},
    Takes.NUMBER: {"sv": "120", "en": "120"},
    Takes.DATE: {"sv": "2019-01-15", "en": "2019-01-15"},
    Takes.PERIOD: {"sv": "2019-01-15/2021-11-30", "en": "2019-01-15/2021-11-30"},
    Takes.LINK: {"sv": "https://example.se/", "en": "https://example.se/"},
}
_HOW_TO: Mapping[str, tuple[str, ...]] = {
    "sv": (
        "Så fyller du i arbetsboken",
        "I bladet {own} är varje rad en post. Börja där: ge posten ett kortnamn i första kolumnen.",
        "I de andra bladen är varje rad en uppgift om en post: {rest}. Välj i första kolumnen vilken post den gäller.",
        "Rubriker med * är obligatoriska. Lämna en cell tom när källorna tiger: okänt är inte noll och inte nej.",
        "Peka på en rubrik för att läsa vad som frågas. Rad 5 är ett exempel och läses inte. Skriv från rad 6.",
        "Välj i listan där det finns en. Flera val i samma cell skiljs åt med semikolon: Norberg; Sala.",
        "Flera texter i samma cell skiljs åt med ett lodrätt streck med mellanslag runt om: Första | Andra.",
        "Datum får vara vaga: 2019-01-15, januari 2019, hösten 2018, 2018. Hitta aldrig på en dag.",
        "Skriv värden, inte formler. Slå inte ihop celler. Kolumner som du inte behöver kan stå tomma.",
        "Skriv inga personuppgifter: inga namn på handläggare eller deltagare, inga personnummer, inga telefonnummer.",
        "Bladen är skyddade utan lösenord, så att rubrikerna står kvar. Ditt eget innehåll är fritt att ändra.",
        "Kontrollera boken med kg check, eller lämna in den på webben: varje fel visas med sin cell.",
    ),
    "en": (
        "How to fill in the workbook",
        "In the sheet {own} each row is a record. Begin there: give the record a short name in the first column.",
        "In the other sheets each row is a statement about a record: {rest}. Choose in the first column which one.",
        "Headings with * are required. Leave a cell empty where no source says: unknown is not zero and not no.",
        "Point at a heading to read what is asked. Row 5 is an example and isn't read. Write from row 6.",
        "Choose from the list where there is one. Several choices in a cell have a semicolon between: Norberg; Sala.",
        "Several texts in a cell have a bar between them, with spaces around it: First | Second.",
        "Dates may be vague: 2019-01-15, January 2019, autumn 2018, 2018. Never make up a day.",
        "Write values, not formulas. Don't merge cells. Columns you don't need may stay empty.",
        "Write no personal data: no names of officers or participants, no identity numbers, no telephone numbers.",
        "The sheets are protected without a password, so that the headings stay. What you write is free to change.",
        "Check the workbook with kg check, or hand it in on the web: every fault is shown with its cell.",
    ),
}
_SEVERAL: Mapping[bool, Labels] = {
    True: {"sv": "Flera: skriv semikolon mellan dem.", "en": "Several: write a semicolon between them."},
    False: {
        "sv": "Flera: skriv | mellan dem, med mellanslag runt om.",
        "en": "Several: write | between them, with spaces around it.",
    },
}
"""How several are written, names that are chosen and anything else."""
_SEVERAL_LINKS: Labels = {"sv": "Flera: skriv mellanslag mellan dem.", "en": "Several: write a space between them."}
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ])")


def own_sheet(name: str | None) -> bool:
    """Whether a sheet is one that we add ourselves and never read: instructions, lists, marks."""
    return name is not None and any(name == words[lang] for words in (README, LISTS, MARKS) for lang in LANGS)


def name_heading(kind: FormKind, lang: Lang) -> str:
    """The heading of the column that holds each thing's short name."""
    return f"{kind.label.get(lang) or kind.name} ({_SHORT_NAME[lang]})"


def name_headings(kind: FormKind) -> frozenset[str]:
    """What the column of the short names may be headed, as headings are compared."""
    own = (*(name_heading(kind, lang) for lang in LANGS), *kind.label.values(), kind.name)
    return ANY_NAMES | {normal(each) for each in own}


def short_help(column: Column, lang: Lang) -> str:
    """What stands under the heading: as many sentences of what is asked as there is room for."""
    first, *rest = _SENTENCE.split(_in(column.field.description, lang))
    for sentence in rest:
        if len(first) + len(sentence) >= _LONGEST_HELP:
            break
        first = f"{first} {sentence}"
    return first if len(first) <= _LONGEST_HELP else f"{first[: _LONGEST_HELP - 1].rsplit(' ', 1)[0]} …"


def long_help(column: Column, lang: Lang) -> str:
    """Everything there is to say about a column: what is asked, how to write it, how to write several."""
    field = column.field
    said, how = _in(field.description, lang), _in(_HOW.get(field.takes, {}), lang)
    parts = [said, "" if how in said else how, _in(field.examples, lang)]
    if several(column):
        parts.append(_in(_SEVERAL_LINKS if field.takes is Takes.LINK else _SEVERAL[column.chosen], lang))
    if column.required:
        parts.insert(0, "Obligatorisk." if lang == "sv" else "Required.")
    return "\n".join(part for part in parts if part)


def name_help(kind: FormKind, lang: Lang, *, own: bool) -> str:
    """What the first column is for: in the kind's own sheet the name is given, in the others it is chosen."""
    if own and lang == "sv":
        return "Ett kort namn med a–z, 0–9 och bindestreck. Tomt: görs av titeln, eller fortsätter raden ovanför."
    if own:
        return "A short name of a–z, 0–9 and hyphens. Empty: made of the title, or the row above goes on."
    if lang == "sv":
        return "Vad raden gäller: kortnamn eller titel i första bladet. Tomt: samma som ovanför."
    return "What the row is about: a short name or title in the first sheet. Empty: the same as above."


def sample(column: Column, lang: Lang, offered: str) -> str:
    """What stands in the example row: what the shape gives as an example, else something of the right sort.

    What few need to answer stays empty, as it should in most rows.
    """
    field = column.field
    if any(each.seldom for each in column.fields):
        return ""
    if field.default is not None:
        chosen = next((_in(each.label, lang) for each in field.choices if each.iri == field.default), "")
        return chosen or last(field.default)
    if field.takes is Takes.NUMBER and field.most is not None:
        return str(int(field.most))
    said = field.examples.get(column.lang or lang) or field.examples.get("sv")
    return said or offered or _SAMPLES.get(field.takes, {}).get(lang, "")


def how_to_fill_in(titles: Sequence[str], lang: Lang) -> list[str]:
    """The sheet that one reads first: its title, then a paragraph a line."""
    own, rest = titles[0], ", ".join(titles[1:])
    return [line.format(own=own, rest=rest) for line in _HOW_TO[lang] if rest or "{rest}" not in line]


def several(column: Column) -> bool:
    """Whether one cell may hold several values."""
    return column.field.repeats and not (column.lang and column.field.unique_lang)


def is_help(text: str, column: Column) -> bool:
    """Whether a text is the help that a template has under the heading."""
    return any(text == short_help(column, lang).strip() for lang in LANGS)


def _in(labels: Labels, lang: str) -> str:
    return labels.get(lang) or labels.get("sv") or next(iter(labels.values()), "")
