"""Measures what becomes of a header: reading its YAML, giving it its type, reporting its faults; and the imports.

Run it from the project's folder, after `make bench-tools`: `.venv/bin/python -m benchmarks.validation`.
"""

import datetime as dt
import operator
from collections.abc import Callable
from functools import partial, reduce
from statistics import median
from typing import Annotated, Any, Final, Literal

import yaml
from jsonschema import Draft202012Validator
from msgspec import NODEFAULT, inspect
from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, create_model

from benchmarks.measure import ROOT, machine, race, run, times_table
from hearingsite.records.frontmatter import FrontMatter, parse_header, split_front_matter
from hearingsite.records.model import Hearing
from hearingsite.records.schema import convert_hearing, record_schema
from hearingsite.records.source import Source

_RECORD: Final = ROOT / "content/hearings/2023/as-2023-014.md"
_FAULTS: Final = {
    "status: concluded": "status: complete",
    "service: former": "service: retired",
    "  held: public\n": "  held: public\n  colour: blue\n",
}
_IMPORTS: Final = {
    "msgspec": "import msgspec",
    "pydantic": "from pydantic import BaseModel",
    "jsonschema": "from jsonschema import Draft202012Validator",
    "hearingsite: header, model and schema": "import hearingsite.records.schema",
}
_PROCESSES: Final = 9
_TIMED: Final = "from time import perf_counter as now; start = now(); {}; print(now() - start)"


def read(text: str) -> FrontMatter:
    """Read a record's header."""
    front_matter = split_front_matter(Source(_RECORD.name, text))
    if not isinstance(front_matter, FrontMatter):
        raise TypeError("the header cannot be read")
    return front_matter


def with_faults(text: str) -> str:
    """Give the record three faults: two wrong codes, one key that does not exist."""
    for right, wrong in _FAULTS.items():
        text = text.replace(right, wrong, 1)
    return text


def peer_of(shape: inspect.Type) -> Any:
    """Translate a type of the model for pydantic: the same keys, codes, patterns and parsers of values."""
    return _PEERS[type(shape)](shape)


def _peer_model(shape: inspect.StructType) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for field in shape.fields:
        settings: dict[str, Any] = {"alias": field.encode_name}
        if field.default is not NODEFAULT:
            settings["default"] = field.default
        if field.default_factory is not NODEFAULT:
            settings["default_factory"] = field.default_factory
        fields[field.name] = (peer_of(field.type), Field(**settings))
    return create_model(shape.cls.__name__, __config__=ConfigDict(extra="forbid", frozen=True), **fields)


_PEERS: Final[dict[type[inspect.Type], Callable[[Any], Any]]] = {
    inspect.Metadata: lambda shape: peer_of(shape.type),
    inspect.StructType: _peer_model,
    inspect.UnionType: lambda shape: reduce(operator.or_, map(peer_of, shape.types)),
    inspect.LiteralType: lambda shape: Literal[tuple(shape.values)],
    inspect.ListType: lambda shape: Annotated[list[peer_of(shape.item_type)], Field(min_length=shape.min_length)],  # type: ignore[misc]
    inspect.DictType: lambda shape: dict[str, peer_of(shape.value_type)],  # type: ignore[misc]
    inspect.StrType: lambda shape: Annotated[str, Field(pattern=shape.pattern)],
    inspect.CustomType: lambda shape: Annotated[shape.cls, PlainValidator(shape.cls.parse)],
    inspect.DateType: lambda _: dt.date,
    inspect.NoneType: lambda _: None,
}


def reading_table(text: str) -> str:
    """Time the reading of the header."""
    front_matter = read(text)
    header = front_matter.header
    ours = "hearingsite"
    times = race(
        {
            ours: partial(parse_header, _RECORD.name, header, 2),
            "hearingsite, then the place of each key and value": lambda: (
                parse_header(_RECORD.name, header, 2),
                front_matter.places(),
            ),
            "PyYAML, CSafeLoader": lambda: yaml.load(header, Loader=yaml.CSafeLoader),
            "PyYAML, SafeLoader": lambda: yaml.load(header, Loader=yaml.SafeLoader),
        }
    )
    return times_table(times, "µs", base=ours)


def typing_table(text: str) -> str:
    """Time the typing of the header, without and with faults; raises ValueError where the judges do not agree."""
    good, bad = read(text), read(with_faults(text))
    pydantic_model = peer_of(inspect.type_info(Hearing))
    schema = Draft202012Validator(record_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)

    def by_us(front_matter: FrontMatter) -> list[Any]:
        found = convert_hearing(front_matter)
        return found if isinstance(found, list) else []

    def by_pydantic(front_matter: FrontMatter) -> list[Any]:
        try:
            pydantic_model.model_validate(front_matter.data)
        except ValidationError as error:
            return list(error.errors())
        return []

    def by_jsonschema(front_matter: FrontMatter) -> list[Any]:
        return list(schema.iter_errors(front_matter.data))

    judges = {"hearingsite (msgspec)": by_us, "pydantic": by_pydantic, "jsonschema": by_jsonschema}
    for name, judge in judges.items():
        if judge(good) or len(judge(bad)) != len(_FAULTS):
            raise ValueError(f"{name} does not agree: {judge(good)} and {judge(bad)}")
    times = race(
        {f"{name}: no fault": partial(judge, good) for name, judge in judges.items()}
        | {f"{name}: three faults, all reported": partial(judge, bad) for name, judge in judges.items()}
    )
    return times_table(times, "µs", base="hearingsite (msgspec): no fault")


def imports_table() -> str:
    """Time imports, each in fresh processes that take turns."""
    seconds: dict[str, list[float]] = {name: [] for name in _IMPORTS}
    for _ in range(_PROCESSES):
        for name, several in seconds.items():
            several.append(float(run(["-c", _TIMED.format(_IMPORTS[name])], ROOT).printed))
    return times_table({name: median(several) * 1e3 for name, several in seconds.items()}, "ms", base="msgspec")


def main() -> None:
    """Print the three tables."""
    text = _RECORD.read_text("utf-8")
    print(f"{machine()}\n")
    print(f"Reading the header ({len(read(text).header.splitlines())} lines)\n\n{reading_table(text)}\n")
    print(
        f"Giving it its type; three faults are reported with places and hints by hearingsite\n\n{typing_table(text)}\n"
    )
    print(f"Importing, in fresh processes\n\n{imports_table()}")


if __name__ == "__main__":
    main()
