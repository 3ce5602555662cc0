"""The order of the Swedish alphabet: å, ä and ö come after z, in that order."""

_LAST = str.maketrans(
    {"å": "z\U0010fffd", "ä": "z\U0010fffe", "æ": "z\U0010fffe", "ö": "z\U0010ffff", "ø": "z\U0010ffff"}
)


def alphabetical(text: str) -> tuple[str, str]:
    """A key that sorts as Swedish does: å, ä and ö last, capitals beside their small letters.

    >>> sorted(["Öland", "Zorn", "Ängelholm", "Åmål", "abborre"], key=alphabetical)
    ['abborre', 'Zorn', 'Åmål', 'Ängelholm', 'Öland']
    """
    return (text.casefold().translate(_LAST), text)
