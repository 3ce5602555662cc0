"""The tables we read besides RDF: names, media types and file extensions, as `rdf.formats` has for graphs."""

from kg.rdf.formats import Format

CSV = Format("csv", "CSV", "csv", ("text/csv", "text/tab-separated-values", "application/csv"))
XLSX = Format("xlsx", "Excel", "xlsx", ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",))

TABLE_FORMATS: tuple[Format, ...] = (CSV, XLSX)
"""Tables that `parse.sheet` reads."""

CSVW_MEDIA_TYPE = "application/csvm+json"

_EXTENSIONS = {
    **dict.fromkeys(("csv", "tsv", "tab"), CSV),
    **dict.fromkeys(("xlsx", "xlsm", "xltx", "xltm", "xls", "xlsb", "ods"), XLSX),
}
_OTHER_MEDIA_TYPES = (
    "application/vnd.ms-excel",
    "application/vnd.ms-excel.sheet.macroenabled.12",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
    "application/vnd.oasis.opendocument.spreadsheet",
)
"""What browsers call workbooks of other kinds: they come to the same reader, which says what to do about them."""


def table_format(name: str, media_type: str | None = None) -> Format | None:
    """The table format of something handed in, by its media type or else its name; None when it is no table.

    A browser with Excel installed calls a CSV file `application/vnd.ms-excel`: then its name decides.

    >>> table_format("insatser.xlsx").name
    'xlsx'
    >>> table_format("insatser", "text/csv; charset=utf-8").name
    'csv'
    >>> table_format("kiis.ttl") is None
    True
    """
    said = (media_type or "").partition(";")[0].strip().lower()
    exact = next((each for each in TABLE_FORMATS if said in each.media_types), None)
    by_name = _EXTENSIONS.get(name.rpartition(".")[2].lower()) if "." in name else None
    return exact or by_name or (XLSX if said in _OTHER_MEDIA_TYPES else None)
