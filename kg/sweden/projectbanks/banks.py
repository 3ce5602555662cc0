"""The project banks that are imported from, by the names that people write."""

from collections.abc import Mapping

from kg.sweden.projectbanks.esf import ESF
from kg.sweden.projectbanks.formats import Format
from kg.sweden.projectbanks.kohesio import KOHESIO

BANKS: Mapping[str, Format] = {each.name: each for each in (ESF, KOHESIO)}
"""In the order that their records win over each other."""
