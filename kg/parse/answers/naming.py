"""Names of new things and statements, made from what they say: never a running number, and the same from the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kg.parse.answers.form_model import FormClass, FormField, Takes, last
from kg.rdf.canonical import digest
from kg.rdf.iris import slug
from kg.rdf.namespaces import PROV

LONGEST = 60
_HASH = 8


@dataclass(frozen=True)
class Reference:
    """A value that is another statement of the same record: the address of its answers."""

    address: str


@dataclass(eq=False)
class Node:
    """A statement being made: what it says, property by property, before it has a name."""

    form: FormClass
    address: str
    kept: str | None
    said: list[tuple[FormField, "NamedNode | Literal | Reference | Node", str]] = field(default_factory=list)

    def first(self, key: str) -> "NamedNode | Literal | None":
        """The first value of a field; of several texts the Swedish one."""
        every = [value for f, value, _ in self.said if f.key == key and isinstance(value, NamedNode | Literal)]
        swedish = [value for value in every if isinstance(value, Literal) and value.language == "sv"]
        return next(iter([*swedish, *every]), None)

    def nodes(self) -> Iterable["Node"]:
        """The nodes within it, outermost first."""
        for _, value, _ in self.said:
            if isinstance(value, Node):
                yield value
                yield from value.nodes()


def thing_slug(node: Node) -> str:
    """The short name of a new thing: its name as a slug; without a name, what it says."""
    return shortened("-".join(_parts(node))) or f"{_WITHOUT_NAME}-{_hash(content(node))}"


def told_apart(plain: str, sources: Iterable[NamedNode]) -> str:
    """What follows a short name that another thing has: made of the name and its sources, so that it stays the same."""
    return _hash(" ".join([plain, *sorted(source.value for source in sources)]))


def named(thing: Node) -> Mapping[int, str]:
    """A name for each node within a thing, by the node's id; nodes that say the same are one node with one name."""
    nodes = list(thing.nodes())
    given = {id(node): node.kept for node in nodes if node.kept}
    taken = {node.kept: content(node) for node in nodes if node.kept}
    waiting = [node for node in nodes if not node.kept]
    for name in (plain_name, _with_source, _with_hash):
        alike = defaultdict(list)
        for node in waiting:
            alike[name(node)].append(node)
        waiting = []
        for each, members in alike.items():
            if len({content(node) for node in members} | {taken.get(each, content(members[0]))}) > 1:
                waiting.extend(members)
                continue
            taken[each] = content(members[0])
            given.update((id(node), each) for node in members)
    return given


def plain_name(node: Node) -> str:
    """What a node is called when nothing else is called so: its word, and the answers that name it."""
    parts = _parts(node)
    if len(parts) > 1:
        return shortened("-".join(parts))
    text = next((value.value for _, value, _ in node.said if isinstance(value, Literal) and value.language), "")
    word = parts[0] if parts else slug(last(node.form.iri))
    return (
        shortened("-".join(part for part in (word, slug(text)) if part)) if text else f"{word}-{_hash(content(node))}"
    )


def content(node: Node) -> str:
    """All that a node says, in one text: two nodes with the same are the same."""
    lines = []
    for f, value, _ in node.said:
        if isinstance(value, Node):
            said = content(value)
        else:
            said = value.address if isinstance(value, Reference) else str(value)
        lines.append(f"{f.path} {said}")
    return f"{node.form.iri} [{' ; '.join(sorted(set(lines)))}]"


def shortened(text: str) -> str:
    """A slug of at most sixty characters, cut between words.

    >>> shortened("ett-" * 30)
    'ett-ett-ett-ett-ett-ett-ett-ett-ett-ett-ett-ett-ett-ett-ett'
    """
    plain = text.strip("-")
    return plain if len(plain) <= LONGEST else plain[: LONGEST + 1].rpartition("-")[0] or plain[:LONGEST]


def _with_source(node: Node) -> str:
    source = node.first(last(PROV.hadPrimarySource.value))
    name, said = plain_name(node), _said(source) if source is not None else ""
    return name if not said or said in name else f"{name}-{said}"


def _with_hash(node: Node) -> str:
    return f"{_with_source(node)}-{_hash(content(node))}"


def _parts(node: Node) -> list[str]:
    """The words of a name, in their order: for a class that doesn't say what names it, its first answered text."""
    if not node.form.named_by:
        texts = (f.key for f in node.form.fields if f.takes is Takes.TEXT)
        found = [value for key in texts if (value := node.first(key)) is not None]
        return [_said(value) for value in found[:1]]
    values = [node.first(part.field) if part.field else None for part in node.form.named_by]
    words = [
        part.word or "" if value is None else _said(value)
        for part, value in zip(node.form.named_by, values, strict=True)
    ]
    return [word for word in words if word]


def _said(value: NamedNode | Literal) -> str:
    return slug(last(value.value) if isinstance(value, NamedNode) else value.value)


def _hash(text: str) -> str:
    return digest(text)[:_HASH]


_WITHOUT_NAME = "utan-namn"
