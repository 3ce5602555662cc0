"""`/search`: the page where people look something up by name, whatever it is."""

from dataclasses import dataclass, field
from functools import partial

from flask import Blueprint, Response

from kg.serve import frame
from kg.serve.http import respond
from kg.serve.http.refusals import no_page
from kg.serve.http.respond import Offer
from kg.serve.lists.listing import Listings
from kg.serve.reconcile import wording
from kg.serve.reconcile.limits import Gate
from kg.serve.reconcile.register import Register, Registers
from kg.serve.search import finding
from kg.serve.thing.documents import PAGE
from kg.serve.visit import Visit
from kg.serve.words import pick

_CELLS = 2
_VALUES = 6


@dataclass(frozen=True)
class Searching:
    """The view of the page; one release is read at a time, and few searches run at once."""

    registers: Registers
    listings: Listings
    gate: Gate = field(default_factory=Gate)

    def search(self, visit: Visit) -> Response:
        """What is found for the words in `q`, by kind; without words, the box to write them in."""
        if visit.edition.of_files:
            raise no_page(visit.path)
        text = visit.params.words()
        return respond.answer(visit, PAGE, lambda: self._page(visit, text), Offer(("search", text)))

    def _page(self, visit: Visit, text: str) -> bytes:
        with self.gate.inside():
            register = self.registers.of(visit.edition)
            found = finding.find(visit.edition, register, self.listings, text)
        title = visit.say("Sök: {text}", {"text": text}) if text else visit.say("Sök")
        return frame.page(visit, "search.html", _values(visit, register, text, found), title=title)


def _values(visit: Visit, register: Register, text: str, found: finding.Found) -> dict[str, object]:
    return {
        "text": text,
        "found": found,
        "kinds": visit.edition.model.kinds,
        "about": partial(_about, visit, register),
    }


def _about(visit: Visit, register: Register, hit: finding.Hit) -> str:
    """What tells a hit from its namesakes: what its list says of it, else its type and its code."""
    cells = hit.row.shown(visit.lang) if hit.row is not None else ()
    said = [", ".join(pick(entry.said, visit.lang) for entry in cell[:_VALUES]) for cell in cells if cell]
    return " · ".join(said[:_CELLS]) or wording.description(visit, register.schema, hit.entity)


def blueprint(registers: Registers, listings: Listings) -> Blueprint:
    """The route of the page."""
    routes = Blueprint("search", __name__)
    routes.add_url_rule("/search", "search", Searching(registers, listings).search, methods=["GET", "HEAD", "OPTIONS"])
    return routes
