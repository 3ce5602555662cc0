"""The dataset described in VoID: what it holds, by class, property and graph, where to get it and what it links to.

The numbers are counted once, when the dumps are made, and lie in their manifest; before that only the release's own
few numbers are told.
"""

from kg.release.survey import Survey
from kg.release.walk import Walk


def statistics(seen: Survey, walk: Walk) -> dict[str, object]:
    """The numbers"""
    return {}
