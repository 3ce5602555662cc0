"""Kohesio, the Commission's bank of cohesion policy projects: one row a project, sums with their currency.

A file holds one country and period. The diarienummer of an ESF project stands last in its local identifier.
"""

from kg.sweden.projectbanks.cells import (
    Iri,
    Value,
    case_in,
    currency_of,
    day_of,
    entity_of,
    number_of_a_body,
    plain_sum,
    rate_of,
)
from kg.sweden.projectbanks.formats import Column, Format, Values, edtf

_PAGE = "https://kohesio.ec.europa.eu/en/projects/"
_SWEDEN = frozenset(("sweden", "sverige", "se"))


def _completes(values: Values) -> Values:
    found: dict[str, Value] = dict(values)
    found["page"] = Iri(f"{_PAGE}{values['id']}")
    if case := case_in(str(values.get("localId", ""))):
        found["operation"] = case
    if period := edtf(values):
        found["edtf"] = period
    if "title" not in found and "titleEnglish" in found:
        found["title"] = found["titleEnglish"]
    else:
        found["titleSwedish"] = found.get("title", "")
    return found


def _belongs(values: Values) -> bool:
    """Whether the project is in Sweden, alone or with other countries."""
    said = "|".join(str(values.get(name, "")) for name in ("country", "countryCode"))
    return any(part.strip().casefold() in _SWEDEN for part in said.replace(";", "|").replace(",", "|").split("|"))


KOHESIO = Format(
    name="kohesio",
    called_sv="Kohesio",
    called_en="Kohesio",
    delimiter=",",
    page=_PAGE,
    numbered_by="esf",
    columns=(
        Column("id", "Operation_Unique_Identifier", entity_of, needed=True),
        Column("localId", "Operation_Local_Identifier"),
        Column("titleEnglish", "Operation_Name_English"),
        Column("title", "Operation_Name_Programme_Language", optional=True),
        Column("summaryEnglish", "Operation_Summary_English", optional=True, prose=True),
        Column("summary", "Operation_Summary_Programme_Language", optional=True, prose=True),
        Column("country", "Country"),
        Column("countryCode", "CountryCode", optional=True),
        Column("start", "Operation_Start_Date", day_of),
        Column("end", "Operation_End_Date", day_of),
        Column("rate", "Cofinancing_Rate", rate_of, optional=True),
        Column("budget", "Total_Eligible_Expenditure_amount", plain_sum),
        Column("currency", "Total_Eligible_Expenditure_Currency", currency_of),
        Column("support", "Project_EU_Budget", plain_sum, optional=True),
        Column("owner", "Beneficiary_Name", optional=True),
        Column("ownerNumber", "Beneficiary_Local_Identifier", number_of_a_body, optional=True),
        Column("fundCode", "Fund_Code", optional=True),
        Column("fund", "Fund_Name", optional=True),
        Column("programme", "Programme_Name", optional=True),
        Column("objective", "Policy_Objective_Label", optional=True),
        Column("intervention", "Category_Label", optional=True),
    ),
    completes=_completes,
    belongs=_belongs,
)
