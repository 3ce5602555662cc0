"""JSON with places: the same values as any reader's, each at its letters and with its pointer."""

import json
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.located.json_text import Entries, Number, Piece, parsed, pointer
from kg.rdf.located.written import Lost

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12
)


def _plain(piece: Piece) -> Plain:
    value = piece.value
    if isinstance(value, Entries):
        return {key.name: _plain(each) for key, each in value.pairs}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return json.loads(value) if isinstance(value, Number) else value


def _found(document: Plain, steps: str) -> Plain:
    for step in steps.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict):
            document = document[name]
        else:
            assert isinstance(document, list)
            document = document[int(name)]
    return document


@given(documents, st.sampled_from((None, 1)), st.booleans())
def test_the_values_are_those_that_were_written(document: Plain, indent: int | None, ascii_only: bool) -> None:
    assert _plain(parsed(json.dumps(document, indent=indent, ensure_ascii=ascii_only))) == document


@given(documents)
def test_every_value_is_at_its_letters_and_its_pointer(document: Plain) -> None:
    text = json.dumps(document, ensure_ascii=False)
    root = parsed(text)
    waiting = [root]
    while waiting:
        piece = waiting.pop()
        assert json.loads(text[slice(*piece.at)]) == _plain(piece)
        assert _found(document, pointer(root, piece.at[0])) == _plain(piece)
        if isinstance(piece.value, Entries):
            waiting += [each for _, each in piece.value.pairs]
            for key, each in piece.value.pairs:
                assert json.loads(text[slice(*key.at)]) == key.name
                assert pointer(root, key.at[0]) == pointer(root, each.at[0])
        elif isinstance(piece.value, tuple):
            waiting += piece.value


@pytest.mark.parametrize("text", ["", "[1", '{"a"}', '{"a":1', "[1 2]", "nope", "1 2", '"a', "{1:2}"])
def test_what_is_no_json_is_left(text: str) -> None:
    with pytest.raises(Lost):
        parsed(text)
