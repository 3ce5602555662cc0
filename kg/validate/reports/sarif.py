"""The report for code hosts: SARIF 2.1.0, shown beside the lines of a pull request.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
import re
from collections.abc import Sequence
from urllib.parse import quote

from kg import __version__
from kg.place import Place
from kg.rdf.canonical import digest
from kg.rdf.findings import Finding, Level
from kg.validate.causes import short
from kg.validate.reports.report import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.VIOLATION: "error", Level.WARNING: "warning", Level.INFO: "note"}
_IN_URI = "%/:?#[]@!$&'()*+,;=~"
_READING = "record"
_DOCUMENTATION = "https://w3id.org/samverkan/"
Json = dict[str, object]


def write(report: Report, lang: str) -> str:
    """One run with its rules, and one result a finding; the words are in the language, the help in both."""
    rules = list(dict.fromkeys(map(rule_id, report.findings)))
    first = {rule: next(each for each in report.findings if rule_id(each) == rule) for rule in rules}
    run = {
        "tool": {
            "driver": {
                "name": "kg check",
                "semanticVersion": __version__,
                "informationUri": _DOCUMENTATION,
                "rules": [_rule(name, first[name], lang) for name in rules],
            }
        },
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(each)}} for each in _sources(report.findings)],
        "results": [_result(each, rules, lang) for each in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def rule_id(finding: Finding) -> str:
    """What broke: the shape by its last words and the constraint, or the check that no shape made."""
    if finding.shape is None:
        return short(finding.component) or _READING
    name = finding.shape.rpartition("/shapes/")[2] if "/shapes/" in finding.shape else _last(finding.shape)
    return "/".join(filter(None, (name.replace("#", "/"), short(finding.component))))


def _last(iri: str) -> str:
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def _rule(name: str, finding: Finding, lang: str) -> Json:
    sentences = f"{finding.message_sv}\n\n{finding.message_en}"
    rule: Json = {
        "id": name,
        "name": _camel(name),
        "shortDescription": {"text": finding.message(lang)},
        "fullDescription": {"text": finding.message(lang)},
        "help": {"text": sentences, "markdown": sentences},
        "defaultConfiguration": {"level": _LEVELS[finding.level]},
    }
    shape = finding.shape or ""
    return {**rule, "helpUri": quote(shape, safe=_IN_URI)} if shape.startswith(("http:", "https:")) else rule


def _camel(name: str) -> str:
    """A name as SARIF likes one: words without marks, each with a capital."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name) if word)


def _result(finding: Finding, rules: Sequence[str], lang: str) -> Json:
    name = rule_id(finding)
    hint = finding.hint(lang)
    result: Json = {
        "ruleId": name,
        "ruleIndex": rules.index(name),
        "level": _LEVELS[finding.level],
        "message": {"text": f"{finding.sentence(lang)} {hint}" if hint else finding.sentence(lang)},
        "locations": [_location(finding.place, _logical(finding))],
        "partialFingerprints": {"kgFinding/v1": _fingerprint(finding)},
    }
    if finding.also:
        result["relatedLocations"] = [{"id": n, **_location(place, [])} for n, place in enumerate(finding.also, 1)]
    return result


def _location(place: Place | None, logical: Sequence[Json]) -> Json:
    found: Json = {}
    if place is not None and place.source:
        physical: Json = {"artifactLocation": {"uri": _uri(place.source)}}
        if region := _region(place):
            physical["region"] = region
        found["physicalLocation"] = physical
    inside = [*_inside(place), *logical]
    return {**found, "logicalLocations": inside} if inside else found


def _region(place: Place) -> Json:
    """Line and columns; of a cell its row, since code hosts show nothing that has no line."""
    line = place.line
    if line is None and place.cell is not None:
        row = re.search(r"\d+", place.cell)
        line = int(row[0]) if row else None
    if line is None:
        return {}
    region: Json = {"startLine": line}
    if place.column is not None:
        region["startColumn"] = place.column
    if place.column is not None and place.end_column is not None:
        region["endColumn"] = place.end_column
    return region


def _inside(place: Place | None) -> list[Json]:
    """A cell, a pointer or a field, which have no lines."""
    if place is None:
        return []
    cell = f"{place.sheet}!{place.cell}" if place.sheet and place.cell else place.cell
    named = [each for each in (cell, place.pointer, place.field) if each]
    return [{"fullyQualifiedName": each, "kind": "member"} for each in named]


def _logical(finding: Finding) -> list[Json]:
    """The node, and the property of it."""
    node = finding.focus or finding.record
    found: list[Json] = [{"fullyQualifiedName": node, "kind": "object"}]
    if finding.path:
        found.append({"fullyQualifiedName": f"{node} {finding.path}", "kind": "property"})
    return found


def _fingerprint(finding: Finding) -> str:
    """The same fault has the same one, wherever in the file it moves."""
    parts = (rule_id(finding), finding.record, finding.focus, finding.path, finding.value)
    return digest("\n".join(each or "" for each in parts))[:32]


def _sources(findings: Sequence[Finding]) -> list[str]:
    places = [place for each in findings for place in (each.place, *each.also) if place is not None]
    return list(dict.fromkeys(place.source for place in places if place.source))


def _uri(source: str) -> str:
    """A path as a relative reference (RFC 3986 §4.2): a colon would make its beginning a scheme, two slashes a host."""
    if source == "-":
        return "stdin"
    return quote(re.sub(r"^//+", "/", source), safe="/@!$&'()*+,;=~", errors="surrogateescape")
