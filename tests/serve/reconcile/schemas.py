"""The messages of the Reconciliation Service API 0.2, checked by what its text says of each, and by its JSON schemas.

The schemas are no part of the project: they are read from `reconciliation/0.2` in the folder of the suites, where
somebody has put them. As much of JSON Schema is understood as they use; a word that isn't understood is an error.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.settings import read
from tests.examine.desks import ROOT

DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?")
_WORDS = frozenset({"$schema", "$id", "description", "definitions", "default", "format"})
_SORTS = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float), "integer": int}


def folder() -> Path | None:
    """Where the specification's schemas and examples lie; None where nobody has put them."""
    told = read().suites
    found = (Path(told) if told else ROOT.parent / "shared" / "suites") / "reconciliation" / "0.2"
    return found if (found / "schemas").is_dir() else None


def faults(said: object, name: str, schemas: Path) -> list[str]:
    """Where a message breaks the schema of that name."""
    whole = json.loads((schemas / f"{name}.json").read_text("utf-8"))
    return _Schemas(schemas, whole).faults(said, whole, "")


class _Schemas:
    def __init__(self, folder: Path, whole: Mapping[str, Any]) -> None:
        self._folder = folder
        self._whole = whole

    def faults(self, said: object, schema: Mapping[str, Any], at: str) -> list[str]:
        found: list[str] = []
        for word, value in schema.items():
            if word not in _WORDS:
                method = "_" + re.sub("(?=[A-Z])", "_", word.replace("$", "")).lower()
                found += getattr(self, method)(said, value, schema, at)
        return found

    def _ref(self, said: object, value: str, _: object, at: str) -> list[str]:
        if value.startswith("#/"):
            target: Any = self._whole
            for part in value[2:].split("/"):
                target = target[part]
            return self.faults(said, target, at)
        whole = json.loads((self._folder / value).read_text("utf-8"))
        return _Schemas(self._folder, whole).faults(said, whole, at)

    def _type(self, said: object, value: str, _: object, at: str) -> list[str]:
        fits = isinstance(said, _SORTS[value]) and (value == "boolean" or not isinstance(said, bool))
        return [] if fits else [f"{at} is no {value}"]

    def _properties(self, said: object, value: Mapping[str, Any], _: object, at: str) -> list[str]:
        known = [name for name in value if isinstance(said, dict) and name in said]
        return [each for name in known for each in self.faults(said[name], value[name], f"{at}/{name}")]  # type: ignore[index]

    def _pattern_properties(self, said: object, value: Mapping[str, Any], _: object, at: str) -> list[str]:
        members = said.items() if isinstance(said, dict) else ()
        return [
            each
            for name, one in members
            for pattern, schema in value.items()
            if re.search(pattern, name)
            for each in self.faults(one, schema, f"{at}/{name}")
        ]

    def _additional_properties(self, said: object, value: bool, schema: Mapping[str, Any], at: str) -> list[str]:
        more = set(said) - set(schema.get("properties", {})) if isinstance(said, dict) and value is False else set()
        return [f"{at} has {name}" for name in sorted(more)]

    def _required(self, said: object, value: Sequence[str], _: object, at: str) -> list[str]:
        return [f"{at} has no {name}" for name in value if isinstance(said, dict) and name not in said]

    def _items(self, said: object, value: Mapping[str, Any], _: object, at: str) -> list[str]:
        members = said if isinstance(said, list) else []
        return [each for number, one in enumerate(members) for each in self.faults(one, value, f"{at}/{number}")]

    def _min_items(self, said: object, value: int, _: object, at: str) -> list[str]:
        return [f"{at} has too few"] if isinstance(said, list) and len(said) < value else []

    def _unique_items(self, said: object, _: bool, __: object, at: str) -> list[str]:
        every = [json.dumps(each, sort_keys=True) for each in said] if isinstance(said, list) else []
        return [f"{at} repeats itself"] if len(set(every)) < len(every) else []

    def _contains(self, said: object, value: Mapping[str, Any], _: object, at: str) -> list[str]:
        members = said if isinstance(said, list) else []
        return [] if any(not self.faults(each, value, at) for each in members) else [f"{at} lacks {value}"]

    def _enum(self, said: object, value: Sequence[object], _: object, at: str) -> list[str]:
        return [] if said in value else [f"{at} is none of {value}"]

    def _pattern(self, said: object, value: str, _: object, at: str) -> list[str]:
        return [f"{at} isn't {value}"] if isinstance(said, str) and not re.search(value, said) else []

    def _one_of(self, said: object, value: Sequence[Mapping[str, Any]], _: object, at: str) -> list[str]:
        fitting = sum(not self.faults(said, each, at) for each in value)
        return [] if fitting == 1 else [f"{at} fits {fitting} of the ways"]

    def _any_of(self, said: object, value: Sequence[Mapping[str, Any]], _: object, at: str) -> list[str]:
        return [] if any(not self.faults(said, each, at) for each in value) else [f"{at} fits none of the ways"]


def manifest(said: Any) -> list[str]:
    """What breaks the text on service manifests (section 3.1), as far as we offer what it says."""
    services = [said["suggest"][what] for what in ("entity", "property", "type")]
    templates = [said["view"]["url"], said["preview"]["url"]]
    return _untrue(
        {
            "versions": "0.2" in said["versions"],
            "spaces": all(_address(said[each]) for each in ("identifierSpace", "schemaSpace", "documentation", "logo")),
            "name": bool(said["name"]),
            "types": all(_typed(each) for each in said["defaultTypes"]) and _unique(said["defaultTypes"]),
            "templates": all(each.count("{{id}}") == 1 and _address(each) for each in templates),
            "frame": all(isinstance(said["preview"][each], int) for each in ("width", "height")),
            "suggest": all(_address(each["service_url"] + each["service_path"]) for each in services),
            "flyout": all("${id}" in each["flyout_service_path"] for each in services),
            "extend": _address("".join(said["extend"]["propose_properties"].values())),
            "settings": all(_setting(each) for each in said["extend"]["property_settings"]),
            "batch": isinstance(said["batchSize"], int) and said["batchSize"] > 0,
        }
    )


def results(said: Any, keys: Sequence[str]) -> list[str]:
    """What breaks the text on result batches (section 4.2): a result for each query, its candidates sorted."""
    every = [each for result in said.values() for each in result["result"]]
    scores = [[each["score"] for each in result["result"]] for result in said.values()]
    return _untrue(
        {
            "keys": list(said) == list(keys),
            "only results": all(set(result) == {"result"} for result in said.values()),
            "members": all(set(each) == _CANDIDATE for each in every),
            "identifiers": all(isinstance(each["id"], str) and each["id"] and each["name"] for each in every),
            "types": all(_typed(type_) for each in every for type_ in each["type"]),
            "numbers": all(type(score) in (int, float) for column in scores for score in column),
            "sorted": all(column == sorted(column, reverse=True) for column in scores),
            "match": all(isinstance(each["match"], bool) for each in every),
            "features": all(type(f["value"]) in (bool, int, float) for each in every for f in each["features"]),
            "unique features": all(_unique(each["features"]) for each in every),
        }
    )


def suggestions(said: Any) -> list[str]:
    """What breaks the text on suggest responses (section 6.3)."""
    every = said["result"]
    return _untrue(
        {
            "only results": set(said) == {"result"},
            "identifiers": all(isinstance(each["id"], str) and each["id"] for each in every),
            "names": all(isinstance(each["name"], str) and each["name"] for each in every),
            "descriptions": all(isinstance(each.get("description", ""), str) for each in every),
            "types": all(_typed(type_) for each in every for type_ in each.get("notable", [])),
            "once": _unique(every),
        }
    )


def extension(said: Any, ids: Sequence[str], properties: Sequence[str]) -> list[str]:
    """What breaks the text on data extension responses (section 7.5): every property of every entity, each value of one sort."""
    values = [value for row in said["rows"].values() for column in row.values() for value in column]
    return _untrue(
        {
            "members": set(said) == {"meta", "rows"},
            "meta": [each["id"] for each in said["meta"]] == list(properties) and all(e["name"] for e in said["meta"]),
            "rows": list(said["rows"]) == list(ids),
            "columns": all(list(row) == list(properties) for row in said["rows"].values()),
            "values": all(_valued(each) for each in values),
        }
    )


_CANDIDATE = {"id", "name", "description", "type", "score", "match", "features"}


def _untrue(claims: Mapping[str, bool]) -> list[str]:
    return [name for name, holds in claims.items() if not holds]


def _unique(said: Sequence[Mapping[str, Any]]) -> bool:
    return len({each["id"] for each in said}) == len(said)


def _address(text: str) -> bool:
    return re.fullmatch(r"https?://\S+", text) is not None


def _typed(said: Mapping[str, Any]) -> bool:
    names = all(isinstance(said[each], str) and said[each] for each in ("id", "name"))
    return names and all(_typed(each) for each in said.get("broader", []))


def _setting(said: Mapping[str, Any]) -> bool:
    of_choices = all(
        isinstance(each["value"], str) and isinstance(each["name"], str) for each in said.get("choices", [])
    )
    return (
        said["type"] in ("number", "text", "checkbox", "select") and bool(said["name"] and said["label"]) and of_choices
    )


def _valued(said: Mapping[str, Any]) -> bool:
    if set(said) == {"id", "name"}:
        return all(isinstance(each, str) and each for each in said.values())
    ((sort, value),) = said.items()
    if sort == "date":
        return DATE_TIME.fullmatch(value) is not None
    return {"str": str, "int": int, "float": float}[sort] is type(value)
