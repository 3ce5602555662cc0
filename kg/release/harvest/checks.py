"""What Sveriges dataportal needs of a catalogue that it harvests, asked one thing at a time.

After DIGG's text on harvesting: RDF/XML at one address, redirects followed, whole IRIs, no blank nodes for what is
harvested, licences of Creative Commons with http. Beside that, that what the catalogue promises is true: each address
answers, each size and checksum is the file's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from kg.errors import BadSyntax
from kg.rdf.formats import RDFXML
from kg.rdf.graphs import read
from kg.rdf.namespaces import DCAT, DCTERMS, SPDX
from kg.release import catalogue
from kg.release.harvest.fetching import Fetch, Fetched, follow
from kg.release.harvest.statements import Statements, statements
from kg.settings import Settings

ACCEPTS = ("application/rdf+xml", "*/*")
"""A portal that says what it wants, and one that doesn't."""
_ADDRESSES = ("datasets/dcat", "catalog")
_NOWHERE = "https://nowhere.invalid/"
_IRI = re.compile(r"(https?://[^\s/?#<>\"{}|\\^`]+|mailto:[^\s@]+@)[^\s<>\"{}|\\^`]*")
_CREATIVE = re.compile(r"https?://(www\.)?creativecommons\.org/")


@dataclass(frozen=True)
class Check:
    """One thing that was asked: whether it holds, what was asked, and what was found, in Swedish and English."""

    name: str
    passed: bool
    sv: str
    en: str
    found_sv: str
    found_en: str

    def as_json(self) -> dict[str, object]:
        """The check as plain values."""
        return {
            "name": self.name,
            "passed": self.passed,
            "asked": {"sv": self.sv, "en": self.en},
            "found": {"sv": self.found_sv, "en": self.found_en},
        }


def harvest(fetch: Fetch, settings: Settings) -> tuple[Statements, list[Check]]:
    """What a portal would read, and what it would stumble over on the way there."""
    fetched = [(follow(fetch, settings.public + each, accept)) for each in _ADDRESSES for accept in ACCEPTS]
    said, fault = _parsed(fetched[0])
    wrong = [f"{each.addresses[0]}: {_status(each)}" for each in fetched if not _is_rdfxml(each)]
    checks = [
        _check(
            "fetch", not wrong, "Katalogen hämtas som RDF/XML, också efter omdirigering",
            "The catalogue is fetched as RDF/XML, also after a redirect", wrong,
            f"{settings.public}datasets/dcat svarar", f"{settings.public}datasets/dcat answers",
        ),
        _check(
            "parse", not fault, "Svaret går att läsa som RDF/XML", "The answer can be read as RDF/XML", fault,
            f"{len(said.triples)} uppgifter lästes", f"{len(said.triples)} statements were read",
        ),
    ]  # fmt: skip
    return said, checks


def checks(said: Statements, fetch: Fetch, settings: Settings) -> list[Check]:
    """What is asked of a catalogue that was read."""
    return [
        _whole_iris(said),
        _named(said),
        _licences(said),
        _answering(said, fetch),
        _measured(said, fetch),
        _apart(said),
        _filled_in(settings),
    ]


def _whole_iris(said: Statements) -> Check:
    terms = [term for each in said.triples for term in (each.subject, each.predicate, each.object)]
    iris = {term.value for term in terms if isinstance(term, NamedNode)}
    wrong = sorted(iri for iri in iris if not _IRI.fullmatch(iri) or iri.startswith(_NOWHERE))
    return _check(
        "iris", not wrong, "Alla IRI:er är fullständiga och rätt kodade (RFC 3987)",
        "Every IRI is absolute and rightly encoded (RFC 3987)", wrong, f"{len(iris)} IRI:er prövade",
        f"{len(iris)} IRIs tried",
    )  # fmt: skip


def _named(said: Statements) -> Check:
    nodes = {
        str(term)
        for each in said.triples
        for term in (each.subject, each.object)
        if isinstance(term, BlankNode)
    }  # fmt: skip
    return _check(
        "blank-nodes", not nodes, "Inga blanka noder: allt som skördas har en IRI",
        "No blank nodes: whatever is harvested has an IRI", [f"{len(nodes)}"] if nodes else [], "Inga finns",
        "There are none",
    )  # fmt: skip


def _licences(said: Statements) -> Check:
    licences = said.said_at(DCTERMS.license)
    wrong = [
        each for each in licences if _CREATIVE.match(each) and not (each.startswith("http://") and each.endswith("/"))
    ]
    return _check(
        "licence", bool(licences) and not wrong, "Licensen är skriven som portalen känner igen den (http, snedstreck)",
        "The licence is written as the portal knows it (http, slash)", wrong, ", ".join(licences) or "Ingen licens",
        ", ".join(licences) or "No licence",
    )  # fmt: skip


def _answering(said: Statements, fetch: Fetch) -> Check:
    where = (DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.landingPage)
    addresses = sorted({address for each in where for address in said.said_at(each)})
    wrong = [f"{each.addresses[0]}: {_status(each)}" for a in addresses if not (each := follow(fetch, a, "*/*")).ok]
    return _check(
        "answers", not wrong, "Varje adress i katalogen svarar", "Every address in the catalogue answers", wrong,
        f"{len(addresses)} adresser svarade", f"{len(addresses)} addresses answered",
    )  # fmt: skip


def _measured(said: Statements, fetch: Fetch) -> Check:
    files = [each for each in said.things(DCAT.Distribution) if said.of(each, DCAT.downloadURL)]
    wrong = []
    for each in files:
        address = said.one(each, DCAT.downloadURL)
        answer = follow(fetch, address, "*/*").answer
        told = said.one(said.one(each, SPDX.checksum), SPDX.checksumValue)
        if said.one(each, DCAT.byteSize) != str(answer.size) or told != answer.sha256:
            wrong.append(address)
    return _check(
        "files", not wrong, "Storlek och kontrollsumma stämmer med varje fil",
        "Size and checksum are those of each file", wrong, f"{len(files)} filer mätta", f"{len(files)} files measured",
    )  # fmt: skip


def _apart(said: Statements) -> Check:
    shared = {
        publisher.value
        for each in said.by_subject
        for publisher in said.of(each, DCTERMS.publisher)
        if publisher in said.of(each, DCAT.contactPoint)
    }
    return _check(
        "contact", not shared, "Utgivare och kontakt är två olika noder",
        "Publisher and contact point are two different nodes", sorted(shared), "De är olika", "They are different",
    )  # fmt: skip


def _filled_in(settings: Settings) -> Check:
    missing = catalogue.placeholders(settings)
    return _check(
        "settings", not missing, "Utgivare, kontakt och publik adress är inställda",
        "Publisher, contact point and public address are set", missing, "Allt är ifyllt", "Everything is filled in",
    )  # fmt: skip


def _parsed(fetched: Fetched) -> tuple[Statements, list[str]]:
    if not fetched.ok:
        return statements(()), [_status(fetched)]
    try:
        quads = read(fetched.answer.body, RDFXML, base_iri=_NOWHERE, source=fetched.addresses[-1])
    except BadSyntax as wrong:
        return statements(()), [str(wrong)]
    return statements(quad.triple for quad in quads), []


def _is_rdfxml(fetched: Fetched) -> bool:
    return fetched.ok and fetched.answer.media_type == RDFXML.media_type


def _status(fetched: Fetched) -> str:
    kind = fetched.answer.media_type
    return f"{fetched.answer.status}{f' {kind}' if kind else ''}"


def _check(name: str, passed: bool, sv: str, en: str, wrong: Iterable[str], fine_sv: str, fine_en: str) -> Check:
    listed = ", ".join(wrong)
    found = ("", "") if passed else (listed, listed)
    return Check(name, passed, sv, en, found[0] or fine_sv, found[1] or fine_en)
