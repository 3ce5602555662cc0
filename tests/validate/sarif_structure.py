"""What SARIF 2.1.0 requires of a log, read from the standard by hand: no schema is fetched.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

import json
import re
from collections.abc import Iterator
from typing import Any

LEVELS = frozenset({"none", "note", "warning", "error"})  # §3.27.10
UNITS = frozenset({"utf16CodeUnits", "unicodeCodePoints"})  # §3.14.17
# RFC 3986: a relative reference whose first segment has no colon, nothing but what a URI may hold.
RELATIVE = re.compile(
    r"(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-F]{2})+(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2})*)*"
)
PATH = re.compile(r"/(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*")
ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")


def faults(text: str) -> list[str]:
    """Every breach of the standard in a log, each with its place; none where it is sound."""
    return list(_log(json.loads(text)))


def _log(log: Any) -> Iterator[str]:
    if log.get("version") != "2.1.0":  # §3.13.2
        yield "version"
    if not isinstance(log.get("runs"), list):  # §3.13.4
        yield "runs"
        return
    for number, run in enumerate(log["runs"]):
        yield from (f"runs/{number}/{each}" for each in _run(run))


def _run(run: Any) -> Iterator[str]:
    driver = run.get("tool", {}).get("driver", {})  # §3.14.6, §3.18.2
    if not _is_text(driver.get("name")):  # §3.19.8
        yield "tool/driver/name"
    if "informationUri" in driver and not ABSOLUTE.fullmatch(driver["informationUri"]):  # §3.19.17
        yield "tool/driver/informationUri"
    if run.get("columnKind", "unicodeCodePoints") not in UNITS:
        yield "columnKind"
    if not re.fullmatch(r"[a-zA-Z]{2}(-[a-zA-Z]{2})?", run.get("language", "en-US")):  # §3.14.7
        yield "language"
    rules = driver.get("rules", [])
    for number, rule in enumerate(rules):
        yield from (f"tool/driver/rules/{number}/{each}" for each in _rule(rule))
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "tool/driver/rules: an id twice"
    for number, artifact in enumerate(run.get("artifacts", [])):
        yield from (f"artifacts/{number}/{each}" for each in _artifact(artifact.get("location", {})))
    if _repeats(run.get("artifacts", [])):  # §3.14.15
        yield "artifacts: one twice"
    for number, result in enumerate(run.get("results", [])):
        yield from (f"results/{number}/{each}" for each in _result(result, rules))


def _rule(rule: Any) -> Iterator[str]:
    if not _is_text(rule.get("id")):  # §3.49.3
        yield "id"
    for name in ("shortDescription", "fullDescription", "help"):
        if name in rule and not _is_text(rule[name].get("text")):  # §3.12.3
            yield f"{name}/text"
    if rule.get("defaultConfiguration", {}).get("level", "warning") not in LEVELS:  # §3.50.3
        yield "defaultConfiguration/level"
    if "helpUri" in rule and not ABSOLUTE.fullmatch(rule["helpUri"]):  # §3.49.12
        yield "helpUri"


def _result(result: Any, rules: list[Any]) -> Iterator[str]:
    if not _is_text(result.get("message", {}).get("text")):  # §3.27.11, §3.11.8
        yield "message/text"
    if result.get("level", "warning") not in LEVELS:
        yield "level"
    index = result.get("ruleIndex", -1)  # §3.27.6
    if not _is_whole(index, -1) or index >= len(rules):
        yield "ruleIndex"
    elif index >= 0 and rules[index]["id"] != result.get("ruleId"):  # §3.27.5
        yield "ruleId"
    prints = result.get("partialFingerprints", {})  # §3.27.17
    if not all(_is_text(name) and _is_text(value) for name, value in prints.items()):
        yield "partialFingerprints"
    for name in ("locations", "relatedLocations"):
        found = result.get(name, [])
        if _repeats(found):  # §3.27.12, §3.27.22
            yield f"{name}: one twice"
        for number, location in enumerate(found):
            yield from (f"{name}/{number}/{each}" for each in _location(location))
    ids = [each["id"] for each in result.get("relatedLocations", []) if "id" in each]  # §3.28.2
    if len(set(ids)) != len(ids) or not all(_is_whole(each, 0) for each in ids):
        yield "relatedLocations: ids"


def _location(location: Any) -> Iterator[str]:
    physical = location.get("physicalLocation")
    if physical is not None:
        if "artifactLocation" not in physical and "address" not in physical:  # §3.29.2
            yield "physicalLocation"
        yield from (f"artifactLocation/{each}" for each in _artifact(physical.get("artifactLocation", {})))
        if "region" in physical:
            yield from (f"region/{each}" for each in _region(physical["region"]))
    for number, logical in enumerate(location.get("logicalLocations", [])):
        if not (_is_text(logical.get("name")) or _is_text(logical.get("fullyQualifiedName"))):  # §3.33.2
            yield f"logicalLocations/{number}"


def _artifact(location: Any) -> Iterator[str]:
    uri = location.get("uri", "")  # §3.4.3: a URI reference, and ours lie beside the log
    if not (RELATIVE.fullmatch(uri) or PATH.fullmatch(uri)):
        yield f"uri {uri!r}"


def _region(region: Any) -> Iterator[str]:
    line, column = region.get("startLine"), region.get("startColumn", 1)
    if not _is_whole(line, 1):  # §3.30.5
        yield "startLine"
    if not _is_whole(column, 1):  # §3.30.6
        yield "startColumn"
    if "endLine" in region and not _is_whole(region["endLine"], line):  # §3.30.7
        yield "endLine"
    if "endColumn" in region and not _is_whole(
        region["endColumn"], column if "endLine" not in region else 1
    ):  # §3.30.8
        yield "endColumn"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _repeats(values: list[Any]) -> bool:
    said = [json.dumps(each, sort_keys=True) for each in values]
    return len(set(said)) != len(said)
