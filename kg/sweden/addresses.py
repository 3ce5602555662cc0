"""Find e-mail addresses in a text, and tell an office's (registrator@, info@) from a person's (förnamn.efternamn@).

Only what is certainly an office's counts as one: a single unknown word may be a person's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.sweden.lookalikes import readings


@dataclass(frozen=True, order=True)
class Address:
    """An e-mail address that was found: where in the text it stands, and whether an office or function has it."""

    start: int
    end: int
    of_an_office: bool


_AT = re.compile(r"@|\s?[(\[{](?:at|a|snabel-?a)[)\]}]\s?", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_EDGES = ".'`*_~=/?!#|{}&$%^-"
_A_FILE = re.compile(r"\.(?:csv|css|html|jpg|json|jsonld|js|md|nq|nt|pdf|png|py|rdf|rq|svg|tsv|ttl|txt|xlsx|xml|zip)\Z")
_PARTS = re.compile(r"[^\W\d_]+")
_FUNCTION = re.compile(
    r"""
    admin | administration | administrator | anmalan | anmälan | arbetsgivare | arkiv | arkivet | bibliotek |
    biblioteket | bokning | bygg | byggnad | contact | customer | data | dataskydd | dataskyddsombud | diariet |
    diarium | dpo | ekonomi | epost | expedition | expeditionen | faktura | fakturor | forening | förening | gdpr |
    helpdesk | hemsida | hr | huvudregistrator | info | information | inkop | inköp | integration | invoice | it |
    jamstalldhet | jobb | jämställdhet | kansli | kansliet | kommun | kommunen | kommunhuset | kommunstyrelsen |
    kontakt | kontaktcenter | kontor | kontoret | kultur | kundcenter | kundservice | kundtjanst | kundtjänst | kurs
    | kurser | lansstyrelsen | lonecenter | länsstyrelsen | mail | medborgarkontor | medborgarservice | media |
    medlem | mejl | myndighetsbrevlada | no | noreply | office | officiell | opendata | oppnadata | order |
    ordförande | personal | post | press | projekt | projektet | reception | receptionen | redaktion | redaktionen |
    region | regionen | registrator | registratur | registrering | rekrytering | reply | samordning | samverkan |
    sekretariat | service | servicecenter | sfi | sfo | skola | skolan | socialtjanst | socialtjansten |
    socialtjänst | socialtjänsten | stad | staden | styrelse | styrelsen | support | synpunkter | tillganglighet |
    tillgänglighet | tjanst | turism | upphandling | utbildning | vardcentral | vaxel | vaxeln | verksamhet | vux |
    vuxenutbildning | växel | växeln | vårdcentral | webb | webbmaster | webbredaktion | webmaster | webredaktion |
    öppnadata
    """,
    re.VERBOSE,
)
_ENDS_AS_ONE = re.compile(
    r""".*(?:
    avdelning | avdelningen | byran | byrån | center | centrum | enhet | enheten | forbund | forbundet | foreningen
    | forvaltning | forvaltningen | förbund | förbundet | föreningen | förvaltning | förvaltningen | gruppen |
    kansli | kansliet | kommun | kontor | kontoret | mottagningen | namnd | namnden | nämnd | nämnden | projekt |
    projektet | redaktionen | region | registrator | service | skola | skolan | stab | styrelse | styrelsen |
    support | tjanst | tjansten | tjänst | tjänsten | utbildning | verket
    )""",
    re.VERBOSE,
)


def find(text: str) -> list[Address]:
    """The e-mail addresses in a text, in their order; also with the sign written `(at)` or percent-encoded.

    >>> [found.of_an_office for found in find("registrator@kommun.example.se, eva.ek@kommun.example.se")]
    [True, False]
    """
    found: dict[int, Address] = {}
    for plain in readings(text):
        for start, end, office in _found(plain.text):
            address = Address(*plain.written(start, end), office)
            found.setdefault(address.end, address)
    return sorted(found.values())


def _found(text: str) -> Iterator[tuple[int, int, bool]]:
    for sign in _AT.finditer(text):
        before = text[max(0, sign.start() - 64) : sign.start()]
        # `\Z` binds the match to the sign, and 64 characters bind its cost.
        local, domain = _LOCAL.search(before), _DOMAIN.match(text, sign.end())
        name = local[0].lstrip(_EDGES) if local else ""
        if name and domain and not _A_FILE.search(domain[0].lower()):
            yield sign.start() - len(name), domain.end(), _of_an_office(name, domain[0])


def _of_an_office(name: str, domain: str) -> bool:
    """Whether the words before the sign are a function's: its first or last word, or all of them the owner's name."""
    words = _PARTS.findall(name.lower())
    owner = "".join(_PARTS.findall(domain.lower().rpartition(".")[0]))
    if not words:
        return False
    if (
        _is_a_function(words[0])
        or _FUNCTION.fullmatch("".join(words))
        or (len(words[-1]) > 5 and _is_a_function(words[-1]))
    ):
        return True
    return all(len(word) > 3 and word.removesuffix("s") in owner for word in words)


def _is_a_function(word: str) -> bool:
    return bool(_FUNCTION.fullmatch(word) or _ENDS_AS_ONE.fullmatch(word))
