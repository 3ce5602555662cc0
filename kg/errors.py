"""Every way we refuse, drawn as a tree. A message tells a person what was given, what is wrong and what to do.

KgError
├─ BadInput                 what was handed to us can't be read           exit 2 · 400
│  ├─ BadShapes             SHACL shapes that no validator can apply
│  ├─ BadSyntax             a file or body breaks its format: line, column
│  ├─ BadIri                a name can't be made into one of our IRIs
│  ├─ BadSettings           a KG_ variable, or a folder it names, is wrong
│  ├─ BadRequest            an HTTP request that breaks its protocol
│  │  ├─ UnsupportedMediaType                                            415
│  │  ├─ NotAcceptable      no representation the client takes           406
│  │  ├─ MethodNotAllowed                                                405
│  │  ├─ LengthRequired     what is kept must say its length             411
│  │  ├─ PreconditionFailed what is there now isn't what was asked for   412
│  │  ├─ PayloadTooLarge                                                 413
│  │  └─ RangeNotSatisfiable                                             416
│  ├─ BadQuery              SPARQL that can't be parsed: line, column
│  ├─ QueryRefused          SPARQL we don't run: SERVICE, updates
│  └─ QueryTooComplex       SPARQL nested or chained beyond what is safe to parse
├─ Refused                  the input was read, and is refused with findings   exit 1 · 422
│  └─ Unreadable            some of it couldn't be parsed at all     exit 2 · 400
├─ NotFound                 no such thing, release, page or question     exit 2 · 404
│  └─ Gone                  it was here, and was removed                 exit 2 · 410
├─ Conflict                 something else has happened meanwhile        exit 1 · 409
├─ NotAllowed               this person or page may not do that          exit 1 · 403
├─ TooManyTries             wait a while before the next try             exit 1 · 429
├─ QueryTimeout             the deadline passed; nothing partial is sent exit 1 · 504
├─ QueryTooDemanding        the query ended its worker (memory, stack)   exit 1 · 422
├─ HandInTooDemanding       checking it ended its worker (time, memory, stack) exit 1 · 422
├─ ResultTooLarge           more rows or bytes than we send in one answer exit 1 · 422
├─ Unavailable              it can't be done now, and may be later       exit 3 · 503
│  ├─ EngineBusy            every query worker is at work
│  ├─ EngineUnavailable     the query engine can't be started or reached
│  ├─ ExaminersBusy         everyone who checks what is handed in is at work
│  ├─ EndpointFailed        a remote SPARQL endpoint failed              502
│  └─ NoRelease             nothing has been published here yet      exit 2 · 503
└─ StorageFailed            the disk or folder refused to hold or give a release  exit 3 · 507
   ├─ CorruptHistory        the change log is gone, damaged, or doesn't come to what readers were shown
   └─ CorruptRelease        a release doesn't match its own manifest
"""

import re
from collections.abc import Sequence
from typing import Protocol

from kg.place import Place

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


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
        """Titles in Swedish and English, or else the parent's; a class made elsewhere goes by its parent's name too."""
        if cls.__module__ == __name__:
            cls.slug = _CAPITAL.sub("-", cls.__name__).lower()
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


class BadSyntax(BadInput, titles=("Fel i formatet", "A fault in the format")):
    """A file or body breaks its format; `place` says where."""


class BadShapes(BadInput, titles=("Formerna går inte att använda", "The shapes can't be used")):
    """SHACL shapes that no validator can apply: a broken pattern, query, path or list; `place` says where."""


class BadIri(BadInput, titles=("Ogiltig identifierare", "Invalid identifier")):
    """A name can't be made into one of our IRIs."""


class BadSettings(BadInput, titles=("Fel i inställningarna", "A fault in the settings")):
    """A `KG_` variable is unknown or has a value we can't use."""


class BadRequest(BadInput, titles=("Felaktig begäran", "Bad request")):
    """An HTTP request breaks the protocol it uses."""


class UnsupportedMediaType(BadRequest, titles=("Formatet stöds inte", "Unsupported media type")):
    """The body is of a media type we don't read here."""

    status = 415


class NotAcceptable(BadRequest, titles=("Inget av formaten passar", "No acceptable format")):
    """None of our representations is one the client takes."""

    status = 406


class MethodNotAllowed(BadRequest, titles=("Metoden är inte tillåten", "Method not allowed")):
    """The path is right and the method isn't."""

    status = 405


class LengthRequired(BadRequest, titles=("Längden saknas", "Length required")):
    """What is to be kept doesn't say how long it is: nobody could tell the whole of it from a part."""

    status = 411


class PreconditionFailed(BadRequest, titles=("Det har ändrats", "It has changed")):
    """What is there now isn't the representation that If-Match or If-Unmodified-Since asks for."""

    status = 412


class PayloadTooLarge(BadRequest, titles=("För mycket data", "Payload too large")):
    """The body is larger than we read."""

    status = 413


class RangeNotSatisfiable(BadRequest, titles=("Intervallet finns inte i filen", "Range not satisfiable")):
    """The range asked for lies outside the file."""

    status = 416


class BadQuery(BadInput, titles=("Frågan går inte att tolka", "The query can't be parsed")):
    """SPARQL that can't be parsed; `place` has line and column where the engine tells them."""


class QueryRefused(BadInput, titles=("Frågan körs inte här", "The query isn't run here")):
    """SPARQL that is well formed and that we never run: SERVICE, LOAD, updates."""


class QueryTooComplex(BadInput, titles=("Frågan är för invecklad", "The query is too complex")):
    """SPARQL nested or chained beyond what is safe to parse."""


class Refused(KgError, titles=("Underlaget godtas inte", "The input is refused")):
    """The input was read and is refused; `findings` are its reasons, all at once."""

    status = 422
    exit_code = 1

    def __init__(self, message: str, *, message_sv: str | None = None, findings: Sequence[Said] = ()) -> None:
        super().__init__(message, message_sv=message_sv)
        self.findings = tuple(findings)


class Unreadable(Refused, titles=("En del av underlaget går inte att tolka", "Some of the input can't be parsed")):
    """The input is refused because some of it can't be parsed; the findings say which, and where."""

    status = 400
    exit_code = 2


class NotFound(KgError, titles=("Finns inte", "Not found")):
    """There is no such thing, release, page or question."""

    status = 404
    exit_code = 2


class Gone(NotFound, titles=("Borttagen", "Gone")):
    """It was here, and was removed."""

    status = 410


class Conflict(KgError, titles=("Krockar med något annat", "It conflicts with something else")):
    """Something else has happened meanwhile; look again before it is done."""

    status = 409
    exit_code = 1


class NotAllowed(KgError, titles=("Inte tillåtet", "Not allowed")):
    """This person or page may not do that."""

    status = 403
    exit_code = 1


class TooManyTries(KgError, titles=("För många försök", "Too many tries")):
    """Too many tries in a short time; `seconds` is how long to wait before the next."""

    status = 429
    exit_code = 1

    def __init__(self, message: str, *, message_sv: str | None = None, seconds: int = 60) -> None:
        super().__init__(message, message_sv=message_sv)
        self.seconds = seconds


class QueryTimeout(KgError, titles=("Frågan tog för lång tid", "The query took too long")):
    """The deadline passed before the whole answer was ready; nothing partial is sent."""

    status = 504
    exit_code = 1


class QueryTooDemanding(KgError, titles=("Frågan kräver för mycket", "The query demands too much")):
    """The query used up its worker's memory or stack."""

    status = 422
    exit_code = 1


class HandInTooDemanding(KgError, titles=("Det inlämnade kräver för mycket", "What was handed in demands too much")):
    """Checking what was handed in used up its worker's time, memory or stack; nothing of it is kept."""

    status = 422
    exit_code = 1


class ResultTooLarge(KgError, titles=("Svaret är för stort", "The answer is too large")):
    """The whole answer is larger than we send at once; a part of it would be a lie."""

    status = 422
    exit_code = 1


class Unavailable(KgError, titles=("Går inte just nu", "Not available now")):
    """It can't be done now, and may be later."""

    status = 503


class EngineBusy(Unavailable, titles=("Många frågor just nu", "Too many questions now")):
    """Every query worker is at work."""


class EngineUnavailable(Unavailable, titles=("Frågemotorn svarar inte", "The query engine doesn't answer")):
    """The query engine can't be started or reached."""


class ExaminersBusy(Unavailable, titles=("Många lämnar in just nu", "Many are handing in now")):
    """Everyone who checks what is handed in is at work."""


class EndpointFailed(Unavailable, titles=("Den andra tjänsten svarade inte", "The remote endpoint failed")):
    """Another service refused, failed or answered with something else: an endpoint asked, a source of data."""

    status = 502


class NoRelease(Unavailable, titles=("Ingen utgåva finns än", "No release yet")):
    """Nothing has been published here yet."""

    exit_code = 2


class StorageFailed(KgError, titles=("Lagringen svek", "Storage failed")):
    """The disk or folder refused to hold or give what a release needs."""

    status = 507


class CorruptHistory(StorageFailed, titles=("Ändringsloggen är skadad", "The change log is damaged")):
    """The change log is gone, damaged, or doesn't come to what readers were shown."""


class CorruptRelease(StorageFailed, titles=("Utgåvan är skadad", "The release is damaged")):
    """A release doesn't match its own manifest."""
