"""What travels to an examination and back: what was handed in, and what came of it. Plain values, fit for a pipe."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rdf.findings import Finding, from_json, violations


@dataclass(frozen=True)
class Handed:
    """Something handed in: its name as its owner calls it, its bytes, its media type if one was said."""

    name: str
    data: bytes
    media_type: str | None = None


@dataclass(frozen=True)
class WrittenRecord:
    """A record as it would be kept: `key` is kind/slug, `turtle` its authored statements in our one way of writing.

    `answers` are those that it was made of, as `read_answers` takes them, where it was handed in so.
    """

    key: str
    turtle: str
    answers: Mapping[str, object] | None = None

    def as_json(self) -> dict[str, object]:
        """The record as plain values."""
        made_of = {"answers": self.answers} if self.answers is not None else {}
        return {"key": self.key, "turtle": self.turtle, **made_of}


@dataclass(frozen=True)
class Examined:
    """Every finding, in the order people read them, and the records as they would be kept."""

    findings: tuple[Finding, ...]
    records: tuple[WrittenRecord, ...]
    shapes_version: str

    @property
    def acceptable(self) -> bool:
        """Whether nothing stops publication."""
        return not violations(self.findings)

    def as_json(self) -> dict[str, object]:
        """The outcome as plain values."""
        return {
            "shapes_version": self.shapes_version,
            "records": [each.as_json() for each in self.records],
            "findings": [finding.as_json() for finding in self.findings],
        }


def examined_from_json(said: Mapping[str, object]) -> Examined:
    """The outcome that `as_json` wrote; ValueError when it is none."""
    records, findings = said["records"], said["findings"]
    if not isinstance(records, list) or not isinstance(findings, list):
        raise ValueError("an examination's records and findings are lists")
    return Examined(
        tuple(from_json(each) for each in findings),
        tuple(WrittenRecord(str(each["key"]), str(each["turtle"]), each.get("answers")) for each in records),
        str(said["shapes_version"]),
    )
