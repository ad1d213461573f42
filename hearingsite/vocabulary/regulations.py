"""When each set of regulations came into force."""

import datetime as dt
import functools
from typing import cast

from hearingsite.vocabulary import read_vocabulary
from hearingsite.vocabulary.codes import Regulations


@functools.cache
def regulation_days() -> dict[str, dt.date]:
    """Give the day on which each set of regulations came into force, oldest first."""
    return {code: term.from_day for code, term in read_vocabulary("regulations").items() if term.from_day}


def in_force_on(day: dt.date) -> Regulations:
    """Give the regulations in force on a day; the first of them before."""
    codes = list(regulation_days())
    return cast("Regulations", next((code for code in reversed(codes) if regulation_days()[code] <= day), codes[0]))
