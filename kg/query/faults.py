"""What a worker's fault, silence or death means to the one who asked: each a KgError in Swedish and English."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import (
    BadQuery,
    EngineBusy,
    EngineUnavailable,
    KgError,
    NotAcceptable,
    QueryRefused,
    QueryTimeout,
    QueryTooDemanding,
    ResultTooLarge,
)
from kg.place import Place
from kg.query.question import MIB, Limits
from kg.query.wire import Value
from kg.rdf import formats
from kg.rdf.formats import Format
from kg.rdf.reasons import in_swedish

_REASONS = {
    "IRI parsing failed": ("an IRI is misspelt", "en IRI är felskriven"),
    "The SELECT contains a variable that is unbound": (
        "SELECT has a variable that is neither bound nor grouped by",
        "SELECT har en variabel som varken är bunden eller grupperas på",
    ),
    "The SELECT overrides an existing variable using an expression": (
        "SELECT gives a variable that has a value already",
        "SELECT ger en variabel som redan har ett värde",
    ),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * can't stand with GROUP BY",
        "SELECT * kan inte stå tillsammans med GROUP BY",
    ),
}


def of_reply(head: Mapping[str, Value], limits: Limits) -> KgError:
    """The error that a reply's head tells of."""
    fault, detail = head.get("fault"), str(head.get("detail") or "")
    if fault == "syntax":
        return _syntax(head, detail)
    if fault == "mistake":
        return BadQuery(str(head.get("en")), message_sv=str(head.get("sv")), place=_place(head))
    if fault == "prefix":
        return _prefix(head)
    if fault in ("rows", "bytes"):
        return _too_large(str(fault), limits)
    if fault == "binding":
        return _binding(detail)
    if fault == "memory":
        return _memory(limits)
    if fault == "xml":
        return NotAcceptable(
            f"this answer can't be written as XML: it holds {detail}. Ask for JSON, Turtle or CSV instead.",
            message_sv="svaret kan inte skrivas som XML: det innehåller tecken eller egenskaper som XML inte kan bära. "
            "Be om JSON, Turtle eller CSV i stället.",
        )
    if fault == "denied":
        return QueryRefused(
            "the query reached for something outside this endpoint's data; it answers from its own data only.",
            message_sv="frågan sträckte sig efter något utanför tjänstens data; den svarar bara ur egna data.",
        )
    if fault == "function":
        return QueryRefused(
            f"the function {detail} isn't known here; the query can call those of SPARQL 1.1.",
            message_sv=f"funktionen {detail} finns inte här; frågan kan använda dem som SPARQL 1.1 har.",
        )
    return EngineUnavailable(
        f"the query engine failed: {detail or 'it did not say why'}.",
        message_sv=f"frågemotorn misslyckades: {detail or 'den sade inte varför'}.",
    )


@dataclass(frozen=True)
class QueryRefusals:
    """What a crew of query workers says when there is no reply."""

    limits: Limits

    def of_death(self, status: int | None) -> KgError:
        """The error that the end of a worker tells of: a negative number is the signal that ended it."""
        if status in (-signal.SIGSEGV, -signal.SIGBUS):
            return QueryTooDemanding(
                "the query is nested or chained too deeply: the engine ran out of stack. "
                "Put lists of values in VALUES, or ask in parts.",
                message_sv="frågan är nästlad eller sammankedjad för djupt: motorns stack tog slut. "
                "Sätt listor av värden i VALUES, eller fråga i delar.",
            )
        if status in (-signal.SIGABRT, -signal.SIGKILL):
            return _memory(self.limits)
        return EngineUnavailable(
            f"the query worker ended unexpectedly ({status}). Ask again.",
            message_sv=f"frågearbetaren avslutades oväntat ({status}). Fråga igen.",
        )

    def of_start(self, detail: str) -> EngineUnavailable:
        """The error of a worker that could not open its store or confine itself."""
        return EngineUnavailable(
            f"a query worker could not start: {detail.rstrip('.')}.",
            message_sv=f"en frågearbetare kunde inte starta: {detail.rstrip('.')}.",
        )

    def of_silence(self) -> QueryTimeout:
        """The error of a question that passed its deadline."""
        seconds = f"{self.limits.deadline_seconds:g}"
        return QueryTimeout(
            f"the query was stopped after {seconds} seconds, and no part of an answer is sent. "
            "Narrow it down, or download the data and ask it on your side.",
            message_sv=f"frågan stoppades efter {seconds} sekunder, och ingen del av ett svar skickas. "
            "Begränsa den, eller ladda ner data och fråga hos dig.",
        )

    def of_waiting(self) -> EngineBusy:
        """The error of a question that no worker was free for."""
        seconds = f"{self.limits.wait_seconds:g}"
        return EngineBusy(
            f"every query worker has been at work for {seconds} seconds. Ask again in a moment.",
            message_sv=f"alla frågearbetare har varit upptagna i {seconds} sekunder. Fråga igen om en stund.",
        )

    def of_closing(self) -> EngineUnavailable:
        """The error of a question put to a pool that is closed."""
        return EngineUnavailable(
            "this release is no longer asked: the service has gone on to another. Ask again.",
            message_sv="den här utgåvan frågas inte längre: tjänsten har gått vidare till en annan. Fråga igen.",
        )


def format_for(form: str, media_type: str) -> Format:
    """The format that answers this form of query as that media type; NotAcceptable when there is none."""
    is_table = form in ("SELECT", "ASK")
    found = formats.results_by_media_type(media_type) if is_table else formats.rdf_by_media_type(media_type)
    if found is None:
        kinds = "JSON, XML, CSV, TSV" if is_table else "Turtle, JSON-LD, RDF/XML, N-Triples, TriG, N-Quads"
        raise NotAcceptable(
            f"the answer to {form} can't be given as {media_type!r}; it can as {kinds}.",
            message_sv=f"svaret på {form} kan inte ges som {media_type!r}; det kan ges som {kinds}.",
        )
    return found


def _syntax(head: Mapping[str, Value], detail: str) -> BadQuery:
    near = head.get("near")
    if detail:
        unknown = (f"the query can't be parsed: {detail}", f"frågan går inte att tolka: {in_swedish(detail)}")
        en, sv = _REASONS.get(detail, unknown)
        en, sv = (f"{en}, before {near!r}", f"{sv}, före {near!r}") if near else (en, sv)
    elif near:
        en, sv = f"the query can't be parsed from {near!r} on", f"frågan går inte att tolka från {near!r}"
    elif head.get("open"):
        en, sv = "the query ends too early: a brace is open", "frågan slutar för tidigt: en klammer är öppen"
    else:
        en = "the query isn't whole: a statement may lack a part, an expression be empty, or a variable be given twice"
        sv = "frågan är inte hel: ett påstående kan sakna en del, ett uttryck vara tomt, en variabel ges två gånger"
    return BadQuery(f"{en}.", message_sv=f"{sv}.", place=_place(head))


def _prefix(head: Mapping[str, Value]) -> BadQuery:
    name, meant = head.get("prefix"), head.get("meant") or "…"
    return BadQuery(
        f"the prefix {name} is not declared; begin the query with PREFIX {name} <{meant}>.",
        message_sv=f"prefixet {name} är inte angivet; börja frågan med PREFIX {name} <{meant}>.",
        place=_place(head),
    )


def _place(head: Mapping[str, Value]) -> Place | None:
    """Where in the query the fault is, when it is told."""
    line, column = head.get("line"), head.get("column")
    return Place("query", line, column) if isinstance(line, int) and isinstance(column, int) else None


def _binding(detail: str) -> BadQuery:
    return BadQuery(
        f"a value was given for a variable that the query doesn't select ({detail}).",
        message_sv=f"ett värde gavs för en variabel som frågan inte väljer ut ({detail}).",
    )


def _too_large(what: str, limits: Limits) -> ResultTooLarge:
    most_en = f"{limits.max_rows} rows" if what == "rows" else f"{limits.max_bytes / MIB:g} MiB"
    most_sv = f"{limits.max_rows} rader" if what == "rows" else f"{limits.max_bytes / MIB:g} MiB"
    return ResultTooLarge(
        f"the answer is larger than {most_en}, and a part of it would mislead. "
        "Ask for pages with ORDER BY, LIMIT and OFFSET, or download the data.",
        message_sv=f"svaret är större än {most_sv}, och en del av det vore missvisande. "
        "Fråga sida för sida med ORDER BY, LIMIT och OFFSET, eller ladda ner data.",
    )


def _memory(limits: Limits) -> QueryTooDemanding:
    return QueryTooDemanding(
        f"the query needs more than the {limits.worker_memory_bytes / MIB:g} MiB of memory that a query may take. "
        "Narrow it down, or download the data and ask it on your side.",
        message_sv=f"frågan kräver mer än de {limits.worker_memory_bytes / MIB:g} MiB minne som en fråga får ta. "
        "Begränsa den, eller ladda ner data och fråga hos dig.",
    )
