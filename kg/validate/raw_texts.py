"""What was handed in as bare text: its name and every line of it, comments and all, so that nothing goes unread.

Nothing is parsed. Bytes that are no text (a workbook, something compressed) give only their name.
"""

import codecs
import re
from collections.abc import Iterator

from kg.place import Place
from kg.validate.discreet import blanked

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE = re.compile(r"\r\n|[\n\r]")


def raw_texts(name: str, data: bytes) -> Iterator[tuple[Place, str]]:
    """The name, then each line with its number; the column is left open, for it is what is found that has one.

    >>> [(str(place), text) for place, text in raw_texts("a.ttl", b"# one\\n# two")]
    [('a.ttl', 'a.ttl'), ('a.ttl:1', '# one'), ('a.ttl:2', '# two')]
    """
    source = blanked(name)
    yield Place(source), name
    for number, line in enumerate(_LINE.split(_text(data)), 1):
        if line:
            yield Place(source, line=number), line


def _text(data: bytes) -> str:
    """The bytes as text, by their mark or as UTF-8; nothing where they are none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data[:4096]:
        return _without_mark(data)
    return data.decode("utf-8", "replace")


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark has a zero byte beside every plain letter; anything else with zeros is no text."""
    for encoding, zeros in (("utf-16-le", data[1:64:2]), ("utf-16-be", data[0:64:2])):
        if zeros and not any(zeros):
            return data.decode(encoding, "replace")
    return ""
