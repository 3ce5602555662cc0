"""Why a text can't be read is told in Swedish: a table of real faults in every syntax, as the readers find them."""

import csv
import errno
import os
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadSyntax
from kg.rdf.formats import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE, Format
from kg.rdf.graphs import read
from kg.rdf.reasons import QUOTED, denied, in_swedish

X = "@prefix ex: <http://e/> . "
T = "<http://e/a> <http://e/b> "
R = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
FOREIGN = QUOTED.partition("«")[0]

FAULTS: list[tuple[Format, str, str]] = [
    (TURTLE, "<a> <b> 'c'", "en punkt saknas efter påståendet"),
    (TURTLE, "<a> <b> <c> <d>", "en punkt saknas efter påståendet"),
    (TURTLE, "<a> y:b <c> .", "prefixet y: är inte deklarerat"),
    (TURTLE, "<a> <å b> <c> .", "tecknet mellanslag får inte stå i en IRI"),
    (TURTLE, "<a> <b%zz> <c> .", "”%zz” är ingen procentkod: i en IRI följs % av två hexadecimala siffror"),
    (TURTLE, X + "ex:a%zz ex:b 1 .", "”%zz” är ingen procentkod: i ett namn följs % av två hexadecimala siffror"),
    (TURTLE, "<a> <b> 'x'@1 .", "en språkkod ska börja med en bokstav, t.ex. @sv"),
    (TURTLE, "<a> <b> 'x'@svenskaspråket .", "en del av språkkoden är längre än åtta tecken"),
    (TURTLE, "<a> <b> 'x'@sv-mycketlangkod .", "en del av språkkoden är längre än åtta tecken"),
    (TURTLE, "<a> <b> 'x\\q' .", "”\\q” är ingen kod för ett tecken; skriv \\\\ för ett omvänt snedstreck"),
    (TURTLE, "<a> <b> 'x\\u12xy' .", "”\\u12xy” är ingen kod för ett tecken: efter \\u står fyra hexadecimala siffror, efter \\U åtta"),
    (TURTLE, "<a> <b> 'x\\ud800' .", "”\\ud800” är koden för något som inte är ett tecken"),
    (TURTLE, "<a> <b> 'x\ny' .", "en text inom enkla citattecken går över radslutet; stäng den, skriv \\n, eller använd tre citattecken"),
    (TURTLE, "<a> <b> '''x", "texten tar slut för tidigt"),
    (TURTLE, "<a> <b> [ <c> 1 .", "] saknas där noden ska sluta"),
    (TURTLE, "<a> 'b' <c> .", "'b' kan inte vara predikat"),
    (TURTLE, "'a' <b> <c> .", "'a' kan inte vara subjekt eller namn på en graf"),
    (TURTLE, "<a> <b> ; .", "; kan inte vara objekt"),
    (TURTLE, "@prefix ex <http://e/> .", "efter PREFIX ska ett prefix stå, t.ex. ex:"),
    (TURTLE, "@prefix ex: 'x' .", "efter PREFIX ska ett prefix och dess IRI inom <> stå"),
    (TURTLE, "@base 'x' .", "efter BASE ska en IRI inom <> stå"),
    (TURTLE, "<a> <b> 'x'^^'y' .", "efter ^^ ska datatypens IRI stå, inte 'y'"),
    (TURTLE, "<a> <b> 1e .", "efter e i ett tal saknas siffror"),
    (TURTLE, "_: <b> 1 .", "efter _: saknas namnet på noden"),
    (TURTLE, "<a> <b> <<( <c> <d> 1 > .", ")>> saknas före >"),
    (TURTLE, "<a> <b> 'x'@sv--up .", "efter språkkoden kan --ltr eller --rtl stå, inte --up"),
    (TRIG, "GRAPH { <a> <b> 1 }", "{ kan inte vara namn på en graf"),
    (TRIG, "<g> { <a> <b> 1 <c> <d> 2 }", "en punkt eller } saknas där grafen ska sluta"),
    (TRIG, "{ { <a> <b> 1 } }", "{ kan inte vara subjekt"),
    (NTRIPLES, T + "'c' .", "tecknet ' kan inte börja ett namn med prefix"),
    (NTRIPLES, T + '"c"', "en punkt saknas efter påståendet"),
    (NTRIPLES, "<http://e/a>\n<http://e/b> <http://e/c> .", "påståendet går över radslutet; skriv det på en rad"),
    (NTRIPLES, T + '"c" ' + T + '"d" .', "en punkt saknas efter påståendet"),
    (NTRIPLES, "<a> <http://e/b> <http://e/c> .", "IRI:n saknar början, t.ex. https:"),
    (NTRIPLES, f'"a" <http://e/b> {T} .', "ett påstående ska börja med en IRI inom <> eller en nod, t.ex. _:a"),
    (NTRIPLES, '<http://e/a> "b" <http://e/c> .', "predikatet ska vara en IRI inom <>"),
    (NTRIPLES, T + ".", "objektet ska vara en IRI inom <>, en nod eller en text inom citattecken"),
    (NQUADS, T + "<http://e/c> <http://e/g> <http://e/h> .", "en punkt saknas efter påståendet"),
    (NQUADS, T + '"c"^^"d" .', "efter ^^ ska datatypens IRI stå"),
    (JSONLD, '{"@id": a}', "tecknet a var inte väntat här"),
    (JSONLD, '{"@id": "a"', "efter värdet saknas ett komma eller }"),
    (JSONLD, "{@id: 1}", "tecknet @ var inte väntat här"),
    (JSONLD, '{1: "a"}', "namnet på ett fält ska stå inom citattecken"),
    (JSONLD, '{"@id": "a" "b": 1}', "efter värdet saknas ett komma eller }"),
    (JSONLD, '[{"@id": "a"} 1]', "efter värdet saknas ett komma eller ]"),
    (JSONLD, '{"@id": "a",}', "det står ett komma efter det sista värdet"),
    (JSONLD, '{"@id": nul}', "ordet är felskrivet; menade du null? Text står inom citattecken"),
    (JSONLD, '{"@id": "a\nb"}', "en text innehåller ett styrtecken eller ett radslut; skriv t.ex. \\n i stället"),
    (JSONLD, '{"@id": "a\\p"}', "”\\p” är ingen kod för ett tecken"),
    (JSONLD, '{"@id": "a"}}', "det står mer efter att JSON-texten är slut"),
    (JSONLD, '{"@id": "a"} {}', "det står mer efter att JSON-texten är slut"),
    (JSONLD, '{"@context": "https://schema.org/", "@id": "a"}', "@context och @import med en adress hämtas inte; skriv in kontexten i texten"),
    (JSONLD, '{"@id": -n}', "ett tal kan inte börja med n"),
    (JSONLD, '{"@id": "a", "http://e/p": {"@value": 1, "@value": 2}}', "@value står mer än en gång"),
    (JSONLD, '{"@id": 5}', "@id ska vara en text inom citattecken"),
    (JSONLD, '{"http://e/p": {"@value": 1, "@language": "sv"}}', "@language kan bara stå vid ett @value som är en text"),
    (JSONLD, '{"@context": {"@base": "http://e/ x"}, "@id": "a"}', "”http://e/ x” i @base är ingen IRI: tecknet mellanslag får inte stå i en IRI"),
    (RDFXML, R + "<e:a></e:b></rdf:RDF>", "sluttaggen hör inte till det element som är öppet"),
    (RDFXML, R + "<e:a>", "texten tar slut innan alla element är stängda"),
    (RDFXML, R + "<e:a><e:b>x & y</e:b></e:a></rdf:RDF>", "texten är inte korrekt XML: ett tecken står där det inte får stå; skriv &lt; för < och &amp; för &"),
    (RDFXML, R + "<e:a><e:b>&x;</e:b></e:a></rdf:RDF>", "en entitet (&…;) används som inte finns"),
    (RDFXML, R + '<e:a e:b="1" e:b="2"/></rdf:RDF>', "samma attribut står två gånger"),
    (RDFXML, R + "</rdf:RDF><e/>", "det står mer efter det sista elementet"),
    (RDFXML, R + "<q:a/></rdf:RDF>", "prefixet q: är inte deklarerat med xmlns"),
    (RDFXML, "<RDF/>", "ett element saknar namnrymd: deklarera den med xmlns"),
    (RDFXML, R + '<e:a rdf:about="http://e/ x"/></rdf:RDF>', "”http://e/ x” är ingen IRI: tecknet mellanslag får inte stå i en IRI"),
    (RDFXML, R + '<e:a xml:lang="svenskaspråk"/></rdf:RDF>', "”svenskaspråk” är ingen språkkod, t.ex. sv"),
    (RDFXML, R + "<e:a><e:b><![CDATA[x</e:b></e:a></rdf:RDF>", "<![CDATA[ avslutas aldrig; skriv ]]> där texten slutar"),
    (RDFXML, '<?xml version="1.0" encoding="ISO-8859-1"?>' + R + "</rdf:RDF>", "RDF/XML läses bara som UTF-8; spara filen som UTF-8"),
    (RDFXML, R + "text</rdf:RDF>", "texten ”text” står där bara element får stå"),
    (RDFXML, R + '<e:a rdf:ID="1"/></rdf:RDF>', "”1” är inget giltigt värde för rdf:ID"),
]  # fmt: skip


def _fault(text: str, form: Format) -> BadSyntax | None:
    try:
        read(text.encode(), form, base_iri="http://e/", source="x")
    except BadSyntax as wrong:
        return wrong
    return None


@pytest.mark.parametrize(("form", "text", "said"), FAULTS, ids=[f"{f.name}-{t[-24:]!r}" for f, t, _ in FAULTS])
def test_a_fault_is_told_in_swedish(form: Format, text: str, said: str) -> None:
    wrong = _fault(text, form)
    assert wrong is not None
    assert wrong.message_sv == f"det här är inte giltig {form.label}: {said}."
    assert "is" not in wrong.message_sv.replace(text, "").split()


_WHOLE = {
    TURTLE: X
    + 'ex:a a ex:B ; ex:p "x"@sv , "y"^^ex:d , """å\n""", 1, 1e3, true, [ ex:q \'z\' ], ( 1 ), _:b , "\\u00e5" .',
    TRIG: X + 'GRAPH ex:g { ex:a ex:b ex:c . }\nex:h { ex:a ex:b "c"@en-GB }\n{ ex:a ex:b ex:d }',
    NTRIPLES: T + '"text"@sv .\n_:x <http://e/b> "1"^^<http://e/d> . # c\n',
    NQUADS: T + '"text"@sv <http://e/g> .\n_:x <http://e/b> <http://e/d> .\n',
    JSONLD: '{"@context":{"n":{"@id":"http://n/n","@language":"sv"}},"@graph":[{"@id":"a","@type":["http://e/B"],"n":"x",'
    '"http://e/q":[{"@value":"1","@type":"http://e/t"},{"@list":[1,2.5,true,null]}]}]}',
    RDFXML: R + '<rdf:Description rdf:about="a" e:x="y"><e:p rdf:resource="b"/><e:q xml:lang="sv">t&amp;x</e:q>'
    "</rdf:Description></rdf:RDF>",
}


@pytest.mark.parametrize("form", _WHOLE, ids=lambda form: form.name)
def test_nearly_every_way_to_break_a_text_is_known(form: Format) -> None:
    chance, told, foreign = random.Random(7), 0, list[str]()
    marks = [
        "",
        '"',
        "<",
        ">",
        "[",
        ")",
        "}",
        ".",
        ";",
        ",",
        "@",
        "^^",
        ":",
        "\\",
        " ",
        "\n",
        "%zz",
        "q:q",
        "å",
        "&x;",
        "1",
    ]
    for _ in range(1500):
        at, gone = chance.randrange(len(_WHOLE[form])), chance.choice((0, 1, 1, 2, 6))
        wrong = _fault(_WHOLE[form][:at] + chance.choice(marks) + _WHOLE[form][at + gone :], form)
        told += wrong is not None
        if wrong is not None and FOREIGN in wrong.message_sv:
            foreign.append(wrong.message)
    assert told > 300
    assert len(foreign) <= told / 200, foreign


def test_what_is_not_known_is_quoted_and_said_to_be_english() -> None:
    assert in_swedish("Gremlins") == "läsaren säger (på engelska) «Gremlins»"


@given(st.text(min_size=2, max_size=30))
def test_what_was_written_is_told_as_it_was_written(name: str) -> None:
    assert in_swedish(f"The prefix {name} has not been declared") == f"prefixet {name} är inte deklarerat"
    assert in_swedish(name) in (QUOTED.format(name), in_swedish(name))


@pytest.mark.parametrize("pattern", ["(", ")", "[", "*a", "\\q", "[b-a]", "a{3,2}", "(?Q)"])
def test_a_broken_regular_expression_is_told_in_swedish(pattern: str) -> None:
    with pytest.raises(re.error) as wrong:
        re.compile(pattern)
    assert FOREIGN not in in_swedish(wrong.value.msg)


@pytest.mark.parametrize("text", ['a\t"b"c\n', 'a\t"b\n', 'a\rb\t"'])
def test_a_broken_table_is_told_in_swedish(text: str) -> None:
    with pytest.raises(csv.Error) as wrong:
        list(csv.reader([text], delimiter="\t", strict=True))
    assert FOREIGN not in in_swedish(str(wrong.value))


def test_what_the_operating_system_refuses_is_told_in_swedish_where_it_is_known() -> None:
    assert denied(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))) == "filen eller mappen finns inte"
    assert denied(OSError("Gremlins")) == "Gremlins"
