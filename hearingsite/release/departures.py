"""Which lists a hearing has left, so that their addresses stay: content alone decides, no earlier build is asked.

A hearing leaves lists when it is taken down or its time is over, and when an appeal changes the outcome in force. What
its record no longer tells (a rank that was corrected) cannot be known.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from hearingsite.public.listing import Listing, listings
from hearingsite.public.model import PublicHearing
from hearingsite.release.blocks import appeal_moment
from hearingsite.release.gates import Gates

_BEFORE: Final = dt.timedelta(microseconds=1)


def lists_left(gates: Gates, now_on: set[Listing], show: Callable[[Gates], PublicHearing]) -> set[Listing]:
    """Give the lists on which a hearing stood at some moment and stands no longer.

    `show` makes the hearing as it was public at a moment.
    """
    once: set[Listing] = set()
    for turn in _turns(gates):
        before = Gates(gates.hearing, turn - _BEFORE)
        if before.was_ever_public and not before.tombstone:
            once |= listings(show(before))
    return once - now_on


def _turns(gates: Gates) -> Iterator[dt.datetime]:
    """Yield the moments after which a hearing may stand on fewer lists."""
    hearing = gates.hearing
    yield from (at for at in (appeal_moment(appeal).at for appeal in hearing.appeals) if at <= gates.now)
    if gates.tombstone:
        ends = [hearing.takedown.at.at] if hearing.takedown else []
        ends += [hearing.notice.until.at] if hearing.notice and hearing.notice.until else []
        if hearing.publication and hearing.publication.keep_until:
            ends.append(hearing.publication.keep_until.at)
        yield from (end for end in ends if end <= gates.now)
