"""The report for programs: JSON, its keys documented in docs/check.md and never taken away."""

import json

from kg.validate.reports.report import Report


def write(report: Report) -> str:
    """Whether it conforms, how many findings of each level, and every finding in both languages."""
    said = {
        "conforms": report.conforms,
        "acceptable": report.acceptable,
        "shapes_version": report.shapes_version,
        "counts": report.counts,
        "findings": [finding.as_json() for finding in report.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
