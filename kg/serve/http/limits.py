"""How large a body each address takes: a query, or something handed in."""

MIB = 1024 * 1024
MAX_QUERY = 2 * MIB
MAX_HAND_IN = 10 * MIB
MAX_BODY = MAX_HAND_IN + 256 * 1024
"""A form around a file of the largest size: the parts of a form have headers of their own."""

_HAND_IN = ("/validate", "/submissions", "/submit/", "/review/")


def max_body(path: str) -> int:
    """How many bytes are read of a body that is sent to this path.

    >>> max_body("/validate") > max_body("/sparql")
    True
    """
    return MAX_BODY if path.startswith(_HAND_IN) else MAX_QUERY
