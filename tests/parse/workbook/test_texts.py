"""What nobody sees in Excel is handed in all the same, and is read by the gate."""

from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from kg.parse.workbook.texts import every_text
from tests.parse.sheets import bare, book, first, saved


def _places(data: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, text in every_text(data, "bok.xlsx"):
        found.setdefault(text, []).append(str(place))
    return found


def test_a_text_is_found_wherever_it_hides() -> None:
    made = book(Blad=[["synlig", 8112189876]], Dolt=[["dold"]])
    page = first(made)
    made["Dolt"].sheet_state = "veryHidden"
    page.row_dimensions[1].hidden = True
    page["C7"].comment = Comment("kommentar", "kommenterande")
    page.oddHeader.center.text = "sidhuvud"
    rule = DataValidation(type="list", formula1='"val"', prompt="inmatningshjälp", promptTitle="hjälprubrik")
    rule.add("D1")
    page.add_data_validation(rule)
    page["E1"] = "=CONCATENATE(formeltext)"
    page["F1"] = "länktext"
    page["F1"].hyperlink = "mailto:kontakt@example.se"
    page["F1"].hyperlink.tooltip = "länkhjälp"
    made.defined_names["namngivet"] = DefinedName("namngivet", attr_text="Blad!$A$1", comment="namnkommentar")
    made.properties.creator = "upphov"
    made.properties.lastModifiedBy = "ändrare"
    made.properties.keywords = "nyckelord"
    found = _places(saved(made))
    assert found["synlig"] == ["bok.xlsx:Blad!A1"]
    assert found["8112189876"] == ["bok.xlsx:Blad!B1"]
    assert found["dold"] == ["bok.xlsx:Dolt!A1"]
    assert "bok.xlsx:Blad!C7" in found["kommentar"]
    assert found["upphov"] == ["bok.xlsx:docprops/core.xml#creator"]
    assert found["länkhjälp"] == ["bok.xlsx:Blad!F1"]
    hidden = {
        "kommenterande", "inmatningshjälp", "hjälprubrik", "namngivet", "namnkommentar", "ändrare", "nyckelord",
        "mailto:kontakt@example.se", '"val"',
    }  # fmt: skip
    assert hidden - set(found) == set()
    assert any("sidhuvud" in text for text in found)
    assert any("CONCATENATE(formeltext)" in text and places == ["bok.xlsx:Blad!E1"] for text, places in found.items())


def test_a_text_that_no_cell_uses_and_one_in_several_colours_are_read_whole() -> None:
    data = bare("", shared="<si><r><t>811218-</t></r><r><rPr><b/></rPr><t>9876</t></r></si>")
    assert _places(data) == {
        "811218-9876": ["bok.xlsx:xl/sharedstrings.xml#si"],
        "Blad": ["bok.xlsx:xl/workbook.xml#name"],
    }


def test_texts_beyond_what_is_read_as_a_table_are_told_too() -> None:
    data = bare('<row><c r="ZZZ1" t="inlineStr"><is><t>långt bort</t></is></c></row>')
    assert _places(data)["långt bort"] == ["bok.xlsx:Blad!ZZZ1"]


def test_reading_aids_drawings_and_own_xml_are_texts_too() -> None:
    data = bare(
        "",
        shared="<si><t>x</t><rPh><t>läshjälp</t></rPh></si>",
        more={
            "xl/drawings/drawing1.xml": '<d xmlns:a="urn:a"><a:p><a:r><a:t>text</a:t></a:r><a:r><a:t>ruta</a:t></a:r></a:p></d>',
            "customXml/item1.xml": "<rot><gren>eget</gren></rot>",
        },
    )
    assert {"textruta", "eget"} <= set(_places(data))
    assert any("läshjälp" in text for text in _places(data))
