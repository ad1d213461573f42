"""An example of an explain page → a small project that has it, so that the example can be run.

How an example is read follows from what it looks like; `where = "body"`, `"header"`, `"file"` or `"welsh"` in its
entry overrides that.

- A list of paths: files of these names.
- Parts that begin with `# content/…`: each is put into the file of that name.
- Something with a line `---`: a whole file. Prose: the account of the base record.
- Keys: put into the header of the base record. For HS1xx as text, so that tabs, anchors and twin keys survive;
  otherwise block by block, item by item: a new item begins as a copy of the first, and an allegation with its
  `conduct` stands for itself. What only the other example of the page has is taken out of the base.
"""

import copy
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import fields

from hearingsite.records.model import Hearing
from tests.records.accounts import HEADER
from tests.records.founding import NOW

FORCES = Path(__file__).parents[1] / "content" / "forces"
BASE = yaml.load(HEADER, yaml.BaseLoader)  # noqa: S506 -- plain texts only
KEYS = {field.encode_name for field in fields(Hearing)}
PATHS = re.compile(r"(content/\S+\n)+")
PART = re.compile(r"^# (content/\S+?\.(?:md|yaml))(?:, with (\S+\.cy\.md) beside it)?(?:, .*)?$", re.MULTILINE)
DAY = re.compile(r"^# (?:checked )?on (\d+ \w+ \d{4})$", re.MULTILINE)
RECORD = "content/hearings/2023/as-2023-014.md"
ACCOUNT = "PC X concealed messages to Ms A.\n"
WELSH_RECORD = "content/hearings/2023/as-2023-014.cy.md"
WELSH = "Celodd PC X negeseuon at Ms A.\n"


WELSH_FORCES = ("dyfed-powys", "gwent", "north-wales", "south-wales")
WELSH_BASE = copy.deepcopy(BASE)
WELSH_BASE["officers"][0]["allegations"][0]["conduct"] = {
    "en": "concealed his communications with Ms A",
    "cy": "wedi celu ei gyfathrebu â Ms A",
}


def now_of(example: str) -> dt.datetime:
    """The moment of an example: the day that its first comment names, or that of the other tests."""
    day = DAY.search(example)
    return dt.datetime.strptime(f"{day[1]} 09:00 +0000", "%d %B %Y %H:%M %z") if day else NOW


def files_of(code: str, example: str, other: str, where: str | None = None) -> dict[str, str]:
    """Give the files of an example, by path; `other` is the good example of the page for the bad one, and vice versa."""
    if where is None and PATHS.fullmatch(example.lstrip("\n")):
        return {path: _file_at(path, {}, {}) for path in example.split()}
    if where is None and PART.search(example):
        return _parts(example)
    if where == "welsh":
        return {RECORD: _record(BASE), WELSH_RECORD: example}
    if where == "file" or (where is None and re.search(r"^---$", example, re.MULTILINE)):
        return {RECORD: example}
    header = _load(example)
    is_prose = where == "body" or (where is None and not (isinstance(header, dict) and header.keys() <= KEYS))
    return {RECORD: f"---\n{HEADER}---\n{example}"} if is_prose else _with_header(code, example, _load(other) or {})


def _with_header(code: str, example: str, other: Any) -> dict[str, str]:
    """Give the base record with the keys of an example, and its Welsh account where the force publishes in Welsh."""
    if code.startswith("HS1"):
        return {RECORD: f"---\n{_put_as_text(example)}---\n{ACCOUNT}"}
    header = _load(example)
    is_welsh = header.get("force") in WELSH_FORCES
    merged = _merge(WELSH_BASE if is_welsh else BASE, header, other)
    path = f"content/hearings/2023/{str(merged['reference']).lower().replace('/', '-')}.md"
    return {path: _record(merged)} | ({path.replace(".md", ".cy.md"): WELSH} if is_welsh else {})


def _load(example: str) -> Any:
    """Read an example as YAML of plain texts; None where it is none."""
    try:
        return yaml.load(example, yaml.BaseLoader)  # noqa: S506 -- plain texts only
    except yaml.YAMLError:
        keys = re.findall(r"^(\w+):", example, re.MULTILINE)
        return dict.fromkeys(keys, "") if keys else None


def _put_as_text(example: str) -> str:
    """Put an example in the place of the keys that it has."""
    keys = set(re.findall(r"^(\w+):", example, re.MULTILINE))
    blocks = re.split(r"^(?=\w)", HEADER, flags=re.MULTILINE)
    return "".join(block for block in blocks if block.split(":")[0] not in keys) + example.lstrip("\n")


def _record(header: dict[str, Any]) -> str:
    """Write a record with a header and an ordinary account."""
    plain = json.loads(json.dumps(header))  # without twins, which YAML would write as anchors
    return f"---\n{yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)}---\n{ACCOUNT}"


def _parts(example: str) -> dict[str, str]:
    """Give the files of an example that names each of them."""
    files: dict[str, str] = {}
    marks = [*PART.finditer(example)]
    for mark, end in zip(marks, [*(one.start() for one in marks[1:]), len(example)], strict=True):
        files[mark[1]] = _file_at(mark[1], _load(example[mark.end() : end]) or {}, {})
        if mark[2]:
            files[f"{mark[1].rsplit('/', 1)[0]}/{mark[2]}"] = WELSH
    return files


def _file_at(path: str, data: dict[str, Any], other: dict[str, Any]) -> str:
    """Make what stands in a file: a Welsh account, a force, or a record with the file's name, about nobody else."""
    if path.endswith(".cy.md"):
        return WELSH
    if "/forces/" in path:
        force = FORCES / f"{Path(path).stem}.yaml"
        base = yaml.load(force.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 -- plain texts only
        return yaml.safe_dump(_merge(base, data, other), allow_unicode=True, sort_keys=False)
    reference = Path(path).stem.upper()
    forces = {yaml.safe_load(file.read_text("utf-8"))["reference_prefix"]: file.stem for file in FORCES.iterdir()}
    named = {"reference": reference, "force": forces.get(reference.split("-")[0], BASE["force"])}
    alone = {key: value for key, value in BASE.items() if key != "people"}
    return _record(_merge(alone | named, data, other))


def _merge(base: Any, new: Any, other: Any) -> Any:
    """Put an example into the base, block by block; what only the other example has goes out of the base."""
    if isinstance(new, list) and isinstance(base, list) and new and all(isinstance(one, dict) for one in [*new, *base]):
        others = other if isinstance(other, list) else []
        return [
            _merge(base[place] if place < len(base) else base[0], one, others[place] if place < len(others) else {})
            for place, one in enumerate(new)
        ]
    if not isinstance(new, dict) or not isinstance(base, dict) or "conduct" in new:
        return copy.deepcopy(new)
    gone = (other.keys() if isinstance(other, dict) else set()) - new.keys()
    if new.keys() & {"name", "known_as"}:
        gone |= {"name", "known_as"} - new.keys()
    kept = {key: value for key, value in base.items() if key not in gone}
    merged = {key: _merge(kept.get(key), value, _below(other, key)) for key, value in new.items()}
    return {key: value for key, value in (kept | merged).items() if value != []}


def _below(other: Any, key: str) -> Any:
    return other.get(key, {}) if isinstance(other, dict) else {}
