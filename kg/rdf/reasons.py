"""Why a parser won't read a text, in Swedish: its own English sentences by their pattern, and what is not among them
quoted, said to be in English. What was written stays as it was written.
"""

import re

from kg.rdf.reasons_of_python import TABLE

QUOTED = "läsaren säger (på engelska) «{}»"

_TABLE: tuple[tuple[str, str], ...] = (
    # Every syntax with IRIs
    (r"Invalid IRI code point '(.+)'", "tecknet {0} får inte stå i en IRI"),
    (r"Invalid IRI percent encoding '(.+)'", "”{0}” är ingen procentkod: i en IRI följs % av två hexadecimala siffror"),
    (r"No scheme found in an absolute IRI", "IRI:n saknar början, t.ex. https:"),
    (r"Invalid port character '(.+)'", "tecknet {0} får inte stå i en IRI:s portnummer"),
    (r"Invalid character '(.+)' in host", "tecknet {0} får inte stå i en IRI:s värdnamn"),
    (r"Invalid host (?:IP|character)?.*", "IRI:ns värdnamn är ogiltigt"),
    (r"Invalid character '(.+)'", "tecknet {0} får inte stå här"),
    (r"Unexpected character '(.+)'", "tecknet {0} var inte väntat här"),
    (r"Unexpected end(?: of file)?", "texten tar slut för tidigt"),
    (r"The given language subtag is invalid", "språkkoden är ogiltig; skriv t.ex. @sv eller @en"),
    (r"A language code should always start with a letter", "en språkkod ska börja med en bokstav, t.ex. @sv"),
    (r"A subtag may be eight characters in length at maximum", "en del av språkkoden är längre än åtta tecken"),
    (r"A subtag fails to parse, it does not match any other subtags", "en del av språkkoden är ogiltig"),
    (r"A subtag should not be empty", "en del av språkkoden är tom"),
    (r"If an extension subtag is present, it must not be empty", "språkkodens tillägg är tomt"),
    (r"If the `x` subtag is present, it must not be empty", "det står inget efter x i språkkoden"),
    (r"Invalid UTF-8.*", "texten är inte UTF-8; spara filen som UTF-8"),
    # Turtle, TriG, N-Triples, N-Quads
    (r"The prefix (.*) has not been declared", "prefixet {0} är inte deklarerat"),
    (r"'(.+)' is not allowed at the beginning of a prefix name", "tecknet {0} kan inte börja ett namn med prefix"),
    (r"'(.+)' is not a valid prefix: prefixes are not allowed to end with '\.'", "prefixet {0} slutar med punkt"),
    (r"(.+) is not a valid subject or graph name", "{0} kan inte vara subjekt eller namn på en graf"),
    (r"(.+) is not a valid graph name", "{0} kan inte vara namn på en graf"),
    (r"(.+) is not a valid predicate", "{0} kan inte vara predikat"),
    (r"(.+) is not a valid RDF object", "{0} kan inte vara objekt"),
    (r"(.+) is not a valid RDF subject", "{0} kan inte vara subjekt"),
    (r"(.+) is not a valid RDF quoted triple object", "{0} kan inte vara objekt i ett citerat påstående"),
    (r"(.+) is not a valid RDF quoted triple subject: .*", "{0} kan inte vara subjekt i ett citerat påstående"),
    (r"(.+) is not a valid RDF quoted triple predicate.*", "{0} kan inte vara predikat i ett citerat påstående"),
    (r"The PREFIX keyword should be followed by a prefix like 'ex:'", "efter PREFIX ska ett prefix stå, t.ex. ex:"),
    (
        r"The PREFIX declaration should be followed by a prefix and its value as an IRI",
        "efter PREFIX ska ett prefix och dess IRI inom <> stå",
    ),
    (r"The BASE keyword should be followed by an IRI", "efter BASE ska en IRI inom <> stå"),
    (
        r"The GRAPH keyword should be followed by a graph name and a value in '\{'",
        "efter GRAPH ska grafens namn och dess innehåll inom {{ }} stå",
    ),
    (r"Unexpected escape character '(.+)'", "”{0}” är ingen kod för ett tecken; skriv \\\\ för ett omvänt snedstreck"),
    (
        r"The escape sequence '(.+)' is not a valid hexadecimal string",
        "”{0}” är ingen kod för ett tecken: efter \\u står fyra hexadecimala siffror, efter \\U åtta",
    ),
    (
        r"The escape sequence '(.+)' is encoding .+ that is not a valid unicode character",
        "”{0}” är koden för något som inte är ett tecken",
    ),
    (
        r"The character that are allowed to be escaped in IRIs are .+, found '(.+)'",
        "tecknet {0} får inte stå efter ett omvänt snedstreck i ett namn",
    ),
    (
        r"escapes in IRIs should be % followed by two hexadecimal characters, found '(.+)'",
        "”{0}” är ingen procentkod: i ett namn följs % av två hexadecimala siffror",
    ),
    (
        r"Line jumps are not allowed in string literals, use \\n",
        "en text inom enkla citattecken går över radslutet; stäng den, skriv \\n, eller använd tre citattecken",
    ),
    (r"line jumps are not allowed in the middle of triples", "påståendet går över radslutet; skriv det på en rad"),
    (
        r"line jumps are not allowed inside of quoted triples",
        "det citerade påståendet går över radslutet; skriv det på en rad",
    ),
    (r"A dot is expected at the end of statements", "en punkt saknas efter påståendet"),
    (r"(?:Triples|Quads) (?:should|must) be followed by a dot", "en punkt saknas efter påståendet"),
    (r"A '\}' or a '\.' is expected at the end of a graph block", "en punkt eller }} saknas där grafen ska sluta"),
    (r"A blank node ID cannot be empty", "efter _: saknas namnet på noden"),
    (r"(?i)blank node property lists should end with a '\]'", "] saknas där noden ska sluta"),
    (r"Annotations should end with '\|\}'", "|}} saknas där anteckningen ska sluta"),
    (r"Expecting '(.+)' to close a (?:triple term|reified triple), found (.+)", "{0} saknas före {1}"),
    (r"Expecting '(.+)' to close a (?:triple term|reified triple), found ?", "{0} saknas"),
    (
        r"Anonymous blank node with a property list are not allowed (?:in quoted triples|as graph name)",
        "en nod med egna uppgifter inom [ ] får inte stå här",
    ),
    (r"A variable name is not allowed to be empty", "? och $ får inte stå här"),
    (r"The allowed base directions are .+, found (.+)", "efter språkkoden kan --ltr eller --rtl stå, inte {0}"),
    (r"The prefixed name (.+?) builds IRI (.+?) that is invalid: (.+)", "{0} blir {1}, som inte är en IRI: {2:reason}"),
    (r"Expecting the end of a quoted triple '(.+)'", "{0} saknas där det citerade påståendet ska sluta"),
    (r"Expecting a datatype IRI after \^\^, found (.+)", "efter ^^ ska datatypens IRI stå, inte {0}"),
    (
        r"(?:A literal datatype must be an IRI|Expecting a datatype IRI after \^\^, found ?)",
        "efter ^^ ska datatypens IRI stå",
    ),
    (r"A double exponent cannot be empty", "efter e i ett tal saknas siffror"),
    (r"An integer should not be empty", "ett tal saknar siffror"),
    (
        r"The subject of a triple must be an IRI or a blank node",
        "ett påstående ska börja med en IRI inom <> eller en nod, t.ex. _:a",
    ),
    (r"The predicate of a triple must be an IRI", "predikatet ska vara en IRI inom <>"),
    (
        r"The object of a triple must be an IRI, a blank node or a literal",
        "objektet ska vara en IRI inom <>, en nod eller en text inom citattecken",
    ),
    (
        r"Only a single triple or quad can be written in a line, found .+",
        "det står mer än ett påstående på raden, eller en punkt saknas",
    ),
    # JSON-LD
    (r"Unexpected char: '(.+)'", "tecknet {0} var inte väntat här"),
    (r"Unexpected byte: (.+)", "byten {0} var inte väntad här"),
    (r"Unexpected end of file, a value was expected", "texten tar slut där ett värde var väntat"),
    (r"Object keys must be strings", "namnet på ett fält ska stå inom citattecken"),
    (
        r"Object values must be followed by a comma to add a new value or a curly bracket to end the object",
        "efter värdet saknas ett komma eller }}",
    ),
    (
        r"Array values must be followed by a comma to add a new value or a squared bracket to end the array",
        "efter värdet saknas ett komma eller ]",
    ),
    (r"Object keys must be followed by a colon.*", "efter fältets namn saknas ett kolon"),
    (r"Trailing commas are not allowed", "det står ett komma efter det sista värdet"),
    (r"Unexpected comma, no values to separate", "ett komma skiljer inga värden åt"),
    (r"Unexpected colon, no key to follow", "ett kolon följer inget namn"),
    (r"Unexpected closing curly bracket, no .+ to close", "}} stänger inget som är öppet"),
    (r"Unexpected closing square(?:d)? bracket, no .+ to close", "] stänger inget som är öppet"),
    (r"The JSON already contains one root element", "det står mer efter att JSON-texten är slut"),
    (r"(null|true|false) expected", "ordet är felskrivet; menade du {0}? Text står inom citattecken"),
    (
        r"'(.*)' is not allowed in JSON strings",
        "en text innehåller ett styrtecken eller ett radslut; skriv t.ex. \\n i stället",
    ),
    (r"'(.+)' is not a valid escape sequence", "”{0}” är ingen kod för ett tecken"),
    (
        r"(?:Unexpected|Invalid) character in a unicode escape: '(.+)'",
        "tecknet {0} får inte stå i ett teckens kod",
    ),
    (r"(\\u\w+) is a (?:high|low) surrogate .+", "{0} är bara halva koden för ett tecken"),
    (r"A number .+ must start with a digit and not '(.+)'", "i ett tal står {0} där en siffra var väntad"),
    (r"A number is not allowed to start with '(.+)'", "ett tal kan inte börja med {0}"),
    (
        r"A number exponential part must start with .+, '(.+)' found",
        "efter e i ett tal står {0}, inte en siffra",
    ),
    (r"(@\w+) cannot be set multiple times", "{0} står mer än en gång"),
    (r"(@\w+) is defined twice", "{0} står mer än en gång"),
    (r"(@\w+)(?: value)? must be a string", "{0} ska vara en text inom citattecken"),
    (r"(@\w+)(?: value)? must be (?:a )?string or .+", "{0} ska vara en text inom citattecken"),
    (r"@language can be used only on a string @value", "@language kan bara stå vid ett @value som är en text"),
    (r"@list and @set must be the only keys of an object", "bredvid @list eller @set får inget annat fält stå"),
    (r"(@\w+) and (@\w+) are incompatible", "{0} och {1} kan inte stå tillsammans"),
    (
        r"Contexts and imports by address aren't fetched; .+",
        "@context och @import med en adress hämtas inte; skriv in kontexten i texten",
    ),
    (r"Unexpected key in term definition '(.*)'", "fältet ”{0}” får inte stå i en definition i @context"),
    (r"Not supported @container value combination", "@container har värden som inte går ihop"),
    (r"(@\w+) keyword can't be redefined in context", "{0} kan inte få en ny betydelse i @context"),
    (r"(@\w+) definition must be an object", "{0} ska definieras med ett objekt inom {{ }}"),
    (r"Invalid @type value in context: (.*)", "”{0}” är inget giltigt @type i @context"),
    (r"Inconsistent expansion of (.+) between (.+) and (.+)", "namnet {0} i @context står för både {1} och {2}"),
    (
        r"No @vocab key to build an IRI from context (.+) term definition",
        "namnet {0} i @context har ingen IRI, och det finns inget @vocab att bilda den av",
    ),
    (r"@context terms must not be the empty strings", "ett namn i @context är tomt"),
    (r"Objects with @value cannot contain properties, (.+) found", "bredvid @value får {0} inte stå"),
    (r"@type value '(.+?)' must be an IRI: (.+)", "@type ska vara en IRI, men ”{0}” är ingen: {1:reason}"),
    (r"Invalid @(base|type iri|id) '(.+?)': (.+)", "”{1}” i @{0} är ingen IRI: {2:reason}"),
    # RDF/XML
    (r"error while parsing IRI '(.*?)': (.+)", "”{0}” är ingen IRI: {1:reason}"),
    (r"error while parsing language tag '(.*?)': (.+)", "”{0}” är ingen språkkod, t.ex. sv"),
    (r"Unknown prefix (.*)", "prefixet {0} är inte deklarerat med xmlns"),
    (r"Only UTF-8 is supported by the RDF/XML parser", "RDF/XML läses bara som UTF-8; spara filen som UTF-8"),
    (r"cannot decode input using UTF-8: .+", "texten är inte UTF-8; spara filen som UTF-8"),
    (r"XML namespaces are required in RDF/XML", "ett element saknar namnrymd: deklarera den med xmlns"),
    (r"Unexpected node, a text value is already present", "ett element står där egenskapen redan har en text"),
    (r"Unexpected text event: '(.*)'", "texten ”{0}” står där bara element får stå"),
    (r"is not a valid (rdf:\w+)(?: value)?", "{0} är tomt"),
    (r"(.*) is not a valid (rdf:\w+)(?: value)?", "”{0}” är inget giltigt värde för {1}"),
    (r"(.+) has already been used as (rdf:ID)", "”{0}” står redan som {1}"),
    (
        r"not well-formed \(invalid token\)",
        "texten är inte korrekt XML: ett tecken står där det inte får stå; skriv &lt; för < och &amp; för &",
    ),
    (r"unclosed CDATA section", "<![CDATA[ avslutas aldrig; skriv ]]> där texten slutar"),
    (r"mismatched tag", "sluttaggen hör inte till det element som är öppet"),
    (r"unclosed token", "en tagg eller en kommentar avslutas aldrig"),
    (r"no element found", "texten tar slut innan alla element är stängda"),
    (r"junk after document element", "det står mer efter det sista elementet"),
    (r"duplicate attribute", "samma attribut står två gånger"),
    (r"undefined entity", "en entitet (&…;) används som inte finns"),
    (r"unbound prefix", "ett prefix är inte deklarerat med xmlns"),
    (r"XML declaration not well-formed", "XML-deklarationen i början är felskriven"),
    (r"XML or text declaration not at start of entity", "XML-deklarationen ska stå allra först"),
    (r"reference to invalid character number", "&#…; är koden för något som inte är ett tecken"),
    (r"reserved prefix \(.+\) must not be .+", "prefixen xml och xmlns är upptagna"),
    (r"partial character", "texten tar slut mitt i ett tecken"),
    (r"unknown encoding", "teckenkodningen är okänd; spara filen som UTF-8"),
    (r"encoding specified in XML declaration is incorrect", "filen har inte den teckenkodning som den säger"),
    (r"syntax error", "texten är inte korrekt XML"),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), said) for pattern, said in (*_TABLE, *TABLE))
_MOST = 60
"""Characters of what was written that a sentence repeats."""
_QUOTE = re.compile(r"(['\"])((?:(?!\1).){2,})\1", re.DOTALL)
_RUN = re.compile(rf"[^\s'\"]{{{_MOST + 1},}}")
# Control characters, and those that turn or join what stands beside them: a terminal obeys them.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_UNSEEN = {" ": "mellanslag", "\n": "radslut", "\r": "radslut", "\t": "tabb"}
_HOLE = re.compile(r"\{(\d)(:reason)?\}|(\{\{|\}\})")


def in_swedish(reason: str) -> str:
    """A parser's reason in Swedish, without a full stop; what isn't known is quoted, and said to be in English.

    >>> in_swedish("The prefix y: has not been declared")
    'prefixet y: är inte deklarerat'
    >>> in_swedish("Something else")
    'läsaren säger (på engelska) «Something else»'
    """
    for pattern, said in _PATTERNS:
        if (found := pattern.fullmatch(reason)) is not None:
            return _filled(said, found)
    return QUOTED.format(reason)


def denied(wrong: OSError) -> str:
    """Why the operating system refuses, in Swedish where it is known, without a full stop."""
    said = wrong.strerror or str(wrong)
    told = in_swedish(said)
    return said if told == QUOTED.format(said) else told


def brief(reason: str) -> str:
    """A parser's reason with what it quotes on one line and no longer than is of use to find it.

    >>> brief("Unexpected text event: '\\n  BAD\\n '")
    "Unexpected text event: 'BAD'"
    >>> brief(f"'{chr(0)}' is not allowed at the beginning of a prefix name")
    "'U+0000' is not allowed at the beginning of a prefix name"
    >>> len(brief("The prefix " + "x" * 9000 + ": has not been declared"))
    94
    """

    def shown(found: re.Match[str]) -> str:
        if len(found[2]) <= _MOST and "\n" not in found[2]:
            return found[0]
        quoted = " ".join(found[2].split())
        return f"{found[1]}{quoted[:_MOST]}{'…' if len(quoted) > _MOST else ''}{found[1]}"

    short = _RUN.sub(lambda run: f"{run[0][:_MOST]}…", _QUOTE.sub(shown, reason))
    return _HIDDEN.sub(lambda letter: f"U+{ord(letter[0]):04X}", short)


def _filled(said: str, found: re.Match[str]) -> str:
    """The Swedish with what was written in its places: never read as a pattern itself."""

    def hole(each: re.Match[str]) -> str:
        if each[3]:
            return each[3][0]
        text = found[int(each[1]) + 1] or ""
        return in_swedish(text) if each[2] else _UNSEEN.get(text, text)

    return _HOLE.sub(hole, said)
