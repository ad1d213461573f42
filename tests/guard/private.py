"""A private list to test with: invented people whose every value is easy to recognise in an output."""

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from hearingsite.cli import main

PEOPLE = """\
# who is who
- id: p-0001
  records: [AS-2023-014]
  known_as: PC X
  names: {given: [Osbertine, Lyleson], family: Quillfeather, aliases: [Ozzimandle], former: [Tarrowby], relatives: [Wynfled Quillfeather]}
  numbers: {collar: ["903577"], warrant: ["600112"], national_insurance: [QQ123456C]}
  contacts: {phones: [07700 900980], emails: [oq@tallowmail.example], handles: ["@oquillery"]}
  addresses: [{lines: [5 Tallowyard, Emberglow Green], postcode: ZZ99 7XX}]
  vehicles: [QX00 OLQ]
  born: 1979-11-30
  strength: {Lyleson: weak}
# the victim
- id: p-0002
  records: [AS-2023-014]
  known_as: Ms A
  role: victim
  names: {given: [Wilhelmindra], family: Thistlewick}
"""

VALUES = [
    "Osbertine",
    "Lyleson",
    "Quillfeather",
    "Ozzimandle",
    "Tarrowby",
    "Wynfled",
    "903577",
    "600112",
    "QQ123456C",
    "900980",
    "tallowmail",
    "oquillery",
    "Tallowyard",
    "Emberglow",
    "ZZ99",
    "1979-11-30",
    "Wilhelmindra",
    "Thistlewick",
]


class Done(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


class Commands:
    """Runs commands in this process as a user would run them, in a project, with the list of a folder."""

    def __init__(
        self, project: Path, folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Keep where everything lies."""
        self.project, self.folder, self.patch, self.capsys = project, folder, patch, capsys
        self.list = folder / "identities.age"
        self.key = folder / "press-officer.key"
        patch.chdir(project)

    def __call__(self, *arguments: str, typed: str = "", with_list: bool = True) -> Done:
        """Run a command; `typed` is what somebody types."""
        for name, file in (("HEARINGSITE_IDENTITIES", self.list), ("HEARINGSITE_AGE_KEY", self.key)):
            if with_list:
                self.patch.setenv(name, str(file))
            else:
                self.patch.delenv(name, raising=False)
        self.patch.setattr(sys, "argv", ["hearingsite", *arguments])
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self.capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    def plain(self, text: str, name: str = "people.yaml") -> Path:
        """Write a plain file beside the list, for its owner alone."""
        file = self.folder / name
        file.write_text(text, "utf-8")
        file.chmod(0o600)
        return file
