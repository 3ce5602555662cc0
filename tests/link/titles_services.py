"""Services on loopback that tell what their key figures and tables are called, in the form that is documented."""

from collections.abc import Callable, Sequence

from tests.sources.upstream.kolada_service import Kolada
from tests.sources.upstream.services import Came, Given, said

Answer = Callable[[Came], Given]
EMPLOYED = "Sysselsättningsgrad, utrikes födda 20-64 år, andel (%)"


def kpi(code: str, title: str, **changed: object) -> dict[str, object]:
    """A key figure as Kolada's version 3 tells of it."""
    return {
        "id": code,
        "title": title,
        "description": f"{title}. Källa: SCB.",
        "is_divided_by_gender": True,
        "municipality_type": "A",
        "operating_area": "Arbetsmarknad",
        "publication_date": "2026-11-28",
        "publ_period": "2025",
        "has_ou_data": False,
        **changed,
    }


KPIS = (
    kpi("N01951", "Invånare totalt, antal"),
    kpi("N02268", EMPLOYED),
    kpi("N02269", "Sysselsättningsgrad, inrikes födda 20-64 år, andel (%)"),
    kpi("N02282", "Arbetslöshet bland utrikes födda, 20-64 år, andel (%)"),
    kpi("N99999", "Sysselsättningsgrad bland UTRIKES FÖDDA utan uppdelning", is_divided_by_gender=False),
)


class Titled:
    """Kolada with a list of key figures: `kpi?title=` finds a run of text in any capitals, `kpi/{ids}` those ids."""

    def __init__(self, figures: Kolada, kpis: Sequence[dict[str, object]] = KPIS, *, page: int = 5000) -> None:
        self.figures = figures
        self.kpis = kpis
        self.page = page
        self.url = ""

    def __call__(self, came: Came) -> Given:
        parts = came.path.strip("/").split("/")
        if parts[:2] != ["v3", "kpi"]:
            return self.figures(came)
        found = list(self.kpis)
        if len(parts) == 3:
            found = [each for each in found if each["id"] in parts[2].split(",")]
        if wanted := came.query.get("title", [""])[0].casefold():
            found = [each for each in found if wanted in str(each["title"]).casefold()]
        start = (int(came.query.get("page", ["1"])[0]) - 1) * self.page
        further = f"{self.url}{came.path.lstrip('/')}?title={wanted}&page={start // self.page + 2}"
        more = start + self.page < len(found)
        return said(
            {"values": found[start : start + self.page], "count": len(found), "next_url": further if more else None}
        )


def table(code: str, label: str, *names: str) -> dict[str, object]:
    """A table as PxAPI-2.yml's Table tells of it."""
    return {
        "type": "Table",
        "id": code,
        "label": label,
        "description": "",
        "updated": "2025-02-21T07:00:00Z",
        "firstPeriod": "2008",
        "lastPeriod": "2024",
        "category": "public",
        "variableNames": list(names),
        "discontinued": False,
        "source": "SCB",
        "timeUnit": "Annual",
        "links": [],
    }


TABLES = (
    table(
        "TAB7001",
        "Befolkning efter region, utbildningsnivå, födelseregion och kön. År 2008 - 2024",
        "region",
        "kön",
        "år",
    ),
    table("TAB7002", "Befolkning efter region och utbildningsnivå. År 2008 - 2024", "region", "år"),
    table(
        "TAB7003",
        "Studerande efter utbildningsnivå. Kvartal 2008K1-2024K4",
        "region",
        "inrikes/utrikes född",
        "kvartal",
    ),
)


class Tables:
    """PxWebApi 2's list of tables, page by page: it finds every table, as a search in all that is known may."""

    def __init__(self, tables: Sequence[dict[str, object]] = TABLES, *, page: int = 2) -> None:
        self.tables = tables
        self.page = page

    def __call__(self, came: Came) -> Given:
        parts = came.path.strip("/").split("/")
        if parts[:3] != ["api", "v2", "tables"]:
            return Given(b'{"type": "about:blank", "title": "Not Found"}', status=404)
        if len(parts) == 4:
            found = [each for each in self.tables if each["id"] == parts[3]]
            return said({"language": "sv", **found[0]}) if found else Given(b"{}", status=404)
        number, count = int(came.query["pageNumber"][0]), -(-len(self.tables) // self.page)
        some = self.tables[(number - 1) * self.page : number * self.page]
        page = {"pageNumber": number, "pageSize": self.page, "totalElements": len(self.tables), "totalPages": count}
        return said({"language": "sv", "tables": list(some), "page": page, "links": []})
