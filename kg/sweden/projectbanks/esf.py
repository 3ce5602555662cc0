"""The Swedish ESF Council's project bank, ESF+ 2021–2027: one row a project, one beneficiary, sums in kronor."""

import re

from kg.sweden.projectbanks.cells import (
    Iri,
    Value,
    day_of,
    identifier_of,
    number_of_a_body,
    rate_of,
    spaced_sum,
    text_of,
)
from kg.sweden.projectbanks.formats import Column, Format, Values, edtf

_PAGE = "https://www.esf.se/resultat/projektbanken/projekt/?dnr="
_OF_2014 = re.compile(r"[0-9]{4}/[0-9]{3,6}")


def _completes(values: Values) -> Values:
    found: dict[str, Value] = {**values, "operation": values["id"]}
    if period := edtf(values):
        found["edtf"] = period
    # The address of a project's page is known for 2014–2020 alone.
    if _OF_2014.fullmatch(str(values["id"])):
        found["page"] = Iri(f"{_PAGE}{values['id']}")
    return found


ESF = Format(
    name="esf",
    called_sv="ESF-rådets projektbank",
    called_en="the Swedish ESF Council's project bank",
    delimiter=";",
    page=_PAGE,
    numbered_by="esf",
    columns=(
        Column("id", "Diarienummer / Operation ID", identifier_of, needed=True),
        Column("owner", "Stödmottagare / Beneficiary"),
        Column("ownerNumber", "Projektägare organisationsnummer / Beneficiary ID", number_of_a_body),
        Column("city", "Projektägare ort / Beneficiary city", optional=True),
        Column("country", "Stödmottagarens land / Beneficiary country", optional=True),
        Column("title", "Namn på insatsen / Operation Name", needed=True),
        Column("priority", "Programområde / Priority", optional=True),
        Column("objective", "Specifikt mål / Specific objective concerned", optional=True),
        Column("intervention", "Interventionsområde / Intervention field", optional=True),
        Column("budget", "Total projektbudget / Total budget SEK", spaced_sum),
        Column("rate", "Unionens medfinansieringsgrad / Union co-financing rate", rate_of, optional=True),
        Column("support", "EU-stöd i SEK / EU contribution SEK", spaced_sum),
        Column("summary", "Sammanfattning / Summary", optional=True, prose=True),
        Column("summaryEnglish", "Sammanfattning engelsk / Summary in english", optional=True, prose=True),
        Column("start", "Startdatum / Start date", day_of),
        Column("end", "Slutdatum / End date", day_of),
        Column("fund", "EU-fond / EU fund", text_of, optional=True),
        Column("programme", "Program CCI / Program CCI", optional=True),
    ),
    completes=_completes,
)
