"""The theme's templates, compiled to quicker Python than Jinja's own.

Profiled on 2,000 hearings: most of the time of a page went into ways that our templates never need: `environment.getattr`
for what is always an attribute, `context.call` for what never asks for the context, the arguments of a macro bound by
name, every text wrapped in Markup only to be joined. Here an attribute is an attribute and a call is a call, macros are
plain functions, and words without a gap are looked up ready. A template may do more than this knows: then printing
fails here, and stock Jinja prints the page, or says what is wrong with it (`generator`).
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import markupsafe
import msgspec
from jinja2 import Environment, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import Template, TemplateModule
from jinja2.runtime import Macro, markup_join
from jinja2.utils import missing
from markupsafe import Markup, escape

from hearingsite.fingerprint import versions
from hearingsite.kept import load, save

_MEMORY: Final = "templates.memory"
# What a text becomes, without Markup around it.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
_as_markup: Final = partial(str.__new__, Markup)
# The names by which templates know what is the same on all pages of a language.
_SHARED: Final = frozenset({"site", "words", "root", "lang"})


class _Compiler(CodeGenerator):
    """Jinja's compiler, with shorter ways."""

    _printed: nodes.Expr | None = None

    def write_commons(self) -> None:
        """Begin a function with names for what it uses most."""
        super().write_commons()
        self.writeline("escape_text, escape, markup_join, as_markup, bare, named, once = environment.short_names")

    def enter_frame(self, frame: Frame) -> None:
        """Begin a part of a template; a block collects what it prints, or each piece would climb through every template."""
        if _is_block(frame):
            self.buffer(frame)
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002 -- Jinja's own
        """End a part of a template."""
        if _is_block(frame):
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """Read an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 -- Jinja's own
        """Call a function; macros with named arguments and call blocks are called Jinja's way."""
        is_method = isinstance(node.node, nodes.Getattr)
        if isinstance(node.node, nodes.Getattr) and node is self._printed:
            self.visit(node.node.node, frame)
            self.write(".printed[")
            self.visit(node.args[0], frame)
            self.write("]")
            return
        if forward_caller or node.dyn_args or node.dyn_kwargs or (node.kwargs and not is_method):
            wanted = {"caller": forward_caller, "_loop_vars": frame.loop_frame, "_block_vars": frame.block_frame}
            self.write("context.call(named(")
            self.visit(node.node, frame)
            self.write(")")
            self.signature(node, frame, {name: name for name, is_wanted in wanted.items() if is_wanted})
            self.write(")")
            return
        is_shared = not is_method and all(map(_is_shared, node.args))
        self.write("once(" if is_shared else "")
        self.visit(node.node, frame)
        self.write(", " if is_shared else "(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 -- Jinja's own
        if not _is_message(node):
            self.write("(escape_text(_v) if (_v := ")
            return
        self._printed = node

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 -- Jinja's own
        if not _is_message(node):
            self.write(").__class__ is str else escape(_v))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Define a macro as a function."""
        self.write("bare(macro, ")
        super().macro_def(macro_ref, frame)
        self.write(")")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: FBT001, FBT002 -- Jinja's own
        """Return what a macro printed."""
        if force_unescaped:
            self.writeline(f"return as_markup(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.module_of(")
        self.visit(node.template, frame)
        self.write(")")


def _is_block(frame: Frame) -> bool:
    return frame.block is not None and frame.parent is None


def _is_message(node: nodes.Expr) -> bool:
    """Whether this is `words.say("...")`, of which each language keeps what it prints."""
    match node:
        case nodes.Call(node=nodes.Getattr(attr="say"), args=[_], kwargs=[], dyn_args=None, dyn_kwargs=None):
            return True
    return False


def _is_shared(node: nodes.Expr) -> bool:
    """Whether an argument is one of a few values, the same on all pages of a language."""
    return isinstance(node, nodes.Const) or (isinstance(node, nodes.Name) and node.name in _SHARED)


def _escape(value: Any) -> str:
    """Escape what is no plain text: most of it is Markup already."""
    return value if value.__class__ is Markup else escape(value)


def _join(parts: Sequence[Any]) -> str:
    """Join as `~` does."""
    try:
        if Markup not in map(type, parts):
            return "".join(parts)
    except TypeError:  # a number
        pass
    return markup_join(parts)


def _bare(function: Callable[..., str], macro: Macro) -> Callable[..., str]:
    """Give the function of a macro, which needs no binding of its arguments, with the macro as its `named`."""
    if macro.catch_kwargs or macro.catch_varargs or macro.caller:
        return macro
    function.__defaults__ = (missing,) * len(macro.arguments)
    function.named = macro  # type: ignore[attr-defined]
    return function


def _named(function: Any) -> Any:
    """Give the macro of a function of `_bare`; anything else is itself."""
    return getattr(function, "named", function)


class _Compiled(BytecodeCache):
    """What this process has compiled, or those that it was forked from, or an earlier run, by name and place of each source."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}
        self._kept: dict[str, bytes] = {}

    def recall(self, state: Path) -> None:
        """Take what earlier runs had compiled with the same libraries: it took a third of the printing of one page."""
        made_with, codes = "", dict[str, bytes]()
        if content := load(state / _MEMORY):
            made_with, codes = msgspec.msgpack.decode(content, type=tuple[str, dict[str, bytes]])
        self._kept = codes if made_with == versions() else {}
        self.codes = self._kept | self.codes

    def remember(self, state: Path) -> None:
        """Keep what was compiled for the next run."""
        if self.codes != self._kept:
            save(state, _MEMORY, msgspec.msgpack.encode((versions(), self.codes)))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Give the name and path of a template; a path that is not UTF-8 here has signs that nobody can write down."""
        return ascii(f"{name}|{filename}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from the very same source; Jinja holds the digests against each other."""
        if code := self.codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.codes[bucket.key] = bucket.bytecode_to_string()


COMPILED: Final = _Compiled()


class _OfStock(BytecodeCache):
    """The same of stock Jinja: Pelican asks for four templates of its own on every run, though it prints nothing with them."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Tell the same template apart that is compiled the quick way."""
        return f"stock {COMPILED.get_cache_key(name, filename)}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from the very same source."""
        COMPILED.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        COMPILED.dump_bytecode(bucket)


STOCK: Final = _OfStock()


class QuickEnvironment(Environment):
    """Templates compiled the quick way; each is looked up once, and so are the macros that it gives to others."""

    code_generator_class = _Compiler

    def __init__(self, stock: Environment) -> None:
        """Take everything from an environment of stock Jinja."""
        super().__init__(
            loader=stock.loader,
            autoescape=True,
            undefined=stock.undefined,
            trim_blocks=stock.trim_blocks,
            lstrip_blocks=stock.lstrip_blocks,
            auto_reload=False,
            bytecode_cache=COMPILED,
        )
        self.filters, self.tests, self.globals = stock.filters, stock.tests, dict(stock.globals)
        self.short_names = (_escape_text, _escape, _join, _as_markup, _bare, _named, self._once)
        self._printed: dict[Any, tuple[str, Any]] = {}
        self._found: dict[str, Template] = {}
        self._modules: dict[str, TemplateModule] = {}

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:  # noqa: A002 -- Jinja's name
        """Find a template."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent, globals)
        return found

    def _once(self, macro: Callable[..., str], *arguments: Any) -> str:
        """Print a macro of shared values once: the foot of all pages, the notice above a demonstration."""
        key = (macro, *[one if one.__class__ is str else id(one) for one in arguments])
        printed = self._printed.get(key)
        if printed is None:
            printed = self._printed[key] = (macro(*arguments), arguments)  # kept, so that no other value gets their id
        return printed[0]

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Read `obj[argument]`: of a view, which is asked by name, its attribute, without trying first what it has not."""
        if argument.__class__ is str and not hasattr(obj, "__getitem__"):
            return getattr(obj, argument)
        return super().getitem(obj, argument)

    def module_of(self, name: str) -> TemplateModule:
        """Give the macros of a template."""
        found = self._modules.get(name)
        if found is None:
            found = self._modules[name] = self.get_template(name).make_module()
        return found
