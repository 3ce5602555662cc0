"""Every way we refuse, drawn as a tree. A message tells a person what was given, what is wrong and what to do.

KgError
├─ BadInput                 what was handed to us can't be read           exit 2 · 400
│  ├─ BadSyntax             a file or body breaks its format: line, column
│  ├─ BadIri                a name can't be made into one of our IRIs
│  ├─ BadSettings           a KG_ variable, or a folder it names, is wrong
│  ├─ BadRequest            an HTTP request that breaks its protocol
│  │  ├─ UnsupportedMediaType                                            415
│  │  ├─ NotAcceptable      no representation the client takes           406
│  │  ├─ MethodNotAllowed                                                405
│  │  ├─ PayloadTooLarge                                                 413
│  │  └─ RangeNotSatisfiable                                             416
│  ├─ BadQuery              SPARQL that can't be parsed: line, column
│  ├─ QueryRefused          SPARQL we don't run: SERVICE, updates
│  └─ QueryTooComplex       SPARQL nested or chained beyond what is safe to parse
├─ Refused                  the input was read, and is refused with findings   exit 1 · 422
│  └─ Unreadable            some of it couldn't be parsed at all     exit 2 · 400
├─ NotFound                 no such thing, release, page or question     exit 2 · 404
│  └─ Gone                  it was here, and was removed                 exit 2 · 410
├─ QueryTimeout             the deadline passed; nothing partial is sent exit 1 · 504
├─ QueryTooDemanding        the query ended its worker (memory, stack)   exit 1 · 422
├─ ResultTooLarge           more rows or bytes than we send in one answer exit 1 · 422
├─ Unavailable              it can't be done now, and may be later       exit 3 · 503
│  ├─ EngineBusy            every query worker is at work
│  ├─ EngineUnavailable     the query engine can't be started or reached
│  ├─ EndpointFailed        a remote SPARQL endpoint failed              502
│  └─ NoRelease             nothing has been published here yet      exit 2 · 503
└─ StorageFailed            the disk or folder refused to hold or give a release  exit 3 · 507
   └─ CorruptRelease        a release doesn't match its own manifest
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Place:
    """Where in the input something stands: a file or body by name, then line and columns counted from 1.

    `end_column` is the first column after it, on the same line. JSON has a pointer (RFC 6901) beside the line, a
    workbook a sheet and a cell, a form or an API the address of an answer.

    >>> str(Place("data/records/project/kiis.ttl", 12, 5))
    'data/records/project/kiis.ttl:12:5'
    >>> str(Place("insatser.xlsx", sheet="Medverkan", cell="C7"))
    'insatser.xlsx:Medverkan!C7'
    """

    source: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    pointer: str | None = None
    sheet: str | None = None
    cell: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            inside = f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        elif self.line is not None:
            inside = f"{self.line}:{self.column}" if self.column is not None else f"{self.line}"
        else:
            inside = self.field or self.pointer or ""
        return ":".join(part for part in (self.source, inside) if part)


class Said(Protocol):
    """A finding, as far as an error needs to know: it can say itself in a language."""

    def text(self, lang: str) -> str: ...


class KgError(Exception):
    """The root: `message` for a person, `status` for HTTP, `exit_code` for the shell; `slug` names the problem type."""

    status = 500
    exit_code = 3
    slug = "internal"
    title_sv = "Internt fel"
    title_en = "Internal error"

    def __init_subclass__(cls, *, titles: tuple[str, str] | None = None) -> None:
        """A class of problems has titles in Swedish and English; without them it has its parent's."""
        if titles is not None:
            cls.title_sv, cls.title_en = titles

    def __init__(self, message: str, *, message_sv: str | None = None, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.message_sv = message_sv if message_sv is not None else message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message

    def text(self, lang: str) -> str:
        """The message in Swedish (`sv`) or English (anything else), with its place in front."""
        said = self.message_sv if lang == "sv" else self.message
        return f"{self.place}: {said}" if self.place else said

    def title(self, lang: str) -> str:
        """The name of this kind of problem, for headings."""
        return self.title_sv if lang == "sv" else self.title_en


class BadInput(KgError, titles=("Indata går inte att läsa", "The input can't be read")):
    """What was handed to us can't be read."""

    status = 400
    exit_code = 2
    slug = "bad-input"


class BadSyntax(BadInput, titles=("Fel i formatet", "A fault in the format")):
    """A file or body breaks its format; `place` says where."""

    slug = "bad-syntax"


class BadIri(BadInput, titles=("Ogiltig identifierare", "Invalid identifier")):
    """A name can't be made into one of our IRIs."""

    slug = "bad-iri"


class BadSettings(BadInput, titles=("Fel i inställningarna", "A fault in the settings")):
    """A `KG_` variable is unknown or has a value we can't use."""

    slug = "bad-settings"


class BadRequest(BadInput, titles=("Felaktig begäran", "Bad request")):
    """An HTTP request breaks the protocol it uses."""

    slug = "bad-request"


class UnsupportedMediaType(BadRequest, titles=("Formatet stöds inte", "Unsupported media type")):
    """The body is of a media type we don't read here."""

    status = 415
    slug = "unsupported-media-type"


class NotAcceptable(BadRequest, titles=("Inget av formaten passar", "No acceptable format")):
    """None of our representations is one the client takes."""

    status = 406
    slug = "not-acceptable"


class MethodNotAllowed(BadRequest, titles=("Metoden är inte tillåten", "Method not allowed")):
    """The path is right and the method isn't."""

    status = 405
    slug = "method-not-allowed"


class PayloadTooLarge(BadRequest, titles=("För mycket data", "Payload too large")):
    """The body is larger than we read."""

    status = 413
    slug = "payload-too-large"


class RangeNotSatisfiable(BadRequest, titles=("Intervallet finns inte i filen", "Range not satisfiable")):
    """The range asked for lies outside the file."""

    status = 416
    slug = "range-not-satisfiable"


class BadQuery(BadInput, titles=("Frågan går inte att tolka", "The query can't be parsed")):
    """SPARQL that can't be parsed; `place` has line and column where the engine tells them."""

    slug = "bad-query"


class QueryRefused(BadInput, titles=("Frågan körs inte här", "The query isn't run here")):
    """SPARQL that is well formed and that we never run: SERVICE, LOAD, updates."""

    slug = "query-refused"


class QueryTooComplex(BadInput, titles=("Frågan är för invecklad", "The query is too complex")):
    """SPARQL nested or chained beyond what is safe to parse."""

    slug = "query-too-complex"


class Refused(KgError, titles=("Underlaget godtas inte", "The input is refused")):
    """The input was read and is refused; `findings` are its reasons, all at once."""

    status = 422
    exit_code = 1
    slug = "refused"

    def __init__(self, message: str, *, message_sv: str | None = None, findings: Sequence[Said] = ()) -> None:
        super().__init__(message, message_sv=message_sv)
        self.findings = tuple(findings)


class Unreadable(Refused):
    """The input is refused because some of it can't be parsed; the findings say which, and where."""

    status = 400
    exit_code = 2
    slug = "unreadable"


class NotFound(KgError, titles=("Finns inte", "Not found")):
    """There is no such thing, release, page or question."""

    status = 404
    exit_code = 2
    slug = "not-found"


class Gone(NotFound, titles=("Borttagen", "Gone")):
    """It was here, and was removed."""

    status = 410
    slug = "gone"


class QueryTimeout(KgError, titles=("Frågan tog för lång tid", "The query took too long")):
    """The deadline passed before the whole answer was ready; nothing partial is sent."""

    status = 504
    exit_code = 1
    slug = "query-timeout"


class QueryTooDemanding(KgError, titles=("Frågan kräver för mycket", "The query demands too much")):
    """The query used up its worker's memory or stack."""

    status = 422
    exit_code = 1
    slug = "query-too-demanding"


class ResultTooLarge(KgError, titles=("Svaret är för stort", "The answer is too large")):
    """The whole answer is larger than we send at once; a part of it would be a lie."""

    status = 422
    exit_code = 1
    slug = "result-too-large"


class Unavailable(KgError, titles=("Går inte just nu", "Not available now")):
    """It can't be done now, and may be later."""

    status = 503
    slug = "unavailable"


class EngineBusy(Unavailable, titles=("Många frågor just nu", "Too many questions now")):
    """Every query worker is at work."""

    slug = "engine-busy"


class EngineUnavailable(Unavailable, titles=("Frågemotorn svarar inte", "The query engine doesn't answer")):
    """The query engine can't be started or reached."""

    slug = "engine-unavailable"


class EndpointFailed(Unavailable, titles=("Den andra tjänsten svarade inte", "The remote endpoint failed")):
    """A remote SPARQL endpoint refused, failed or answered with something else."""

    status = 502
    slug = "endpoint-failed"


class NoRelease(Unavailable, titles=("Ingen utgåva finns än", "No release yet")):
    """Nothing has been published here yet."""

    exit_code = 2
    slug = "no-release"


class StorageFailed(KgError, titles=("Lagringen svek", "Storage failed")):
    """The disk or folder refused to hold or give what a release needs."""

    status = 507
    slug = "storage-failed"


class CorruptRelease(StorageFailed, titles=("Utgåvan är skadad", "The release is damaged")):
    """A release doesn't match its own manifest."""

    slug = "corrupt-release"
