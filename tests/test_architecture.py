"""The laws of the layout that no linter knows; import-linter keeps those about layers (see pyproject.toml)."""

import ast
import graphlib
import os
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "hearingsite"
FILES = {path.relative_to(ROOT).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
MODULE_OF = {name: name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in FILES}
MODULES = set(MODULE_OF.values())
TREES = {name: ast.parse(path.read_text("utf-8"), name) for name, path in FILES.items()}
VOCABULARY = sorted((PACKAGE / "vocabulary").glob("*.toml"))

MODULE_LINES = 400
FUNCTION_LINES = 60
FORBIDDEN_FOLDERS = {"utils", "common", "helpers", "build", "dist", "site"}
# Folders that are not the project's own work.
FOREIGN_FOLDERS = {"output", "preview", "node_modules", "__pycache__"}

# The two ways in: the commands, and plain `pelican`.
EDGE = {
    *(name for name in TREES if name.startswith("hearingsite/cli/")),
    "hearingsite/__main__.py",
    "hearingsite/plugin.py",
    "hearingsite/preview.py",
    "hearingsite/streams.py",
}
READS_CLOCK = {"hearingsite/moment.py"}
IMPORTS_PELICAN = {"hearingsite/plugin.py", "hearingsite/generator.py", "hearingsite/render.py"}
CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
PRINTERS = {"print", "input", "exit", "quit", "sys.exit", "sys.stdout", "sys.stderr"}

type_function = ast.FunctionDef | ast.AsyncFunctionDef
every_module = pytest.mark.parametrize("name", FILES)
every_vocabulary = pytest.mark.parametrize("path", VOCABULARY, ids=lambda path: path.stem)


def imports_of(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """The imports among nodes as (name here, dotted name)."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname or alias.name.partition(".")[0], alias.name)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield (alias.asname or alias.name, f"{node.module}.{alias.name}")


def modules_imported(tree: ast.Module, *, lazily: bool = True) -> set[str]:
    """The modules that one imports; those of this package as files, others as they are written."""
    nodes = ast.walk(tree) if lazily else nodes_run_on_import(tree)
    # `from a import b` means the module a.b where there is one, else something that a defines.
    return {dotted if dotted in MODULES else dotted.rpartition(".")[0] or dotted for _, dotted in imports_of(nodes)}


def nodes_run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs when a module is imported: not what waits in functions or is there for types alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, type_function | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from nodes_run_on_import(child)


def names_used(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every name and attribute as (full dotted name, line), whatever name it was imported under."""
    imports = imports_of(ast.walk(tree))
    meaning = {here: here if dotted.startswith(f"{here}.") else dotted for here, dotted in imports}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, dot, rest = ast.unparse(node).partition(".")
            yield f"{meaning.get(first, first)}{dot}{rest}", node.lineno


def uses(name: str, forbidden: set[str]) -> list[str]:
    """Where a module uses one of these names, as `line: name`."""
    return [f"{line}: {used}" for used, line in names_used(TREES[name]) if used in forbidden]


def functions_of(tree: ast.Module) -> Iterator[type_function]:
    """Every function and method of a module."""
    yield from (node for node in ast.walk(tree) if isinstance(node, type_function))


def public_definitions(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, ast.ClassDef | type_function]]:
    """Every public class, function and method, without what is defined inside functions."""
    for node in body:
        if isinstance(node, ast.ClassDef | type_function) and not node.name.startswith("_"):
            yield f"{within}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body, f"{within}{node.name}.")


def texts_of(table: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The entries of a vocabulary's table that are text in languages."""
    return {key: value for key, value in table.items() if isinstance(value, dict)}


@every_module
def test_clock_is_read_at_the_edge_only(name: str) -> None:
    """Only `moment` reads the clock, and only the edge asks it; everything else gets `now`."""
    assert name in READS_CLOCK or uses(name, CLOCKS) == []
    assert name in EDGE or "hearingsite.moment" not in modules_imported(TREES[name])


@every_module
def test_only_the_edge_prints_and_exits(name: str) -> None:
    """Only the edge prints, asks and ends the process; everything else yields findings or raises."""
    assert name in EDGE or uses(name, PRINTERS) == []


@every_module
def test_only_plugin_and_render_import_pelican(name: str) -> None:
    """Pelican is the printer: only the two modules that drive it know that it exists."""
    packages = {module.partition(".")[0] for module in modules_imported(TREES[name])}
    assert name in IMPORTS_PELICAN or "pelican" not in packages


@every_module
def test_modules_are_small(name: str) -> None:
    """No module is longer than 400 lines."""
    assert len(FILES[name].read_text("utf-8").splitlines()) <= MODULE_LINES


@every_module
def test_functions_are_short(name: str) -> None:
    """No function is longer than 60 lines."""
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions_of(TREES[name])}
    assert {function: length for function, length in lengths.items() if length > FUNCTION_LINES} == {}


@every_module
def test_public_names_have_docstrings(name: str) -> None:
    """Every module that holds code, and every public class, function and method, states its promise."""
    tree = TREES[name]
    nameless = [] if ast.get_docstring(tree) or not tree.body else ["the module"]
    assert nameless + [found for found, node in public_definitions(tree.body) if not ast.get_docstring(node)] == []


def test_imports_have_no_cycles() -> None:
    """No module, while it is imported, comes back to itself."""
    graph = {MODULE_OF[name]: modules_imported(tree, lazily=False) & MODULES for name, tree in TREES.items()}
    graphlib.TopologicalSorter(graph).prepare()


def test_folders_say_what_they_hold() -> None:
    """No folder is named utils, common, helpers, build, dist or site."""
    assert [folder for folder in own_folders() if Path(folder).name in FORBIDDEN_FOLDERS] == []


def own_folders() -> Iterator[str]:
    """Every folder of the project, without hidden ones and those that a tool made."""
    for parent, folders, _ in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in FOREIGN_FOLDERS]
        yield from (Path(parent, name).relative_to(ROOT).as_posix() for name in folders)


@every_vocabulary
def test_vocabulary_has_both_languages(path: Path) -> None:
    """Every code has a name in English and Welsh, and every other text of it is in both languages or in none."""
    tables = {code: table for code, table in tomllib.loads(path.read_text("utf-8")).items() if isinstance(table, dict)}
    assert tables
    nameless = [code for code, table in tables.items() if "name" not in table]
    lopsided = [
        f"{code}.{key}"
        for code, table in tables.items()
        for key, text in texts_of(table).items()
        if not (text.get("en", "").strip() and text.get("cy", "").strip())
    ]
    assert (nameless, lopsided) == ([], [])


def test_vocabulary_is_there() -> None:
    """The tests above looked at something."""
    assert VOCABULARY
    assert FILES
