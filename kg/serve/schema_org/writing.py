"""JSON-LD in schema.org's words: what is unknown is left out, and nothing in it can end the element it stands in."""

import json
from collections.abc import Mapping

Json = dict[str, object]
CONTEXT = "https://schema.org/"


def named(type_: str | list[str], said: Mapping[str, object]) -> Json:
    """A node of a type, with what is known of it."""
    return {"@type": type_, **{name: value for name, value in said.items() if value not in ("", None, [], {})}}


def whole(type_: str | list[str], said: Mapping[str, object]) -> Json:
    """A node that stands by itself."""
    return {"@context": CONTEXT, **named(type_, said)}


def script(said: Mapping[str, object] | None) -> str:
    """The JSON for a script element: `<`, `>` and `&` escaped, as no string of JSON needs them (HTML, 4.12.1.3).

    >>> script({"name": "</script>"})
    '{"name": "\\\\u003c/script\\\\u003e"}'
    """
    if said is None:
        return ""
    text = json.dumps(said, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
