"""Tell organisations from what may be people, by what a name says: a number decides, and this is asked without one."""

import re

from kg.sweden.names import plain

_WORDS = re.compile(
    r"\b(?:ab|aktiebolag|hb|kb|handelsbolag|kommanditbolag|ek för|ekonomisk förening|ideell förening|gmbh|ltd|asa?|oy|"
    r"kommun|kommuner|kommuns|stad|stads|region|regionen|landsting|landstinget|län|"
    r"myndigheten|verket|rådet|nämnden|centralen|kansliet|utbildning|municipality|county|university|agency|foundation)\b"
    r"|(?:förening|föreningen|förbund|förbundet|stiftelse|stiftelsen|kommun|regionen|länsstyrelsen|myndigheten|myndighet|"
    r"verket|styrelsen|universitet|universitetet|högskola|högskolan|skola|skolan|gymnasium|gymnasiet|institut|institutet|"
    r"akademi|akademin|museum|museet|kyrka|kyrkan|församling|församlingen|pastorat|bolag|bolaget|kammare|kammaren|"
    r"förvaltning|förvaltningen|sällskapet|distrikt|distriktet|rörelsen|centrum|center|företagarna|näringsliv|kooperativ)\b"
)


def says_an_organisation(name: str) -> bool:
    """Whether a name has a word that organisations have and people don't; what it says of itself, never a guess.

    >>> says_an_organisation("Rinkeby folkhögskola"), says_an_organisation("Kim Exempelsson")
    (True, False)
    """
    return _WORDS.search(plain(name)) is not None
