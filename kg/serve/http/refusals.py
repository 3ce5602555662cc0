"""Refusals that carry something the answer shows besides their sentence: what else there is, what is allowed."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import MethodNotAllowed, NotAcceptable, NotFound
from kg.serve.http.negotiate import Variant


@dataclass(frozen=True)
class Signpost:
    """Something that exists, by its name and its path."""

    label: str
    path: str


class NoVariant(NotAcceptable):
    """The client takes none of the variants; the answer lists them."""

    def __init__(self, variants: Sequence[Variant]) -> None:
        types = ", ".join(dict.fromkeys(each.media_type for each in variants))
        super().__init__(
            f"None of the media types in Accept is offered here. Offered: {types}.",
            message_sv=f"Inget av formaten i Accept finns här. Det här finns: {types}.",
        )
        self.variants = tuple(variants)


class NothingThere(NotFound):
    """There is nothing at that address; the answer names the nearest things there are."""

    def __init__(self, message: str, *, message_sv: str, near: Sequence[Signpost] = ()) -> None:
        super().__init__(message, message_sv=message_sv)
        self.near = tuple(near)


class WrongMethod(MethodNotAllowed):
    """The address exists and takes other methods; the answer names them."""

    def __init__(self, method: str, allowed: Sequence[str]) -> None:
        names = ", ".join(allowed)
        super().__init__(
            f"{method} isn't allowed here; use {names}.",
            message_sv=f"{method} är inte tillåten här; använd {names}.",
        )
        self.allowed = tuple(allowed)


def no_page(path: str, near: Sequence[Signpost] = ()) -> NothingThere:
    """The refusal for an address where nothing is."""
    return NothingThere(
        f"There is nothing at {path!r}. Check the address, or start from the front page.",
        message_sv=f"Det finns ingenting på {path!r}. Kontrollera adressen, eller börja på startsidan.",
        near=near,
    )
