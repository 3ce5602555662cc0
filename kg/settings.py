"""The settings: one table, read once from the environment, frozen. This is the only door to `os.environ`."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.errors import BadSettings


@dataclass(frozen=True)
class Setting:
    """One row of the table: its variable, its default as text, and what it means."""

    name: str
    default: str
    help: str


TABLE: tuple[Setting, ...] = (
    Setting("KG_HOME", "var", "Folder where releases, dumps and caches live."),
    Setting("KG_ROOT", ".", "Folder that holds ontology/, shapes/ and data/."),
    Setting("KG_BASE_IRI", "https://w3id.org/samverkan/", "Base of every IRI we mint; ends in a slash."),
    Setting("KG_PUBLIC_URL", "", "Address where readers reach the service; empty means the address it listens on."),
    Setting("KG_HOST", "127.0.0.1", "Address to listen on."),
    Setting("KG_PORT", "8000", "Port to listen on."),
    Setting("KG_WORKERS", "4", "Query workers kept ready."),
    Setting("KG_DEADLINE_SECONDS", "20", "Seconds a query may take."),
    Setting("KG_MAX_ROWS", "100000", "Rows sent in one answer, at most."),
    Setting("KG_MAX_MIB", "64", "Mebibytes sent in one answer, at most."),
    Setting("KG_WORKER_MIB", "1024", "Mebibytes of memory a query worker may use."),
    Setting("KG_COPY_MIB", "2048", "Mebibytes that a copy of the data in memory, for queries, may take; 0 makes none."),
    Setting("KG_CACHE_MIB", "64", "Mebibytes of answers kept in memory; 0 keeps none."),
    Setting("KG_EXAMINERS", "2", "Workers kept ready that check what is handed in."),
    Setting("KG_EXAMINE_SECONDS", "8", "Seconds that checking one hand-in may take."),
    Setting("KG_EXAMINER_MIB", "1024", "Mebibytes of memory that checking one hand-in may use."),
    Setting("KG_RETAIN_DAYS", "90", "Days after the decision for which a submitter's e-mail address is kept."),
    Setting("KG_PROXIES", "0", "Reverse proxies in front whose X-Forwarded-For is believed, to count visitors."),
    Setting("KG_HAND_INS_PER_HOUR", "240", "Hand-ins and new drafts from one address in an hour; 0 is no limit."),
    Setting("KG_PUBLISHER_NAME", "", "Publisher of the catalogue: the organisation that runs the service."),
    Setting("KG_PUBLISHER_NUMBER", "", "The publisher's organisationsnummer, NNNNNN-NNNN."),
    Setting("KG_PUBLISHER_TYPE", "NationalAuthority", "The publisher's type in the ADMS publisher type list."),
    Setting("KG_CONTACT_NAME", "", "Role or unit that answers questions about the data, never a person."),
    Setting("KG_CONTACT_EMAIL", "", "E-mail address of that role or unit."),
    Setting("KG_REFRESH_SECONDS", "600", "Seconds that asking one other service for data may take, waits included."),
    Setting("KG_SUITES", "", "Folder with W3C test suites; read by our tests only."),
)

# Letters beyond ASCII are refused: readers of RDF/XML take no such namespace (https://www.w3.org/TR/xml-names/, 9).
_BASE = re.compile(r"https?://(?=[!-~]+\Z)[^<>\"{}|\\^`#?/][^<>\"{}|\\^`#?]*/")
_IPV6 = r"[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[0-9A-Za-z._-]+)?"
_HOST = re.compile(rf"[0-9A-Za-z._-]+|{_IPV6}|\[{_IPV6}\]")


@dataclass(frozen=True)
class Settings:
    """What the deployer decided; the names are those of `TABLE` without KG_, in lower case."""

    home: Path
    root: Path
    base_iri: str
    public_url: str
    host: str
    port: int
    workers: int
    deadline_seconds: float
    max_rows: int
    max_mib: int
    worker_mib: int
    copy_mib: int
    cache_mib: int
    examiners: int
    examine_seconds: float
    examiner_mib: int
    retain_days: int
    proxies: int
    hand_ins_per_hour: int
    publisher_name: str
    publisher_number: str
    publisher_type: str
    contact_name: str
    contact_email: str
    refresh_seconds: float
    suites: str

    @property
    def public(self) -> str:
        """The public URL with a slash at its end; the address listened on where none is set."""
        if self.public_url:
            return self.public_url
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; an unknown KG_ variable or an unusable value is BadSettings."""
    given = os.environ if environ is None else environ
    known = {row.name: row.default for row in TABLE}
    for name in sorted(given):
        if name.startswith("KG_") and name not in known:
            raise BadSettings(_unknown(name, list(known), "en"), message_sv=_unknown(name, list(known), "sv"))
    said = {name: given.get(name, default).strip() for name, default in known.items()}
    return Settings(
        home=Path(said["KG_HOME"] or "var"),
        root=Path(said["KG_ROOT"] or "."),
        base_iri=_base(said["KG_BASE_IRI"]),
        public_url=_public(said["KG_PUBLIC_URL"]),
        host=host(said["KG_HOST"]),
        port=_whole(said, "KG_PORT", 0, 65535),
        workers=_whole(said, "KG_WORKERS", 1, 64),
        deadline_seconds=_seconds(said, "KG_DEADLINE_SECONDS"),
        max_rows=_whole(said, "KG_MAX_ROWS", 1, 10_000_000),
        max_mib=_whole(said, "KG_MAX_MIB", 1, 4096),
        worker_mib=_whole(said, "KG_WORKER_MIB", 256, 65536),
        copy_mib=_whole(said, "KG_COPY_MIB", 0, 1_000_000),
        cache_mib=_whole(said, "KG_CACHE_MIB", 0, 65536),
        examiners=_whole(said, "KG_EXAMINERS", 1, 64),
        examine_seconds=_seconds(said, "KG_EXAMINE_SECONDS"),
        examiner_mib=_whole(said, "KG_EXAMINER_MIB", 256, 65536),
        retain_days=_whole(said, "KG_RETAIN_DAYS", 0, 3650),
        proxies=_whole(said, "KG_PROXIES", 0, 16),
        hand_ins_per_hour=_whole(said, "KG_HAND_INS_PER_HOUR", 0, 1_000_000),
        publisher_name=said["KG_PUBLISHER_NAME"],
        publisher_number=said["KG_PUBLISHER_NUMBER"],
        publisher_type=said["KG_PUBLISHER_TYPE"],
        contact_name=said["KG_CONTACT_NAME"],
        contact_email=said["KG_CONTACT_EMAIL"],
        refresh_seconds=_seconds(said, "KG_REFRESH_SECONDS"),
        suites=said["KG_SUITES"],
    )


def host(text: str) -> str:
    """An address to listen on, IPv6 without its brackets; BadSettings for what can't be one."""
    if not _HOST.fullmatch(text):
        raise BadSettings(
            f"The host {text!r} is no address to listen on: give a name or a number, e.g. 127.0.0.1 or ::1.",
            message_sv=f"Värden {text!r} är ingen adress att lyssna på: ange ett namn eller ett nummer, t.ex. "
            "127.0.0.1 eller ::1.",
        )
    return text.strip("[]")


def _unknown(name: str, known: list[str], lang: str) -> str:
    near = get_close_matches(name, known, n=1)
    if lang == "sv":
        hint = f"Menade du {near[0]}?" if near else "Inställningarna står i docs/operating.md."
        return f"Inställningen {name} finns inte. {hint}"
    hint = f"Did you mean {near[0]}?" if near else "The settings are listed in docs/operating.md."
    return f"There is no setting {name}. {hint}"


def _base(text: str) -> str:
    if not _BASE.fullmatch(text):
        hint = text + "/" if _BASE.fullmatch(text + "/") else "https://example.org/"
        raise BadSettings(
            f"KG_BASE_IRI is {text!r}: it must be an absolute http(s) IRI ending in a slash, e.g. {hint!r}.",
            message_sv=f"KG_BASE_IRI är {text!r}: den ska vara en fullständig http(s)-IRI som slutar med "
            f"snedstreck, t.ex. {hint!r}.",
        )
    return text


def _public(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#?]+", text):
        raise BadSettings(
            f"KG_PUBLIC_URL is {text!r}: it must be an absolute http(s) address without query or fragment.",
            message_sv=f"KG_PUBLIC_URL är {text!r}: den ska vara en fullständig http(s)-adress utan frågedel.",
        )
    return text if not text or text.endswith("/") else text + "/"


def _whole(said: Mapping[str, str], name: str, low: int, high: int) -> int:
    text = said[name]
    if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
        raise BadSettings(
            f"{name} is {text!r}: it must be a whole number from {low} to {high}.",
            message_sv=f"{name} är {text!r}: det ska vara ett heltal mellan {low} och {high}.",
        )
    return int(text)


def _seconds(said: Mapping[str, str], name: str) -> float:
    text = said[name]
    if not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text) or float(text) <= 0:
        raise BadSettings(
            f"{name} is {text!r}: it must be a number of seconds above 0, e.g. 20 or 2.5.",
            message_sv=f"{name} är {text!r}: det ska vara ett antal sekunder över 0, t.ex. 20 eller 2.5.",
        )
    return float(text)
