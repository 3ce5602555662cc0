"""Read the name out of what a source writes about somebody: `Projektägare: Sala kommun`, `Södertälje kommun 95 %`."""

import re

_ROLE = re.compile(r"\A(?:[^\W\d_][\w/-]*\s){0,2}[^\W\d_][\w/-]*:\s+(?=\S)")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")
_SHARE = re.compile(r"\s+[0-9]{1,3}(?:[,.][0-9]+)?\s*(?:%|procent|per cent)\s*\Z")
_AS = re.compile(r"\s+som\s+\w+\s*\Z")


def readings(text: str) -> tuple[str, ...]:
    """The text itself, and what is left of it without a role, a share and brackets, where it has them.

    >>> readings("Aktör: Jobbtorg Unga Globen (Stockholm stad)")
    ('Aktör: Jobbtorg Unga Globen (Stockholm stad)', 'Jobbtorg Unga Globen')
    """
    bare = text.strip()
    for ornament in (_ROLE, _SHARE, _AS, _BRACKETS):
        bare = ornament.sub("", bare) or bare
    return (text,) if bare in ("", text) else (text, bare)
