"""Lines put together as text: paragraphs stay apart, broken lines are joined, a list is as many texts."""

from collections.abc import Sequence

from kg.parse.document.lines import Layout, Slice, joined
from kg.parse.document.sections import Section


def with_value(section: Section) -> tuple[Slice, ...]:
    """A label with what stands beside it, as it is written."""
    label, first = section.label, next(iter(section.values), None)
    if first is None or first.line is not label.line:
        return (label, *section.values[:1])
    return (Slice(label.line, label.start, first.end),)


def apart(values: Sequence[Slice]) -> list[list[Slice]]:
    """The values that a list makes; without a list, all of it is one."""
    if not any(each.line.layout is Layout.ITEM for each in values):
        return [list(values)]
    groups: list[list[Slice]] = []
    for each in values:
        if groups and each.line.layout is not Layout.ITEM and not each.line.apart:
            groups[-1].append(each)
        else:
            groups.append([each])
    return [group for group in groups if not group[-1].text.rstrip().endswith(":")]


def prose(values: Sequence[Slice]) -> str:
    """The text of several lines: paragraphs stay apart, broken lines are joined."""
    said = ""
    for each in values:
        text = joined([each.text.strip()])
        if each.line.layout is Layout.ITEM and len(values) > 1:
            said += f"{chr(10) if said else ''}– {text}"
        elif said:
            said += f"{chr(10) * 2 if each.line.apart else ' '}{text}"
        else:
            said = text
    return said
