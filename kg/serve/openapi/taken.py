"""What an address takes in the body of a request, as OpenAPI writes it: a text, JSON, or the fields of a form.

Plain JSON is answers of a form; JSON-LD is any object.
"""

from kg.serve.openapi.described import Operation
from kg.serve.openapi.parameters import Json, text

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE = "file"


def body(said: Operation, lang: str) -> Json:
    """The body of a request: which media types, and what stands in them."""
    return {"required": True, "content": {each: {"schema": _schema(each, said, lang)} for each in said.consumes}}


def _schema(media_type: str, said: Operation, lang: str) -> Json:
    if media_type in _FORMS:
        return _form(said, lang, files=media_type == "multipart/form-data")
    if media_type == "application/json":
        return {"type": "object", "anyOf": [{"required": ["answers"]}, {"required": ["kind"]}]}
    if media_type.endswith("json"):
        return {"type": "object"}
    return {"type": "string", "format": "binary"} if media_type == _WORKBOOK else text()


def _form(said: Operation, lang: str, *, files: bool) -> Json:
    """The fields of a form; a file only in one that may hold files. Where none is required, there is one at least."""
    fields = [each for each in said.fields if files or each.name != _FILE]
    needed = [each.name for each in fields if each.required]
    made: Json = {
        "type": "object",
        "properties": {
            each.name: {**each.schema, "description": each.sv if lang == "sv" else each.en} for each in fields
        },
    }
    return {**made, **({"required": needed} if needed else _some(said, [each.name for each in fields]))}


def _some(said: Operation, names: list[str]) -> Json:
    """At least one of the fields, or just one."""
    return {"oneOf": [{"required": [each]} for each in names]} if said.alone else {"minProperties": 1}
