"""Every way we refuse, drawn as a tree. A message is one sentence to a person: what was given, what is wrong, what to do.

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
├─ NotFound                 no such thing, release, page or question     exit 2 · 404
│  └─ Gone                  it was here, and was removed                 exit 2 · 410
├─ QueryTimeout             the deadline passed; nothing partial is sent exit 1 · 504
├─ QueryTooDemanding        the query ended its worker (memory, stack)   exit 1 · 422
├─ ResultTooLarge           more rows or bytes than we send in one answer exit 1 · 422
├─ Unavailable              it can't be done now, and may be later       exit 3 · 503
│  ├─ EngineBusy            every query worker is at work
│  ├─ EngineUnavailable     the query engine can't be started or reached
│  ├─ EndpointFailed        a remote SPARQL endpoint failed              502
│  └─ NoRelease             nothing has been published here yet
└─ StorageFailed            the disk or folder refused to hold or give a release  exit 3 · 507
   └─ CorruptRelease        a release doesn't match its own manifest
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Place:
    """Where in the input something stands: a file or body by name, then line and column counted from 1.

    >>> str(Place("data/records/project/kiis.ttl", 12, 5))
    'data/records/project/kiis.ttl:12:5'
    """

    source: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)


class Said(Protocol):
    """A finding, as far as an error needs to know: it can say itself in a language."""

    def text(self, lang: str) -> str: ...


class KgError(Exception):
    """The root: `message` is for a person, `status` for HTTP, `exit_code` for the shell, `slug` names the problem type."""

    status = 500
    exit_code = 3
    slug = "internal"
    title_sv = "Internt fel"
    title_en = "Internal error"

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


class BadInput(KgError):
    """What was handed to us can't be read."""

    status = 400
    exit_code = 2
    slug = "bad-input"
    title_sv = "Indata går inte att läsa"
    title_en = "The input can't be read"


class BadSyntax(BadInput):
    """A file or body breaks its format; `place` says where."""

    slug = "bad-syntax"
    title_sv = "Fel i formatet"
    title_en = "A fault in the format"


class BadIri(BadInput):
    """A name can't be made into one of our IRIs."""

    slug = "bad-iri"
    title_sv = "Ogiltig identifierare"
    title_en = "Invalid identifier"


class BadSettings(BadInput):
    """A `KG_` variable is unknown or has a value we can't use."""

    slug = "bad-settings"
    title_sv = "Fel i inställningarna"
    title_en = "A fault in the settings"


class BadRequest(BadInput):
    """An HTTP request breaks the protocol it uses."""

    slug = "bad-request"
    title_sv = "Felaktig begäran"
    title_en = "Bad request"


class UnsupportedMediaType(BadRequest):
    """The body is of a media type we don't read here."""

    status = 415
    slug = "unsupported-media-type"
    title_sv = "Formatet stöds inte"
    title_en = "Unsupported media type"


class NotAcceptable(BadRequest):
    """None of our representations is one the client takes."""

    status = 406
    slug = "not-acceptable"
    title_sv = "Inget av formaten passar"
    title_en = "No acceptable format"


class MethodNotAllowed(BadRequest):
    """The path is right and the method isn't."""

    status = 405
    slug = "method-not-allowed"
    title_sv = "Metoden är inte tillåten"
    title_en = "Method not allowed"


class PayloadTooLarge(BadRequest):
    """The body is larger than we read."""

    status = 413
    slug = "payload-too-large"
    title_sv = "För mycket data"
    title_en = "Payload too large"


class RangeNotSatisfiable(BadRequest):
    """The range asked for lies outside the file."""

    status = 416
    slug = "range-not-satisfiable"
    title_sv = "Intervallet finns inte i filen"
    title_en = "Range not satisfiable"


class BadQuery(BadInput):
    """SPARQL that can't be parsed; `place` has line and column where the engine tells them."""

    slug = "bad-query"
    title_sv = "Frågan går inte att tolka"
    title_en = "The query can't be parsed"


class QueryRefused(BadInput):
    """SPARQL that is well formed and that we never run: SERVICE, LOAD, updates."""

    slug = "query-refused"
    title_sv = "Frågan körs inte här"
    title_en = "The query isn't run here"


class QueryTooComplex(BadInput):
    """SPARQL nested or chained beyond what is safe to parse."""

    slug = "query-too-complex"
    title_sv = "Frågan är för invecklad"
    title_en = "The query is too complex"


class Refused(KgError):
    """The input was read and is refused; `findings` are its reasons, all at once."""

    status = 422
    exit_code = 1
    slug = "refused"
    title_sv = "Underlaget godtas inte"
    title_en = "The input is refused"

    def __init__(self, message: str, *, message_sv: str | None = None, findings: Sequence[Said] = ()) -> None:
        super().__init__(message, message_sv=message_sv)
        self.findings = tuple(findings)


class Unreadable(Refused):
    """The input is refused because some of it can't be parsed; the findings say which, and where."""

    status = 400
    exit_code = 2
    slug = "unreadable"


class NotFound(KgError):
    """There is no such thing, release, page or question."""

    status = 404
    exit_code = 2
    slug = "not-found"
    title_sv = "Finns inte"
    title_en = "Not found"


class Gone(NotFound):
    """It was here, and was removed."""

    status = 410
    slug = "gone"
    title_sv = "Borttagen"
    title_en = "Gone"


class QueryTimeout(KgError):
    """The deadline passed before the whole answer was ready; nothing partial is sent."""

    status = 504
    exit_code = 1
    slug = "query-timeout"
    title_sv = "Frågan tog för lång tid"
    title_en = "The query took too long"


class QueryTooDemanding(KgError):
    """The query used up its worker's memory or stack."""

    status = 422
    exit_code = 1
    slug = "query-too-demanding"
    title_sv = "Frågan kräver för mycket"
    title_en = "The query demands too much"


class ResultTooLarge(KgError):
    """The whole answer is larger than we send at once; a part of it would be a lie."""

    status = 422
    exit_code = 1
    slug = "result-too-large"
    title_sv = "Svaret är för stort"
    title_en = "The answer is too large"


class Unavailable(KgError):
    """It can't be done now, and may be later."""

    status = 503
    slug = "unavailable"
    title_sv = "Går inte just nu"
    title_en = "Not available now"


class EngineBusy(Unavailable):
    """Every query worker is at work."""

    slug = "engine-busy"
    title_sv = "Många frågor just nu"
    title_en = "Too many questions now"


class EngineUnavailable(Unavailable):
    """The query engine can't be started or reached."""

    slug = "engine-unavailable"
    title_sv = "Frågemotorn svarar inte"
    title_en = "The query engine doesn't answer"


class EndpointFailed(Unavailable):
    """A remote SPARQL endpoint refused, failed or answered with something else."""

    status = 502
    slug = "endpoint-failed"
    title_sv = "Den andra tjänsten svarade inte"
    title_en = "The remote endpoint failed"


class NoRelease(Unavailable):
    """Nothing has been published here yet."""

    exit_code = 2
    slug = "no-release"
    title_sv = "Ingen utgåva finns än"
    title_en = "No release yet"


class StorageFailed(KgError):
    """The disk or folder refused to hold or give what a release needs."""

    status = 507
    slug = "storage-failed"
    title_sv = "Lagringen svek"
    title_en = "Storage failed"


class CorruptRelease(StorageFailed):
    """A release doesn't match its own manifest."""

    slug = "corrupt-release"
    title_sv = "Utgåvan är skadad"
    title_en = "The release is damaged"
