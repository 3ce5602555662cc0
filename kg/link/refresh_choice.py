"""Write what a person has chosen for a series: its identifier, its title there, and the day, in chosen.ttl."""

from collections.abc import Mapping, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.errors import NotFound
from kg.link.accepting import accept
from kg.link.refresh_series import TITLES_BY, gone
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.rdf.namespaces import SKOS, XSD
from kg.rdf.nearest import nearest
from kg.sources.upstream.candidate import Candidate
from kg.sources.upstream.configuration import CHOSEN, Upstream, unusable
from kg.sources.upstream.errand import Errand, Sender

Chosen = tuple[Literal, Literal, Literal]
"""An identifier, its title where it is, and the day it was chosen."""
_HEAD = """# Written by `kg link --authority {name} --refresh --choose`: what each series is there, and since when.
@prefix samv: <ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def choose(
    errand: Errand, sender: Sender, upstream: Upstream, choices: Mapping[str, str], base: Base, on: date
) -> list[tuple[str, Candidate]]:
    """Ask what the chosen are called, and remember it; give each series with what it now is.

    NotFound for a series that the configuration hasn't, EndpointFailed for an identifier that the service hasn't,
    BadSettings where one identifier would be two series, StorageFailed where the folder refuses: nothing is written.
    """
    if upstream.protocol not in TITLES_BY:
        raise unusable(upstream.folder, f"samv:protocol {upstream.protocol!r}, --choose")
    _must_be_known(upstream, list(choices))
    codes = {**{series.name: series.code for series in upstream.series}, **choices}
    if len(set(codes.values())) != len(codes):
        raise unusable(upstream.folder, ", ".join(f"{name}={code}" for name, code in sorted(codes.items())))
    found = TITLES_BY[upstream.protocol][1](errand, sender, upstream, list(choices.values()))
    for code in choices.values():
        if code not in found:
            raise gone(upstream.url, code)
    made = [(name, found[code]) for name, code in sorted(choices.items())]
    accept(upstream.folder, {CHOSEN: _written(upstream, made, base, on)})
    return made


def lacking(upstream: Upstream, name: str, chosen: Candidate) -> list[str]:
    """The words that the series is sought by and that what was chosen has nowhere: it may be another measure."""
    words = [word for each in (*upstream.series, *upstream.unchosen) if each.name == name for word in each.sought]
    said = f"{chosen.title} {chosen.description}".casefold()
    return [word for word in words if word.casefold() not in said]


def _must_be_known(upstream: Upstream, names: Sequence[str]) -> None:
    known = sorted(series.name for series in (*upstream.series, *upstream.unchosen))
    for name in names:
        if name not in known:
            meant = nearest(name, known) or ", ".join(known) or "–"
            raise NotFound(
                f"{upstream.name} has no series {name!r}. Did you mean {meant}?",
                message_sv=f"{upstream.name} har ingen serie {name!r}. Menade du {meant}?",
            )


def _written(upstream: Upstream, made: Sequence[tuple[str, Candidate]], base: Base, on: date) -> bytes:
    """The file with these choices and the earlier ones of other series, by name; IRIs relative, as people write."""
    lang, day = upstream.options.get("lang", "sv"), Literal(on.isoformat(), datatype=XSD.date)
    every = _present(upstream, base)
    for name, each in made:
        every[name] = (Literal(each.code), Literal(each.title, language=lang), day)
    said = [
        f"<figures/{upstream.name}#{name}> skos:notation {code} ;\n    samv:titleThere {title} ;\n"
        f'    samv:chosenOn "{since.value}"^^xsd:date .\n'
        for name, (code, title, since) in sorted(every.items())
    ]
    return "\n".join([_HEAD.format(name=upstream.name), *said]).encode()


def _present(upstream: Upstream, base: Base) -> dict[str, Chosen]:
    """What was chosen before, by series: the identifier, the title and the day."""
    path, start = upstream.folder / CHOSEN, f"{base.iri_of(f'figures/{upstream.name}')}#"
    if not path.is_file():
        return {}
    source = f"data/authorities/{upstream.name}/{CHOSEN}"
    said: dict[str, dict[str, Literal]] = {}
    for quad in read(path.read_bytes(), TURTLE, base_iri=base.iri, source=source):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            said.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object
    found: dict[str, Chosen] = {}
    for subject, about in said.items():
        code, title, day = (
            about.get(each.value) for each in (SKOS.notation, *map(base.ns, ("titleThere", "chosenOn")))
        )
        if not subject.startswith(start) or code is None or title is None or day is None:
            raise unusable(upstream.folder, f"{CHOSEN}: {subject}")
        found[subject.removeprefix(start)] = (code, title, day)
    return found
