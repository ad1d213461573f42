"""What a search tells: who was found, in which file, where and by which rule, and never the value."""

from msgspec import Struct


class Match(Struct, frozen=True, order=True):
    """Somebody was found: in which file (relative; a value in it is masked), where, who, and by which rule.

    `line` is 0 where there is none, `column` where it is not known. `who` is an id of the private list or the label of
    what was kept back, `known_as` what to write instead, `mark` what a reviewed exception names the finding by. Without
    `who`, `rule` says why the file could not be read. `is_declared`: somebody of that name is public, maybe another person.
    """

    path: str
    line: int
    column: int
    who: str
    known_as: str
    rule: str
    where: str = ""
    mark: str = ""
    is_declared: bool = False


def placed(matches: list[Match]) -> list[Match]:
    """One match a person and line: where its column is known, or what all can see; without a line only where there is no other."""
    best: dict[tuple[str, int], Match] = {}
    for match in sorted(matches, key=lambda match: (not match.line, not match.column, not _is_shown(match), match)):
        best.setdefault((match.who, match.line), match)
    with_line = {who for who, line in best if line}
    return sorted(match for match in best.values() if match.line or not match.who or match.who not in with_line)


def _is_shown(match: Match) -> bool:
    """Whether it stands where everybody sees it."""
    return match.where == "text" or match.where.startswith("page ")
