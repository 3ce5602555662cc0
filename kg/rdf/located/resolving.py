"""Relative IRIs made whole, as RFC 3986 (https://www.rfc-editor.org/rfc/rfc3986#section-5.2) and the engine do it."""

import re

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)


def is_absolute(iri: str) -> bool:
    """Whether a reference has a scheme and so stands for itself."""
    return _ABSOLUTE.match(iri) is not None


def resolved(reference: str, base: str) -> str:
    """The IRI that a reference names in a text with that base; one with a scheme is left as it is.

    >>> resolved("../b?c", "http://example.org/x/y/z#here")
    'http://example.org/x/b?c'
    """
    if is_absolute(reference):
        return reference
    scheme, authority, path, query, _ = _parts(base)
    _, its_authority, its_path, its_query, fragment = _parts(reference)
    if its_authority is not None:
        authority, path, query = its_authority, its_path, its_query
    elif its_path:
        path, query = _merged(authority, path or "", its_path), its_query
    elif its_query is not None:
        query = its_query
    return "".join(
        [
            f"{scheme}:" if scheme is not None else "",
            f"//{authority}" if authority is not None else "",
            path or "",
            f"?{query}" if query is not None else "",
            f"#{fragment}" if fragment is not None else "",
        ]
    )


def _parts(iri: str) -> tuple[str | None, ...]:
    found = _PARTS.fullmatch(iri)
    return found.groups() if found else (None, None, iri, None, None)


def _merged(authority: str | None, path: str, reference: str) -> str:
    """A path after the base's; the base's segments are kept as they are, even where they are dots."""
    if reference.startswith("/") or (authority is not None and not path):
        kept, reference = [""], reference.removeprefix("/")
    else:
        kept = path.split("/")[:-1]
    root = 0 if authority is None else 1
    steps = reference.split("/")
    for step in steps:
        if step == "..":
            del kept[max(len(kept) - 1, root) :]
        elif step != ".":
            kept.append(step)
    if steps[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
