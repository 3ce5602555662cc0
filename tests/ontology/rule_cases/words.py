"""The words that the cases of the rules are written in: common pieces of Turtle, and things with numbered facts."""

SEK = "<http://publications.europa.eu/resource/authority/currency/SEK>"
EUR = "<http://publications.europa.eu/resource/authority/currency/EUR>"
BUDGET = "samv:amountKind <concept/beloppsslag/budget> ; samv:currency " + SEK
GRANTED = "samv:amountKind <concept/beloppsslag/beviljat-stod> ; samv:currency " + SEK
DONE = "samv:countStatus <concept/periodstatus/genomford>"
PLANNED = "samv:countStatus <concept/periodstatus/planerad>"
NORMAL = "samv:rank samv:normal"
PREFERRED = "samv:rank samv:preferred"
DEPRECATED = "samv:rank samv:deprecated"
ONE = "prov:hadPrimarySource <document/one>"
TWO = "prov:hadPrimarySource <document/two>"
BOTH = "prov:hadPrimarySource <document/one> , <document/two>"


def _numbered(thing: str, property_: str, *facts: str) -> str:
    """A thing with numbered nodes of one property."""
    nodes = " , ".join(f"{thing[:-1]}#{number}>" for number in range(1, len(facts) + 1))
    said = " ".join(f"{thing[:-1]}#{number}> {fact} ." for number, fact in enumerate(facts, start=1))
    return f"{thing} {property_} {nodes} . {said}"


def project(property_: str, *facts: str) -> str:
    return "<project/a> a samv:Project . " + _numbered("<project/a>", property_, *facts)


def partnership(property_: str, *facts: str) -> str:
    return "<partnership/a> a samv:Partnership . " + _numbered("<partnership/a>", property_, *facts)


def actor(property_: str, *facts: str) -> str:
    return "<actor/a> a samv:Actor . " + _numbered("<actor/a>", property_, *facts)


def edtf(text: str) -> str:
    return f'samv:edtf "{text}"^^edtf:EDTF'


def measured(text: str) -> str:
    return f'samv:measuredAt "{text}"^^edtf:EDTF'


# rule, what the case shows, the record, what the rule makes of it
Case = tuple[str, str, str, str]
