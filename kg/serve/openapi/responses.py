"""What our addresses answer with, as OpenAPI writes it: the answer itself, what may come instead, and its headers."""

from collections.abc import Mapping

from kg.serve.openapi.described import Operation

Json = dict[str, object]
_STRUCTURED = ("application/json", "application/ld+json", "application/sparql-results+json", "application/sarif+json")
_SAID: Mapping[str, tuple[str, str]] = {
    "200": ("Svaret.", "The answer."),
    "202": ("Mottaget: svaret är ett kvitto.", "Received: the answer is a receipt."),
    "204": ("Metoderna står i Allow.", "The methods stand in Allow."),
    "303": ("Svaret finns på en annan adress.", "The answer is at another address."),
    "304": ("Det som frågaren redan har gäller.", "What the asker has already holds."),
    "308": ("Adressen skrivs på ett annat sätt.", "The address is written in another way."),
}
_REFUSED: Mapping[str, tuple[str, str]] = {
    "400": ("Något i begäran går inte att läsa.", "Something in the request can't be read."),
    "404": ("Det finns inget sådant här.", "There is no such thing here."),
    "406": ("Inget av formaten passar.", "None of the forms fits."),
    "410": ("Det är borttaget.", "It has been removed."),
    "412": ("Det har ändrats.", "It has changed."),
    "413": ("Det är för stort.", "It is too large."),
    "415": ("Formatet läses inte här.", "The form isn't read here."),
    "422": ("Innehållet håller inte.", "The content doesn't hold."),
    "429": ("För många försök: vänta.", "Too many tries: wait."),
    "503": ("Upptaget just nu: försök igen.", "Busy just now: try again."),
}
_DEFAULT = ("Vad som är fel, och vad man kan göra.", "What is wrong, and what to do.")
_HEADERS: Mapping[str, tuple[str, str]] = {
    "X-Release": ("Utgåvan som svaret kommer ur.", "The release that the answer is made from."),
    "ETag": ("Svarets stämpel: skicka den som If-None-Match.", "The tag of the answer: send it as If-None-Match."),
    "Location": ("Adressen dit.", "The address there."),
    "Allow": ("Metoderna.", "The methods."),
}


def responses(said: Operation, method: str, lang: str, *, named: bool) -> Json:
    """Every answer of an operation by its status; `named` where the address names something that may not exist."""
    found: Json = {said.status: _fine(said, lang)}
    if said.leads or named:
        found["303"] = {"$ref": "#/components/responses/Elsewhere"}
        found["308"] = {"$ref": "#/components/responses/OtherwiseWritten"}
    if method == "get" and said.lasting:
        found["304"] = {"$ref": "#/components/responses/Unchanged"}
    refused = {"400", "503"}
    refused |= {"404", "410"} if named or said.leads else {"404"} if method == "get" else set()
    refused |= {"406"} if len(said.produces) > 1 else set()
    refused |= {"412"} if method == "get" and said.lasting else set()
    refused |= {"413", "415", "422", "429"} if method == "post" else set()
    found |= {status: {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(refused)}
    found["default"] = {"$ref": "#/components/responses/Problem"}
    return found


def of_head(name: str, get: Mapping[str, object], parameters: object, lang: str) -> Json:
    """HEAD of an address: as GET, without the body."""
    answers = get["responses"]
    kept = {status: _bodiless(_mapping(each)) for status, each in _mapping(answers).items()}
    return {
        "operationId": name,
        "summary": _told(("Svarets huvud, utan innehåll.", "The head of the answer, without its body."), lang),
        "parameters": parameters,
        "responses": kept,
    }


def of_options(name: str, parameters: object, lang: str) -> Json:
    """OPTIONS of an address."""
    return {
        "operationId": name,
        "summary": _told(("Vilka metoder adressen tar.", "Which methods the address takes."), lang),
        "parameters": parameters,
        "responses": {"204": {"$ref": "#/components/responses/Methods"}, "default": _problem("")},
    }


def components(lang: str) -> Json:
    """What the operations refer to."""
    empty = {
        "Elsewhere": ("303", ("Location", "X-Release")),
        "OtherwiseWritten": ("308", ("Location",)),
        "Unchanged": ("304", ("ETag", "X-Release")),
        "Methods": ("204", ("Allow",)),
    }
    told: Json = {
        name: {"description": _told(_SAID[status], lang), "headers": _headers(*headers)}
        for name, (status, headers) in empty.items()
    }
    told |= {f"Problem{status}": _refusal(said, lang) for status, said in _REFUSED.items()}
    told["Problem"] = _refusal(_DEFAULT, lang)
    headers = {
        name: {"description": _told(said, lang), "schema": {"type": "string"}} for name, said in _HEADERS.items()
    }
    return {"schemas": {"Problem": _PROBLEM}, "responses": told, "headers": headers}


def _fine(said: Operation, lang: str) -> Json:
    content = {each: {"schema": _schema(each)} for each in said.produces}
    headers = ["X-Release", *(["ETag"] if said.lasting and said.status == "200" else [])]
    headers += ["Location"] if said.status in ("202", "303") else []
    made: Json = {"description": _told(_SAID[said.status], lang), "headers": _headers(*headers)}
    return {**made, **({"content": content} if content else {})}


def _schema(media_type: str) -> Json:
    """What an answer of a media type is: JSON of any form, bytes, or a text."""
    if media_type in _STRUCTURED:
        return {}
    return {"type": "string", "format": "binary"} if media_type == "application/octet-stream" else {"type": "string"}


def _bodiless(said: Mapping[str, object]) -> Json:
    """An answer without its content."""
    return {name: value for name, value in said.items() if name != "content"}


def _headers(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem(status: str) -> Json:
    return {"$ref": f"#/components/responses/Problem{status}"}


def _refusal(said: tuple[str, str], lang: str) -> Json:
    forms: Json = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    forms |= {each: {"schema": {"type": "string"}} for each in ("text/html", "text/plain")}
    return {"description": _told(said, lang), "content": forms}


def _told(said: tuple[str, str], lang: str) -> str:
    return said[0] if lang == "sv" else said[1]


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


_PROBLEM: Json = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
    },
}
