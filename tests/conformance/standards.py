"""The standards we follow: what of each, and which tests hold us to it."""

from typing import NamedTuple


class Standard(NamedTuple):
    """A standard, what of it is followed and how, and where that is tested."""

    name: str
    link: str
    followed: str
    held_by: str


STANDARDS = (
    Standard(
        "SPARQL 1.1 Query Language",
        "https://www.w3.org/TR/sparql11-query/",
        "All four forms, by pyoxigraph, with the differences named above. The default graph is an RDF merge, also "
        "where several graphs are named (§13.2). SERVICE is refused; a query that is nested or chained too deeply "
        "is refused before it is run.",
        "`tests/conformance`, `tests/query`",
    ),
    Standard(
        "SPARQL 1.1 Protocol",
        "https://www.w3.org/TR/sparql11-protocol/",
        "The query operation in full (§2.1): GET, form, direct POST, the protocol's dataset before FROM (§2.1.4), "
        "negotiated formats (§2.1.5), 4xx and 5xx for failures (§2.1.7). The update operation (§2.2) is refused.",
        "`tests/conformance`, `tests/serve`",
    ),
    Standard(
        "SPARQL 1.1 Query Results JSON, XML, CSV and TSV",
        "https://www.w3.org/TR/sparql11-overview/",
        "Every format for SELECT; JSON and XML for ASK. A value that XML can't hold is refused as XML, not mangled.",
        "`tests/conformance/test_formats.py`",
    ),
    Standard(
        "SPARQL 1.1 Service Description",
        "https://www.w3.org/TR/sparql11-service-description/",
        "GET without a query (§2), with the dataset's graphs while they are few, and VoID beside it.",
        "`tests/conformance`",
    ),
    Standard(
        "RDF 1.1: Turtle, TriG, N-Triples, N-Quads, RDF/XML; JSON-LD 1.1",
        "https://www.w3.org/TR/rdf11-new/",
        "Read and written. Published data holds no blank node and canonical literals only (RDF 1.1 Concepts §5.1 and "
        "XSD 1.1), so that sorted N-Quads are a canonical form by themselves.",
        "`tests/rdf`, `tests/release`",
    ),
    Standard(
        "RDF Dataset Canonicalization (RDFC-1.0)",
        "https://www.w3.org/TR/rdf-canon/",
        "Not used: without blank nodes there is nothing for it to name. Sorted N-Quads do.",
        "`tests/rdf/test_canonical.py`",
    ),
    Standard(
        "HTTP semantics (RFC 9110)",
        "https://www.rfc-editor.org/rfc/rfc9110",
        "Negotiation of type, language and coding with weights (§12.4, §12.5) and `Vary`; HEAD and OPTIONS (§9.3); a "
        "strong ETag a representation (§8.8.3) and If-None-Match (§13.1.2); ranges of downloads (§14); 405 with "
        "`Allow`, 406, 413, 415 (§15.5).",
        "`tests/conformance/matrix`, `tests/serve`",
    ),
    Standard(
        "Problem details (RFC 9457)",
        "https://www.rfc-editor.org/rfc/rfc9457",
        "Every error, in Swedish or English; a page for browsers, a line for terminals.",
        "`tests/conformance/matrix/refusals.py`",
    ),
    Standard(
        "Web Linking (RFC 8288)",
        "https://www.rfc-editor.org/rfc/rfc8288",
        "`Link` with alternate, describedby and license on public answers.",
        "`tests/serve`",
    ),
    Standard(
        "Fetch: CORS protocol",
        "https://fetch.spec.whatwg.org/#http-cors-protocol",
        "Any origin may read public answers; preflights are answered; the headers a script needs are exposed.",
        "`tests/conformance/matrix/transfer.py`",
    ),
    Standard(
        "Cool URIs for the Semantic Web",
        "https://www.w3.org/TR/cooluris/",
        "303 from a thing to its document, hash IRIs for the nodes of a record and the terms of the ontology; "
        "the base IRI is a setting, and never comes from the Host header.",
        "`tests/serve`",
    ),
    Standard(
        "DCAT-AP-SE 3.0.1",
        "https://docs.dataportal.se/dcat/sv/",
        "The catalogue at `/catalog` and `/datasets/dcat`, RDF/XML first, without blank nodes, with absolute IRIs and "
        "http licence IRIs. It stands on DCAT 3 and DCAT-AP 3. The profile itself as [SHACL](dcat-ap-se-shapes.md), and "
        "a rehearsed harvest in every release ([catalogue.md](catalogue.md)).",
        "`tests/release/test_catalogue.py`, `test_harvest.py`, `tests/shapes/test_dcat_ap_se.py`",
    ),
    Standard(
        "OpenAPI 3.0.3",
        "https://spec.openapis.org/oas/v3.0.3",
        "`/openapi.json`, made from the routes, in Swedish or English, with CORS; judged by openapi-spec-validator.",
        "`tests/serve/openapi`",
    ),
    Standard(
        "schema.org",
        "https://schema.org/",
        "DataCatalog and Dataset on the catalogue's page, things by the ontology's alignment, as JSON-LD.",
        "`tests/serve/schema_org`",
    ),
    Standard(
        "VoID",
        "https://www.w3.org/TR/void/",
        "`/.well-known/void` (RFC 8615): sizes, vocabularies, dumps, endpoint.",
        "`tests/release/test_void.py`",
    ),
    Standard(
        "PROV-O",
        "https://www.w3.org/TR/prov-o/",
        "Projects are activities; a fact's source is `prov:hadPrimarySource` of its node; a release describes its own "
        "making.",
        "`shapes/`, `tests/release`",
    ),
    Standard(
        "ORG, SKOS, Dublin Core, FOAF, CPOV",
        "https://www.w3.org/TR/vocab-org/",
        "Our ontology's classes and properties stand on theirs; alignments are in `ontology/alignments/`.",
        "`tests/ontology`",
    ),
    Standard(
        "SHACL",
        "https://www.w3.org/TR/shacl/",
        "Core and SHACL-SPARQL, by our own validator, pySHACL behind it; reports are standard validation reports.",
        "`tests/validate`, `tests/shapes`",
    ),
    Standard(
        "RDF Data Cube",
        "https://www.w3.org/TR/vocab-data-cube/",
        "Figures of places in `graph/context`; the integrity constraints that apply are asked of them.",
        "`tests/release/cube`, `tests/release/test_figures_judged.py`",
    ),
    Standard(
        "Extended Date/Time Format (EDTF)",
        "https://www.loc.gov/standards/datetime/",
        "Levels 0 and 1 with seasons; winter is December to February, as in Sweden. Level 2 is refused.",
        "`tests/rdf/test_edtf.py`",
    ),
    Standard(
        "Language tags (BCP 47)",
        "https://www.rfc-editor.org/info/bcp47",
        "Texts carry `sv` or `en`; pages are chosen by RFC 4647 lookup.",
        "`shapes/`, `tests/serve`",
    ),
)
