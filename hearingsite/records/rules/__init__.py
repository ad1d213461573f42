"""The rules: each is a generator whose docstring is the rule. `check_register` runs them all."""

from collections.abc import Callable, Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.register import Register
from hearingsite.records.rules import across, appeals, people, state, texts
from hearingsite.records.rules.case import Case

# Rules about one record, in the order in which a reader meets what they are about.
HEARING_RULES: Final[tuple[Callable[[Case], Iterator[Diagnostic]], ...]] = (
    across.check_file_name,
    across.check_force,
    texts.check_summary,
    state.check_days,
    state.check_history,
    state.check_notice,
    state.check_publication,
    people.check_name_or_designation,
    people.check_one_person_per_designation,
    people.check_former,
    state.check_findings,
    state.check_outcome,
    state.check_outcome_fits,
    state.check_outcome_supported,
    people.check_name_restricted,
    people.check_anonymous_as,
    people.check_protects,
    people.check_criminal_officer,
    people.check_quotes,
    state.check_publish_at,
    state.check_keep_until,
    appeals.check_appeals,
    texts.check_attachments,
    texts.check_notice_text,
    texts.check_body,
)

# Rules about all records and forces together.
REGISTER_RULES: Final[tuple[Callable[[Register], Iterator[Diagnostic]], ...]] = (
    across.check_duplicates,
    across.check_forces,
)


def check_register(register: Register) -> Iterator[Diagnostic]:
    """Yield every finding of every rule."""
    for entry in register.entries:
        case = Case(entry, register)
        for rule in HEARING_RULES:
            yield from rule(case)
    for register_rule in REGISTER_RULES:
        yield from register_rule(register)
