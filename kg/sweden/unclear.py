"""What a Swedish way of writing leaves open: said, never guessed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unclear:
    """Why a text can't be read as one thing, in Swedish and in English; a hint says how it may be written."""

    sv: str
    en: str
    hint_sv: str | None = None
    hint_en: str | None = None
