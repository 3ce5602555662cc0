"""Why Python and the operating system won't read a text or a file, in Swedish: rows for the table of `reasons`."""

TABLE: tuple[tuple[str, str], ...] = (
    # JSON as Python reads it
    (r"Expecting value", "ett värde saknas"),
    (r"Expecting property name enclosed in double quotes", "namnet på ett fält ska stå inom citattecken"),
    (r"Expecting ',' delimiter", "ett komma saknas, eller texten stängs för tidigt"),
    (r"Expecting ':' delimiter", "ett kolon saknas efter fältets namn"),
    (r"Unterminated string starting at", "en text stängs aldrig"),
    (r"Invalid control character at", "en text innehåller ett styrtecken eller ett radslut"),
    (r"Invalid \\+u?X*(?:escape| escape).*", "koden för ett tecken är felskriven"),
    (r"Extra data", "det står mer efter att JSON-texten är slut"),
    # Tables as Python reads them
    (r"'(.)' expected after '\"'", "det står text efter cellens avslutande citattecken"),
    (r"unexpected end of data", "ett citattecken öppnar en cell som aldrig slutar"),
    (r"field larger than field limit \((\d+)\)", "en cell har mer än {0} tecken; kanske stängs ett citattecken aldrig"),
    (r"line contains NUL", "raden har ett nolltecken (U+0000)"),
    (r"new-line character seen in unquoted field.*", "ett radslut står mitt i en cell utan citattecken"),
    # The operating system
    (r"No such file or directory", "filen eller mappen finns inte"),
    (r"Not a directory", "en del av sökvägen är ingen mapp"),
    (r"Is a directory", "det är en mapp"),
    (r"Permission denied|Operation not permitted", "det är inte tillåtet"),
    (r"Read-only file system", "det går bara att läsa där"),
    (r"No space left on device|Disk quota exceeded", "disken är full"),
    (r"File too large", "filen blir större än vad som är tillåtet"),
    (r"File name too long", "namnet är för långt"),
    (r"Too many levels of symbolic links", "länkarna leder runt i en ring"),
    (r"Too many open files.*", "för många filer är öppna"),
    (r"Input/output error", "disken är skadad eller borta"),
    (r"Name or service not known|Cannot assign requested address", "adressen finns inte på den här datorn"),
    # Regular expressions as Python reads them
    (r"missing \), unterminated subpattern", "en parentes stängs aldrig"),
    (r"unbalanced parenthesis", "en parentes stängs som aldrig öppnades"),
    (r"unterminated character set", "hakparentesen stängs aldrig"),
    (r"(?:nothing to|multiple) repeat", "det finns inget för *, + eller ? att upprepa"),
    (r"bad escape (.+)", "{0} betyder ingenting"),
    (r"bad character range (.+)", "intervallet {0} är bakvänt"),
    (r"unknown extension (.+)", "{0} betyder ingenting efter en parentes"),
    (r"min repeat greater than max repeat", "det minsta antalet är större än det största"),
)
