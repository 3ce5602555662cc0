"""Kolada's API on loopback, as its documentation describes version 3, with figures of our own making."""

from collections.abc import Mapping

from tests.sources.upstream.services import Came, Given, said

Figures = Mapping[tuple[str, str, int, str], float | None]
"""Figures by key figure, municipality, year and gender."""


class Kolada:
    """Answers `data/kpi/…/municipality/…/year/…` page by page; refuses more than 25 identifiers as Kolada does."""

    def __init__(self, figures: Figures, *, page: int = 5000, url: str = "") -> None:
        self.figures = figures
        self.page = page
        self.url = url

    def __call__(self, came: Came) -> Given:
        parts = came.path.strip("/").split("/")
        if len(parts) != 8 or parts[2::2] != ["kpi", "municipality", "year"]:
            return Given(b'{"detail": "Not Found"}', status=404)
        kpis, places, years = (each.split(",") for each in parts[3::2])
        if max(len(kpis), len(places), len(years)) > 25:
            return Given(b'{"detail": "too many"}', status=400)
        rows = self._rows(kpis, places, years)
        number = int(came.query.get("page", ["1"])[0])
        start = (number - 1) * self.page
        further = f"{self.url}{came.path.lstrip('/')}?page={number + 1}" if start + self.page < len(rows) else None
        return said({"values": rows[start : start + self.page], "count": len(rows), "next_url": further})

    def _rows(self, kpis: list[str], places: list[str], years: list[str]) -> list[dict[str, object]]:
        found: dict[tuple[str, str, int], list[dict[str, object]]] = {}
        for (kpi, place, year, gender), value in self.figures.items():
            if kpi in kpis and place in places and str(year) in years:
                status = "" if value is not None else "Missing"
                cell = {"gender": gender, "count": 1, "status": status, "value": value, "isdeleted": False}
                found.setdefault((kpi, place, year), []).append(cell)
        return [
            {"kpi": kpi, "municipality": place, "period": year, "values": values}
            for (kpi, place, year), values in found.items()
        ]
