"""An outcome no longer than anybody reads: so many findings, and no text in them without end."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace

from kg.examine.handed import Examined
from kg.rdf.findings import Finding, Level

MOST_FINDINGS = 1000
"""Nobody reads more in one report; the rest is counted."""
LONGEST = 2000
"""Characters of one text in a finding: a value may be as large as what was handed in."""


def readable(examined: Examined) -> Examined:
    """The outcome with as many findings as anybody reads; the last of them says how many more there are."""
    found = examined.findings
    kept = [_shortened(each) for each in found[:MOST_FINDINGS]]
    if len(found) > MOST_FINDINGS:
        kept.append(_rest(found[MOST_FINDINGS:]))
    return replace(examined, findings=tuple(kept))


def _shortened(finding: Finding) -> Finding:
    """The finding with every long text cut; a validator's terms are left out then, for half a term is none."""
    said = {field.name: getattr(finding, field.name) for field in fields(finding)}
    long = {name: text for name, text in said.items() if isinstance(text, str) and len(text) > LONGEST}
    terms = asdict(finding.terms).values() if finding.terms is not None else ()
    texts = [*terms, *(text for _, text in finding.said)]
    if not long and not any(text is not None and len(text) > LONGEST for text in texts):
        return finding
    cut = {name: f"{text[:LONGEST]}…" for name, text in long.items()}
    return replace(finding, **cut, terms=None, said=())  # type: ignore[arg-type]  # only texts are cut


def _rest(left_out: Sequence[Finding]) -> Finding:
    worst = min((each.level for each in left_out), key=list(Level).index)
    return Finding(
        record=left_out[0].record,
        level=worst,
        message_sv=f"Det finns {len(left_out)} iakttagelser till, som inte visas. Åtgärda dessa först.",
        message_en=f"There are {len(left_out)} more findings that are not shown. Mend these first.",
        component="more",
    )
