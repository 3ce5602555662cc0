"""The arrow rule and what else the house promises of its modules, read from their syntax."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAGES = (
    "place", "errors", "settings", "rdf", "sweden", "names", "inbox", "sources", "parse", "validate", "link", "release",
    "query", "examine", "serve", "pipeline", "publisher", "cli",
)  # fmt: skip
DOORS = {
    "click": ("kg.cli",),
    "flask": ("kg.serve",),
    "granian": ("kg.serve",),
    "jinja2": ("kg.serve",),
    "openpyxl": ("kg.parse.workbook",),
    "pyshacl": ("kg.validate",),
    "SPARQLWrapper": ("kg.query.remote", "kg.sources.cautious", "kg.sources.endpoint"),
    "urllib3": ("kg.sources.upstream.web",),
    "werkzeug": ("kg.serve",),
}
STORE_WRITERS = ("kg.release.store",)
STORE_READERS = ("kg.release.store", "kg.release.verify", "kg.query.worker", "kg.query.memory", "kg.examine.around")
BLANKET_EXCEPT = ("kg.cli", "kg.serve.http.problems")
REFUSED_NAMES = ("utils", "util", "helpers", "helper", "services", "common", "misc", "manager", "managers")


@dataclass(frozen=True)
class Module:
    """A module of kg: its dotted name, its syntax, its text."""

    name: str
    tree: ast.Module
    text: str

    def walk(self) -> Iterator[ast.AST]:
        """Every node, those inside functions too."""
        return ast.walk(self.tree)


def _module(path: Path) -> Module:
    dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    text = path.read_text("utf-8")
    return Module(dotted, ast.parse(text, str(path)), text)


MODULES = [_module(path) for path in sorted((ROOT / "kg").rglob("*.py"))]
NAMES = {module.name for module in MODULES}
every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


def _imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The dotted names that are imported, as far as they name a module."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in NAMES else str(node.module)


def _stage(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "kg" and len(parts) > 1 else None


def _inside(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


@every_module
def test_a_module_imports_its_own_stage_and_those_to_its_left(module: Module) -> None:
    own = _stage(module.name)
    if own is None or own == "__main__":
        return
    assert own in STAGES, f"{own} is no stage of the sentence"
    reached = {stage for stage in map(_stage, _imports(module.walk())) if stage is not None}
    assert {stage for stage in reached if STAGES.index(stage) > STAGES.index(own)} == set()


def test_no_module_imports_itself_through_others() -> None:
    edges = {module.name: {name for name in _imports(module.walk()) if name in NAMES} for module in MODULES}
    settled: set[str] = set()
    while ready := {name for name, wanted in edges.items() if name not in settled and wanted <= settled | {name}}:
        settled |= ready
    assert set(edges) - settled == set()


@every_module
def test_imports_stand_at_the_top(module: Module) -> None:
    inside = [
        node.lineno
        for function in module.walk()
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


@every_module
def test_a_library_enters_by_its_door_alone(module: Module) -> None:
    libraries = {name.partition(".")[0] for name in _imports(module.walk())}
    strangers = {
        library for library, rooms in DOORS.items() if library in libraries and not _inside(module.name, rooms)
    }
    assert strangers == set()


@every_module
def test_the_environment_is_read_by_the_settings_alone(module: Module) -> None:
    if module.name == "kg.settings":
        return
    attributes = {(_dotted(node.value), node.attr) for node in module.walk() if isinstance(node, ast.Attribute)}
    taken = {
        alias.name
        for node in module.walk()
        if isinstance(node, ast.ImportFrom) and node.module == "os"
        for alias in node.names
    }
    assert attributes & {("os", "environ"), ("os", "getenv"), ("os", "environb")} == set()
    assert taken & {"environ", "getenv", "environb"} == set()


@every_module
def test_a_store_on_the_disk_is_written_and_opened_where_it_may_be(module: Module) -> None:
    calls = [node for node in module.walk() if isinstance(node, ast.Call)]
    on_disk = [call.lineno for call in calls if _last(call.func) == "Store" and (call.args or call.keywords)]
    read_only = [call.lineno for call in calls if _last(call.func) in ("read_only", "secondary")]
    if not _inside(module.name, STORE_WRITERS):
        assert on_disk == []
    if not _inside(module.name, STORE_READERS):
        assert read_only == []


@every_module
def test_every_exception_is_caught_by_its_name(module: Module) -> None:
    if _inside(module.name, BLANKET_EXCEPT):
        return
    caught = [handler for handler in module.walk() if isinstance(handler, ast.ExceptHandler)]
    blanket = [
        each.lineno for each in caught if each.type is None or _names(each.type) & {"Exception", "BaseException"}
    ]
    assert blanket == []


@every_module
def test_a_module_fits_in_three_hundred_lines_and_opens_with_what_it_does(module: Module) -> None:
    assert len(module.text.splitlines()) <= 300
    if module.text:
        assert ast.get_docstring(module.tree)


@every_module
def test_a_module_is_named_after_what_it_holds(module: Module) -> None:
    assert not set(module.name.split(".")) & set(REFUSED_NAMES)


@every_module
def test_no_function_takes_options_it_does_not_name(module: Module) -> None:
    loose = [
        node.name
        for node in module.walk()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.args.kwarg is not None
    ]
    assert loose == []


@every_module
def test_nothing_is_imported_by_a_star(module: Module) -> None:
    stars = [
        node.lineno
        for node in module.walk()
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert stars == []


def _dotted(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _names(node: ast.expr) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


@every_module
def test_no_pattern_repeats_a_group_possessively(module: Module) -> None:
    """Python before 3.11.5 gets that wrong, and Debian 12 has 3.11.2: `(?>(?:…)*)` says the same."""
    found = [line for line in module.text.splitlines() if re.search(r"\)(?:\*|\+|\?|\{[^}]*\})\+(?!,)", line)]
    assert found == []
