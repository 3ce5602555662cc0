"""The specification's own schemas, where somebody has put them: its examples, and every message of ours."""

import json
from typing import Any
from urllib.parse import quote

from flask.testing import FlaskClient

from tests.serve.reconcile import schemas

FOLDER = schemas.folder()
EXAMPLES = sorted(FOLDER.glob("examples/*/*valid/*.json")) if FOLDER else []
# What of the examples is beyond the messages that we send and read.
ELSEWHERE = {"bad-authentication.json", "authentication.json"}
QUERIES = {
    "a": {"query": "Sala", "type": "Place", "properties": [{"pid": "skos:notation", "v": "1981"}]},
    "b": {"query": "x"},
}
EXTEND = {
    "ids": ["place/sala", "project/kiis", "nix"],
    "properties": [{"id": "within"}, {"id": "startsOn"}, {"id": "geo:lat"}],
}


def told(client: FlaskClient, path: str, **form: object) -> Any:
    """The JSON of an answer."""
    data = {name: json.dumps(value) for name, value in form.items()}
    answer = client.post(path, data=data) if form else client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json


def messages(client: FlaskClient) -> dict[str, list[Any]]:
    """Messages of ours by the schema that they follow."""
    return {
        "manifest": [told(client, "/reconcile"), told(client, "/reconcile?lang=en")],
        "reconciliation-query-batch": [QUERIES],
        "reconciliation-result-batch": [told(client, "/reconcile", queries=QUERIES)],
        "suggest-entities-response": [told(client, f"/reconcile/suggest/entity?prefix={quote('Väst')}")],
        "suggest-types-response": [told(client, "/reconcile/suggest/type?prefix=")],
        "suggest-properties-response": [told(client, "/reconcile/suggest/property?prefix=")],
        "data-extension-query": [EXTEND],
        "data-extension-response": [told(client, "/reconcile", extend=EXTEND)],
        "data-extension-property-proposal": [told(client, "/reconcile/properties?type=Place&limit=4")],
    }


def test_every_message_of_ours_is_checked_by_its_schema(matching_client: FlaskClient) -> None:
    every = messages(matching_client)
    assert all(every.values())
    if FOLDER is None:
        return
    known = {path.stem for path in (FOLDER / "schemas").glob("*.json")} - {"openapi", "type"}
    assert known == set(every)
    for name, said in every.items():
        for each in said:
            assert schemas.faults(each, name, FOLDER / "schemas") == []


def test_the_checker_agrees_with_the_examples() -> None:
    for path in EXAMPLES:
        name, is_valid = path.parts[-3], path.parts[-2] == "valid"
        if path.name not in ELSEWHERE and (path.parents[3] / "schemas" / f"{name}.json").exists():
            found = schemas.faults(json.loads(path.read_text("utf-8")), name, path.parents[3] / "schemas")
            assert (path, found == []) == (path, is_valid)
