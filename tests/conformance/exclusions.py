"""What differs from the W3C's expectation, test by test, with the reason. The tests hold each list to be exact."""

from dataclasses import dataclass

SAME_VALUES = "same values"
DIFFERS = "differs"


@dataclass(frozen=True)
class Difference:
    """Tests whose answer is the engine's and not the W3C's, and why; `verdict` is how far they are apart."""

    verdict: str
    reason: str
    cases: tuple[str, ...]


DIFFERENCES = (
    Difference(
        SAME_VALUES,
        "The engine writes each number in one way: `1.0` as `1`, `3.0E4` as `30000`. The values are those expected, "
        "with their datatypes. So our records hold canonical forms only.",
        (
            "aggregates/agg-sum-02",
            "aggregates/agg-avg-02",
            "aggregates/agg-min-01",
            "aggregates/agg-min-02",
            "aggregates/agg-max-01",
            "aggregates/agg-max-02",
            "aggregates/agg-err-02",
            "aggregates/agg-max-distinct",
            "aggregates/agg-min-distinct",
            "cast/cast-bool",
            "cast/cast-int",
            "cast/cast-float",
            "cast/cast-double",
            "cast/cast-decimal",
            "cast/cast-string",
            "functions/plus-1-corrected",
            "functions/plus-2-corrected",
            "functions/coalesce01",
        ),
    ),
    Difference(
        DIFFERS,
        "The engine's store knows xsd:integer, not the types derived from it (`-3` as xsd:negativeInteger becomes "
        "xsd:integer), and writes doubles in one way, also where the test compares texts. So our shapes refuse "
        "derived integer types.",
        ("csv-tsv-res/csv03", "csv-tsv-res/tsv03"),
    ),
    Difference(
        DIFFERS,
        "GROUP_CONCAT of texts in one language keeps the language in the engine; SPARQL 1.1 gives a plain text.",
        ("aggregates/agg-groupconcat-04", "aggregates/agg-groupconcat-06"),
    ),
    Difference(
        DIFFERS,
        "`GRAPH ?g { … }` around what mentions no graph itself (a subquery that counts, VALUES, MINUS): the engine "
        "doesn't evaluate it once a named graph.",
        ("aggregates/agg-empty-group-count-graph", "bindings/graph", "negation/graph-minus"),
    ),
    Difference(
        DIFFERS,
        'BNODE("text") makes one node a text in the engine; SPARQL 1.1 makes one a text and row.',
        ("functions/bnode01",),
    ),
    Difference(
        DIFFERS,
        "A path of length zero from a term that the data doesn't hold: the engine finds nothing, SPARQL 1.1 the term "
        "itself.",
        (
            "property-path/zero_or_more_set_start",
            "property-path/zero_or_more_set_end",
            "property-path/zero_or_one_set_start",
            "property-path/zero_or_one_set_end",
        ),
    ),
)

# Well-formed queries that are refused all the same, by the slug of the problem.
REFUSED_SYNTAX = {
    "syntax-query/test_4": (
        "query-refused",
        "The query calls an extension function that nobody knows here. SPARQL 1.1 would leave its value unbound; the "
        "engine plans no such query, so the answer says which function is unknown.",
    ),
}

# The endpoint is read-only: what succeeds by changing data is refused here, and that is tested.
UPDATES = (
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
)
UPDATES_REASON = (
    "The endpoint is read-only: data changes by new releases. Each of these updates is sent, and must be refused with "
    "4xx and a problem document that says so; the query that would look at its effect is left out."
)

GRAPH_STORE = ("manifest-direct.ttl", "manifest-indirect.ttl")
GRAPH_STORE_REASON = (
    "The Graph Store Protocol writes, or reads graphs under addresses of its own. Nothing is written here, and our "
    "graphs have addresses: a record's graph is `/record/{kind}/{slug}`."
)


def expected(name: str) -> str:
    """How a test's answer stands to the W3C's: equal, or as the list says."""
    return next((each.verdict for each in DIFFERENCES if name in each.cases), "equal")
