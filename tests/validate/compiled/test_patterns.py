"""No pattern of the shapes can be made to take long: what people hand in is matched against every one of them."""

import re
import time

import pytest

from kg.rdf.canonical import split
from kg.validate.compiled.source import Source
from tests.validate.compiled import ours

_ATOMS = (
    "0", "9", "a", "X", "-", " ", "@", ".", "/", "+", "%", "(", "\u2010", "a@", "0 ", "0-", "-0", "a.", "a@a.", "00-",
    "-01", "9999-", "19900101", "+46 ", "(0)", "http://", "2020-01/", "..", "x-", "0\n",
)  # fmt: skip
_ENDS = ("", "!", "\n", "@", "0x")
LENGTH = 20_000


def _patterns() -> list[str]:
    source = Source(split(ours.shapes().decode()))
    return sorted({said.text for node in source.subjects("pattern") for said in source.literals(node, "pattern")})


@pytest.mark.parametrize("pattern", _patterns())
def test_a_pattern_is_done_with_a_hostile_text_in_no_time(pattern: str) -> None:
    compiled = re.compile(pattern)
    for text in (atom * (LENGTH // len(atom)) + end for atom in _ATOMS for end in _ENDS):
        begun = time.thread_time()
        compiled.search(text)
        assert time.thread_time() - begun < 0.5, text[:20]
