"""Small exports of project banks, written as the banks write them: a row is what it says by the names of the columns."""

import csv
import io
from collections.abc import Mapping

from kg.sweden.projectbanks.banks import BANKS

KIIS = {
    "id": "2018/00566",
    "title": "Kvinna in i Sverige",
    "owner": "LÄNSSTYRELSEN I VÄSTMANLANDS LÄN",
    "ownerNumber": "2021002445",
    "budget": "36 691 291",
    "support": "17 244 907",
    "start": "2019-01-15",
    "end": "2021-11-30",
}
VAXER = {
    "id": "23-017-S01",
    "title": "Exempelbyn växer",
    "owner": "UPPSALA KOMMUN",
    "ownerNumber": "2120003005",
    "budget": "4\u00a0973\u202f906",
    "support": "1 989 562",
    "rate": "40%",
    "summary": "<p>Projektet stöttar kvinnor som är utrikes&nbsp;födda.</p>\r\n<p>Alla; utan undantag.</p>",
    "start": "2023-09-04",
    "end": "2025-12-31",
}
VAXER_I_KOHESIO = {
    "id": "https://linkedopendata.eu/entity/Q7000001",
    "localId": "2021SE05SFPR001_23-017-S01",
    "title": "Exempelbyn växer",
    "titleEnglish": "Exempelbyn grows",
    "country": "Sweden",
    "start": "04/09/2023",
    "end": "31/12/2025",
    "rate": "40.0",
    "budget": "433478.4",
    "currency": "EUR",
    "support": "173391.36",
    "owner": "Uppsala kommun",
    "ownerNumber": "2120003005",
    "fundCode": "ESF+",
}


def export_of(bank: str, *rows: Mapping[str, str], delimiter: str | None = None) -> bytes:
    """An export with these rows: a byte order mark, every heading, carriage returns."""
    form = BANKS[bank]
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=delimiter or form.delimiter)
    table.writerow([column.heading for column in form.columns])
    table.writerows([row.get(column.name, "") for column in form.columns] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()
