"""What was found in answers stands at the names of the form's fields, for whoever has never seen an address."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.serve.asking import Desk, build, desk

ANSWERS = {
    "kind": "project",
    "answers": {
        "title": [{"value": "Språkstegen", "lang": "sv"}],
        "spatial": ["Skinskatteberg"],
        "participation": [{"actor": ["Xyzzy"]}],
    },
    "source": {"document": "document/exempelsamling-2021"},
}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Desk]:
    """The service over a few real records."""
    made = desk(build(tmp_path))
    with closing(made.inbox):
        yield made


def test_findings_on_answers_stand_at_the_names_of_fields(service: Desk) -> None:
    client = service.app.test_client()
    receipt = client.post("/submissions", data=json.dumps(ANSWERS), content_type="application/json").json["receipt"]
    for lang, names in (("sv", ("Plats", "Medverkan 1: Aktör", "Posten")), ("en", ("Place", "Participation 1: Actor"))):
        page = client.get(f"/submissions/{receipt}", headers={"Accept": "text/html", "Accept-Language": lang}).text
        for name in names:
            assert f'<span class="place">{name}</span>' in page, (lang, name)
        assert "spatial/0" not in page
    assert "spatial/0" in client.get(f"/submissions/{receipt}", headers={"Accept": "application/json"}).text
