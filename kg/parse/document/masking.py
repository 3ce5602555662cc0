"""People are left out of a document: what stands under Kontakt, names beside titles, addresses, telephone numbers.

Every character of theirs is masked, so that places hold and nothing further on can repeat them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.parse.document.lines import MASK, Document, Line, Slice
from kg.parse.document.sections import Sections
from kg.place import Place
from kg.sweden import contacts
from kg.sweden.contacts import Contact

CONTACT = "contact"
"""Everything under a label that announces people."""
SMALL = "small-number"
"""A figure about so few people that they may be recognised."""


@dataclass(frozen=True)
class LeftOut:
    """That something was left out, where, and of which sort: never what."""

    what: str
    place: Place
    until: int | None = None
    """The last line, where it is more than one."""


Few = Callable[[str], Iterator[tuple[int, int]]]
"""Where in a text figures about very few people stand."""


def masked(
    document: Document, found: Sections, *, is_known: Callable[[str], bool], few: Few
) -> tuple[Document, list[LeftOut]]:
    """The document without people, and where they were. `is_known` tells the names of organisations from theirs."""
    told = [each for section in found.sections if section.is_contact for each in section.values]
    whole = {id(each.line): each for each in told}
    names = [name for each in told for name in contacts.names(each.text, is_known=is_known)]
    names += _titled(found, is_known)
    names += [
        line.text[each.start : each.end]
        for line in document.lines
        for each in contacts.people(line.text, is_known=is_known)
    ]
    by_address = [name for line in document.lines for name in contacts.named_by_address(line.text)]
    left = [
        _whole(section.values, document.source) for section in found.sections if section.is_contact and section.values
    ]
    lines = []
    for line in document.lines:
        hidden = whole.get(id(line))
        spans = [] if hidden else list(_spans(line, names, by_address, is_known))
        left += [LeftOut(each.what.value, line.place(document.source, each.start, each.end)) for each in spans]
        quiet = _masked(line, [(hidden.start, hidden.end)] if hidden else [(s.start, s.end) for s in spans])
        small = list(few(quiet.text))
        left += [LeftOut(SMALL, line.place(document.source, *span)) for span in small]
        lines.append(_masked(quiet, small))
    title = document.title
    if title is not None:
        spans = list(_spans(title.line, names, by_address, is_known))
        title = replace(title, line=_masked(title.line, [(each.start, each.end) for each in spans]))
    return replace(document, lines=tuple(lines), title=title), left


def _spans(line: Line, names: list[str], by_address: list[str], is_known: Callable[[str], bool]) -> Iterator[Contact]:
    """What is left out of a line, what overlaps told once."""
    every = [*contacts.details(line.text), *contacts.told_again(line.text, names, by_address)]
    end = -1
    for each in sorted(every, key=lambda contact: (contact.start, -contact.end)):
        if each.start >= end:
            yield each
            end = each.end


def _titled(found: Sections, is_known: Callable[[str], bool]) -> Iterator[str]:
    """The names under a label that a person may answer, a coordinator's say."""
    for section in found.sections:
        if not section.is_contact and contacts.is_title(section.label.text):
            for each in section.values:
                yield from contacts.names(each.text, is_known=is_known)


def _whole(values: tuple[Slice, ...], source: str) -> LeftOut:
    """All that stands under a label."""
    first, last = values[0].place(source), values[-1].place(source)
    if last.line == first.line:
        return LeftOut(CONTACT, first)
    return LeftOut(CONTACT, replace(first, end_column=None), last.line)


def _masked(line: Line, spans: list[tuple[int, int]]) -> Line:
    text = line.text
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    links = tuple(link for link in line.links if not any(contacts.details(link)))
    return replace(line, text=text, links=links)
