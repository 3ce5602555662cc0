"""JSON from elsewhere, its numbers as they were written, and a way into it that says what is missing where."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from kg.errors import EndpointFailed
from kg.sources.upstream.errand import odd


def load(body: bytes, url: str) -> Mapping[str, object]:
    """The object in a body; EndpointFailed when there is none."""
    try:
        told = body.decode("utf-8-sig")
        said = json.loads(told, parse_float=Decimal, parse_constant=_refused)
        if "\\ud" in told.lower():
            # Half a surrogate pair is a text to JSON, and to nothing that we write it in.
            json.dumps(said, ensure_ascii=False, default=str).encode()
    except (ValueError, RecursionError, InvalidOperation) as wrong:
        raise odd(url, "det är inte JSON, eller avhugget", "it isn't JSON, or was cut off") from wrong
    return mapping(said, url, "svaret", "the answer")


def mapping(said: object, url: str, where_sv: str, where_en: str) -> Mapping[str, object]:
    """It as an object; EndpointFailed says where it is something else."""
    if not isinstance(said, dict):
        raise wrong_type(url, where_sv, where_en, "ett objekt", "an object")
    return said


def sequence(said: object, url: str, where: str) -> Sequence[object]:
    """It as a list; EndpointFailed says where it is something else."""
    if not isinstance(said, list):
        raise wrong_type(url, where, where, "en lista", "a list")
    return said


def text(said: object, url: str, where: str) -> str:
    """It as a text; EndpointFailed says where it is something else."""
    if not isinstance(said, str):
        raise wrong_type(url, where, where, "en text", "a text")
    return said


def wrong_type(url: str, where_sv: str, where_en: str, sv: str, en: str) -> EndpointFailed:
    """Something else stands where the documentation promises this."""
    return odd(url, f"{where_sv} är inte {sv}", f"{where_en} isn't {en}")


def _refused(constant: str) -> float:
    raise ValueError(constant)
