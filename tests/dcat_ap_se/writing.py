"""The profile's shapes and code lists as Turtle, one file a class."""

from collections.abc import Iterable

from tests.dcat_ap_se.constraints import Constraint, of
from tests.dcat_ap_se.table import NAMESPACES, TEMPLATES, labels, rows

SHAPES = "https://w3id.org/samverkan/shapes/dcat-ap-se#"
_HEAD = """\
# {about}
# DCAT-AP-SE 3.0.1 as SHACL. Made from the tables of DIGG's templates in tests/dcat_ap_se/: change those, and run
# `python -m tests.dcat_ap_se --write`. Licence: CC0 1.0. The profile itself is DIGG's (CC BY 4.0).

"""


def shape_files() -> dict[str, str]:
    """Every generated file of the profile, by its name."""
    files = {}
    for name, template in TEMPLATES.items():
        constraints = [each for row in rows() if row.template == name for each in of(row)]
        files[f"{template.slug}.ttl"] = _shapes(name, constraints)
    return {**files, "codes.ttl": codes()}


def codes() -> str:
    """The names of every controlled value: data to read beside a catalogue, so that messages can call them by name."""
    said = [f"<{iri}> skos:prefLabel {_texts(sv, en)} ." for iri, (sv, en) in labels().items()]
    about = "Code lists that the profile uses, with names in Swedish and English. Data, not shapes."
    return _HEAD.format(about=about) + _prefixes("\n".join(said)) + "\n" + "\n".join(said) + "\n"


def prefixes(text: str) -> str:
    """The prefixes that a Turtle text uses, declared."""
    return _prefixes(text)


def _shapes(name: str, constraints: list[Constraint]) -> str:
    template = TEMPLATES[name]
    node = f"se:{template.slug}"
    with_path = [each for each in constraints if each.path]
    listed = " ,\n        ".join(each.name for each in with_path)
    parts = [
        f"{node} a sh:NodeShape ;\n"
        f"    rdfs:label {_texts(template.sv, template.en)} ;\n"
        + "".join(f"    {target} ;\n" for target in template.targets)
        + f"    sh:property\n        {listed} .\n",
        *(_property(each) for each in with_path),
        *(_node(each, template.targets) for each in constraints if not each.path),
    ]
    body = "\n".join(parts)
    about = f"{template.en} ({name}): {len({each.row.slug for each in constraints})} properties."
    return _HEAD.format(about=about) + _prefixes(body) + "\n" + body


def _property(each: Constraint) -> str:
    level = "" if each.level == "Violation" else f" sh:severity sh:{each.level} ;"
    return (
        f"{each.name} a sh:PropertyShape ;\n"
        f"    sh:path {each.path} ;{level}\n"
        f"    sh:name {_texts(each.row.sv, each.row.en)} ;\n"
        f"    {each.asks} ;\n"
        f"    sh:message {_texts(each.sv, each.en)} .\n"
    )


def _node(each: Constraint, targets: Iterable[str]) -> str:
    return (
        f"{each.name} a sh:NodeShape ;\n" + "".join(f"    {target} ;\n" for target in targets) + f"    {each.asks} ;\n"
        f"    sh:message {_texts(each.sv, each.en)} .\n"
    )


def _texts(sv: str, en: str) -> str:
    return f"{_quoted(sv)}@sv , {_quoted(en)}@en"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prefixes(text: str) -> str:
    known = {**NAMESPACES, "se": SHAPES, "sh": "http://www.w3.org/ns/shacl#"}
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(known.items()) if f"{name}:" in text)
